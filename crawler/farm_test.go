package crawler

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"landfall"
	"landfall/crawler/collect"
	"landfall/crawler/outage"
	"landfall/crawler/polite"
	"landfall/crawler/robots"
	"landfall/internal/sqlstore"
)

// kept is a Recorder that keeps what it is told.
type kept struct {
	mu  sync.Mutex
	all []*landfall.Observation
}

func (k *kept) Append(_ context.Context, obs ...*landfall.Observation) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.all = append(k.all, obs...)
	return nil
}

// world is a crawler over a real frontier and a lab, with a clock that the test
// moves.
type world struct {
	t        *testing.T
	path     string
	store    *sqlstore.Store
	crawler  *Crawler
	recorded *kept
	handler  http.HandlerFunc
	// known says which names answer; nil: all.
	known func(name string) bool
	// passing is how much time has passed since the clock was last moved; nil: none.
	passing func() time.Duration

	mu  sync.Mutex
	now time.Time
}

func newWorld(t *testing.T, handler http.HandlerFunc) *world {
	t.Helper()
	w := &world{
		t: t, path: filepath.Join(t.TempDir(), "landfall.db"), recorded: &kept{}, handler: handler,
		now: time.Date(2026, 5, 6, 7, 8, 9, 0, time.UTC),
	}
	w.open()
	t.Cleanup(func() { w.store.Close() })
	return w
}

// open starts over with what is on disk.
func (w *world) open() {
	var err error
	if w.store, err = sqlstore.Open(w.t.Context(), sqlstore.Config{Path: w.path}); err != nil {
		w.t.Fatal(err)
	}
	cfg := DefaultConfig()
	cfg.Once, cfg.InFlight = true, 64
	w.crawler = New(cfg, Deps{
		Frontier: w.store, Recorder: w.recorded, Groups: w.store, Icons: w.store,
		Collect: collect.New(collect.Deps{Guard: lab(w.t, w.handler, w.answersTo), Robots: robots.NewCache(robots.CacheConfig{}, w.clock), Limits: polite.New(polite.Limits{}, w.clock), Now: w.clock}),
		Logger:  slog.New(slog.DiscardHandler), Now: w.clock, Rand: rand.New(rand.NewPCG(3, 4)),
	})
}

func (w *world) answersTo(name string) bool { return w.known == nil || w.known(name) }

func (w *world) restart() {
	w.store.Close()
	w.open()
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.passing != nil {
		return w.now.Add(w.passing())
	}
	return w.now
}

// run crawls what is due, and then moves the clock on.
func (w *world) run(pass time.Duration) {
	w.t.Helper()
	if err := w.crawler.Run(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(pass)
}

func (w *world) seed(names ...string) {
	w.t.Helper()
	hosts := make([]landfall.Host, len(names))
	for i, name := range names {
		hosts[i] = landfall.Host(name)
	}
	if _, err := w.crawler.Seed(w.t.Context(), "seed", hosts); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) instances() map[landfall.Host]landfall.Instance {
	w.t.Helper()
	all := map[landfall.Host]landfall.Instance{}
	err := w.store.Instances(w.t.Context(), false, func(in landfall.Instance) error {
		all[in.Host] = in
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}

// below counts the hosts below a domain.
func (w *world) below(domain string) int {
	n := 0
	for host := range w.instances() {
		if host.Registrable() == domain {
			n++
		}
	}
	return n
}

// network is a few honest instances, and one domain below which names answer: all of
// them, or those that exist says.
type network struct {
	mu     sync.Mutex
	looks  map[string]int // by name: how often nodeinfo was asked for
	mints  int
	domain string
	exists func(name string) bool
}

func (n *network) serve(w http.ResponseWriter, r *http.Request) {
	below := strings.HasSuffix(r.Host, "."+n.domain)
	missing := below && !n.exists(r.Host)
	if r.URL.Path == "/nodeinfo/2.0" || missing && r.URL.Path == "/.well-known/nodeinfo" { // once in each look
		n.mu.Lock()
		n.looks[r.Host]++
		n.mu.Unlock()
	}
	if missing {
		http.NotFound(w, r)
		return
	}
	software("mastodon", "4.5.0", func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/api/v2/instance":
			fmt.Fprintf(w, `{"domain":%q,"title":"One","version":"4.5.0","rules":[],"registrations":{"enabled":true}}`, r.Host)
		case "/api/v1/instance/peers":
			answer(w, n.names())
		default:
			http.NotFound(w, r)
		}
	})(w, r)
}

// names is a list of peers: ten honest ones, and forty names below the domain that
// nobody has heard of yet.
func (n *network) names() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	names := numbered(0, 10)
	for range 40 {
		names = append(names, fmt.Sprintf("h%d.%s", n.mints, n.domain))
		n.mints++
	}
	return names
}

// taken returns how many looks there were below the domain, and forgets them.
func (n *network) taken() (below, others int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for name, looks := range n.looks {
		if strings.HasSuffix(name, "."+n.domain) {
			below += looks
		} else {
			others += looks
		}
	}
	clear(n.looks)
	return below, others
}

func TestAWildcardFarmIsQuarantinedAndItsNeighboursAreNot(t *testing.T) {
	n := &network{looks: map[string]int{}, domain: "wildcard-sim.club", exists: func(string) bool { return true }}
	w := newWorld(t, n.serve)
	w.seed("host-0-sim.social")
	for day := range 12 {
		for range 4 {
			w.run(6*time.Hour + 55*time.Minute) // so that nobody's jitter makes him wait for the next round
		}
		below, others := n.taken()
		if below > 5 || others < 4*10 {
			t.Errorf("day %d: %d looks at the farm, want at most 5; %d at the ten others, want 4 each", day, below, others)
		}
		if day == 3 {
			w.restart()
		}
	}
	grown := w.below(n.domain)
	groups, err := w.store.Groups(t.Context(), []string{n.domain})
	if err != nil || len(groups) != 1 {
		t.Fatalf("groups %+v, %v", groups, err)
	}
	g := groups[0]
	t.Logf("%d names of the farm are known of %d that were named: %+v", grown, n.mints, g)
	if g.State != landfall.GroupQuarantined || g.Face == "" || grown > 50 {
		t.Errorf("%d names below it are known, group %+v; want at most 50, and quarantine", grown, g)
	}
}

// A domain with a program that answers for the names it has minted itself cannot be
// told by a made-up name. It grows no faster than honest hosting, and to fifty in the
// first month.
func TestAFarmThatKnowsItsNamesGrowsLikeAnybody(t *testing.T) {
	n := &network{looks: map[string]int{}, domain: "clever-sim.club"}
	n.exists = func(name string) bool { return strings.HasPrefix(name, "h") }
	w := newWorld(t, n.serve)
	w.seed("host-0-sim.social")
	var known []int
	for range 2 * 7 { // lists of peers are read once a week
		for range 4 {
			w.run(6*time.Hour + 55*time.Minute)
		}
		known = append(known, w.below(n.domain))
	}
	t.Logf("known hosts by day: %v", known)
	for day, count := range known {
		if most := min(4<<(day+1), 50); count > most {
			t.Errorf("day %d: %d hosts, want at most %d", day, count, most)
		}
	}
	if known[len(known)-1] <= known[0] {
		t.Errorf("known hosts by day: %v; want growth, for the hosts could be honest", known)
	}
}

// Below a private suffix, each name of a farm is a registrable domain of its own.
func TestAFarmBelowAPrivateSuffixIsQuarantined(t *testing.T) {
	n := &network{looks: map[string]int{}, domain: "repl.co", exists: func(string) bool { return true }}
	w := newWorld(t, n.serve)
	w.seed("host-0-sim.social")
	for day := range 10 {
		for range 4 {
			w.run(6*time.Hour + 55*time.Minute)
		}
		if below, others := n.taken(); below > 5 || others < 4*10 {
			t.Errorf("day %d: %d looks at the farm, want at most 5; %d at the ten others, want 4 each", day, below, others)
		}
	}
	known := 0
	for host := range w.instances() {
		if host.Estate() == n.domain {
			known++
		}
	}
	groups, err := w.store.Groups(t.Context(), []string{n.domain})
	if err != nil || len(groups) != 1 || groups[0].State != landfall.GroupQuarantined || known > 50 {
		t.Errorf("%d names known; groups %+v, %v; want at most 50, and quarantine", known, groups, err)
	}
	t.Logf("%d names of the farm are known of %d that were named", known, n.mints)
}

// The face of a farm that opts out is followed by another host.
func TestAFarmsFaceThatIsForgottenIsFollowed(t *testing.T) {
	n := &network{looks: map[string]int{}, domain: "wildcard-sim.club", exists: func(string) bool { return true }}
	w := newWorld(t, n.serve)
	w.seed("host-0-sim.social")
	w.run(25 * time.Hour)
	face := func() landfall.Host {
		groups, err := w.store.Groups(t.Context(), []string{n.domain})
		if err != nil || len(groups) != 1 || groups[0].State != landfall.GroupQuarantined {
			t.Fatalf("groups %+v, %v; want quarantine", groups, err)
		}
		return groups[0].Face
	}
	first := face()
	if err := w.store.Forget(t.Context(), first, "opt-out", w.now); err != nil {
		t.Fatal(err)
	}
	w.run(25 * time.Hour)
	w.run(25 * time.Hour)
	if next := face(); next == "" || next == first {
		t.Errorf("after %q was forgotten the face is %q", first, next)
	}
}

func TestABlockedDomainIsNotVisited(t *testing.T) {
	n := &network{looks: map[string]int{}, domain: "blocked-sim.club", exists: func(string) bool { return true }}
	w := newWorld(t, n.serve)
	if err := w.store.ShutGroup(t.Context(), n.domain, landfall.GroupBlocked, "spam", w.now); err != nil {
		t.Fatal(err)
	}
	w.seed("host-0-sim.social", "a."+n.domain)
	w.run(time.Hour)
	if below, others := n.taken(); below != 0 || others < 10 {
		t.Errorf("%d looks at a blocked domain, %d at others", below, others)
	}
	if got := w.below(n.domain); got != 1 {
		t.Errorf("%d hosts of a blocked domain are known, want the seeded one", got)
	}
}

// A made-up name that cannot be looked up says nothing of its domain while our own
// side is away.
func TestAProbeDuringAnOutageConcludesNothing(t *testing.T) {
	w := newWorld(t, software("mastodon", "4.5.0", http.NotFound))
	w.known = func(string) bool { return false }
	probe := w.crawler.answers(func(context.Context, time.Duration) error { return nil })
	if answers, known := probe(t.Context(), "made-up.many-sim.club"); answers || !known {
		t.Errorf("while all is well: answers %v, known %v; want to know that it does not", answers, known)
	}
	w.crawler.cfg.Outage.Sentinels = true
	w.crawler.quarantine = outage.NewQuarantine[finished](w.crawler.cfg.Outage)
	if answers, known := probe(t.Context(), "made-up.many-sim.club"); answers || known {
		t.Errorf("before the sentinels said: answers %v, known %v; want to know nothing", answers, known)
	}
	w.crawler.quarantine.Round(w.clock(), w.clock(), outage.Round{Names: 5, NamesFailed: 5})
	if answers, known := probe(t.Context(), "made-up.many-sim.club"); answers || known {
		t.Errorf("in an outage: answers %v, known %v; want to know nothing", answers, known)
	}
	w.known = nil
	if answers, known := probe(t.Context(), "made-up.many-sim.club"); !answers || !known {
		t.Errorf("with an answer: answers %v, known %v; want to know, as it is theirs", answers, known)
	}
}
