package storetest

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"landfall"
)

// frontierAgreesWithTheModel drives two programs on one database and a model of it
// through the same random history of several workers and compares what they say
// after each step.
func frontierAgreesWithTheModel(t *testing.T, fresh func(t *testing.T) OpenFrontier) {
	rapid.Check(t, func(rt *rapid.T) {
		open := fresh(t)
		m := &frontierModel{
			t: t, rt: rt, stores: []FrontierStore{open(t), open(t)}, open: open, now: start,
			hosts: map[landfall.Host]*modelHost{}, forgotten: map[landfall.Host]landfall.Tombstone{},
		}
		defer m.close()
		rt.Repeat(map[string]func(*rapid.T){
			"add":      m.add,
			"lease":    m.lease,
			"complete": m.complete,
			"release":  m.release,
			"extend":   m.extend,
			"forget":   m.forget,
			"recheck":  m.recheck,
			"claim":    m.claim,
			"defer":    m.deferLease,
			"replan":   m.replan,
			"wait":     m.wait,
			"restart":  m.restart,
			"":         m.check,
		})
	})
}

// equateEmpty lets nil and empty stand for each other: a store may return either.
var equateEmpty = cmpopts.EquateEmpty()

type modelHost struct {
	agenda landfall.Agenda
	until  time.Time // of the live or expired lease; zero if free
	token  int64
	held   bool // by the lease with that token, expired or not
	expect landfall.Instance
}

// free reports whether the host can be leased at now once it is due.
func (h *modelHost) free(now time.Time) bool { return h.until.IsZero() || !h.until.After(now) }

type frontierModel struct {
	t  *testing.T
	rt *rapid.T
	// stores are two programs; which of them is asked is part of the history.
	stores    []FrontierStore
	open      OpenFrontier
	now       time.Time
	hosts     map[landfall.Host]*modelHost
	forgotten map[landfall.Host]landfall.Tombstone
	given     []landfall.Lease // every lease ever given, stale ones too
}

func (m *frontierModel) close() {
	for _, s := range m.stores {
		s.Close()
	}
}

// any is one of the two programs.
func (m *frontierModel) any(rt *rapid.T) FrontierStore {
	return rapid.SampledFrom(m.stores).Draw(rt, "program")
}

func (m *frontierModel) ctx() context.Context { return m.t.Context() }

func (m *frontierModel) must(rt *rapid.T, err error) {
	if err != nil {
		rt.Fatal(err)
	}
}

func (m *frontierModel) drawHost(rt *rapid.T) landfall.Host {
	return Host(rapid.IntRange(0, 5).Draw(rt, "host"))
}

func (m *frontierModel) add(rt *rapid.T) {
	host := m.drawHost(rt)
	due := m.now.Add(time.Duration(rapid.IntRange(-3, 3).Draw(rt, "due")) * time.Minute)
	n, err := m.any(rt).Add(m.ctx(), "model", []landfall.Host{host}, m.now, due)
	m.must(rt, err)
	_, known := m.hosts[host]
	_, out := m.forgotten[host]
	if (n == 0) != (known || out) {
		rt.Fatalf("Add(%s) = %d; known before: %v, forgotten: %v", host, n, known, out)
	}
	if n > 0 {
		m.hosts[host] = &modelHost{agenda: landfall.Fresh(due), expect: landfall.Instance{
			Host: host, Status: landfall.StatusCandidate, Discovered: m.now, Via: "model",
		}}
	}
}

func (m *frontierModel) lease(rt *rapid.T) {
	n := rapid.IntRange(0, 3).Draw(rt, "n")
	life := time.Duration(rapid.IntRange(1, 4).Draw(rt, "minutes")) * time.Minute
	worker := rapid.SampledFrom([]string{"a", "b"}).Draw(rt, "worker")
	got, err := m.any(rt).Lease(m.ctx(), worker, n, m.now, life)
	m.must(rt, err)
	var want []landfall.Lease
	for host, h := range m.hosts {
		if h.free(m.now) {
			h.until = time.Time{} // every lease that has run out ends here
		}
		if h.free(m.now) && !h.agenda.Due().After(m.now) {
			want = append(want, landfall.Lease{
				Host: host, Token: h.token + 1, Until: m.now.Add(life), Due: h.agenda.Due(), Want: h.agenda.Want(m.now),
				Document: h.agenda.Document, Fields: h.agenda.Fields, Status: h.expect.Status, Claimed: h.agenda.Claimed,
			})
		}
	}
	slices.SortFunc(want, func(a, b landfall.Lease) int {
		return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.Host, b.Host))
	})
	want = want[:min(n, len(want))]
	if diff := gocmp.Diff(want, got, equateEmpty); diff != "" {
		rt.Fatalf("leases (-model +store):\n%s", diff)
	}
	for _, l := range got {
		h := m.hosts[l.Host]
		h.token, h.until, h.held = l.Token, l.Until, true
	}
	m.given = append(m.given, got...)
}

// current reports whether a lease is still its host's newest and not yet used.
func (m *frontierModel) current(l landfall.Lease) bool {
	h, known := m.hosts[l.Host]
	return known && h.held && h.token == l.Token
}

func (m *frontierModel) drawLease(rt *rapid.T) landfall.Lease {
	if len(m.given) == 0 {
		rt.Skip("no lease was ever given")
	}
	return rapid.SampledFrom(m.given).Draw(rt, "lease")
}

func (m *frontierModel) complete(rt *rapid.T) {
	seed := rapid.Uint64().Draw(rt, "seed")
	next := m.drawSchedule(rt)
	var visits []landfall.Visited
	var want []landfall.Host
	for range rapid.IntRange(1, 3).Draw(rt, "visits") {
		l := m.drawLease(rt)
		rng := newRand(seed)
		o := Answered(rng, l.Host, m.now)
		if failure := rapid.IntRange(0, 3).Draw(rt, "failure"); failure > 0 {
			o = Failed(rng, l.Host, m.now, failures[failure-1].outcome, failures[failure-1].class, "some_reason")
		}
		visits = append(visits, landfall.Visited{Lease: l, Observation: o})
		if !m.current(l) {
			want = append(want, l.Host)
			continue
		}
		h := m.hosts[l.Host]
		h.expect = h.expect.Apply(o)
		h.agenda, h.until, h.held = next(h.expect, h.agenda, visits[len(visits)-1]), time.Time{}, false
	}
	got, err := m.any(rt).Complete(m.ctx(), visits, next)
	m.must(rt, err)
	if diff := gocmp.Diff(want, got, equateEmpty); diff != "" {
		rt.Fatalf("stale (-model +store):\n%s", diff)
	}
}

var failures = []struct {
	outcome landfall.Outcome
	class   landfall.Class
}{
	{landfall.OutcomeUnreachable, landfall.ClassAmbiguous},
	{landfall.OutcomeRefused, landfall.ClassTheirs},
	{landfall.OutcomePostponed, landfall.ClassOurs},
}

func (m *frontierModel) release(rt *rapid.T) {
	l := m.drawLease(rt)
	m.must(rt, m.any(rt).Release(m.ctx(), []landfall.Lease{l}))
	if m.current(l) {
		h := m.hosts[l.Host]
		h.until, h.held = time.Time{}, false
	}
}

func (m *frontierModel) extend(rt *rapid.T) {
	l := m.drawLease(rt)
	until := m.now.Add(time.Duration(rapid.IntRange(1, 9).Draw(rt, "minutes")) * time.Minute)
	err := m.any(rt).Extend(m.ctx(), l, until)
	if !m.current(l) {
		if !errors.Is(err, landfall.ErrStale) {
			rt.Fatalf("Extend of a stale lease: %v", err)
		}
		return
	}
	m.must(rt, err)
	m.hosts[l.Host].until = until
}

func (m *frontierModel) forget(rt *rapid.T) {
	if rapid.IntRange(0, 3).Draw(rt, "seldom") > 0 {
		rt.Skip("hosts are seldom forgotten")
	}
	t := landfall.Tombstone{Host: m.drawHost(rt), At: m.now, Why: rapid.SampledFrom([]string{"opt-out", "by hand"}).Draw(rt, "why")}
	m.must(rt, m.any(rt).Forget(m.ctx(), t.Host, t.Why, t.At))
	delete(m.hosts, t.Host)
	if known, ok := m.forgotten[t.Host]; ok {
		t = known.Merge(t)
	}
	m.forgotten[t.Host] = t
}

func (m *frontierModel) recheck(rt *rapid.T) {
	host := m.drawHost(rt)
	err := m.any(rt).Recheck(m.ctx(), host, m.now)
	h, known := m.hosts[host]
	if !known {
		if !errors.Is(err, landfall.ErrNotFound) {
			rt.Fatalf("Recheck of unknown %s: %v", host, err)
		}
		return
	}
	if last := h.expect.LastVisit; !last.IsZero() && m.now.Sub(last) < 5*time.Minute {
		if !errors.Is(err, landfall.ErrTooSoon) {
			rt.Fatalf("Recheck of %s, visited %s ago: %v", host, m.now.Sub(last), err)
		}
		return
	}
	m.must(rt, err)
	h.agenda.Health = earlier(h.agenda.Health, m.now)
	h.agenda.Profile = earlier(h.agenda.Profile, m.now)
	h.agenda.Peers = earlier(h.agenda.Peers, m.now)
}

func (m *frontierModel) wait(rt *rapid.T) {
	m.now = m.now.Add(time.Duration(rapid.IntRange(1, 90).Draw(rt, "minutes")) * time.Minute)
}

func (m *frontierModel) restart(rt *rapid.T) {
	i := rapid.IntRange(0, len(m.stores)-1).Draw(rt, "program")
	m.must(rt, m.stores[i].Close())
	m.stores[i] = m.open(m.t)
}
