package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"landfall"
	"landfall/crawler"
	"landfall/internal/netguard"
	"landfall/internal/sim"
)

// heldClock is a clock that stands still until it is set.
type heldClock struct {
	mu sync.Mutex
	at time.Time
}

func newHeldClock() *heldClock { return &heldClock{at: time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)} }

func (c *heldClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *heldClock) set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = at
}

// through lets the crawler do what is due from moment to moment; what is due within
// slack goes along.
func (in *inside) through(t *testing.T, c *crawler.Crawler, clock *heldClock, span, slack time.Duration) {
	t.Helper()
	for end := clock.now().Add(span); clock.now().Before(end); {
		if err := c.Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		due, ok, err := in.store.NextDue(t.Context())
		if err != nil || !ok {
			t.Fatal(ok, err)
		}
		clock.set(due.Add(slack))
	}
}

// TestADayCostsAHostOneRequestAnHour crawls a healthy network for two simulated days
// and counts what it costs each host.
func TestADayCostsAHostOneRequestAnHour(t *testing.T) {
	t.Parallel()
	const hosts, days = 30, 2
	network := runSim(t, sim.Config{Hosts: hosts, Seed: 5, Mix: sim.Mix{}})
	lab, err := netguard.NewLabPEM(network.Addr(), network.CAPEM())
	if err != nil {
		t.Fatal(err)
	}
	clock := newHeldClock()
	work := make(map[landfall.Work]int)
	requests := make(map[landfall.Work]int)
	var unanswered int
	in := &inside{cfg: crawler.DefaultConfig(), lab: lab, now: clock.now, seen: func(o *landfall.Observation) {
		work[o.Work]++
		requests[o.Work] += o.Requests
		if o.Outcome != landfall.OutcomeAnswered {
			unanswered++
		}
	}}
	in.cfg.Once = true
	c := in.crawler(t)
	seeds := make([]landfall.Host, 0, hosts)
	for _, name := range network.Seeds(hosts) {
		seeds = append(seeds, landfall.Host(name))
	}
	if _, err := c.Seed(t.Context(), "seed", seeds); err != nil {
		t.Fatal(err)
	}
	in.through(t, c, clock, days*24*time.Hour, 15*time.Minute)
	stats := network.Stats()
	perDay := float64(stats.Requests) / hosts / days
	t.Logf("%.1f requests a host and day; visits %v; requests %v; %d unanswered", perDay, work, requests, unanswered)
	health := work[landfall.WorkHealth]
	// Each day one of them reads robots.txt again.
	if most := float64(health) * 1.05; float64(requests[landfall.WorkHealth]) > most {
		t.Errorf("%d requests for %d health checks, want one each and now and then robots.txt", requests[landfall.WorkHealth], health)
	}
	if want := hosts * days * 23; health < want*3/4 || health > want*11/10 {
		t.Errorf("%d health checks, want about %d", health, want)
	}
	if work[landfall.WorkAll] != hosts {
		t.Errorf("%d visits for everything, want the first of each of %d hosts", work[landfall.WorkAll], hosts)
	}
	if perDay > 40 {
		t.Errorf("%.1f requests a host and day, want at most 40", perDay)
	}
	if stats.Concurrent > 1 || unanswered > 0 {
		t.Errorf("%d requests at once to one host, %d visits unanswered", stats.Concurrent, unanswered)
	}
}

// asked is a request and when it came by the test's clock.
type asked struct {
	at   time.Time
	host string
	path string
}

// paced are hosts that want few requests, each in its words.
type paced struct {
	clock *heldClock
	mu    sync.Mutex
	log   []asked
	limit int // requests after which one host says that it is too much
}

func (p *paced) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.log = append(p.log, asked{p.clock.now(), r.Host, r.URL.Path})
	n := len(p.of(r.Host))
	p.mu.Unlock()
	if strings.HasPrefix(r.Host, "busy") && n == p.limit {
		w.Header().Set("Retry-After", "7200")
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	if r.URL.Path == "/robots.txt" {
		if delay, ok := strings.CutPrefix(strings.Split(r.Host, "-sim")[0], "delay-"); ok {
			fmt.Fprintf(w, "User-agent: *\nCrawl-delay: %s\n", delay)
			return
		}
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	switch r.URL.Path {
	case "/.well-known/nodeinfo":
		fmt.Fprintf(w, `{"links": [{"rel": "http://nodeinfo.diaspora.software/ns/schema/2.0", "href": "https://%s/nodeinfo/2.0"}]}`, r.Host)
	case "/nodeinfo/2.0":
		_, _ = io.WriteString(w, `{"version": "2.0", "software": {"name": "mastodon", "version": "4.5.2"}, "openRegistrations": true, "usage": {"users": {"total": 120}}}`)
	case "/api/v2/instance":
		fmt.Fprintf(w, `{"domain": %q, "title": "Quiet Harbour", "version": "4.5.2", "rules": [{"id": "1", "text": "Be kind."}], "registrations": {"enabled": true, "approval_required": true}}`, r.Host)
	case "/api/v1/instance":
		fmt.Fprintf(w, `{"uri": %q, "title": "Quiet Harbour", "version": "4.5.2", "stats": {"user_count": 120, "status_count": 9000}}`, r.Host)
	case "/api/v1/instance/peers":
		_, _ = io.WriteString(w, `["amber-otter-sim.social"]`)
	default:
		w.WriteHeader(http.StatusNotFound)
		_, _ = io.WriteString(w, `{"error": "Record not found"}`)
	}
}

// of lists the requests to one host, in order.
func (p *paced) of(host string) []asked {
	return slices.DeleteFunc(slices.Clone(p.log), func(a asked) bool { return a.host != host })
}

// TestCrawlDelayIsSpread lets the crawler read everything of hosts that ask for long
// pauses, on a simulated clock: it takes many visits, none sooner than allowed.
func TestCrawlDelayIsSpread(t *testing.T) {
	t.Parallel()
	clock := newHeldClock()
	site := &paced{clock: clock}
	delays := map[string]time.Duration{
		"delay-90-sim.social": 90 * time.Second, "delay-500-sim.social": 500 * time.Second, "delay-7200-sim.social": 2 * time.Hour,
	}
	var names []string
	var hosts []landfall.Host
	for name := range delays {
		names, hosts = append(names, name), append(hosts, landfall.Host(name))
	}
	in := &inside{cfg: crawler.DefaultConfig(), lab: labFor(t, site, names), now: clock.now}
	in.cfg.Once = true
	c := in.crawler(t)
	if _, err := c.Seed(t.Context(), "seed", hosts); err != nil {
		t.Fatal(err)
	}
	if err := in.store.Forget(t.Context(), "amber-otter-sim.social", "not of this test", clock.now()); err != nil {
		t.Fatal(err)
	}
	in.through(t, c, clock, 18*time.Hour, 0)
	for name, delay := range delays {
		known, err := in.store.Instance(t.Context(), landfall.Host(name))
		if err != nil {
			t.Fatal(err)
		}
		log := site.of(name)
		t.Logf("%s: %d requests, %s, signup %s, %d rules", name, len(log), known.Status, known.Facts.Signup.Mode, len(known.Facts.Rules))
		if known.Status != landfall.StatusAlive || known.Facts.Signup.Mode != landfall.SignupApproval || len(known.Facts.Rules) != 1 || !known.Facts.Posts.Known {
			t.Errorf("%s is %s and known as %+v; want everything read", name, known.Status, known.Facts)
		}
		var before asked
		for _, a := range log {
			// Above an hour, robots.txt does not count.
			if gap := a.at.Sub(before.at); gap < delay && (delay <= time.Hour || before.path != "/robots.txt") {
				t.Errorf("%s was asked for %s %s after %s, want %s", name, a.path, gap, before.path, delay)
			}
			before = a
		}
		if !slices.ContainsFunc(log, func(a asked) bool { return a.path == "/api/v1/instance/peers" }) {
			t.Errorf("%s was never asked for its peers", name)
		}
	}
}

// TestRetryAfterSurvivesARestart stops the crawler while a host wants to be left
// alone, and goes on with a new one.
func TestRetryAfterSurvivesARestart(t *testing.T) {
	const name = "busy-sim.social"
	clock := newHeldClock()
	site := &paced{clock: clock, limit: 3}
	in := &inside{cfg: crawler.DefaultConfig(), lab: labFor(t, site, []string{name}), now: clock.now}
	in.cfg.Once = true
	c := in.crawler(t)
	if _, err := c.Seed(t.Context(), "seed", []landfall.Host{name}); err != nil {
		t.Fatal(err)
	}
	if err := c.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := len(site.of(name)); n != 3 {
		t.Fatalf("%d requests, want 3: the last one says that it is too much", n)
	}
	began := clock.now()
	if err := in.store.Recheck(t.Context(), name, began.Add(10*time.Minute)); err != nil {
		t.Fatal(err)
	}
	in.again = in.store
	c = in.crawler(t)
	in.through(t, c, clock, 3*time.Hour, 0)
	next := site.of(name)[3]
	if wait := next.at.Sub(began); wait < 2*time.Hour {
		t.Errorf("asked again after %s, want no sooner than after two hours", wait)
	}
}

// TestRobotsObeyedEverywhereOnceItForbids lets a host that was known for days forbid
// everything. From the first time that its new robots.txt is read, within a day, it
// is asked for nothing else, and nothing is known of it any more.
func TestRobotsObeyedEverywhereOnceItForbids(t *testing.T) {
	t.Parallel()
	const name = "quiet-harbour-sim.social"
	clock := newHeldClock()
	site := &paced{clock: clock}
	var mu sync.Mutex
	forbids := false
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		if forbids && r.URL.Path == "/robots.txt" {
			site.log = append(site.log, asked{clock.now(), name, "/robots.txt"})
			_, _ = io.WriteString(w, "User-agent: Landfall\nDisallow: /\n")
			return
		}
		site.ServeHTTP(w, r)
	})
	in := &inside{cfg: crawler.DefaultConfig(), lab: labFor(t, handler, []string{name}), now: clock.now}
	in.cfg.Once = true
	c := in.crawler(t)
	if err := in.store.Forget(t.Context(), "amber-otter-sim.social", "not of this test", clock.now()); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Seed(t.Context(), "seed", []landfall.Host{name}); err != nil {
		t.Fatal(err)
	}
	in.through(t, c, clock, 36*time.Hour, time.Minute)
	mu.Lock()
	forbids, site.log = true, nil
	mu.Unlock()
	changed := clock.now()
	in.through(t, c, clock, 60*24*time.Hour, time.Minute)
	heard := slices.IndexFunc(site.log, func(a asked) bool { return a.path == "/robots.txt" })
	if heard < 0 || site.log[heard].at.Sub(changed) > 26*time.Hour {
		t.Fatalf("the new robots.txt was not read within a day: %v", site.log)
	}
	for _, a := range site.log[heard:] {
		if a.path != "/robots.txt" {
			t.Errorf("%s was asked for after robots.txt forbade it", a.path)
		}
	}
	known, err := in.store.Instance(t.Context(), name)
	if err != nil || known.Status != landfall.StatusRefused || len(known.Facts.Evidence) > 0 {
		t.Errorf("it is %s, %v, and known as %+v", known.Status, err, known.Facts)
	}
	t.Logf("read after %s; then %d requests for robots.txt in two months", site.log[heard].at.Sub(changed).Round(time.Minute), len(site.log)-heard)
}

func TestRecheckSaysWhatItDid(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	seeds := filepath.Join(data, "seeds.txt")
	if err := os.WriteFile(seeds, []byte("quiet-harbour-sim.social\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	landfallOutput(t, "--data", data, "seed", seeds)
	if got := landfallOutput(t, "--data", data, "recheck", "quiet-harbour-sim.social"); got != "quiet-harbour-sim.social is due now\n" {
		t.Errorf("recheck said %q", got)
	}
	out, err := landfallCommand(t.Context(), t, "--data", data, "recheck", "quiet-harbour-sim.social", "amber-otter-sim.social").Output()
	if err == nil || !strings.Contains(string(out), "amber-otter-sim.social is not known\n") {
		t.Errorf("recheck of an unknown host said %q, %v; want so and exit code 1", out, err)
	}
}
