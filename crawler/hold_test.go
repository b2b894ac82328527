package crawler

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"landfall"
	"landfall/crawler/collect"
	"landfall/crawler/outage"
	"landfall/crawler/polite"
	"landfall/crawler/probe"
	"landfall/crawler/robots"
	"landfall/internal/netguard"
	"landfall/internal/sim"
	"landfall/internal/sqlstore"
)

// log is a Recorder in memory.
type log struct {
	mu   sync.Mutex
	seen []*landfall.Observation
}

func (l *log) Append(_ context.Context, obs ...*landfall.Observation) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.seen = append(l.seen, obs...)
	return nil
}

// outcomes counts what was recorded, and forgets it.
func (l *log) outcomes() map[landfall.Outcome]int {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := map[landfall.Outcome]int{}
	for _, o := range l.seen {
		n[o.Outcome]++
	}
	l.seen = nil
	return n
}

// fixture is a crawler over a real frontier and a simulated network that can end.
type fixture struct {
	network *sim.Network
	store   *sqlstore.Store
	log     *log
	guard   *netguard.Guard
	hosts   []landfall.Host
	hangUp  func()
	crawler *Crawler
	closing probe.Closing
}

const fixtureHosts = 5

func newFixture(t *testing.T) *fixture {
	t.Helper()
	network, err := sim.New(sim.Config{Hosts: fixtureHosts, Seed: 2, Mix: sim.MixHealthy(0)})
	if err != nil {
		t.Fatal(err)
	}
	if err := network.Listen(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = network.Run(ctx)
	}()
	f := &fixture{network: network, log: &log{}, hangUp: func() { cancel(); <-ended }}
	t.Cleanup(f.hangUp)
	lab, err := netguard.NewLabPEM(network.Addr(), network.CAPEM())
	if err != nil {
		t.Fatal(err)
	}
	if f.guard, err = netguard.New(netguard.Config{Lab: lab}); err != nil {
		t.Fatal(err)
	}
	if f.store, err = sqlstore.Open(t.Context(), sqlstore.Config{Path: filepath.Join(t.TempDir(), "hosts.db")}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.store.Close() })
	for _, truth := range network.Hosts() {
		f.hosts = append(f.hosts, landfall.Host(truth.Name))
	}
	return f
}

// start runs a crawler; the channel gives what Run returns.
func (f *fixture) start(ctx context.Context, change func(*Config)) <-chan error {
	cfg := DefaultConfig()
	cfg.InFlight = 8
	change(&cfg)
	f.crawler = New(cfg, Deps{
		Frontier: f.store, Recorder: f.log, Gaps: f.store, Reach: f.guard,
		Collect: collect.New(collect.Deps{
			Guard: f.guard, Robots: robots.NewCache(robots.CacheConfig{}, time.Now), Limits: polite.New(cfg.Limits, time.Now), Now: time.Now,
		}),
		Logger: slog.New(slog.DiscardHandler), Now: time.Now, Rand: rand.New(rand.NewPCG(1, 2)),
		Closing: f.closing,
	})
	ended := make(chan error, 1)
	go func() { ended <- f.crawler.Run(ctx) }()
	return ended
}

// makeDue makes health checks of all hosts due, with WorkProfile full visits, and with WorkPeers
// lists of peers.
func (f *fixture) makeDue(t *testing.T, work landfall.Work) {
	t.Helper()
	now := time.Now()
	all := now.AddDate(1, 0, 0)
	looked, err := f.store.Replan(t.Context(), all, all, func(_ time.Time, a landfall.Agenda) landfall.Agenda {
		a.Health = now
		if work.Has(landfall.WorkProfile) {
			a.Profile = now
		}
		if work.Has(landfall.WorkPeers) {
			a.Peers = now
		}
		return a
	})
	if err != nil || looked != fixtureHosts {
		t.Fatalf("%d hosts made due, %v", looked, err)
	}
}

func (f *fixture) want(t *testing.T, when string, status landfall.Status) {
	t.Helper()
	counts, err := f.store.StatusCounts(t.Context())
	if err != nil || counts[status] != fixtureHosts {
		t.Errorf("%s: %v, %v; want all %d %s", when, counts, err, fixtureHosts, status)
	}
}

// A failure that waits is acknowledged to nobody: a stop gives its lease back, and
// the host is visited again. A crawl that is to end by itself does not wait.
func TestFailuresThatWaitAreNotLost(t *testing.T) {
	f := newFixture(t)
	if _, err := f.store.Add(t.Context(), "test", f.hosts, time.Now(), time.Now()); err != nil {
		t.Fatal(err)
	}
	once := func(c *Config) { c.Once = true }
	if err := <-f.start(t.Context(), once); err != nil {
		t.Fatal(err)
	}
	f.want(t, "at the start", landfall.StatusAlive)
	f.log.outcomes()
	f.hangUp()

	f.makeDue(t, landfall.WorkHealth)
	ctx, stop := context.WithCancel(t.Context())
	ended := f.start(ctx, func(*Config) {})
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for f.crawler.quarantine.Held() < fixtureHosts {
		select {
		case <-tick.C:
		case err := <-ended:
			t.Fatalf("the crawl ended: %v", err)
		}
	}
	leases, err := f.store.Lease(t.Context(), "another", 99, time.Now().Add(f.crawler.cfg.Outage.HoldDown), time.Minute)
	if err != nil || len(leases) != 0 {
		t.Errorf("while failures wait another worker gets %d of their hosts, %v", len(leases), err)
	}
	stop()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if got := f.log.outcomes(); len(got) != 0 {
		t.Errorf("a stop recorded %v; want nothing of what waited", got)
	}
	f.want(t, "after a stop", landfall.StatusAlive)
	if n, err := f.store.Due(t.Context(), time.Now()); err != nil || n != fixtureHosts {
		t.Errorf("%d hosts are due after a stop, %v; want all", n, err)
	}

	began := time.Now()
	if err := <-f.start(t.Context(), once); err != nil {
		t.Fatal(err)
	}
	if got := f.log.outcomes(); got[landfall.OutcomeUnreachable] != fixtureHosts {
		t.Errorf("a crawl that ends by itself recorded %v; want every failure", got)
	}
	f.want(t, "in the end", landfall.StatusTroubled)
	if took := time.Since(began); took > time.Minute {
		t.Errorf("it took %v to end", took)
	}
}

// With sentinels that are away, too, it is our own outage: nothing changes.
func TestNothingIsAskedWhileTheSentinelsAreAway(t *testing.T) {
	f := newFixture(t)
	if _, err := f.store.Add(t.Context(), "test", f.hosts, time.Now(), time.Now()); err != nil {
		t.Fatal(err)
	}
	f.hangUp()
	ctx, stop := context.WithCancel(t.Context())
	ended := f.start(ctx, func(c *Config) { c.Watchmen.Names = f.hosts[:2] })
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	var gaps []landfall.Gap
	for len(gaps) == 0 {
		<-tick.C
		var err error
		if gaps, err = f.store.Gaps(t.Context(), time.Time{}); err != nil {
			t.Fatal(err)
		}
	}
	if gaps[0].Cause != landfall.GapUplink || gaps[0].Worker != "landfall" || !gaps[0].Open(time.Now()) {
		t.Errorf("gap %+v; want one that goes on", gaps[0])
	}
	if shifts, err := f.store.Shifts(t.Context(), time.Time{}); err != nil || len(shifts) != 1 || shifts[0].Worker != "landfall" {
		t.Errorf("shifts %+v, %v; want the worker to say that it is there", shifts, err)
	}
	stop()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	f.want(t, "in the end", landfall.StatusCandidate)
	if got := f.log.outcomes(); len(got) != 0 {
		t.Errorf("recorded %v; want nothing, as nobody was asked", got)
	}
}

// A look-up that is found to be the host's own failure counts against it: it is not
// among those that were voided.
func TestBlamedIsNotVoided(t *testing.T) {
	f := newFleet(t, 2)
	f.deps.Recorder = &log{}
	registry := prometheus.NewRegistry()
	f.metrics = newMetrics(registry)
	leases, err := f.lease(t.Context(), 2)
	if err != nil || len(leases) != 2 {
		t.Fatalf("%d leases, %v", len(leases), err)
	}
	var visits []outage.Visit[finished]
	for i, outcome := range []landfall.Outcome{landfall.OutcomeUnreachable, landfall.OutcomePostponed} {
		was := &landfall.Observation{ID: leases[i].Host.String(), Host: leases[i].Host, At: f.now, Outcome: landfall.OutcomePostponed, Class: landfall.ClassOurs, Reason: "dns_timeout"}
		judged := *was
		judged.Outcome = outcome
		visits = append(visits, outage.Visit[finished]{Item: finished{lease: leases[i], observation: was}, Observation: &judged})
	}
	if err := f.recordAll(t.Context(), visits); err != nil {
		t.Fatal(err)
	}
	families, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, family := range families {
		if family.GetName() == "landfall_crawler_voided_total" {
			if n := family.GetMetric()[0].GetCounter().GetValue(); n != 1 {
				t.Errorf("%v failures voided, want 1", n)
			}
			return
		}
	}
	t.Error("nothing is counted")
}
