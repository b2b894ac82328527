package spool

import (
	"context"
	"time"
)

// await waits until rows rows are in the spool, or one that is age old. It returns
// false if ctx ends or the spool fails or closes before.
func (s *Spool) await(ctx context.Context, rows int, age time.Duration) bool {
	for ctx.Err() == nil && s.failure() == nil {
		state := s.snapshot()
		if state.rows >= int64(rows) {
			return true
		}
		wait := time.Hour // for an arrival
		if state.rows > 0 {
			// The clock may have been set; the wait is never longer than age.
			wait = min(age, age-time.Since(state.oldest))
		}
		if wait <= 0 {
			return true
		}
		if s.idle(ctx, wait) {
			return state.rows > 0
		}
	}
	return false
}

// idle waits for an arrival. It reports true if the time has passed instead, or
// the spool was closed.
func (s *Spool) idle(ctx context.Context, wait time.Duration) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-s.arrival:
		return false
	case <-timer.C:
		return true
	case <-s.ended:
		return true
	case <-ctx.Done():
		return false
	}
}
