package storetest

import (
	"errors"
	"time"

	"pgregory.net/rapid"

	"landfall"
)

// drawSchedule draws what agendas look like after a Complete.
func (m *frontierModel) drawSchedule(rt *rapid.T) landfall.Reschedule {
	at := func(label string) time.Time {
		if rapid.IntRange(0, 4).Draw(rt, label+" at all") == 0 {
			return time.Time{}
		}
		return m.now.Add(time.Duration(rapid.IntRange(-2, 90).Draw(rt, label)) * time.Minute)
	}
	after := landfall.Agenda{
		Health:  m.now.Add(time.Duration(rapid.IntRange(0, 90).Draw(rt, "health")) * time.Minute),
		Profile: at("profile"), Peers: at("peers"), Allowed: at("allowed"),
	}
	if rapid.Bool().Draw(rt, "document") {
		after.Document = "https://quiet-harbour-sim.social/nodeinfo/2.1"
		after.Fields = []landfall.Field{landfall.FieldSoftware, landfall.FieldUsers}
	}
	return func(_ landfall.Instance, before landfall.Agenda, _ landfall.Visited) landfall.Agenda {
		next := after
		next.Claimed = before.Claimed
		return next
	}
}

func (m *frontierModel) claim(rt *rapid.T) {
	host, claimed := m.drawHost(rt), rapid.Bool().Draw(rt, "claimed")
	err := m.any(rt).Claim(m.ctx(), host, claimed, m.now)
	h, known := m.hosts[host]
	if !known {
		if !errors.Is(err, landfall.ErrNotFound) {
			rt.Fatalf("Claim of unknown %s: %v", host, err)
		}
		return
	}
	m.must(rt, err)
	if h.agenda.Claimed = claimed; claimed {
		h.agenda.Health = earlier(h.agenda.Health, m.now)
	}
}

func (m *frontierModel) deferLease(rt *rapid.T) {
	l := m.drawLease(rt)
	until := m.now.Add(time.Duration(rapid.IntRange(1, 90).Draw(rt, "minutes")) * time.Minute)
	m.must(rt, m.any(rt).Defer(m.ctx(), []landfall.Lease{l}, []time.Time{until}))
	if m.current(l) {
		h := m.hosts[l.Host]
		h.agenda.Allowed, h.until, h.held = until, time.Time{}, false
	}
}

// replan makes everything due at once that is overdue by an hour or due in an hour
// or later.
func (m *frontierModel) replan(rt *rapid.T) {
	early, late := m.now.Add(-time.Hour), m.now.Add(time.Hour)
	_, err := m.any(rt).Replan(m.ctx(), early, late, func(last time.Time, a landfall.Agenda) landfall.Agenda {
		a.Health, a.Profile, a.Peers, a.Allowed = m.now, time.Time{}, time.Time{}, time.Time{}
		a.Claimed = last.Before(early)
		return a
	})
	m.must(rt, err)
	for _, h := range m.hosts {
		due := h.agenda.Due()
		if last := h.expect.LastVisit; !last.IsZero() && h.until.IsZero() && (due.Before(early) || due.After(late)) {
			h.agenda.Health, h.agenda.Profile, h.agenda.Peers, h.agenda.Allowed = m.now, time.Time{}, time.Time{}, time.Time{}
			h.agenda.Claimed = last.Before(early)
		}
	}
}

func earlier(at, other time.Time) time.Time {
	if at.IsZero() || other.Before(at) {
		return other
	}
	return at
}
