// Package polite says when a request may be sent: how much one host, one
// registrable domain and one network get, whoever else is asked, and how long each
// is left in peace after it said that it is too much. It sends nothing and waits
// for nothing itself.
package polite

import (
	"net/http"
	"net/netip"
	"sync"
	"time"

	"landfall"
)

// Limits is what one process sends.
type Limits struct {
	Host    Rate // one host name
	Domain  Rate // all hosts below one registrable domain
	Network Rate // an IPv4 /24 or an IPv6 /48
}

// DefaultLimits let a visit's few requests go one after the other, and keep
// hosts, domains and networks from more than 1, 2 and 10 requests a second.
func DefaultLimits() Limits {
	return Limits{Host: Rate{1, 12}, Domain: Rate{2, 24}, Network: Rate{10, 20}}
}

// visitCost is how many requests a visit that is sent away is reckoned with.
const visitCost = 4

// keysMost bounds the keys that are remembered of each kind.
const keysMost = 100_000

// Limiter keeps the limits. It is safe for concurrent use and starts nothing. A
// limit of zero is none.
type Limiter struct {
	limits Limits
	now    func() time.Time

	mu       sync.Mutex
	hosts    map[landfall.Host]*bucket
	domains  map[string]*bucket
	networks map[netip.Prefix]*bucket
	busy     map[landfall.Host]struct{} // with a request under way
}

// New returns a Limiter with the clock now.
func New(limits Limits, now func() time.Time) *Limiter {
	return &Limiter{
		limits: limits, now: now,
		hosts:    make(map[landfall.Host]*bucket),
		domains:  make(map[string]*bucket),
		networks: make(map[netip.Prefix]*bucket),
		busy:     make(map[landfall.Host]struct{}),
	}
}

// Begin says that a request to host begins; it is false if another one is under
// way, which is to be waited for. [Limiter.Done] ends it.
func (l *Limiter) Begin(host landfall.Host) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, busy := l.busy[host]; busy {
		return false
	}
	l.busy[host] = struct{}{}
	return true
}

// Done says that the request to host is over.
func (l *Limiter) Done(host landfall.Host) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.busy, host)
}

// Turn takes a turn for a request to host, on a connection to addr if there is one
// already, and returns how long to wait before sending it. If that is longer than
// most, ok is false and no turn is taken: the visit should come back after the time
// returned, which is another one for each.
func (l *Limiter) Turn(host landfall.Host, addr netip.Addr, most time.Duration) (wait time.Duration, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	return take(l.keys(host, addr, now), now, most)
}

// Connect takes a turn for a request that opens a connection to addr, as Turn does.
func (l *Limiter) Connect(addr netip.Addr, most time.Duration) (wait time.Duration, ok bool) {
	if l.limits.Network.PerSecond <= 0 || !addr.IsValid() {
		return 0, true
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	return take([]key{l.network(addr, now)}, now, most)
}

// take takes a turn of all keys, or sends away from the one that is most behind.
func take(keys []key, now time.Time, most time.Duration) (wait time.Duration, ok bool) {
	at := now
	var last *key
	for i, k := range keys {
		if free := k.free(k.rate, now); free.After(at) {
			at, last = free, &keys[i]
		}
	}
	if wait = at.Sub(now); wait > most {
		return last.sendAway(last.rate, now, visitCost).Sub(now), false
	}
	for _, k := range keys {
		k.take(k.rate, now, at)
	}
	return wait, true
}

// Answered takes note of an answer's status. Too many requests, or a server that
// cannot answer now, halve the rates of host, domain and network; they come back
// over an hour.
func (l *Limiter) Answered(host landfall.Host, addr netip.Addr, status int) {
	if status != http.StatusTooManyRequests && status != http.StatusServiceUnavailable {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	for _, k := range l.keys(host, addr, now) {
		k.slow(now)
	}
}
