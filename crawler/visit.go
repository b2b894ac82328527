package crawler

import (
	"context"
	"log/slog"
	"runtime/debug"

	"landfall"
	"landfall/crawler/collect"
	"landfall/crawler/discover"
	"landfall/crawler/outage"
	"landfall/crawler/probe"
)

// visit looks at the leased host once. A visit that our own stop broke off
// carries no observation. A panic in a parser costs one visit, not the process.
func (c *Crawler) visit(ctx context.Context, lease landfall.Lease) (f finished) {
	f.lease = lease
	defer c.places.give()
	c.metrics.inFlight.Inc()
	defer c.metrics.inFlight.Dec()
	began := c.deps.Now()
	defer func() {
		if fault := recover(); fault != nil {
			c.metrics.panics.Inc()
			c.deps.Logger.ErrorContext(ctx, "visit panicked", slog.String("host", lease.Host.String()),
				slog.Any("fault", fault), slog.String("stack", string(debug.Stack())))
			f.observation = &landfall.Observation{
				ID: c.rng.id(began), Host: lease.Host, At: began, Took: c.deps.Now().Sub(began),
				Work: lease.Want, Outcome: landfall.OutcomePostponed, Class: landfall.ClassOurs, Reason: "panic", Vantage: c.cfg.Vantage,
			}
		}
	}()
	visit, err := c.groups.Before(ctx, lease.Host, c.rng.label, c.answers(c.pauseOf(lease)))
	if err != nil {
		c.deps.Logger.WarnContext(ctx, "visit put off", slog.String("host", lease.Host.String()), slog.Any("error", err))
		return f
	}
	if !visit {
		f.allowed = c.groups.NotBefore(lease.Host, began)
		return f
	}
	f = c.look(ctx, lease, c.pauseOf(lease))
	switch {
	case ctx.Err() != nil && f.observation.Class == landfall.ClassOurs:
		f.observation = nil
	case f.undone != 0 && f.observation.Requests == 0:
		f.observation = nil // nothing happened
	}
	return f
}

// Look visits host once and returns what it saw. It stores nothing. A Crawl-delay
// is kept up to Config.Patience.
func (c *Crawler) Look(ctx context.Context, host landfall.Host) *landfall.Observation {
	observation, _ := c.Examine(ctx, host)
	return observation
}

// Recheck asks whether the host is there that was looked at, as a health check does: with one
// request, for the document that last found. It returns what it saw and stores nothing.
func (c *Crawler) Recheck(ctx context.Context, last *landfall.Observation) *landfall.Observation {
	lease := landfall.Lease{Host: last.Host, Want: landfall.WorkHealth}
	lease.Document, lease.Fields = proof(&last.Facts)
	return c.look(ctx, lease, c.patiently).observation
}

// Examine is Look, and returns what the visit learnt of other names as well.
func (c *Crawler) Examine(ctx context.Context, host landfall.Host) (*landfall.Observation, []landfall.Alias) {
	f := c.look(ctx, landfall.Lease{Host: host, Want: landfall.WorkAll}, c.patiently)
	return f.observation, f.aliases
}

// look visits the leased host once and returns what it saw, the hosts its peers list
// named, and what is left for another time.
func (c *Crawler) look(ctx context.Context, lease landfall.Lease, pause collect.Pause) finished {
	began := c.deps.Now()
	host := lease.Host
	v := c.deps.Collect.Open(ctx, host, pause)
	defer v.Close()
	result := ask(ctx, &probe.Visit{Host: host, Now: began, First: lease.Document == "", Known: lease.Document, Fetcher: v, Closing: c.closing(lease)}, lease)
	if err := v.Fault(); err != nil {
		result = probe.Unanswered(err)
	}
	if v.Unfinished() && lease.Document != "" {
		// Until all is read, the last full profile knows better.
		result.Facts = result.Facts.Only(lease.Fields)
	}
	if v.Unfinished() && result.Outcome == landfall.OutcomePostponed {
		result.Reason = "asked_for_time"
	}
	if v.Shut() && result.Outcome == landfall.OutcomePostponed {
		// It is up, and broken: that is a failure of its own, as any server error is.
		result.Outcome, result.Class, result.Reason = landfall.OutcomeError, landfall.ClassTheirs, "robots_unavailable"
	}
	o := &landfall.Observation{
		ID: c.rng.id(began), Host: host, At: began, Work: lease.Want,
		Outcome: result.Outcome, Class: result.Class, Reason: result.Reason, Status: result.Status,
		Facts: result.Facts, Vantage: c.cfg.Vantage,
	}
	var peers []landfall.Host
	if lease.Want.Has(landfall.WorkPeers) && result.Outcome == landfall.OutcomeAnswered {
		peers = c.readPeers(ctx, v, o, result.Peers)
	}
	o.Peers, o.PeerSample = len(peers), discover.Keep(peers, landfall.PeersKept)
	if result.Outcome != landfall.OutcomeRefused { // who asks not to be measured is not
		o.Connection = v.Connection()
		o.First, o.Click = v.Timings()
	}
	picture := c.picture(ctx, v, o)
	o.Steps, o.Requests = v.Steps(), v.Requests()
	o.Took = c.deps.Now().Sub(began)
	f := finished{lease: lease, observation: o, peers: peers, icon: picture, aliases: result.Aliases, allowed: v.Allowed(), network: outage.NetworkOf(v.Remote())}
	if v.Unfinished() {
		f.undone = lease.Want
	}
	return f
}

// ask reads what is wanted. A health check keeps only those facts that the same
// document stated before, when everything was read: another may say the same less
// well.
func ask(ctx context.Context, v *probe.Visit, lease landfall.Lease) probe.Result {
	// Where the peers list is, only the other documents say.
	if lease.Want&(landfall.WorkProfile|landfall.WorkPeers) != 0 {
		return probe.Run(ctx, v)
	}
	result := probe.Health(ctx, v, lease.Document)
	result.Aliases = nil // the one document may not be the one that names the accounts' domain
	result.Facts = result.Facts.Only(lease.Fields)
	return result
}

// closing is what reads the pinned posts of the host's contact account, nil if they are not
// to be read: they are once a week, with the peers, where the operator has turned it on.
func (c *Crawler) closing(lease landfall.Lease) probe.Closing {
	if !c.cfg.ReadPinned || !lease.Want.Has(landfall.WorkPeers) {
		return nil
	}
	return c.deps.Closing
}
