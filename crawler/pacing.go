package crawler

import (
	"context"
	"runtime"
	gometrics "runtime/metrics"
	"time"
)

// A core keeps busy with this many visits that are ready to go on, and begins with
// this many places; the limit moves by at most an eighth each time.
const (
	readyPerCore  = 48
	placesPerCore = 96
	pacingEvery   = 50 * time.Millisecond
	pacingSamples = 10 // in that time
)

// pacing finds how many visits this machine carries out at once. Visits mostly wait
// for the other side, so many can be under way; but as soon as more of them are ready
// to go on than the processors take up, each waits for its turn. That makes nothing
// faster, takes memory, and is measured as if it were the host's own slowness. So the
// limit goes up while few are ready, and down when many are, in proportion to what is
// missing: a controller as in TCP congestion avoidance by delay (TCP Vegas, RFC 6817),
// with the run queue in place of the delay, since a neighbour on the same machine that
// takes its processors must not shut the crawl down.
type pacing struct {
	least, most float64
	limit       float64
	target      float64 // visits that should be ready to go on
}

func newPacing(most, cores int) *pacing {
	least := float64(min(placesPerCore*cores, most))
	return &pacing{least: least, most: float64(most), limit: least, target: float64(readyPerCore * cores)}
}

// adjust returns the limit after a while in which wanted visits were under way or
// waited for a place, and ready of them, on average, waited for a processor.
func (p *pacing) adjust(wanted int, ready float64) int {
	spare := min(max((p.target-ready)/p.target, -1), 1)
	used := float64(wanted) / p.limit
	switch {
	case spare >= 0 && used < 0.5:
		// A limit that nobody needed says nothing of what could be carried out.
		p.limit -= p.limit / 16
	case spare >= 0 && used < 0.9, spare < 0 && used > 1.15:
		// It is not the limit that counts; or it went down and visits have not ended yet.
	default:
		p.limit += p.limit * spare / 8
	}
	p.limit = min(max(p.limit, p.least), p.most)
	return int(p.limit)
}

// pace adjusts the places to what can be carried out until ctx ends.
func (c *Crawler) pace(ctx context.Context) error {
	pacing := newPacing(c.cfg.InFlight, runtime.GOMAXPROCS(0))
	ticker := time.NewTicker(pacingEvery / pacingSamples)
	defer ticker.Stop()
	var ready float64
	for n := 1; ; n++ {
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
		ready += readyToRun()
		if n%pacingSamples == 0 {
			_, wanted := c.places.count()
			limit := pacing.adjust(wanted, ready/pacingSamples)
			c.places.resize(limit)
			c.metrics.places.Set(float64(limit))
			ready = 0
		}
	}
}

// readyToRun counts the goroutines that wait for a processor.
func readyToRun() float64 {
	sample := []gometrics.Sample{{Name: "/sched/goroutines/runnable:goroutines"}}
	gometrics.Read(sample)
	if sample[0].Value.Kind() != gometrics.KindUint64 {
		return 0
	}
	return float64(sample[0].Value.Uint64())
}
