package inbox

import (
	"errors"
	"net/http"
	"sync/atomic"

	"landfall/federation-core/social"
)

// Counts is how many requests were answered how, since the start.
type Counts struct {
	Accepted, Dropped, Unauthorized, Forbidden, Invalid, Limited, Unavailable atomic.Int64
}

// Work is what became of arrivals, since the start.
type Work struct {
	// Done had an effect, Nothing had none, for good.
	Done, Nothing atomic.Int64
	// Retried will be tried again.
	Retried atomic.Int64
	// Away and Broken were given up after all attempts: because another server could not be
	// reached, or because our own store would not.
	Away, Broken atomic.Int64
}

// settled counts what became of an arrival that is done.
func (w *Work) settled(o social.Outcome) {
	switch {
	case o.GivenUp || !o.Next.IsZero(): // counted by its reason when that was known
	case o.Reason != "":
		w.Nothing.Add(1)
	default:
		w.Done.Add(1)
	}
}

// gaveUp counts an arrival that was given up.
func (w *Work) gaveUp(why error) {
	if _, away := errors.AsType[delay](why); away {
		w.Away.Add(1)
		return
	}
	w.Broken.Add(1)
}

func (c *Counts) count(v verdict) {
	switch {
	case v == accepted:
		c.Accepted.Add(1)
	case v.status == http.StatusAccepted:
		c.Dropped.Add(1)
	case v.status == http.StatusUnauthorized:
		c.Unauthorized.Add(1)
	case v.status == http.StatusForbidden:
		c.Forbidden.Add(1)
	case v.status == http.StatusTooManyRequests:
		c.Limited.Add(1)
	case v.status >= 500:
		c.Unavailable.Add(1)
	default:
		c.Invalid.Add(1)
	}
}
