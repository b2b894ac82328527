package outage

import (
	"container/heap"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"landfall"
)

var start = time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)

// span is a time in which something is broken.
type span struct{ from, to time.Duration }

func within(spans []span, at time.Duration) bool {
	for _, s := range spans {
		if at >= s.from && at < s.to {
			return true
		}
	}
	return false
}

// fault is one of ours: of its kind depends how visits and sentinels fail.
type fault struct {
	span
	kind string
}

// failures are what a visit sees of each kind of fault, and how long that takes.
var failures = map[string]struct {
	reason string
	class  landfall.Class
	takes  time.Duration
	round  Round
}{
	"link down":         {"tcp_timeout", landfall.ClassAmbiguous, 5 * time.Second, Round{Names: 5, NamesFailed: 5, Addresses: 2, AddressesFailed: 2}},
	"resolver SERVFAIL": {"dns_failure", landfall.ClassOurs, 0, Round{Names: 5, NamesFailed: 5, Addresses: 2}},
	"resolver drops":    {"dns_timeout", landfall.ClassOurs, 5 * time.Second, Round{Names: 5, NamesFailed: 5, Addresses: 2}},
	"NXDOMAIN to all":   {"dns_nxdomain", landfall.ClassTheirs, 0, Round{Names: 5, NamesFailed: 5, Addresses: 2}},
	"captive portal":    {"tls_unknown_authority", landfall.ClassTheirs, 0, Round{Names: 5, NamesFailed: 5, Addresses: 2, Invented: true}},
	"packet loss":       {"header_timeout", landfall.ClassAmbiguous, 40 * time.Second, Round{Names: 5, NamesFailed: 2, Addresses: 2}},
}

var wellRound = Round{Names: 5, Addresses: 2}

// world is a network of hosts that fail by their own scripts, and a crawler whose
// own side fails by another.
type world struct {
	t      *rapid.T
	seed   uint64
	down   map[landfall.Host][]span
	faults []fault
	hosts  map[landfall.Host]landfall.Instance
	q      *Quarantine[landfall.Host]
	events events
	now    time.Duration
	asked  time.Duration
	rng    *rand.Rand
}

type event struct {
	at time.Duration
	do func()
}

type events []event

func (e events) Len() int           { return len(e) }
func (e events) Less(i, j int) bool { return e[i].at < e[j].at }
func (e events) Swap(i, j int)      { e[i], e[j] = e[j], e[i] }
func (e *events) Push(x any)        { *e = append(*e, x.(event)) }
func (e *events) Pop() any {
	last := (*e)[len(*e)-1]
	*e = (*e)[:len(*e)-1]
	return last
}

func (w *world) in(d time.Duration, do func()) { heap.Push(&w.events, event{w.now + d, do}) }
func (w *world) clock() time.Time              { return start.Add(w.now) }

// run plays the scripts until an hour.
func (w *world) run(until time.Duration) map[landfall.Host]landfall.Instance {
	cfg := DefaultConfig()
	cfg.Sentinels = true
	w.q = NewQuarantine[landfall.Host](cfg)
	w.hosts = map[landfall.Host]landfall.Instance{}
	w.rng = rand.New(rand.NewPCG(7, w.seed))
	for i, host := range slices.Sorted(maps.Keys(w.down)) {
		w.hosts[host] = landfall.Instance{Host: host, Status: landfall.StatusCandidate}
		w.in(time.Duration(i)*5*time.Second, func() { w.visit(host) })
	}
	w.in(0, w.sentinels)
	for len(w.events) > 0 && w.events[0].at < until {
		e := heap.Pop(&w.events).(event)
		w.now = e.at
		e.do()
		w.record()
	}
	return w.hosts
}

// broken is the fault of ours at a time.
func (w *world) broken(from, to time.Duration) (f fault, ok bool) {
	for _, f := range w.faults {
		if from < f.to && to >= f.from {
			return f, true
		}
	}
	return fault{}, false
}

func (w *world) ask() {
	round := wellRound
	if f, ok := w.broken(w.now, w.now); ok {
		round = failures[f.kind].round
	}
	w.asked = w.now
	w.q.Round(w.clock(), w.clock(), round)
}

func (w *world) sentinels() {
	w.ask()
	w.in(10*time.Second, w.sentinels)
}

// visit looks at a host, if it may, and hands in what it saw when that is over.
func (w *world) visit(host landfall.Host) {
	if w.q.Room() == 0 {
		w.in(10*time.Second, func() { w.visit(host) })
		return
	}
	w.q.Leased(1)
	began := w.clock()
	o := &landfall.Observation{Host: host, At: began, Outcome: landfall.OutcomeAnswered}
	takes := 500 * time.Millisecond
	if within(w.down[host], w.now) {
		o.Outcome, o.Class, o.Reason, takes = landfall.OutcomeUnreachable, landfall.ClassAmbiguous, "tcp_timeout", 5*time.Second
		if len(host)%2 == 0 { // its name servers are away, too
			o.Outcome, o.Class, o.Reason = landfall.OutcomePostponed, landfall.ClassOurs, "dns_timeout"
		}
	}
	if f, ok := w.broken(w.now, w.now+takes); ok {
		said := failures[f.kind]
		o.Outcome, o.Class, o.Reason, takes = landfall.OutcomeUnreachable, said.class, said.reason, max(f.from-w.now, 0)+said.takes
		if said.class == landfall.ClassOurs {
			o.Outcome = landfall.OutcomePostponed
		}
	}
	before := w.hosts[host].Status
	w.in(takes, func() {
		until := w.q.Put(w.clock(), Visit[landfall.Host]{Item: host, Observation: o, Before: before})
		if !until.IsZero() && before == landfall.StatusAlive && w.now-w.asked >= 2*time.Second {
			w.ask()
		}
	})
}

// record applies what may be recorded, and looks whether it is true.
func (w *world) record() {
	for _, v := range w.q.Take(w.clock()) {
		o := v.Observation
		if counts(o) && silent(o) && !within(w.down[v.Item], o.At.Sub(start)) {
			w.t.Fatalf("%s is said to be %s (%s) at %s, which was our own doing: %v", v.Item, o.Outcome, o.Reason, o.At.Sub(start), w.faults)
		}
		w.hosts[v.Item] = w.hosts[v.Item].Apply(o)
		again := 30 * time.Minute
		if !counts(o) {
			again = 5 * time.Minute
		}
		w.in(again+time.Duration(w.rng.Int64N(int64(again/6))), func() { w.visit(v.Item) })
	}
}

// faultLeast is how short a fault of ours may be. The sentinels are asked every ten
// seconds, and a visit that fails takes some to say so.
const faultLeast = 12 * time.Second

// For any schedule of our own faults, no failure is recorded that was ours, and
// the hosts are afterwards what they were without the faults.
func TestOurOwnOutageNeverBecomesTheirs(t *testing.T) {
	kinds := make([]string, 0, len(failures))
	for kind := range failures {
		kinds = append(kinds, kind)
	}
	// Everybody is seen once before anything breaks: who went away before we ever
	// saw them is not known by anything else.
	const first, busy, quiet = 30 * time.Minute, 8 * time.Hour, 14 * time.Hour
	rapid.Check(t, func(t *rapid.T) {
		// rapid likes round numbers; outages do not keep to them.
		seed := rapid.Uint64().Draw(t, "seed")
		rng := rand.New(rand.NewPCG(5, seed))
		some := func(least, most time.Duration) time.Duration {
			return least + time.Duration(rng.Int64N(int64(most-least)))
		}
		down := map[landfall.Host][]span{}
		for i := range rapid.IntRange(1, 300).Draw(t, "hosts") {
			host := landfall.Host(fmt.Sprintf("host-%d-sim.social", i))
			from := some(first, busy)
			switch rng.IntN(8) {
			case 0:
				down[host] = []span{{0, busy + quiet}} // dead
			case 1:
				down[host] = []span{{from, busy + quiet}} // goes away
			case 2:
				down[host] = []span{{from, from + some(time.Second, 3*time.Hour)}} // is away for a while
			default:
				down[host] = nil
			}
		}
		var faults []fault
		for range rapid.IntRange(1, 6).Draw(t, "faults") {
			from := some(first, busy)
			most := rapid.SampledFrom([]time.Duration{30 * time.Second, 10 * time.Minute, 2 * time.Hour}).Draw(t, "at most")
			faults = append(faults, fault{span{from, from + some(faultLeast, most)}, rapid.SampledFrom(kinds).Draw(t, "kind")})
		}
		with := (&world{t: t, seed: seed, down: down, faults: faults}).run(busy + quiet)
		without := (&world{t: t, seed: seed, down: down}).run(busy + quiet)
		for host, in := range without {
			got := with[host]
			if got.Status != in.Status || (got.Failures > 0) != (in.Failures > 0) || got.LastReason != in.LastReason {
				t.Errorf("%s is %s, %d failures, %q; without our faults %s, %d, %q",
					host, got.Status, got.Failures, got.LastReason, in.Status, in.Failures, in.LastReason)
			}
		}
	})
}
