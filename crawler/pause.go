package crawler

import (
	"context"
	"fmt"
	"time"

	"landfall"
	"landfall/crawler/collect"
	"landfall/crawler/probe"
)

// pauseOf returns how the visit under lease keeps a Crawl-delay: it extends the
// lease, gives up its place in flight, and takes one again afterwards. A delay
// beyond Config.Patience, or one too many waiting visits, postpones the visit.
func (c *Crawler) pauseOf(lease landfall.Lease) collect.Pause {
	return func(ctx context.Context, d time.Duration) error {
		if d > c.cfg.Patience {
			return fmt.Errorf("crawl delay %s: %w", d, probe.ErrPostponed)
		}
		if c.waiting.Add(1) > int64(c.cfg.Waiting) {
			c.waiting.Add(-1)
			return fmt.Errorf("too many visits wait: %w", probe.ErrPostponed)
		}
		defer c.waiting.Add(-1)
		if err := c.deps.Frontier.Extend(ctx, lease, c.deps.Now().Add(d+c.cfg.Lease)); err != nil {
			return fmt.Errorf("extend lease of %s: %w", lease.Host, err)
		}
		c.release()
		c.nudge()
		err := wait(ctx, d)
		// The place is taken again even if ctx is over, for the visit gives it up
		// when it ends.
		c.slots <- struct{}{}
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
