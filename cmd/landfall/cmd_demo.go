package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"time"

	"landfall"
	"landfall/crawler"
	"landfall/internal/gallery"
	"landfall/internal/netguard"
	"landfall/internal/sim"
)

const demoHosts = 300

// demoCmd shows Landfall on a simulated network.
type demoCmd struct {
	siteFlags
	Hosts int    `help:"How many instances to simulate." default:"300" placeholder:"N"`
	Seed  uint64 `help:"The same seed gives the same network." default:"1"`
	Past  int    `help:"How many days before today to play as well, so that charts show something." default:"29" placeholder:"DAYS"`
}

// Help says what a demo is.
func (demoCmd) Help() string {
	return "Starts a simulated fediverse inside this process, crawls it and shows the site. It needs no network, and keeps its databases in a temporary folder that it removes in the end. Every page says that the servers on it are simulated. At /gallery are all pages in every state that they can be in, with samples."
}

// Run simulates, crawls and serves until it is interrupted.
func (c *demoCmd) Run(ctx context.Context, e *env) error {
	if c.Past < 0 || c.Past > summaryDays {
		return fmt.Errorf("--past %d: %w: from 0 to %d days", c.Past, landfall.ErrInvalid, summaryDays)
	}
	network, err := sim.New(sim.Config{
		Hosts: c.Hosts, Seed: c.Seed, Mix: sim.MixDemo(), Logger: e.logger.With(slog.String("part", "sim")),
	})
	if err != nil {
		return fmt.Errorf("sim: %w: %w", landfall.ErrInvalid, err)
	}
	if err := network.Listen(); err != nil {
		return err
	}
	if err := announceClosings(network, time.Now()); err != nil {
		return err
	}
	lab, err := netguard.NewLabPEM(network.Addr(), network.CAPEM())
	if err != nil {
		return err
	}
	guard, err := netguard.New(netguard.Config{UserAgent: e.agent(), Limits: netguard.DefaultLimits(), Lab: lab})
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "landfall-demo-")
	if err != nil {
		return fmt.Errorf("temporary folder: %w", err)
	}
	defer os.RemoveAll(dir)
	embedded := *e.cli
	embedded.storeFlags = storeFlags{Data: dir}
	stores, err := (&env{cli: &embedded, logger: e.logger}).openStores(ctx)
	if err != nil {
		return err
	}
	defer stores.Close()
	return c.serve(ctx, e, network, guard, stores)
}

func (c *demoCmd) serve(ctx context.Context, e *env, network *sim.Network, guard *netguard.Guard, s *stores) error {
	registry := newRegistry()
	cfg := crawler.DefaultConfig()
	crawling := e.newCrawling(s, guard, cfg, registry, nil)
	site, err := e.newSite(ctx, c.siteFlags, s, e.newJobs(s, cfg.Worker), registry, true)
	if err != nil {
		return err
	}
	defer site.close()
	site.handler = e.besideGallery(site) //nolint:contextcheck // each request has its own
	var start []landfall.Host
	for _, name := range network.Seeds(10) {
		host, err := landfall.ParseHost(name)
		if err != nil {
			return fmt.Errorf("sim: %w", err)
		}
		start = append(start, host)
	}
	if _, err := crawling.crawler.Seed(ctx, "seed", start); err != nil {
		return err
	}
	schedule := tickers(e, crawling.crawler)
	schedule.Every(canaryEvery, "canary", site.canary.count)
	schedule.Every(time.Second, "snapshot", site.snapshots.refresh)
	schedule.Every(demoRoll, "record", func(ctx context.Context) error { return s.observations.Roll(ctx, time.Now()) })
	schedule.Every(demoRoll, "graph", site.acquaintance.refresh)
	fmt.Fprintf(e.stdout, "demo on %s with %d simulated instances; Ctrl-C ends it\n", site.url(), len(network.Hosts()))
	fmt.Fprintf(e.stdout, "all pages in every state, with samples: %s%s\n", site.url(), gallery.Path)
	return runParts(ctx,
		part{"sim", network.Run},
		part{"shipper", crawling.shipper.Run},
		part{"schedule", schedule.Run},
		part{"crawler", crawling.crawler.Run},
		part{"history", e.demoHistory(s, guard, c.Past)},
		part{"site", site.run},
	)
}
