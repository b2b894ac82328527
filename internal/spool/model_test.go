package spool

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"landfall"
)

// TestSpoolAgreesWithTheModel drives a spool and a plain list through the same
// random history, restarts included: what comes out is what went in, in order and
// once, and a batch stays the same until it is acknowledged.
func TestSpoolAgreesWithTheModel(t *testing.T) {
	all := observations(400)
	rapid.Check(t, func(rt *rapid.T) {
		m := &spoolModel{path: pathIn(t), fresh: all}
		m.open(rt, t)
		defer func() { m.spool.Close() }()
		rt.Repeat(map[string]func(*rapid.T){
			"append": m.append,
			"next":   m.next,
			"ack":    m.ack,
			"restart": func(rt *rapid.T) {
				if err := m.spool.Close(); err != nil {
					rt.Fatal(err)
				}
				m.open(rt, t)
			},
			"": m.check,
		})
	})
}

type spoolModel struct {
	path    string
	spool   *Spool
	fresh   []*landfall.Observation // not yet appended
	waiting []string                // ids, in order
	flight  *Batch                  // under way
}

func (m *spoolModel) open(rt *rapid.T, t *testing.T) {
	s, err := Open(t.Context(), Config{Path: m.path})
	if err != nil {
		rt.Fatal(err)
	}
	m.spool = s
}

func (m *spoolModel) append(rt *rapid.T) {
	n := min(rapid.IntRange(0, 5).Draw(rt, "rows"), len(m.fresh))
	if err := m.spool.Append(rt.Context(), m.fresh[:n]...); err != nil {
		rt.Fatal(err)
	}
	for _, o := range m.fresh[:n] {
		m.waiting = append(m.waiting, o.ID)
	}
	m.fresh = m.fresh[n:]
}

func (m *spoolModel) next(rt *rapid.T) {
	limit := rapid.IntRange(1, 4).Draw(rt, "limit")
	batch, ok, err := m.spool.Next(rt.Context(), limit)
	if err != nil {
		rt.Fatal(err)
	}
	if ok != (len(m.waiting) > 0) {
		rt.Fatalf("Next gave a batch: %v; %d rows wait", ok, len(m.waiting))
	}
	if !ok {
		return
	}
	want := m.waiting[:min(limit, len(m.waiting))]
	if m.flight != nil {
		if batch.ID != m.flight.ID || !batch.Resumed {
			rt.Fatalf("batch %s, resumed %v; want %s again", batch.ID, batch.Resumed, m.flight.ID)
		}
		want = ids(*m.flight)
	}
	if diff := cmp.Diff(want, ids(batch)); diff != "" {
		rt.Fatalf("batch (-model +spool):\n%s", diff)
	}
	m.flight = &batch
}

func (m *spoolModel) ack(rt *rapid.T) {
	if m.flight == nil {
		rt.Skip("nothing is under way")
	}
	if err := m.spool.Ack(rt.Context(), *m.flight); err != nil {
		rt.Fatal(err)
	}
	m.waiting = m.waiting[len(m.flight.Observations):]
	m.flight = nil
}

func (m *spoolModel) check(rt *rapid.T) {
	rows, oldest, err := m.spool.Depth(rt.Context())
	if err != nil || rows != int64(len(m.waiting)) || oldest.IsZero() != (rows == 0) {
		rt.Fatalf("Depth = %d since %v, %v; want %d", rows, oldest, err, len(m.waiting))
	}
	if m.spool.Quarantined() != 0 {
		rt.Fatal("a sound row went to quarantine")
	}
}

func ids(batch Batch) []string {
	all := make([]string, len(batch.Observations))
	for i, o := range batch.Observations {
		all[i] = o.ID
	}
	return all
}
