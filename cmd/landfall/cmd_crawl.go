package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"landfall/crawler"
)

// oncePatience is the longest Crawl-delay that a crawl keeps which is to end by
// itself; hosts that ask for more are left to one that goes on.
const oncePatience = 10 * time.Second

// crawlCmd runs a crawler without a web site.
type crawlCmd struct {
	crawlFlags
	Once      bool   `help:"Visit what is due, and what that leads to, then end."`
	MaxHosts  int    `help:"End after this many visits (0: no limit)." default:"0" placeholder:"N"`
	OpsListen string `help:"Address for /healthz, /readyz and /metrics; none if empty." placeholder:"ADDR" env:"LANDFALL_OPS_LISTEN"`
	Summary   string `help:"At the end print a summary: text, json or none." enum:"text,json,none" default:"text"`
}

// Run crawls until nothing is due (with --once) or it is interrupted.
func (c *crawlCmd) Run(ctx context.Context, e *env) error {
	cfg, err := c.crawlConfig()
	if err != nil {
		return err
	}
	if cfg.Watchmen, err = c.watchmen(e.LabDial != ""); err != nil {
		return err
	}
	cfg.Once, cfg.MaxHosts = c.Once, c.MaxHosts
	if c.Once {
		cfg.Patience = oncePatience // so that it ends
	}
	guard, err := e.guard()
	if err != nil {
		return err
	}
	stores, err := e.openStores(ctx)
	if err != nil {
		return err
	}
	defer stores.Close()
	report := newReport(e, time.Now)
	registry := newRegistry()
	parts := e.newCrawling(stores, guard, cfg, registry, report.visit)
	if err := c.seed(ctx, e, stores.hosts, parts.crawler); err != nil {
		return err
	}
	stopProgress := report.start(ctx)
	err = c.run(ctx, e, parts, stores, registry, cfg.Worker)
	stopProgress()
	if err != nil {
		return err
	}
	return report.print(c.Summary)
}

// run runs the crawler, its clock and the shipper, and ships what is left.
func (c *crawlCmd) run(ctx context.Context, e *env, crawling *crawling, s *stores, registry *prometheus.Registry, worker string) error {
	schedule := tickers(e, crawling.crawler)
	if !c.Once {
		jobs := e.newJobs(s, worker)
		jobs.add(schedule)
		schedule.Every(jobsLook, "optouts", jobs.optOuts(crawling))
		if e.met != nil {
			schedule.Every(jobsLook, "contacts", jobs.contacts(e.met, crawling.crawler))
		}
		e.adopt(ctx, s.observations)
		schedule.Every(canaryEvery, "canary", newCanary(s.hosts, registry, time.Now).count)
	}
	parts := []part{{"shipper", crawling.shipper.Run}, {"schedule", schedule.Run}, {"crawler", crawling.crawler.Run}}
	if c.OpsListen != "" {
		ops, err := e.newOps(ctx, c.OpsListen, readiness(s, e.logger), registry)
		if err != nil {
			return err
		}
		parts = append(parts, part{"ops", ops.run})
	}
	if err := runParts(ctx, parts...); err != nil {
		return err
	}
	flush, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
	defer cancel()
	return crawling.shipper.Flush(flush)
}

func tickers(e *env, c *crawler.Crawler) *crawler.Schedule {
	schedule := crawler.NewSchedule(e.logger.With(slog.String("part", "schedule")))
	schedule.Every(time.Second, "crawler", c.Tick)
	return schedule
}

// jsonLine writes v as one line of JSON.
func (e *env) jsonLine(v any) error {
	encoder := json.NewEncoder(e.stdout)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return fmt.Errorf("write output: %w", err)
	}
	return nil
}
