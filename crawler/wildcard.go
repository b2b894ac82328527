package crawler

import (
	"context"
	"time"

	"landfall"
	"landfall/crawler/collect"
	"landfall/crawler/farm"
	"landfall/crawler/probe"
)

// answers returns a look at a made-up name that finds out whether it answers as an
// instance. It is as polite as a visit, robots.txt included, and keeps nothing. That
// it does not answer is found out only if our own side was well.
func (c *Crawler) answers(pause collect.Pause) farm.Probe {
	return func(ctx context.Context, host landfall.Host) (answers, known bool) {
		began := c.deps.Now()
		v := c.deps.Collect.Open(ctx, host, pause)
		defer v.Close()
		answers, known = probe.Answers(ctx, &probe.Visit{Host: host, Now: began, Fetcher: v})
		return answers, known && (answers || c.wasWell(ctx, began, pause))
	}
}

// wellWithin is for how many seconds a word of the sentinels is waited for: a round
// begins every ten, and may take some itself.
const wellWithin = 20

// wasWell waits until it is known whether our own side was well since began.
func (c *Crawler) wasWell(ctx context.Context, began time.Time, pause collect.Pause) bool {
	ended := c.deps.Now()
	for range wellWithin {
		if sound, known := c.quarantine.Sound(began, ended); known {
			return sound
		}
		c.wonder()
		if err := pause(ctx, time.Second); err != nil {
			return false
		}
	}
	return false
}
