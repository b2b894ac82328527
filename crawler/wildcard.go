package crawler

import (
	"context"

	"landfall"
	"landfall/crawler/collect"
	"landfall/crawler/farm"
	"landfall/crawler/probe"
)

// answers returns a look at a made-up name that finds out whether it answers as an
// instance. It is as polite as a visit, robots.txt included, and keeps nothing.
func (c *Crawler) answers(pause collect.Pause) farm.Probe {
	return func(ctx context.Context, host landfall.Host) (answers, known bool) {
		v := c.deps.Collect.Open(ctx, host, pause)
		defer v.Close()
		return probe.Answers(ctx, &probe.Visit{Host: host, Now: c.deps.Now(), Fetcher: v})
	}
}
