package crawler

import (
	"context"
	"fmt"
	"time"

	"landfall"
)

// poll is how long the dispatcher sleeps at most before it asks the frontier
// again; the ticker of schedule.go and new discoveries wake it earlier.
const poll = time.Second

// dispatch leases due hosts and starts a visit for each when a place in flight
// is free. It keeps more leases than there are places, so that none is idle while
// those that ended are recorded.
func (c *Crawler) dispatch(ctx context.Context, start func(landfall.Lease)) error {
	taken := 0
	var watch watch
	for ctx.Err() == nil {
		room := c.quarantine.Room()
		if room > 0 {
			if err := c.catchUp(ctx, &watch); err != nil {
				return err
			}
		}
		places, _ := c.places.count()
		free := min(places+min(places, 2*batchSize)+1-c.busy(), room)
		if c.cfg.MaxHosts > 0 {
			free = min(free, c.cfg.MaxHosts-taken)
			if taken >= c.cfg.MaxHosts && c.outstanding.Load() == 0 {
				return nil
			}
		}
		batch, err := c.lease(ctx, free)
		if err != nil {
			return err
		}
		started, err := c.hand(ctx, &watch, batch, start)
		if taken += started; err != nil {
			return err
		}
		if len(batch) > 0 {
			continue
		}
		if c.ending(taken) {
			c.settle(ctx)
		}
		if done, err := c.exhausted(ctx); done || err != nil {
			return err
		}
		c.rest(ctx)
	}
	return nil
}

// lease takes up to n due hosts and counts them as outstanding.
func (c *Crawler) lease(ctx context.Context, n int) ([]landfall.Lease, error) {
	if n < 1 {
		return nil, nil
	}
	now := c.deps.Now()
	batch, err := c.deps.Frontier.Lease(ctx, c.cfg.Worker, n, now, c.cfg.Lease)
	if err != nil {
		if ctx.Err() != nil {
			return nil, nil //nolint:nilerr // we are stopping
		}
		return nil, fmt.Errorf("lease hosts: %w", err)
	}
	for _, lease := range batch {
		c.metrics.late.Observe(now.Sub(lease.Due).Seconds())
	}
	c.outstanding.Add(int64(len(batch)))
	c.quarantine.Leased(len(batch))
	return batch, nil
}

// hand starts visits as places get free, and gives back the leases it cannot start
// any more. As that takes a while, the clock is looked at meanwhile: as long as visits
// begin, nothing has stood still.
func (c *Crawler) hand(ctx context.Context, watch *watch, batch []landfall.Lease, start func(landfall.Lease)) (started int, err error) {
	for i := range batch {
		rest := batch[i:]
		c.keep(ctx, rest[:1])
		if err := c.places.take(ctx, func() time.Duration { return c.keep(ctx, rest) }); err != nil || !c.quarantine.Open() {
			if err == nil {
				c.places.give()
			}
			c.outstanding.Add(int64(i - len(batch)))
			return i, c.giveBack(ctx, batch[i:])
		}
		start(batch[i])
		if err := c.catchUp(ctx, watch); err != nil {
			return i + 1, err
		}
	}
	return len(batch), nil
}

// exhausted reports whether a crawl that runs once has nothing left to do.
func (c *Crawler) exhausted(ctx context.Context) (bool, error) {
	if !c.cfg.Once || c.outstanding.Load() > 0 {
		return false, nil
	}
	if state := c.quarantine.State(); state.Degraded && c.deps.Now().Sub(state.Since) > oncePatience {
		return true, fmt.Errorf("measuring is paused since %s (%s): %w", state.Since.Format(time.TimeOnly), state.Cause, landfall.ErrUnavailable)
	}
	due, ok, err := c.deps.Frontier.NextDue(ctx)
	if err != nil {
		return false, fmt.Errorf("next due host: %w", err)
	}
	return !ok || due.After(c.deps.Now()), nil
}

func (c *Crawler) rest(ctx context.Context) {
	timer := time.NewTimer(poll)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-c.wake:
	case <-ctx.Done():
	}
}

// giveBack releases leases even while the crawler is stopping.
func (c *Crawler) giveBack(ctx context.Context, leases []landfall.Lease) error {
	if len(leases) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopGrace)
	defer cancel()
	if err := c.deps.Frontier.Release(ctx, leases); err != nil {
		return fmt.Errorf("release leases: %w", err)
	}
	return nil
}
