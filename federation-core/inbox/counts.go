package inbox

import (
	"net/http"
	"sync/atomic"
)

// Counts is how many requests were answered how, since the start.
type Counts struct {
	Accepted, Dropped, Unauthorized, Forbidden, Invalid, Limited, Unavailable atomic.Int64
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
