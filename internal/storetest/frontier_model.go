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

// frontierAgreesWithTheModel drives a store and a model of it through the same
// random history of several workers and compares what they say after each step.
func frontierAgreesWithTheModel(t *testing.T, fresh func(t *testing.T) OpenFrontier) {
	rapid.Check(t, func(rt *rapid.T) {
		open := fresh(t)
		m := &frontierModel{t: t, rt: rt, store: open(t), open: open, now: start, hosts: map[landfall.Host]*modelHost{}}
		defer func() { m.store.Close() }()
		rt.Repeat(map[string]func(*rapid.T){
			"add":      m.add,
			"lease":    m.lease,
			"complete": m.complete,
			"release":  m.release,
			"recheck":  m.recheck,
			"wait":     m.wait,
			"restart":  m.restart,
			"":         m.check,
		})
	})
}

// equateEmpty lets nil and empty stand for each other: a store may return either.
var equateEmpty = cmpopts.EquateEmpty()

type modelHost struct {
	due    time.Time
	until  time.Time // of the live or expired lease; zero if free
	token  int64
	held   bool // by the lease with that token, expired or not
	expect landfall.Instance
}

// free reports whether the host can be leased at now once it is due.
func (h *modelHost) free(now time.Time) bool { return h.until.IsZero() || !h.until.After(now) }

type frontierModel struct {
	t     *testing.T
	rt    *rapid.T
	store FrontierStore
	open  OpenFrontier
	now   time.Time
	hosts map[landfall.Host]*modelHost
	given []landfall.Lease // every lease ever given, stale ones too
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
	n, err := m.store.Add(m.ctx(), "model", []landfall.Host{host}, m.now, due)
	m.must(rt, err)
	_, known := m.hosts[host]
	if (n == 0) != known {
		rt.Fatalf("Add(%s) = %d; known before: %v", host, n, known)
	}
	if !known {
		m.hosts[host] = &modelHost{due: due, expect: landfall.Instance{
			Host: host, Status: landfall.StatusCandidate, Discovered: m.now, Via: "model",
		}}
	}
}

func (m *frontierModel) lease(rt *rapid.T) {
	n := rapid.IntRange(0, 3).Draw(rt, "n")
	life := time.Duration(rapid.IntRange(1, 4).Draw(rt, "minutes")) * time.Minute
	worker := rapid.SampledFrom([]string{"a", "b"}).Draw(rt, "worker")
	got, err := m.store.Lease(m.ctx(), worker, n, m.now, life)
	m.must(rt, err)
	var want []landfall.Lease
	for host, h := range m.hosts {
		if h.free(m.now) && !h.due.After(m.now) {
			want = append(want, landfall.Lease{Host: host, Token: h.token + 1, Until: m.now.Add(life)})
		}
	}
	slices.SortFunc(want, func(a, b landfall.Lease) int {
		return cmp.Or(m.hosts[a.Host].due.Compare(m.hosts[b.Host].due), cmp.Compare(a.Host, b.Host))
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
	h := m.hosts[l.Host]
	return h.held && h.token == l.Token
}

func (m *frontierModel) drawLease(rt *rapid.T) landfall.Lease {
	if len(m.given) == 0 {
		rt.Skip("no lease was ever given")
	}
	return rapid.SampledFrom(m.given).Draw(rt, "lease")
}

func (m *frontierModel) complete(rt *rapid.T) {
	seed := rapid.Uint64().Draw(rt, "seed")
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
		h.due, h.until, h.held = o.At.Add(time.Hour), time.Time{}, false
	}
	got, err := m.store.Complete(m.ctx(), visits, hourly)
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
	m.must(rt, m.store.Release(m.ctx(), []landfall.Lease{l}))
	if m.current(l) {
		h := m.hosts[l.Host]
		h.until, h.held = time.Time{}, false
	}
}

func (m *frontierModel) recheck(rt *rapid.T) {
	host := m.drawHost(rt)
	err := m.store.Recheck(m.ctx(), host, m.now)
	h, known := m.hosts[host]
	if !known {
		if !errors.Is(err, landfall.ErrNotFound) {
			rt.Fatalf("Recheck of unknown %s: %v", host, err)
		}
		return
	}
	m.must(rt, err)
	if h.due.After(m.now) {
		h.due = m.now
	}
}

func (m *frontierModel) wait(rt *rapid.T) {
	m.now = m.now.Add(time.Duration(rapid.IntRange(1, 90).Draw(rt, "minutes")) * time.Minute)
}

func (m *frontierModel) restart(rt *rapid.T) {
	m.must(rt, m.store.Close())
	m.store = m.open(m.t)
}

// check compares everything the store says with the model.
func (m *frontierModel) check(rt *rapid.T) {
	counts := make(map[landfall.Status]int)
	var want, got []landfall.Instance
	for _, h := range m.hosts {
		counts[h.expect.Status]++
		want = append(want, h.expect)
	}
	slices.SortFunc(want, func(a, b landfall.Instance) int { return cmp.Compare(a.Host, b.Host) })
	m.must(rt, m.store.Instances(m.ctx(), false, func(in landfall.Instance) error {
		got = append(got, in)
		return nil
	}))
	if diff := gocmp.Diff(want, got, equateEmpty); diff != "" {
		rt.Fatalf("instances (-model +store):\n%s", diff)
	}
	gotCounts, err := m.store.StatusCounts(m.ctx())
	m.must(rt, err)
	if diff := gocmp.Diff(counts, gotCounts); diff != "" {
		rt.Fatalf("counts (-model +store):\n%s", diff)
	}
	m.checkDue(rt)
}

func (m *frontierModel) checkDue(rt *rapid.T) {
	var lag time.Duration
	due := 0
	var next time.Time // when the first host can be leased
	for _, h := range m.hosts {
		at := h.due
		if !h.free(m.now) {
			at = h.until
		}
		if next.IsZero() || at.Before(next) {
			next = at
		}
		if h.free(m.now) && !h.due.After(m.now) {
			due++
			lag = max(lag, m.now.Sub(h.due))
		}
	}
	gotLag, err := m.store.Lag(m.ctx(), m.now)
	m.must(rt, err)
	gotDue, err := m.store.Due(m.ctx(), m.now)
	m.must(rt, err)
	if gotLag != lag || gotDue != due {
		rt.Fatalf("lag %v, due %d; the model says %v, %d", gotLag, gotDue, lag, due)
	}
	gotNext, ok, err := m.store.NextDue(m.ctx())
	m.must(rt, err)
	switch {
	case ok != (len(m.hosts) > 0):
		rt.Fatalf("NextDue ok = %v with %d hosts", ok, len(m.hosts))
	case due > 0 && gotNext.After(m.now):
		rt.Fatalf("NextDue = %v, but %d hosts are due at %v", gotNext, due, m.now)
	case due == 0 && !gotNext.Equal(next):
		rt.Fatalf("NextDue = %v; the model says %v", gotNext, next)
	}
}
