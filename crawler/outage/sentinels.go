package outage

import (
	"context"
	"math/rand/v2"
	"net/netip"
	"sync"
	"time"

	"landfall"
)

// Reach is what sentinels are asked with.
type Reach interface {
	// Knock connects to a host by name and completes a verified handshake. It sends
	// no request.
	Knock(ctx context.Context, host landfall.Host) error
	// KnockAddress connects to port 443 of an address.
	KnockAddress(ctx context.Context, addr netip.Addr) error
	// Resolves reports whether a name has an address; an answer that did not come is
	// none.
	Resolves(ctx context.Context, name string) bool
}

// Watchmen are the sentinels of an installation.
type Watchmen struct {
	Names     []landfall.Host
	Addresses []netip.Addr
}

// None reports that there are none.
func (w Watchmen) None() bool { return len(w.Names)+len(w.Addresses) == 0 }

// DefaultWatchmen returns hosts that are meant to be reached by everybody, run by
// operators who share no network: six by name and two by address.
func DefaultWatchmen() Watchmen {
	return Watchmen{
		Names: []landfall.Host{
			"www.iana.org", "www.wikipedia.org", "www.debian.org", "letsencrypt.org", "www.ripe.net", "www.mozilla.org",
		},
		Addresses: []netip.Addr{netip.MustParseAddr("1.1.1.1"), netip.MustParseAddr("9.9.9.9")},
	}
}

// Sentinels asks hosts that are known to be there. One that has not answered for a
// day, although others did, is no sentinel any more until it answers again.
type Sentinels struct {
	men   Watchmen
	reach Reach
	rng   *rand.Rand
	last  map[landfall.Host]time.Time // when each answered, or was first asked
}

// Bounds of a round.
const (
	roundPatience = 6 * time.Second
	retiredAfter  = 24 * time.Hour
)

// NewSentinels returns sentinels that have not been asked yet. They are used by
// one goroutine.
func NewSentinels(men Watchmen, reach Reach, rng *rand.Rand) *Sentinels {
	return &Sentinels{men: men, reach: reach, rng: rng, last: make(map[landfall.Host]time.Time)}
}

// Ask asks all sentinels at the same time. ok is false if ctx ended meanwhile.
func (s *Sentinels) Ask(ctx context.Context, now time.Time) (r Round, ok bool) {
	asking, cancel := context.WithTimeout(ctx, roundPatience)
	defer cancel()
	var all sync.WaitGroup
	names := make([]error, len(s.men.Names))
	addresses := make([]error, len(s.men.Addresses))
	for i, host := range s.men.Names {
		all.Go(func() { names[i] = s.reach.Knock(asking, host) })
	}
	for i, addr := range s.men.Addresses {
		all.Go(func() { addresses[i] = s.reach.KnockAddress(asking, addr) })
	}
	impossible := s.impossible()
	all.Go(func() { r.Invented = s.reach.Resolves(asking, impossible) })
	all.Wait()
	s.count(&r, now, names)
	for _, err := range addresses {
		r.Addresses++
		if err != nil {
			r.AddressesFailed++
		}
	}
	return r, ctx.Err() == nil
}

// count adds up those reached by name, and leaves out the retired.
func (s *Sentinels) count(r *Round, now time.Time, errs []error) {
	anyone := false
	for _, err := range errs {
		anyone = anyone || err == nil
	}
	for i, host := range s.men.Names {
		last, known := s.last[host]
		if errs[i] == nil || !known || !anyone {
			s.last[host] = now // if nobody answers, nobody is to blame
		}
		if errs[i] != nil && known && now.Sub(last) >= retiredAfter && anyone {
			continue
		}
		r.Names++
		if errs[i] != nil {
			r.NamesFailed++
		}
	}
}

// impossible is a name that cannot exist (RFC 6761 §6.4), a new one each time, so
// that no cache answers.
func (s *Sentinels) impossible() string {
	label := make([]byte, 12)
	for i := range label {
		label[i] = byte('a' + s.rng.IntN(26))
	}
	return string(label) + ".invalid"
}
