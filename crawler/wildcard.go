package crawler

import (
	"context"
	"time"

	"landfall"
	"landfall/crawler/probe"
)

// answers looks at a made-up name and reports whether it answers as an instance. It
// is as polite as a visit, robots.txt included, and keeps nothing.
func (c *Crawler) answers(ctx context.Context, host landfall.Host) bool {
	v := c.deps.Collect.Open(ctx, host, func(context.Context, time.Duration) error { return probe.ErrPostponed })
	defer v.Close()
	return probe.Answers(ctx, &probe.Visit{Host: host, Now: c.deps.Now(), Fetcher: v})
}

// passedBy is the visit of a host that was not asked anything, because it is one of
// the endless names of a farm or blocked.
func (c *Crawler) passedBy(host landfall.Host, at time.Time) *landfall.Observation {
	return &landfall.Observation{
		ID: c.rng.id(at), Host: host, At: at, Outcome: landfall.OutcomePostponed, Class: landfall.ClassTheirs, Reason: "domain_shut",
	}
}
