package polite

import (
	"maps"
	"net/netip"
	"time"

	"landfall"
)

// key is a bucket with the rate of its kind.
type key struct {
	*bucket
	rate Rate
}

// keys are those that a request counts for.
func (l *Limiter) keys(host landfall.Host, addr netip.Addr, now time.Time) []key {
	keys := make([]key, 0, 3)
	if rate := l.limits.Host; rate.PerSecond > 0 {
		keys = append(keys, key{of(l.hosts, host, now), rate})
	}
	if rate := l.limits.Domain; rate.PerSecond > 0 {
		keys = append(keys, key{of(l.domains, host.Registrable(), now), rate})
	}
	if l.limits.Network.PerSecond > 0 && addr.IsValid() {
		keys = append(keys, l.network(addr, now))
	}
	return keys
}

func (l *Limiter) network(addr netip.Addr, now time.Time) key {
	return key{of(l.networks, Network(addr), now), l.limits.Network}
}

// Network is the part of the net that an address counts for: its /24, or its /48
// in IPv6.
func Network(addr netip.Addr) netip.Prefix {
	bits := 24
	if addr = addr.Unmap(); addr.Is6() {
		bits = 48
	}
	prefix, err := addr.WithZone("").Prefix(bits)
	if err != nil {
		return netip.Prefix{}
	}
	return prefix
}

// of returns the bucket of a key. When there are too many, those that say nothing
// go, and if that is not enough, some others.
func of[K comparable](buckets map[K]*bucket, k K, now time.Time) *bucket {
	b, ok := buckets[k]
	if ok {
		return b
	}
	if len(buckets) >= keysMost {
		maps.DeleteFunc(buckets, func(_ K, b *bucket) bool { return b.idle(now) })
		for other := range buckets {
			if len(buckets) < keysMost*9/10 {
				break
			}
			delete(buckets, other)
		}
	}
	b = &bucket{}
	buckets[k] = b
	return b
}
