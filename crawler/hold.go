package crawler

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"landfall"
	"landfall/crawler/outage"
)

// How long a lease outlasts the quarantine, how many failures may wait without
// taking up places in flight, and how long a crawl that is to end by itself waits
// for the end of an outage.
const (
	holdMargin   = time.Minute
	heldMost     = 20_000
	oncePatience = 10 * time.Minute
)

// busy counts the leases that take up room: those whose visit keeps a Crawl-delay,
// or waits in quarantine, do not.
func (c *Crawler) busy() int {
	return int(c.outstanding.Load()-c.waiting.Load()) - min(c.quarantine.Held(), heldMost)
}

// put hands a finished visit to the quarantine. While it is held its lease must not
// run out, or another worker would visit the host meanwhile. If it has passed on
// already, the frontier will refuse the visit.
func (c *Crawler) put(ctx context.Context, f finished) error {
	until := c.quarantine.Put(c.deps.Now(), outage.Visit[finished]{
		Item: f, Observation: f.observation, Before: f.lease.Status, Network: f.network, Watched: f.lease.Claimed,
	})
	if until.IsZero() {
		return nil
	}
	if f.lease.Status == landfall.StatusAlive {
		c.wonder()
	}
	until = until.Add(holdMargin)
	if !until.After(f.lease.Until) {
		return nil
	}
	err := c.deps.Frontier.Extend(ctx, f.lease, until)
	if err != nil && ctx.Err() == nil && !errors.Is(err, landfall.ErrStale) {
		return fmt.Errorf("hold %s: %w", f.lease.Host, err)
	}
	return nil
}

// recordAll records what the quarantine let go.
func (c *Crawler) recordAll(ctx context.Context, visits []outage.Visit[finished]) error {
	for some := range slices.Chunk(visits, batchSize) {
		batch := make([]finished, len(some))
		for i, v := range some {
			batch[i] = v.Item
			if v.Observation != v.Item.observation && v.Observation.Outcome == landfall.OutcomePostponed {
				c.metrics.voided.Inc()
			}
			batch[i].observation = v.Observation
		}
		if err := c.record(ctx, batch); err != nil {
			return err
		}
	}
	return nil
}

// giveBackHeld ends the crawl: failures that still wait were never acknowledged, so
// their hosts stay due.
func (c *Crawler) giveBackHeld(ctx context.Context) error {
	var leases []landfall.Lease
	for _, v := range c.quarantine.Drain() {
		leases = append(leases, v.Item.lease)
	}
	c.outstanding.Add(-int64(len(leases)))
	return c.giveBack(ctx, leases)
}

// ending reports that a crawl which is to end by itself waits for nothing but the
// quarantine.
func (c *Crawler) ending(taken int) bool {
	if !c.cfg.Once && (c.cfg.MaxHosts == 0 || taken < c.cfg.MaxHosts) {
		return false
	}
	held := c.quarantine.Held()
	return held > 0 && int(c.outstanding.Load()) == held
}

// settle judges what is in quarantine by what is known now, and asks first.
func (c *Crawler) settle(ctx context.Context) {
	c.ask(ctx)
	c.quarantine.Flush(c.deps.Now())
}
