package crawler

import (
	"sync"

	"landfall"
)

// knownHosts remembers hosts that are surely in the frontier already, so that
// the thousandth peers list that names mastodon.social costs no database write.
// It holds at most twice its size and forgets the oldest half at a time.
type knownHosts struct {
	mu          sync.Mutex
	size        int
	young, aged map[landfall.Host]struct{}
}

func newKnownHosts(size int) *knownHosts {
	return &knownHosts{size: size, young: make(map[landfall.Host]struct{})}
}

// unknown returns the hosts it does not remember, in order.
func (k *knownHosts) unknown(hosts []landfall.Host) []landfall.Host {
	k.mu.Lock()
	defer k.mu.Unlock()
	var fresh []landfall.Host
	for _, h := range hosts {
		_, young := k.young[h]
		_, aged := k.aged[h]
		if !young && !aged {
			fresh = append(fresh, h)
		}
	}
	return fresh
}

func (k *knownHosts) add(hosts []landfall.Host) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, h := range hosts {
		if len(k.young) >= k.size {
			k.young, k.aged = make(map[landfall.Host]struct{}), k.young
		}
		k.young[h] = struct{}{}
	}
}
