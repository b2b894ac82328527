package storetest

import (
	"cmp"
	"slices"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"landfall"
)

// check compares everything one of the programs says with the model.
func (m *frontierModel) check(rt *rapid.T) {
	s := m.any(rt)
	counts := make(map[landfall.Status]int)
	var want, got []landfall.Instance
	for _, h := range m.hosts {
		counts[h.expect.Status]++
		want = append(want, h.expect)
	}
	slices.SortFunc(want, func(a, b landfall.Instance) int { return cmp.Compare(a.Host, b.Host) })
	m.must(rt, s.Instances(m.ctx(), false, func(in landfall.Instance) error {
		got = append(got, in)
		return nil
	}))
	if diff := gocmp.Diff(want, got, equateEmpty); diff != "" {
		rt.Fatalf("instances (-model +store):\n%s", diff)
	}
	gotCounts, err := s.StatusCounts(m.ctx())
	m.must(rt, err)
	if diff := gocmp.Diff(counts, gotCounts); diff != "" {
		rt.Fatalf("counts (-model +store):\n%s", diff)
	}
	m.checkLedger(rt, s)
	m.checkDue(rt, s)
}

func (m *frontierModel) checkLedger(rt *rapid.T, s FrontierStore) {
	got := make(map[landfall.Host]landfall.Tombstone)
	m.must(rt, s.Forgotten(m.ctx(), func(t landfall.Tombstone) error {
		got[t.Host] = t
		return nil
	}))
	if diff := gocmp.Diff(m.forgotten, got); diff != "" {
		rt.Fatalf("forgotten hosts (-model +store):\n%s", diff)
	}
}

func (m *frontierModel) checkDue(rt *rapid.T, s FrontierStore) {
	var lag time.Duration
	due := 0
	var next time.Time // when the first host can be leased
	for _, h := range m.hosts {
		since := h.agenda.Due()
		at := since
		if !h.free(m.now) {
			at = h.until
		}
		if next.IsZero() || at.Before(next) {
			next = at
		}
		if h.free(m.now) && !since.After(m.now) {
			due++
			lag = max(lag, m.now.Sub(since))
		}
	}
	gotLag, err := s.Lag(m.ctx(), m.now)
	m.must(rt, err)
	gotDue, err := s.Due(m.ctx(), m.now)
	m.must(rt, err)
	if gotLag != lag || gotDue != due {
		rt.Fatalf("lag %v, due %d; the model says %v, %d", gotLag, gotDue, lag, due)
	}
	gotNext, ok, err := s.NextDue(m.ctx())
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
