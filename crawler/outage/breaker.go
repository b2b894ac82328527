package outage

import (
	"net/netip"
	"time"
)

// breaker holds the last visits of hosts that had answered at the visit before.
type breaker struct {
	cfg   Config
	usual baseline
	last  []sample
	// accepted is a share of failures that has lasted too long to be our doing.
	accepted   float64
	acceptedAt time.Time
}

type sample struct {
	at      time.Time
	failed  bool
	network netip.Prefix
}

func (b *breaker) add(s sample) {
	b.last = append(b.last, s)
	if extra := len(b.last) - b.cfg.Window; extra > 0 {
		b.last = append(b.last[:0], b.last[extra:]...)
	}
}

// share is the part of the last visits since a time that failed, and how many they
// are; those into networks that are down, or were then, are no evidence.
func (b *breaker) share(now, since time.Time, down func(network netip.Prefix, at time.Time) bool) (share float64, visits int) {
	failures := 0
	oldest := now.Add(-b.cfg.WindowAge)
	for _, s := range b.last {
		if s.at.Before(oldest) || s.at.Before(since) || s.network.IsValid() && down(s.network, s.at) {
			continue
		}
		visits++
		if s.failed {
			failures++
		}
	}
	return float64(failures) / float64(max(visits, 1)), visits
}

// acceptFor is how long an accepted share stays so.
const acceptFor = 24 * time.Hour

// limit is the share above which failures are more than usual.
func (b *breaker) limit(now time.Time) float64 {
	limit := max(b.cfg.Share, b.cfg.Times*b.usual.share(now))
	if now.Sub(b.acceptedAt) < acceptFor {
		limit = max(limit, b.accepted*3/2)
	}
	return limit
}

func (b *breaker) accept(now time.Time, share float64) { b.accepted, b.acceptedAt = share, now }
