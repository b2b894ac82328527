package fetch

import (
	"errors"
	"sync/atomic"
)

// Counts is how many documents were asked for and what came of it, since the start.
type Counts struct {
	Read, Gone, Refused, Crowded, Failed atomic.Int64
	// Remembered is how many were not asked for, because they could not be had lately.
	Remembered atomic.Int64
}

func (c *Counts) count(err error) {
	switch {
	case err == nil:
		c.Read.Add(1)
	case errors.Is(err, ErrGone):
		c.Gone.Add(1)
	case errors.Is(err, errBudget), errors.Is(err, ErrCrowded):
		c.Crowded.Add(1)
	case errors.Is(err, ErrRefused):
		c.Refused.Add(1)
	default:
		c.Failed.Add(1)
	}
}
