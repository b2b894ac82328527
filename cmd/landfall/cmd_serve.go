package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"landfall/crawler"
	"landfall/crawler/discover"
)

// serveCmd runs everything in one process.
type serveCmd struct {
	siteFlags
	crawlFlags
	backupFlags
	NoCrawl bool `help:"Show the site only; another process crawls." env:"LANDFALL_NO_CRAWL"`
	NoDemo  bool `help:"Do not show the simulated network where the Internet cannot be reached." env:"LANDFALL_NO_DEMO"`
}

// Run serves until it is interrupted.
func (c *serveCmd) Run(ctx context.Context, e *env) error {
	cfg, err := c.crawlConfig()
	if err != nil {
		return err
	}
	if cfg.Watchmen, err = c.watchmen(e.LabDial != ""); err != nil {
		return err
	}
	guard, err := e.guard()
	if err != nil {
		return err
	}
	if !c.NoDemo && !c.NoCrawl {
		if err := guard.Reachable(ctx, discover.Seeds()); err != nil {
			fmt.Fprintf(e.stderr, "landfall: the Internet cannot be reached (%v).\n"+
				"landfall: showing a simulated network instead; nothing of it is real. --no-demo insists on the real one.\n", err)
			demo := demoCmd{siteFlags: c.siteFlags, Hosts: demoHosts, Seed: 1, Past: demoPast}
			return demo.Run(ctx, e)
		}
	}
	if e.PublicURL == "" && e.LabDial == "" && !c.NoCrawl {
		e.logger.WarnContext(ctx, "no --public-url: admins who meet this crawler cannot find out who it is")
	}
	open := e.openStores
	if c.NoCrawl {
		open = e.openReading
	}
	stores, err := open(ctx)
	if err != nil {
		return err
	}
	defer stores.Close()
	registry := newRegistry()
	jobs := e.newJobs(stores, cfg.Worker)
	c.readsPinned = c.ReadPinned
	site, err := e.newSite(ctx, c.siteFlags, stores, jobs, registry, false)
	if err != nil {
		return err
	}
	defer site.close()
	schedule := crawler.NewSchedule(e.logger.With(slog.String("part", "schedule")))
	schedule.Every(2*time.Second, "snapshot", site.snapshots.refresh)
	jobs.add(schedule)
	schedule.Every(jobsLook, "review", jobs.reviews(e, stores.hosts))
	schedule.Every(canaryEvery, "canary", site.canary.count)
	schedule.Every(graphLook, "graph", site.acquaintance.refresh)
	if c.BackupDir != "" {
		schedule.Every(jobsLook, "backup", jobs.backups(c.backupFlags, stores))
	}
	parts := []part{{"schedule", schedule.Run}}
	if !c.NoCrawl {
		crawling := e.newCrawling(stores, guard, cfg, registry, nil)
		if err := c.seed(ctx, e, stores.hosts, crawling.crawler); err != nil {
			return err
		}
		e.adopt(ctx, stores.observations)
		schedule.Every(time.Second, "crawler", crawling.crawler.Tick)
		schedule.Every(jobsLook, "optouts", jobs.optOuts(crawling))
		if e.met != nil {
			schedule.Every(jobsLook, "contacts", jobs.contacts(e.met, crawling.crawler))
		}
		parts = []part{{"shipper", crawling.shipper.Run}, {"schedule", schedule.Run}, {"crawler", crawling.crawler.Run}}
	}
	e.logger.InfoContext(ctx, "serving", slog.String("url", site.url()))
	return runParts(ctx, append(parts, part{"site", site.run})...)
}
