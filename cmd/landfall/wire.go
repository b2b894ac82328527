package main

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"regexp"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"landfall"
	"landfall/crawler"
	"landfall/crawler/collect"
	"landfall/crawler/discover"
	"landfall/crawler/polite"
	"landfall/crawler/probe"
	"landfall/crawler/robots"
	"landfall/directory/notice"
	"landfall/internal/netguard"
	"landfall/internal/spool"
	"landfall/internal/sqlstore"
)

// newRegistry returns a metrics registry with the process's own figures.
func newRegistry() *prometheus.Registry {
	registry := prometheus.NewRegistry()
	registry.MustRegister(
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	return registry
}

// crawling is a crawler with everything under it, ready to run.
type crawling struct {
	crawler *crawler.Crawler
	shipper *spool.Shipper
	texts   crawler.Texts
}

// newCrawling builds the crawler over the stores and the guard.
func (e *env) newCrawling(s *stores, guard *netguard.Guard, cfg crawler.Config, registry prometheus.Registerer, progress func(*landfall.Observation)) *crawling {
	collector := collect.New(collect.Deps{
		Guard:  guard,
		Robots: robots.NewCache(robots.CacheConfig{}, time.Now),
		Limits: polite.New(cfg.Limits, time.Now),
		Now:    time.Now,
	})
	return &crawling{
		texts: guard,
		crawler: crawler.New(cfg, crawler.Deps{
			Frontier: s.hosts,
			Recorder: s.spool,
			Groups:   s.hosts,
			Icons:    s.hosts,
			Closing:  closing(cfg),
			Collect:  collector,
			Logger:   e.logger.With(slog.String("part", "crawler")),
			Metrics:  registry,
			Now:      time.Now,
			Rand:     newRand(),
			Reach:    guard,
			Gaps:     s.hosts,
			Progress: progress,
		}),
		shipper: spool.NewShipper(spool.DefaultShipperConfig(), spool.ShipperDeps{
			Spool:   s.spool,
			Sink:    s.observations,
			Logger:  e.logger.With(slog.String("part", "shipper")),
			Metrics: registry,
			Rand:    newRand(),
		}),
	}
}

// closing is what reads pinned posts, nil where they are not to be read.
func closing(cfg crawler.Config) probe.Closing {
	if !cfg.ReadPinned {
		return nil
	}
	return notice.Default().Contact
}

// crawlConfig turns the shared flags into the crawler's configuration.
func (f *crawlFlags) crawlConfig() (crawler.Config, error) {
	cfg := crawler.DefaultConfig()
	cfg.InFlight, cfg.Lease, cfg.Worker = f.InFlight, f.Lease, f.Worker
	cfg.Limits.Host.PerSecond, cfg.Limits.Domain.PerSecond, cfg.Limits.Network.PerSecond = f.HostRate, f.DomainRate, f.NetworkRate
	cfg.Vantage, cfg.Pictures = cmp.Or(f.Vantage, landfall.DefaultVantage), !f.NoPictures
	cfg.ReadPinned = f.ReadPinned
	switch {
	case cfg.InFlight < 1 || cfg.InFlight > 20_000:
		return cfg, fmt.Errorf("--in-flight %d: %w: from 1 to 20000", cfg.InFlight, landfall.ErrInvalid)
	case !(min(f.HostRate, f.DomainRate, f.NetworkRate) >= 0.001):
		return cfg, fmt.Errorf("--host-rate %v, --domain-rate %v, --network-rate %v: %w: at least 0.001 requests a second", f.HostRate, f.DomainRate, f.NetworkRate, landfall.ErrInvalid)
	case !vantageName.MatchString(cfg.Vantage):
		return cfg, fmt.Errorf("--vantage %q: %w: up to 32 of a-z, 0-9 and -", cfg.Vantage, landfall.ErrInvalid)
	case cfg.Lease < 2*time.Minute:
		return cfg, fmt.Errorf("--lease %s: %w: at least 2m, for a visit may take one", cfg.Lease, landfall.ErrInvalid)
	}
	if cfg.Worker == "" {
		name, err := os.Hostname()
		if err != nil {
			name = "landfall"
		}
		cfg.Worker = fmt.Sprintf("%s-%d", name, os.Getpid())
	}
	return cfg, nil
}

// vantageName is what a place may be called: it is shown, and a column of few values.
var vantageName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,31}$`)

// seed makes the start of the network known: the files named, and the embedded
// list unless files were given in place of it.
func (f *crawlFlags) seed(ctx context.Context, e *env, hosts *sqlstore.Store, c *crawler.Crawler) error {
	if len(f.Seeds) == 0 && e.LabDial == "" {
		added, err := c.Seed(ctx, "seed", discover.Seeds())
		if err != nil {
			return err
		}
		e.logger.InfoContext(ctx, "seeded from the built-in list", slog.Int("added", added))
	}
	for _, path := range f.Seeds {
		hosts, err := readSeeds(path)
		if err != nil {
			return err
		}
		added, err := c.Seed(ctx, "file", hosts)
		if err != nil {
			return err
		}
		e.logger.InfoContext(ctx, "seeded from file", slog.String("file", path), slog.Int("hosts", len(hosts)), slog.Int("added", added))
	}
	for _, path := range f.List {
		if err := e.addList(ctx, path, c); err != nil {
			return err
		}
		if err := e.addCategories(ctx, path, hosts); err != nil {
			return err
		}
	}
	return nil
}

// readSeeds reads a seed file whole; one bad line refuses it, naming the first.
func readSeeds(path string) ([]landfall.Host, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("seeds: %w: %w", landfall.ErrInvalid, err)
	}
	defer file.Close()
	hosts, faults, err := discover.ReadFile(file)
	switch {
	case err != nil:
		return nil, fmt.Errorf("seeds %s: %w", path, err)
	case len(faults) > 0:
		return nil, fmt.Errorf("seeds %s: %w: line %d: %s (%d bad lines in all)",
			path, landfall.ErrInvalid, faults[0].Line, faults[0].Reason, len(faults))
	case len(hosts) == 0:
		return nil, fmt.Errorf("seeds %s: %w: no host in it", path, landfall.ErrInvalid)
	}
	return hosts, nil
}

// newRand returns a source of chance that nobody else uses.
func newRand() *rand.Rand { return rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64())) }
