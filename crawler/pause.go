package crawler

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"landfall"
	"landfall/crawler/collect"
	"landfall/crawler/probe"
)

// spare is what a lease should last beyond a pause: no visit takes longer.
const spare = 90 * time.Second

// keep extends those of the leases that end soon, for they wait in line, and returns
// how long the others last. One that cannot be extended may have passed on, which the
// frontier tells whoever completes its visit.
func (c *Crawler) keep(ctx context.Context, leases []landfall.Lease) time.Duration {
	margin := min(spare, c.cfg.Lease/2)
	now := c.deps.Now()
	next := c.cfg.Lease - margin
	for i := range leases {
		lease := &leases[i]
		if lasts := lease.Until.Sub(now) - margin; lasts > 0 {
			next = min(next, lasts)
			continue
		}
		lease.Until = now.Add(c.cfg.Lease)
		if err := c.deps.Frontier.Extend(ctx, *lease, lease.Until); err != nil && ctx.Err() == nil {
			c.deps.Logger.DebugContext(ctx, "lease not extended", slog.String("host", lease.Host.String()), slog.Any("error", err))
		}
	}
	return next
}

// pauseOf returns how the visit under lease waits: it extends the lease if need be,
// gives up its place in flight, and takes one again afterwards. A wait beyond
// Config.Patience, or one too many waiting visits, postpones the visit.
func (c *Crawler) pauseOf(lease landfall.Lease) collect.Pause {
	held := []landfall.Lease{lease}
	return func(ctx context.Context, d time.Duration) error {
		if d > c.cfg.Patience {
			return fmt.Errorf("a wait of %s: %w", d, probe.ErrPostponed)
		}
		if c.waiting.Add(1) > int64(c.cfg.Waiting) {
			c.waiting.Add(-1)
			return fmt.Errorf("too many visits wait: %w", probe.ErrPostponed)
		}
		defer c.waiting.Add(-1)
		if now := c.deps.Now(); now.Add(d + spare).After(held[0].Until) {
			held[0].Until = now.Add(d + c.cfg.Lease)
			if err := c.deps.Frontier.Extend(ctx, lease, held[0].Until); err != nil {
				return fmt.Errorf("extend lease of %s: %w: %w", lease.Host, probe.ErrPostponed, err)
			}
		}
		c.places.give()
		c.nudge()
		err := wait(ctx, d)
		// The place is taken again even if ctx is over, for the visit gives it up
		// when it ends.
		_ = c.places.take(context.WithoutCancel(ctx), func() time.Duration { return c.keep(ctx, held) })
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
