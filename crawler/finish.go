package crawler

import (
	"context"
	"fmt"
	"log/slog"
	"net/netip"
	"slices"
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

// finished is a visit on its way to the stores. Without an Observation nothing was
// seen, and its lease is given back: until allowed if it is not its host's turn, at
// once if our own stop broke it off.
type finished struct {
	lease       landfall.Lease
	observation *landfall.Observation
	peers       []landfall.Host
	undone      landfall.Work // what is left for another time
	allowed     time.Time     // when the host may be asked again, zero if at any time
	aliases     []landfall.Alias
	network     netip.Prefix // of the host, invalid if not known
	icon        *landfall.Icon
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
	for _, f := range batch {
		if f.observation != nil {
			seen = append(seen, f.observation)
			visited = append(visited, landfall.Visited{Lease: f.lease, Observation: f.observation, Undone: f.undone, Allowed: f.allowed})
		}
	}
	if err := c.unused(ctx, batch); err != nil || len(seen) == 0 {
		return err
	}
	if err := c.weigh(ctx, seen); err != nil {
		return err
	}
	if err := c.deps.Recorder.Append(ctx, seen...); err != nil {
		return fmt.Errorf("record %d observations: %w", len(seen), err)
	}
	if err := c.groups.After(ctx, seen); err != nil {
		return err
	}
	if err := c.discover(ctx, batch); err != nil {
		return err
	}
	stale, err := c.deps.Frontier.Complete(ctx, visited, c.agenda)
	if err != nil {
		return fmt.Errorf("complete %d visits: %w", len(visited), err)
	}
	c.metrics.stale.Add(float64(len(stale)))
	if err := c.name(ctx, batch, stale); err != nil {
		return err
	}
	if err := c.savePictures(ctx, batch); err != nil {
		return err
	}
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

// unused gives back the leases of visits in which nothing was seen.
func (c *Crawler) unused(ctx context.Context, batch []finished) error {
	var back, away []landfall.Lease
	var until []time.Time
	for _, f := range batch {
		switch {
		case f.observation != nil:
		case f.allowed.IsZero():
			back = append(back, f.lease)
		default:
			away, until = append(away, f.lease), append(until, f.allowed)
		}
	}
	if err := c.giveBack(ctx, back); err != nil || len(away) == 0 {
		return err
	}
	c.metrics.deferred.Add(float64(len(away)))
	if err := c.deps.Frontier.Defer(ctx, away, until); err != nil {
		return fmt.Errorf("defer %d visits: %w", len(away), err)
	}
	return nil
}

// agenda says when a host wants its next looks, and is let have them. It is a
// [landfall.Reschedule].
func (c *Crawler) agenda(in landfall.Instance, before landfall.Agenda, visit landfall.Visited) landfall.Agenda {
	next := c.reschedule(in, before, visit)
	o := visit.Observation
	if visit.Undone != 0 || o.Outcome == landfall.OutcomePostponed || o.Class == landfall.ClassOurs {
		return next // it was no look
	}
	notBefore := c.groups.NotBefore(in.Host, o.At)
	for _, at := range []*time.Time{&next.Health, &next.Profile, &next.Peers} {
		if !at.IsZero() && at.Before(notBefore) {
			*at = notBefore
		}
	}
	return next
}

// discover makes known the hosts that the batch's peers lists named.
func (c *Crawler) discover(ctx context.Context, batch []finished) error {
	for _, f := range batch {
		if _, err := c.found(ctx, f.lease.Host.String(), f.peers); err != nil {
			return err
		}
	}
	return nil
}

// found makes hosts that via named known, and due at once. They are not all let in
// where many share a registrable domain.
func (c *Crawler) found(ctx context.Context, via string, named []landfall.Host) (added int, err error) {
	fresh, err := c.fresh(ctx, named)
	if err == nil && len(fresh) > 0 {
		now := c.deps.Now()
		added, err = c.deps.Frontier.Add(ctx, via, fresh, now, now)
	}
	if err != nil {
		return added, fmt.Errorf("hosts named by %s: %w", via, err)
	}
	c.metrics.discovered.Add(float64(added))
	return added, nil
}

// fresh returns those of the named hosts that are to be made known. What is left of
// a group for want of room may come another day.
func (c *Crawler) fresh(ctx context.Context, named []landfall.Host) ([]landfall.Host, error) {
	unknown := c.known.unknown(named)
	if len(unknown) == 0 {
		return nil, nil
	}
	strangers, err := c.deps.Frontier.Strangers(ctx, unknown)
	if err != nil {
		return nil, err
	}
	c.known.add(without(unknown, strangers))
	fresh, err := c.groups.Admit(ctx, strangers)
	c.known.add(fresh)
	return fresh, err
}

// without returns the hosts that are not among others.
func without(hosts, others []landfall.Host) []landfall.Host {
	out := make(map[landfall.Host]bool, len(others))
	for _, host := range others {
		out[host] = true
	}
	return slices.DeleteFunc(slices.Clone(hosts), func(host landfall.Host) bool { return out[host] })
}
