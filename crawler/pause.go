package crawler

import (
	"context"
	"fmt"
	"time"

	"landfall"
	"landfall/crawler/collect"
	"landfall/crawler/probe"
)

// spare is what a lease should last beyond a pause: no visit takes longer.
const spare = 90 * time.Second

// pauseOf returns how the visit under lease waits: it extends the lease if need be,
// gives up its place in flight, and takes one again afterwards. A wait beyond
// Config.Patience, or one too many waiting visits, postpones the visit.
func (c *Crawler) pauseOf(lease landfall.Lease) collect.Pause {
	until := lease.Until
	return func(ctx context.Context, d time.Duration) error {
		if d > c.cfg.Patience {
			return fmt.Errorf("a wait of %s: %w", d, probe.ErrPostponed)
		}
		if c.waiting.Add(1) > int64(c.cfg.Waiting) {
			c.waiting.Add(-1)
			return fmt.Errorf("too many visits wait: %w", probe.ErrPostponed)
		}
		defer c.waiting.Add(-1)
		if now := c.deps.Now(); now.Add(d + spare).After(until) {
			until = now.Add(d + c.cfg.Lease)
			if err := c.deps.Frontier.Extend(ctx, lease, until); err != nil {
				return fmt.Errorf("extend lease of %s: %w: %w", lease.Host, probe.ErrPostponed, err)
			}
		}
		c.places.give()
		c.nudge()
		err := wait(ctx, d)
		// The place is taken again even if ctx is over, for the visit gives it up
		// when it ends.
		_ = c.places.take(context.WithoutCancel(ctx))
		return err
	}
}

func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
