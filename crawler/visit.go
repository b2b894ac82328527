package crawler

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/netip"
	"runtime/debug"
	"time"

	"landfall"
	"landfall/crawler/collect"
	"landfall/crawler/discover"
	"landfall/crawler/outage"
	"landfall/crawler/probe"
	"landfall/internal/netguard"
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
				Outcome: landfall.OutcomePostponed, Class: landfall.ClassOurs, Reason: "panic", Vantage: c.cfg.Vantage,
			}
		}
	}()
	f.observation, f.peers, f.network = c.look(ctx, lease.Host, c.pauseOf(lease))
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

// look visits host once and returns what it saw, the hosts its peers list named,
// and the network the host is in, if that is known.
func (c *Crawler) look(ctx context.Context, host landfall.Host, pause collect.Pause) (*landfall.Observation, []landfall.Host, netip.Prefix) {
	began := c.deps.Now()
	v := c.deps.Collect.Open(ctx, host, pause)
	defer v.Close()
	result := probe.Run(ctx, &probe.Visit{Host: host, Now: began, Fetcher: v})
	if v.Shut() && result.Outcome == landfall.OutcomePostponed {
		// It is up, and broken: that is a failure of its own, as any server error is.
		result.Outcome, result.Class, result.Reason = landfall.OutcomeError, landfall.ClassTheirs, "robots_unavailable"
	}
	var peers []landfall.Host
	if result.Outcome == landfall.OutcomeAnswered && result.Peers != nil {
		peers = c.readPeers(ctx, v, result)
	}
	o := &landfall.Observation{
		ID: c.rng.id(began), Host: host, At: began,
		Outcome: result.Outcome, Class: result.Class, Reason: result.Reason, Status: result.Status,
		Facts: result.Facts, Peers: len(peers), PeerSample: discover.Keep(peers, landfall.PeersKept),
		Steps: v.Steps(), Requests: v.Requests(),
		Vantage: c.cfg.Vantage, Connection: v.Connection(),
	}
	o.First, o.Click = v.Timings()
	o.Took = c.deps.Now().Sub(began)
	return o, peers, outage.NetworkOf(v.Remote())
}

// peersBytes caps a peers list on the wire and decoded.
const peersBytes = 8 << 20

// readPeers samples the host's peers list as it streams in. A list that is
// missing, forbidden or broken contributes nothing and harms nothing.
func (c *Crawler) readPeers(ctx context.Context, v *collect.Visit, result probe.Result) []landfall.Host {
	var sample discover.Sample
	req := probe.Request{URL: result.Peers, Accept: "application/json", MaxBytes: peersBytes}
	status, err := v.Stream(ctx, req, func(body io.Reader) (err error) {
		list := &longList{ctx: ctx, list: body, tokens: c.peers}
		defer list.done()
		sample, err = discover.Peers(list, c.cfg.PeersMax, c.rng.fork())
		return err
	})
	switch {
	case err != nil:
		reason, _ := netguard.Classify(err)
		v.Note("peers: " + reason)
		return nil
	case status/100 != 2:
		v.Note("peers: not published")
		return nil
	}
	v.Note(fmt.Sprintf("peers: %d names, %d taken", sample.Total, len(sample.Hosts)))
	return sample.Hosts
}
