// Package crawler looks at instances and records Observations. Workers lease due
// hosts from the frontier, visit each politely, make what they saw durable, and
// reschedule. A dead instance is data; an error is our own failure.
package crawler

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/sync/errgroup"

	"landfall"
	"landfall/crawler/collect"
	"landfall/crawler/farm"
	"landfall/crawler/outage"
	"landfall/crawler/polite"
	"landfall/crawler/probe"
)

// Frontier is the table of hosts to visit. Its clock is the caller's.
type Frontier interface {
	// Add makes hosts known and due at due; those already known stay as they are.
	Add(ctx context.Context, via string, hosts []landfall.Host, now, due time.Time) (added int, err error)
	// Lease takes at most n due hosts, the longest overdue first.
	Lease(ctx context.Context, worker string, n int, now time.Time, ttl time.Duration) ([]landfall.Lease, error)
	// LeaseHost takes one host, due or not, unless somebody holds it.
	LeaseHost(ctx context.Context, worker string, host landfall.Host, now time.Time, ttl time.Duration) (lease landfall.Lease, ok bool, err error)
	// Instance returns what is known of a host, or [landfall.ErrNotFound].
	Instance(ctx context.Context, host landfall.Host) (landfall.Instance, error)
	// Complete applies visits and gives each host the agenda that next says. Visits
	// whose lease has passed on are refused and returned.
	Complete(ctx context.Context, visits []landfall.Visited, next landfall.Reschedule) (stale []landfall.Host, err error)
	// Extend moves a lease's end to until, [landfall.ErrStale] if it has passed on.
	Extend(ctx context.Context, lease landfall.Lease, until time.Time) error
	// Release gives leases back unused.
	Release(ctx context.Context, leases []landfall.Lease) error
	// Defer gives leases back unused, each until its time.
	Defer(ctx context.Context, leases []landfall.Lease, until []time.Time) error
	// Replan lets plan write the agendas of free hosts that are due before early or
	// after late and that were visited before, at last.
	Replan(ctx context.Context, early, late time.Time, plan func(last time.Time, a landfall.Agenda) landfall.Agenda) (looked int, err error)
	// NextDue says when the next host is due; ok is false if none ever is.
	NextDue(ctx context.Context) (due time.Time, ok bool, err error)
	// Strangers returns those of the hosts that Add would take.
	Strangers(ctx context.Context, hosts []landfall.Host) ([]landfall.Host, error)
	// SaveAliases keeps the names that visits learnt of, and removes those that are
	// merged. Hosts that are own answered under their own names.
	SaveAliases(ctx context.Context, own []landfall.Host, aliases []landfall.Alias) error
	// Lag says how overdue the most overdue host is.
	Lag(ctx context.Context, now time.Time) (time.Duration, error)
}

// Recorder makes observations durable before it returns.
type Recorder interface {
	Append(ctx context.Context, obs ...*landfall.Observation) error
}

// Gaps remembers when nothing was measured, and by whom.
type Gaps interface {
	// Gap records that a gap began, goes on or is over.
	Gap(ctx context.Context, gap landfall.Gap) error
	// Shift records that a worker is there, whether it measures or not.
	Shift(ctx context.Context, shift landfall.Shift) error
}

// Config is how a crawler behaves. [DefaultConfig] just works.
type Config struct {
	Worker   string        // names this process in leases
	Vantage  string        // names the place that it measures from
	InFlight int           // visits under way at once, at most
	Lease    time.Duration // how long a worker may keep a host
	PeersMax int           // names one peers list may contribute
	// PeersAtOnce bounds how many long peers lists are read at the same time,
	// which bounds their memory.
	PeersAtOnce int
	// Patience is the longest that a visit waits between its requests, for a
	// Crawl-delay or a turn; beyond it, the visit ends and goes on another time.
	// Waiting takes up no place in flight, and at most Waiting visits wait at once.
	Patience time.Duration
	Waiting  int
	// Limits is what hosts, domains and networks get, for whoever builds the Collector.
	Limits polite.Limits
	// Pictures asks instances for the pictures that they name.
	Pictures bool
	// ReadPinned has Deps.Closing look through the pinned posts of contact accounts.
	ReadPinned bool
	// Once ends Run when nothing is due any more; MaxHosts ends it after that
	// many visits (0 means no limit).
	Once     bool
	MaxHosts int
	// Outage is how an outage of our own is told from theirs; that there are
	// Watchmen is set in it by New.
	Outage   outage.Config
	Watchmen outage.Watchmen
}

// DefaultConfig returns the configuration for one machine.
func DefaultConfig() Config {
	return Config{
		Worker: "landfall", Vantage: landfall.DefaultVantage, InFlight: 384, Lease: 5 * time.Minute, PeersMax: 20_000, PeersAtOnce: 16, Pictures: true,
		Patience: time.Minute, Waiting: 4096, Limits: polite.DefaultLimits(), Outage: outage.DefaultConfig(),
	}
}

// Deps are what a Crawler works with.
type Deps struct {
	Frontier Frontier
	Recorder Recorder
	Groups   farm.Store // nil keeps nothing of farms
	Icons    Icons      // nil asks for no pictures
	// Closing reads pinned posts, if Config.ReadPinned is set; nil reads none.
	Closing probe.Closing
	Collect *collect.Collector
	Logger  *slog.Logger
	Metrics prometheus.Registerer
	Now     func() time.Time
	Rand    *rand.Rand // jitter and samples; guarded by the crawler
	// Reach is what Config.Watchmen are asked with. Gaps, if set, hears when our own
	// side is not well.
	Reach outage.Reach
	Gaps  Gaps
	// Progress, if set, hears of every finished visit. It must return at once.
	Progress func(*landfall.Observation)
}

// Crawler visits hosts until it is told to stop.
type Crawler struct {
	cfg     Config
	deps    Deps
	metrics *metrics
	rng     *lockedRand
	known   *knownHosts
	groups  *farm.Groups
	// pictures is nil if there are to be none.
	pictures *pictures
	// bookmarks are where lists of peers that come in pages are read on.
	bookmarks *bookmarks
	places    *places
	peers     chan struct{} // a token per long peers list being read
	wake      chan struct{} // something new may be due
	// quarantine holds failures until they may count.
	quarantine *outage.Quarantine[finished]
	sentinels  *outage.Sentinels // nil if there are none
	asking     sync.Mutex        // them
	doubt      chan struct{}     // a host failed that had answered
	// outstanding counts leases not yet recorded or given back; waiting counts
	// those of them whose visit waits for its turn.
	outstanding, waiting atomic.Int64
	// replanned is when the frontier was last looked through, in Unix seconds.
	replanned atomic.Int64
}

// New returns a Crawler. It opens nothing and starts nothing.
func New(cfg Config, deps Deps) *Crawler {
	cfg.Outage.Sentinels = !cfg.Watchmen.None()
	c := &Crawler{
		cfg: cfg, deps: deps,
		metrics:   newMetrics(deps.Metrics),
		rng:       &lockedRand{rng: deps.Rand},
		known:     newKnownHosts(200_000),
		groups:    farm.New(100_000, deps.Groups, deps.Now),
		pictures:  newPictures(cfg, deps),
		bookmarks: newBookmarks(5_000),
		places:    &places{limit: min(cfg.InFlight, placesPerCore)},
		peers:     make(chan struct{}, cfg.PeersAtOnce),
		wake:      make(chan struct{}, 1),

		quarantine: outage.NewQuarantine[finished](cfg.Outage),
		doubt:      make(chan struct{}, 1),
	}
	if cfg.Outage.Sentinels {
		c.sentinels = outage.NewSentinels(cfg.Watchmen, deps.Reach, c.rng.fork())
	}
	return c
}

// Seed makes hosts known and due at once.
func (c *Crawler) Seed(ctx context.Context, via string, hosts []landfall.Host) (added int, err error) {
	strangers, err := c.deps.Frontier.Strangers(ctx, hosts)
	if err != nil {
		return 0, fmt.Errorf("seed from %s: %w", via, err)
	}
	if err := c.groups.Count(ctx, strangers); err != nil {
		return 0, fmt.Errorf("seed from %s: %w", via, err)
	}
	now := c.deps.Now()
	added, err = c.deps.Frontier.Add(ctx, via, hosts, now, now)
	if err != nil {
		return 0, fmt.Errorf("seed from %s: %w", via, err)
	}
	c.nudge()
	return added, nil
}

// List makes hosts known that somebody listed, and due at once. Unlike seeds they
// are let in as those of a peers list are: not all at once, where many share a
// registrable domain.
func (c *Crawler) List(ctx context.Context, via string, hosts []landfall.Host) (added int, err error) {
	if added, err = c.found(ctx, via, hosts); added > 0 {
		c.nudge()
	}
	return added, err
}

// Run crawls until ctx ends, or with Config.Once until nothing is due. Visits
// under way when ctx ends are given back. It returns an error only if recording
// or the frontier failed.
func (c *Crawler) Run(ctx context.Context) error {
	if err := c.groups.Reload(ctx); err != nil {
		return err
	}
	group, running := errgroup.WithContext(ctx)
	visits := make(chan finished, c.cfg.InFlight)
	watching, ended := context.WithCancel(running)
	group.Go(func() error { return c.watch(watching) })
	group.Go(func() error { return c.pace(watching) })
	group.Go(func() error {
		defer ended()
		defer close(visits)
		var underWay sync.WaitGroup
		defer underWay.Wait()
		return c.dispatch(running, func(lease landfall.Lease) {
			underWay.Go(func() { visits <- c.visit(running, lease) })
		})
	})
	group.Go(func() error { return c.finish(running, visits) })
	return group.Wait()
}

// Tick is the crawler's regular work beside visits, for a [Schedule]: it wakes
// the dispatcher and measures how overdue the frontier is.
func (c *Crawler) Tick(ctx context.Context) error {
	lag, err := c.deps.Frontier.Lag(ctx, c.deps.Now())
	if err != nil {
		return fmt.Errorf("frontier lag: %w", err)
	}
	c.metrics.lag.Set(lag.Seconds())
	if err := c.groups.Reload(ctx); err != nil {
		return err
	}
	c.nudge()
	return c.replanHourly(ctx)
}

// nudge tells the dispatcher that something new may be due.
func (c *Crawler) nudge() {
	select {
	case c.wake <- struct{}{}:
	default:
	}
}
