package farm

import (
	"context"
	"slices"
	"testing"
	"time"

	"landfall"
)

// memory is a store that keeps what it is given.
type memory map[string]landfall.Group

func (m memory) Groups(_ context.Context, domains []string) (groups []landfall.Group, err error) {
	for _, domain := range domains {
		if g, ok := m[domain]; ok {
			groups = append(groups, g)
		}
	}
	return groups, nil
}

func (m memory) ShutGroups(context.Context) (groups []landfall.Group, err error) {
	for _, g := range m {
		if g.State != landfall.GroupOpen {
			groups = append(groups, g)
		}
	}
	return groups, nil
}

func (m memory) SaveGroups(_ context.Context, groups []landfall.Group) error {
	for _, g := range groups {
		m[g.Domain] = g
	}
	return nil
}

var hosts = []landfall.Host{"a.many-sim.club", "b.many-sim.club", "c.many-sim.club", "d.many-sim.club"}

// known is a memory of four hosts below one domain, of which none answered.
func known(t *testing.T, now func() time.Time) memory {
	t.Helper()
	m := memory{}
	g := New(100, m, now)
	if admitted, err := g.Admit(t.Context(), hosts); err != nil || !slices.Equal(admitted, hosts) {
		t.Fatalf("Admit = %v, %v", admitted, err)
	}
	return m
}

func madeUp() string { return "made-up" }

func TestAProbeThatFoundNothingOutIsTriedTheNextDay(t *testing.T) {
	at := time.Date(2026, 5, 6, 7, 8, 9, 0, time.UTC)
	now := func() time.Time { return at }
	m := known(t, now)
	g := New(100, m, now)
	probes, answers, found := 0, false, false
	probe := func(context.Context, landfall.Host) (bool, bool) { probes++; return answers, found }
	for range 3 {
		if visit, err := g.Before(t.Context(), hosts[0], madeUp, probe); err != nil || !visit {
			t.Fatalf("Before = %v, %v; want a visit", visit, err)
		}
	}
	if got := m["many-sim.club"]; probes != 1 || !got.Probed.IsZero() || got.State != landfall.GroupOpen {
		t.Errorf("%d probes, group %+v; want one, and no conclusion", probes, got)
	}
	at = at.Add(25 * time.Hour)
	answers, found = true, true
	if visit, err := g.Before(t.Context(), hosts[0], madeUp, probe); err != nil || !visit { // it is the one that stands for the farm
		t.Errorf("Before = %v, %v", visit, err)
	}
	if visit, _ := g.Before(t.Context(), hosts[1], madeUp, probe); visit || m["many-sim.club"].State != landfall.GroupQuarantined {
		t.Errorf("a farm's host is visited, group %+v", m["many-sim.club"])
	}
	// Busy later, it stays what it was found to be.
	at, found = at.Add(40*24*time.Hour), false
	_, _ = g.Before(t.Context(), hosts[0], madeUp, probe)
	if !g.Hides(hosts[1]) || m["many-sim.club"].State != landfall.GroupQuarantined {
		t.Errorf("a probe that found nothing out opened %+v", m["many-sim.club"])
	}
}

func TestAProbeThatPanicsHoldsNobodyUp(t *testing.T) {
	m := known(t, time.Now)
	g := New(100, m, time.Now)
	func() {
		defer func() { _ = recover() }()
		_, _ = g.Before(t.Context(), hosts[0], madeUp, func(context.Context, landfall.Host) (bool, bool) { panic("broken") })
	}()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	visit, err := g.Before(ctx, hosts[1], madeUp, func(context.Context, landfall.Host) (bool, bool) { return false, true })
	if err != nil || !visit {
		t.Errorf("Before = %v, %v; want a probe of its own, and a visit", visit, err)
	}
}

func TestHostsOfBeforeAStartVerifyTheirGroup(t *testing.T) {
	at := time.Date(2026, 5, 6, 7, 8, 9, 0, time.UTC)
	now := func() time.Time { return at }
	m := known(t, now)
	g := New(100, m, now) // remembers nothing
	if due := g.NotBefore(hosts[0], at); !due.Equal(at) {
		t.Errorf("a group that is not remembered waits until %s", due)
	}
	for _, host := range hosts {
		visit, err := g.Before(t.Context(), host, madeUp, func(context.Context, landfall.Host) (bool, bool) { return false, true })
		if err != nil || !visit {
			t.Fatalf("Before = %v, %v", visit, err)
		}
		if host == hosts[0] && !g.NotBefore(host, at).Equal(at.Add(24*time.Hour)) {
			t.Error("a group of which nobody answered yet is not looked at once a day")
		}
		if err := g.After(t.Context(), []*landfall.Observation{{Host: host, Outcome: landfall.OutcomeAnswered}}); err != nil {
			t.Fatal(err)
		}
	}
	if got := m["many-sim.club"]; got.Verified != len(hosts) || got.Admitted != len(hosts) {
		t.Errorf("group %+v; want all four verified, and none counted twice", got)
	}
	if due := g.NotBefore(hosts[0], at); !due.Equal(at) {
		t.Errorf("a trusted group waits until %s", due)
	}
}
