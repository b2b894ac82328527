package farm

import (
	"context"
	"fmt"
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

// clock is a clock that a test moves.
type clock struct{ at time.Time }

func newClock() *clock { return &clock{time.Date(2026, 5, 6, 7, 8, 9, 0, time.UTC)} }

func (c *clock) now() time.Time { return c.at }

// visited visits those of the hosts that may be, all of which answer, and returns
// how many were.
func visited(t *testing.T, g *Groups, hosts []landfall.Host, probe Probe) (n int) {
	t.Helper()
	for _, host := range hosts {
		visit, err := g.Before(t.Context(), host, madeUp, probe)
		if err != nil {
			t.Fatal(err)
		}
		if !visit {
			continue
		}
		n++
		if err := g.After(t.Context(), []*landfall.Observation{{Host: host, Outcome: landfall.OutcomeAnswered}}); err != nil {
			t.Fatal(err)
		}
	}
	return n
}

func honest(context.Context, landfall.Host) (bool, bool) { return false, true }

func farmed(context.Context, landfall.Host) (bool, bool) { return true, true }

// minted names a thousand hosts of a domain for each number, and returns those that are
// admitted.
func minted(t *testing.T, g *Groups, below string, number int) []landfall.Host {
	t.Helper()
	var names []landfall.Host
	for i := range 1000 {
		names = append(names, landfall.Host(fmt.Sprintf("h%d-%d.%s", number, i, below)))
	}
	admitted, err := g.Admit(t.Context(), names)
	if err != nil {
		t.Fatal(err)
	}
	return admitted
}

// A farm that answers for the names it minted, and for no made-up one, cannot be told
// from hosting. It gets fifty hosts in the first month, and no more than twice as many
// in each that follows.
func TestAFarmThatKnowsItsNamesIsBounded(t *testing.T) {
	for _, below := range []string{"clever-sim.club", "repl.co"} {
		c := newClock()
		m := memory{}
		g := New(10_000, m, c.now)
		var known []landfall.Host
		byMonth := []int{}
		for day := range 90 {
			known = append(known, minted(t, g, below, day)...)
			visited(t, g, known, honest)
			if day%30 == 29 {
				byMonth = append(byMonth, len(known))
			}
			c.at = c.at.Add(24 * time.Hour)
		}
		t.Logf("%s has %v hosts after each month; %+v", below, byMonth, m[below])
		if byMonth[0] > 50 || byMonth[1] > 100 || byMonth[2] > 200 || byMonth[0] < 40 || byMonth[2] <= byMonth[0] {
			t.Errorf("%s has %v hosts after each month, want 50 and then doubling", below, byMonth)
		}
	}
}

// Of a domain on which nobody answers, at most five hosts a day are looked at, and the
// names that are made known stay few.
func TestADomainThatAnswersNothingIsLookedAtFiveTimesADay(t *testing.T) {
	c := newClock()
	g := New(10_000, memory{}, c.now)
	var known []landfall.Host
	for day := range 200 {
		known = append(known, minted(t, g, "dead-sim.club", day)...)
		looks := 0
		probe := func(context.Context, landfall.Host) (bool, bool) { looks++; return false, true }
		for range 3 {
			for _, host := range known {
				visit, err := g.Before(t.Context(), host, madeUp, probe)
				if err != nil {
					t.Fatal(err)
				}
				if visit {
					looks++
				}
			}
		}
		if looks > 5 {
			t.Fatalf("day %d: %d looks at %d hosts", day, looks, len(known))
		}
		c.at = c.at.Add(24 * time.Hour)
	}
	if len(known) > 50 {
		t.Errorf("%d names of a dead domain are known", len(known))
	}
}

// Below a private suffix everybody has a registrable domain of his own. That they are
// one farm shows at the suffix.
func TestAFarmBelowAPrivateSuffixIsOneGroup(t *testing.T) {
	c := newClock()
	m := memory{}
	g := New(10_000, m, c.now)
	admitted := minted(t, g, "repl.co", 0)
	var probedNames []landfall.Host
	n := visited(t, g, admitted, func(_ context.Context, host landfall.Host) (bool, bool) {
		probedNames = append(probedNames, host)
		return true, true
	})
	if n > 1 || len(admitted) > 4 || !slices.Equal(probedNames, []landfall.Host{"made-up.repl.co"}) {
		t.Errorf("%d of %d admitted hosts visited after looks at %v", n, len(admitted), probedNames)
	}
	if got := m["repl.co"]; got.State != landfall.GroupQuarantined || got.Face != admitted[0] {
		t.Errorf("group %+v, want quarantine", got)
	}
	for day := 1; day < 5; day++ {
		c.at = c.at.Add(24 * time.Hour)
		if more := minted(t, g, "repl.co", day); len(more) > 0 {
			t.Errorf("day %d: %v are admitted", day, more)
		}
	}
	if due := g.NotBefore(admitted[0], c.at); !due.Equal(c.at.Add(24 * time.Hour)) {
		t.Errorf("the face of a farm is due at %s", due)
	}
	// Another customer elsewhere is not concerned.
	if ok, err := g.Admit(t.Context(), []landfall.Host{"quiet-sim.github.io"}); err != nil || len(ok) != 1 {
		t.Errorf("Admit = %v, %v", ok, err)
	}
}

// A face that is forgotten, or wants to be left alone, is followed by another host,
// after another probe.
func TestAnotherHostTakesThePlaceOfAFaceThatLeft(t *testing.T) {
	for _, leaves := range []struct {
		name string
		do   func(t *testing.T, m memory, g *Groups, face landfall.Host)
	}{
		{"forgotten", func(t *testing.T, m memory, g *Groups, face landfall.Host) {
			farm := m["many-sim.club"]
			farm.Face = ""
			m["many-sim.club"] = farm
			if err := g.Reload(t.Context()); err != nil {
				t.Fatal(err)
			}
		}},
		{"refuses", func(t *testing.T, m memory, g *Groups, face landfall.Host) {
			if err := g.After(t.Context(), []*landfall.Observation{{Host: face, Outcome: landfall.OutcomeRefused}}); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		t.Run(leaves.name, func(t *testing.T) {
			c := newClock()
			m := known(t, c.now)
			g := New(100, m, c.now)
			visited(t, g, hosts, farmed)
			face := m["many-sim.club"].Face
			if face != hosts[0] {
				t.Fatalf("face %q, want the first host", face)
			}
			c.at = c.at.Add(time.Hour)
			leaves.do(t, m, g, face)
			if got := m["many-sim.club"]; got.Face != "" || got.State != landfall.GroupQuarantined {
				t.Fatalf("group %+v, want quarantine without a face", got)
			}
			probes := 0
			n := visited(t, g, hosts[1:], func(context.Context, landfall.Host) (bool, bool) { probes++; return true, true })
			if got := m["many-sim.club"].Face; n != 1 || probes != 1 || got != hosts[1] {
				t.Errorf("%d visits after %d probes, face %q; want one by the second host", n, probes, got)
			}
			if g.Hides(hosts[1]) || !g.Hides(hosts[0]) || !g.Hides(hosts[2]) {
				t.Error("another than the new face is shown")
			}
			// If the farm is honest by then, all are let go.
			leaves.do(t, m, g, hosts[1])
			c.at = c.at.Add(25 * time.Hour)
			visited(t, g, hosts[2:], honest)
			if got := m["many-sim.club"]; got.State != landfall.GroupOpen || g.Hides(hosts[1]) {
				t.Errorf("group %+v, want it open", got)
			}
		})
	}
}

func TestATrustedGroupTakesEverybody(t *testing.T) {
	c := newClock()
	m := memory{"host-sim.club": {Domain: "host-sim.club", State: landfall.GroupTrusted, Admitted: 50, Allowance: 50}}
	g := New(100, m, c.now)
	admitted := minted(t, g, "host-sim.club", 0)
	n := visited(t, g, admitted, func(_ context.Context, host landfall.Host) (bool, bool) {
		t.Errorf("%s is tried", host)
		return true, true
	})
	if len(admitted) != 1000 || n != 1000 {
		t.Errorf("%d admitted, %d visited, want all", len(admitted), n)
	}
}

// What the operator says while a made-up name is tried holds at once, whatever comes of
// that.
func TestTheOperatorsWordOvertakesAProbe(t *testing.T) {
	for _, farm := range []bool{false, true} {
		m := known(t, time.Now)
		g := New(100, m, time.Now)
		visit, err := g.Before(t.Context(), hosts[0], madeUp, func(ctx context.Context, _ landfall.Host) (bool, bool) {
			said := m["many-sim.club"]
			said.State, said.Why = landfall.GroupBlocked, "blocked by the operator"
			m["many-sim.club"] = said
			if err := g.Reload(ctx); err != nil {
				t.Error(err)
			}
			return farm, true
		})
		if err != nil || visit || !g.Hides(hosts[1]) || m["many-sim.club"].State != landfall.GroupBlocked {
			t.Errorf("farm %v: Before = %v, %v, hidden %v, group %+v; want it blocked", farm, visit, err, g.Hides(hosts[1]), m["many-sim.club"])
		}
	}
}
