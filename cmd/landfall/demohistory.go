package main

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"time"

	"golang.org/x/sync/errgroup"

	"landfall"
	"landfall/crawler"
	"landfall/crawler/collect"
	"landfall/crawler/polite"
	"landfall/crawler/robots"
	"landfall/internal/netguard"
)

// demoPast is how many days before today serve's demo plays, demoChecks how many looks at one
// document follow each day's full one, so that a month of them is enough to judge by,
// historyAt how many hosts are visited at once for that, and demoRoll how often the days that
// have been played are taken into the record, which charts, lists and the graph are drawn from.
const (
	demoPast   = 29
	demoChecks = 7
	historyAt  = 128
	demoRoll   = 10 * time.Second
)

// demoHistory visits the simulated instances for each of the days before today, with a clock
// that is that many days behind: once in full, and then every three hours as a health check
// does. It records the visits. Instances are left as today's visits made them. It ends with ctx.
func (e *env) demoHistory(s *stores, guard *netguard.Guard, days int) func(context.Context) error {
	return func(ctx context.Context) error {
		err := e.playHistory(ctx, s, guard, days)
		if err != nil && ctx.Err() == nil {
			return err
		}
		<-ctx.Done()
		return nil
	}
}

// playHistory plays the past of those that have answered today, and then of those that have
// answered meanwhile, until there are no more.
func (e *env) playHistory(ctx context.Context, s *stores, guard *netguard.Guard, days int) error {
	// Today comes first: it is what a visitor sees at once.
	if err := pauseFor(ctx, 15*time.Second); err != nil {
		return err
	}
	played := make(map[landfall.Host]bool)
	for {
		var hosts []landfall.Host
		err := s.hosts.Instances(ctx, true, func(in landfall.Instance) error {
			if !in.LastSeen.IsZero() && !played[in.Host] {
				played[in.Host] = true
				hosts = append(hosts, in.Host)
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("read instances: %w", err)
		}
		if len(hosts) == 0 {
			e.logger.InfoContext(ctx, "demo: played the past", slog.Int("days", days), slog.Int("instances", len(played)))
			return nil
		}
		e.logger.InfoContext(ctx, "demo: playing the past, which takes some minutes; recommendations and charts by day need it", slog.Int("days", days), slog.Int("instances", len(hosts)))
		if err := e.playDays(ctx, s, guard, hosts, days); err != nil {
			return err
		}
	}
}

// playDays plays the days of hosts, the latest first. A host that lets itself be waited for
// holds up none of the others.
func (e *env) playDays(ctx context.Context, s *stores, guard *netguard.Guard, hosts []landfall.Host, days int) error {
	var visits errgroup.Group
	visits.SetLimit(historyAt)
	for day := 1; day <= days; day++ {
		then := func() time.Time { return time.Now().AddDate(0, 0, -day) }
		looker := crawler.New(crawler.DefaultConfig(), crawler.Deps{
			Collect: collect.New(collect.Deps{Guard: guard, Robots: robots.NewCache(robots.CacheConfig{}, then), Limits: polite.New(polite.Limits{}, then), Now: then}),
			Logger:  e.logger,
			Now:     then,
			Rand:    rand.New(rand.NewPCG(uint64(day), 0)),
		})
		for _, host := range hosts {
			visits.Go(func() error { return playVisits(ctx, s, looker, host) })
		}
	}
	return visits.Wait()
}

// playVisits plays a day of one host.
func playVisits(ctx context.Context, s *stores, looker *crawler.Crawler, host landfall.Host) error {
	full := looker.Look(ctx, host)
	visits := []*landfall.Observation{full}
	for i := range demoChecks {
		if ctx.Err() != nil {
			break
		}
		check := looker.Recheck(ctx, full)
		check.At = check.At.Add(-time.Duration(i+1) * 24 * time.Hour / (demoChecks + 1))
		visits = append(visits, check)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return s.spool.Append(ctx, visits...)
}

func pauseFor(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
