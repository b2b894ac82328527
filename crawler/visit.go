package crawler

import (
	"context"
	"log/slog"
	"runtime/debug"
	"time"

	"landfall"
	"landfall/crawler/collect"
	"landfall/crawler/discover"
	"landfall/crawler/probe"
)

// visit looks at the leased host once. A visit that our own stop broke off
// carries no observation. A panic in a parser costs one visit, not the process.
func (c *Crawler) visit(ctx context.Context, lease landfall.Lease) (f finished) {
	f.lease = lease
	defer c.release()
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
				Outcome: landfall.OutcomePostponed, Class: landfall.ClassOurs, Reason: "panic",
			}
		}
	}()
	visit, err := c.groups.Before(ctx, lease.Host, c.rng.label, c.answers)
	if err != nil {
		c.deps.Logger.WarnContext(ctx, "visit put off", slog.String("host", lease.Host.String()), slog.Any("error", err))
		return f
	}
	if !visit {
		f.observation = c.passedBy(lease.Host, began)
		return f
	}
	f.observation, f.peers, f.aliases = c.look(ctx, lease.Host, c.pauseOf(lease))
	if ctx.Err() != nil && f.observation.Class == landfall.ClassOurs {
		f.observation = nil
	}
	return f
}

// Look visits host once and returns what it saw. It stores nothing. A Crawl-delay
// is kept up to Config.Patience.
func (c *Crawler) Look(ctx context.Context, host landfall.Host) *landfall.Observation {
	o, _, _ := c.look(ctx, host, func(ctx context.Context, d time.Duration) error {
		if d > c.cfg.Patience {
			return probe.ErrPostponed
		}
		return wait(ctx, d)
	})
	return o
}

// look visits host once and returns what it saw, the hosts that it names, and the
// other names that it has.
func (c *Crawler) look(ctx context.Context, host landfall.Host, pause collect.Pause) (*landfall.Observation, []landfall.Host, []landfall.Alias) {
	began := c.deps.Now()
	v := c.deps.Collect.Open(ctx, host, pause)
	defer v.Close()
	result := probe.Run(ctx, &probe.Visit{Host: host, Now: began, Fetcher: v})
	if v.Shut() && result.Outcome == landfall.OutcomePostponed {
		// It is up, and broken: that is a failure of its own, as any server error is.
		result.Outcome, result.Class, result.Reason = landfall.OutcomeError, landfall.ClassTheirs, "robots_unavailable"
	}
	var peers []landfall.Host
	if result.Outcome == landfall.OutcomeAnswered {
		peers = c.readPeers(ctx, v, host, result.Peers)
	}
	o := &landfall.Observation{
		ID: c.rng.id(began), Host: host, At: began,
		Outcome: result.Outcome, Class: result.Class, Reason: result.Reason, Status: result.Status,
		Facts: result.Facts, Peers: len(peers), PeerSample: discover.Keep(peers, landfall.PeersKept),
		Steps: v.Steps(), Requests: v.Requests(),
	}
	o.First, o.Click = v.Timings()
	o.Took = c.deps.Now().Sub(began)
	return o, peers, result.Aliases
}
