package polite

import "time"

// Rate is how much may be sent for one key.
type Rate struct {
	PerSecond float64 // in the long run
	Burst     int     // at once, after a while of nothing
}

// every is the time one request takes up, at full speed.
func (r Rate) every() time.Duration { return time.Duration(float64(time.Second) / r.PerSecond) }

// How the rate of a key that was told to slow down comes back.
const (
	slowest  = 1.0 / 16
	recovery = time.Hour // from nothing to the full rate
	oneWord  = 10 * time.Second
)

// bucket is the state of one key: a token bucket, written as the time up to which
// its requests take up the rate.
type bucket struct {
	taken time.Time
	// away is the same for visits that were sent away, beyond taken.
	away time.Time
	// factor is the share of the rate that was left at slowed.
	factor float64
	slowed time.Time
}

// share is what is left of the rate at now.
func (b *bucket) share(now time.Time) float64 {
	if b.slowed.IsZero() {
		return 1
	}
	return min(1, b.factor+max(0, now.Sub(b.slowed).Seconds())/recovery.Seconds())
}

// slow halves what is left. Answers to requests sent together are one word.
func (b *bucket) slow(now time.Time) {
	if !b.slowed.IsZero() && now.Sub(b.slowed) < oneWord {
		return
	}
	b.factor, b.slowed = max(slowest, b.share(now)/2), now
}

// every is the time one request takes up at now.
func (b *bucket) every(r Rate, now time.Time) time.Duration {
	return time.Duration(float64(r.every()) / b.share(now))
}

// free is the earliest time at which a request may be sent.
func (b *bucket) free(r Rate, now time.Time) time.Time {
	ahead := time.Duration(max(r.Burst, 1)-1) * b.every(r, now)
	if at := b.taken.Add(-ahead); at.After(now) {
		return at
	}
	return now
}

// take counts a request that is sent at at.
func (b *bucket) take(r Rate, now, at time.Time) {
	b.taken = later(b.taken, at).Add(b.every(r, now))
}

// sendAway returns when a visit of n requests, for which there is no room now,
// should come back: each time another.
func (b *bucket) sendAway(r Rate, now time.Time, n int) time.Time {
	b.away = later(b.away, b.taken).Add(time.Duration(n) * b.every(r, now))
	return b.away
}

// idle reports whether a new bucket would be just the same.
func (b *bucket) idle(now time.Time) bool {
	return !b.taken.After(now) && !b.away.After(now) && b.share(now) >= 1
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
