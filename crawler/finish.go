package crawler

import (
	"context"
	"fmt"
	"log/slog"
	"net/netip"
	"time"

	"landfall"
)

// Finished visits are recorded in batches: one fsync and one transaction serve
// many. A batch closes when it is full or when its first visit has waited a while.
const (
	batchSize = 256
	batchAge  = 100 * time.Millisecond
	stopGrace = 15 * time.Second // for recording what is done when the crawler stops
)

// finished is a visit on its way to the stores. Without an Observation the visit
// was broken off by our own stop, and its lease is given back.
type finished struct {
	lease       landfall.Lease
	observation *landfall.Observation
	peers       []landfall.Host
	network     netip.Prefix
}

// finish records visits until the channel closes, those that failed when the
// quarantine lets them go. After an error it keeps emptying the channel, so that no
// worker hangs on it.
func (c *Crawler) finish(ctx context.Context, visits <-chan finished) (err error) {
	tick := time.NewTicker(batchAge)
	defer tick.Stop()
	for fresh, ended := 0, false; !ended; {
		select {
		case f, ok := <-visits:
			if ended = !ok; ok {
				fresh++
				err = c.put(ctx, f)
			}
		case <-tick.C:
			fresh = batchSize
		}
		if err == nil && (ended || fresh >= batchSize) {
			fresh = 0
			err = c.recordAll(ctx, c.quarantine.Take(c.deps.Now()))
		}
		if err != nil {
			go drain(visits)
			return err
		}
	}
	return c.giveBackHeld(ctx)
}

func drain(visits <-chan finished) {
	for range visits {
		continue
	}
}

// record makes a batch durable, then lets the frontier know. In this order a
// crash in between repeats a visit, and never loses one.
func (c *Crawler) record(ctx context.Context, batch []finished) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopGrace)
	defer cancel()
	defer func() {
		c.outstanding.Add(-int64(len(batch)))
		c.nudge()
	}()
	var seen []*landfall.Observation
	var visited []landfall.Visited
	var unused []landfall.Lease
	for _, f := range batch {
		if f.observation == nil {
			unused = append(unused, f.lease)
			continue
		}
		seen = append(seen, f.observation)
		visited = append(visited, landfall.Visited{Lease: f.lease, Observation: f.observation})
	}
	if err := c.giveBack(ctx, unused); err != nil || len(seen) == 0 {
		return err
	}
	if err := c.deps.Recorder.Append(ctx, seen...); err != nil {
		return fmt.Errorf("record %d observations: %w", len(seen), err)
	}
	if err := c.discover(ctx, batch); err != nil {
		return err
	}
	stale, err := c.deps.Frontier.Complete(ctx, visited, c.nextDue)
	if err != nil {
		return fmt.Errorf("complete %d visits: %w", len(visited), err)
	}
	c.metrics.stale.Add(float64(len(stale)))
	for _, o := range seen {
		c.metrics.visit(o)
		c.deps.Logger.DebugContext(ctx, "visit recorded", slog.String("host", o.Host.String()),
			slog.String("id", o.ID), slog.String("outcome", string(o.Outcome)))
		if c.deps.Progress != nil {
			c.deps.Progress(o)
		}
	}
	return nil
}

// discover adds the hosts that the batch's peers lists named. A new host is due
// at once; the order of leases spreads them.
func (c *Crawler) discover(ctx context.Context, batch []finished) error {
	for _, f := range batch {
		fresh := c.crowd.admit(c.known.unknown(f.peers))
		if len(fresh) == 0 {
			continue
		}
		now := c.deps.Now()
		added, err := c.deps.Frontier.Add(ctx, f.lease.Host.String(), fresh, now, now)
		if err != nil {
			return fmt.Errorf("add peers of %s: %w", f.lease.Host, err)
		}
		c.known.add(fresh)
		c.metrics.discovered.Add(float64(added))
	}
	return nil
}
