package delivery

import (
	"time"

	"landfall/federation-core/social"
)

// The breaker's numbers.
const (
	closeAfter  = 10             // failures in a row
	firstClosed = time.Minute    // for how long, doubled by each probe that fails
	mostClosed  = time.Hour      // in the end
	daysFailing = 7              // until a host is unavailable
	peerWidth   = 2              // requests at a time to a host
	peerProbes  = 1              // and to one that was closed
	seenEvery   = 24 * time.Hour // how old Seen may be before it is written again
	day         = 24 * time.Hour
)

// failed is p after an attempt at now came to nothing. The attempts that were under way when
// the host was closed tell nothing new about it, so that they do not keep it closed longer.
// One that is unavailable is not closed, so that what waits for it expires at once.
func failed(p social.Peer, now time.Time) social.Peer {
	if !sameDay(p.LastFailed, now) {
		p.FailingDays++
	}
	p.LastFailed = now
	if p.Closed.After(now) {
		return p
	}
	p.Failures++
	if over := p.Failures - closeAfter; over >= 0 && !unavailable(&p) {
		p.Closed = now.Add(min(firstClosed<<min(over, 10), mostClosed))
	}
	return p
}

// alive is p after it gave an answer that counts, or sent a verified request.
func alive(p social.Peer, now time.Time) social.Peer {
	return social.Peer{Host: p.Host, RFC9421: p.RFC9421, Seen: now}
}

// rest is p after it asked not to be bothered for that long.
func rest(p social.Peer, now time.Time, wait time.Duration) social.Peer {
	if until := now.Add(wait); wait > 0 && until.After(p.Closed) {
		p.Closed = until
	}
	return p
}

// width is how many requests may be under way to p at now.
func width(p *social.Peer, now time.Time) int {
	switch {
	case p.Closed.After(now):
		return 0
	case p.Failures >= closeAfter:
		return peerProbes
	}
	return peerWidth
}

// unavailable tells whether p has failed for so long that nothing is kept for it.
func unavailable(p *social.Peer) bool { return p.FailingDays >= daysFailing }

// worthSaving tells whether is differs from was by more than that it was seen once more.
func worthSaving(was, is social.Peer) bool {
	if is.Seen.Sub(was.Seen) < seenEvery {
		is.Seen = was.Seen
	}
	return is != was
}

// sameDay tells whether two instants are on one day in UTC.
func sameDay(a, b time.Time) bool {
	return a.UTC().Truncate(day).Equal(b.UTC().Truncate(day))
}
