package storetest

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall"
)

func recheckMakesDueNow(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	add(t, s, Hosts(0, 1), start.Add(time.Hour))
	add(t, s, Hosts(1, 2), start.Add(-time.Hour))
	for _, host := range Hosts(0, 2) {
		if err := s.Recheck(t.Context(), host, start); err != nil {
			t.Fatal(err)
		}
	}
	leases := lease(t, s, "a", 2, start)
	if got := hostsOf(leases); !cmp.Equal(got, []landfall.Host{Host(1), Host(0)}) {
		t.Errorf("after Recheck %v are due; want host 1, which keeps its place, then host 0", got)
	}
	complete(t, s, landfall.Visited{Lease: leases[0], Observation: Answered(newRand(1), Host(1), start)})
	wantError(t, "Recheck right after a visit", s.Recheck(t.Context(), Host(1), start.Add(4*time.Minute)), landfall.ErrTooSoon)
	if err := s.Recheck(t.Context(), Host(1), start.Add(6*time.Minute)); err != nil {
		t.Error(err)
	}
	if got := leaseOne(t, s, "a", start.Add(6*time.Minute)); got.Want != landfall.WorkAll {
		t.Errorf("after Recheck %s is wanted; want everything", got.Want)
	}
	wantError(t, "Recheck of an unknown host", s.Recheck(t.Context(), Host(9), start), landfall.ErrNotFound)
}

// always is a schedule of the same agenda.
func always(a landfall.Agenda) landfall.Reschedule {
	return func(landfall.Instance, landfall.Agenda, landfall.Visited) landfall.Agenda { return a }
}

func agendasAreKept(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	add(t, s, Hosts(0, 1), start)
	want := landfall.Agenda{
		Health: start.Add(time.Hour), Profile: start.Add(2 * time.Hour), Allowed: start.Add(time.Minute), Claimed: true,
		Document: "https://quiet-harbour-0-sim.social/nodeinfo/2.1",
		Fields:   []landfall.Field{landfall.FieldSoftware, landfall.FieldPosts},
	}
	held := leaseOne(t, s, "a", start)
	visit := landfall.Visited{Lease: held, Observation: Answered(newRand(1), held.Host, start)}
	if _, err := s.Complete(t.Context(), []landfall.Visited{visit}, always(want)); err != nil {
		t.Fatal(err)
	}
	other := opened(t, open)
	held = leaseOne(t, other, "b", start.Add(time.Hour))
	if !held.Claimed || held.Document != want.Document || !cmp.Equal(held.Fields, want.Fields) || !held.Due.Equal(want.Health) {
		t.Errorf("the lease is %+v; want what the agenda says: %+v", held, want)
	}
	visit = landfall.Visited{Lease: held, Observation: Answered(newRand(2), held.Host, start.Add(time.Hour))}
	var before landfall.Agenda
	_, err := other.Complete(t.Context(), []landfall.Visited{visit}, func(_ landfall.Instance, a landfall.Agenda, _ landfall.Visited) landfall.Agenda {
		before = a
		return a
	})
	if diff := cmp.Diff(want, before); err != nil || diff != "" {
		t.Errorf("the agenda came back with %v (-want +got):\n%s", err, diff)
	}
}

func aLeaseSaysWhatIsWanted(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	add(t, s, Hosts(0, 1), start)
	first := leaseOne(t, s, "a", start)
	if first.Want != landfall.WorkAll || !first.Due.Equal(start) {
		t.Errorf("of a new host %s is wanted since %v; want everything since %v", first.Want, first.Due, start)
	}
	agenda := landfall.Agenda{Health: start.Add(time.Hour), Profile: start.Add(2 * time.Hour), Peers: start.Add(3 * time.Hour)}
	visit := landfall.Visited{Lease: first, Observation: Answered(newRand(1), first.Host, start)}
	if _, err := s.Complete(t.Context(), []landfall.Visited{visit}, always(agenda)); err != nil {
		t.Fatal(err)
	}
	if none := lease(t, s, "a", 1, start.Add(time.Hour-time.Microsecond)); len(none) != 0 {
		t.Errorf("it is due early: %+v", none)
	}
	for i, want := range []landfall.Work{landfall.WorkHealth, landfall.WorkHealth | landfall.WorkProfile, landfall.WorkAll} {
		held := leaseOne(t, s, "a", start.Add(time.Duration(i+1)*time.Hour))
		if held.Want != want {
			t.Errorf("after %d hours %s is wanted; want %s", i+1, held.Want, want)
		}
		if err := s.Release(t.Context(), []landfall.Lease{held}); err != nil {
			t.Fatal(err)
		}
	}
}

func aClaimedHostIsDueAtOnce(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	add(t, s, Hosts(0, 1), start.Add(time.Hour))
	if err := s.Claim(t.Context(), Host(0), true, start); err != nil {
		t.Fatal(err)
	}
	held := leaseOne(t, s, "a", start)
	if held.Want != landfall.WorkHealth {
		t.Errorf("a claim wants %s; want a health check", held.Want)
	}
	claimed := false
	visit := landfall.Visited{Lease: held, Observation: Answered(newRand(1), held.Host, start)}
	_, err := s.Complete(t.Context(), []landfall.Visited{visit}, func(_ landfall.Instance, a landfall.Agenda, _ landfall.Visited) landfall.Agenda {
		claimed = a.Claimed
		return a
	})
	if err != nil || !claimed {
		t.Errorf("claimed = %v, %v; want it kept", claimed, err)
	}
	if hosts, err := s.Claimed(t.Context()); err != nil || !slices.Equal(hosts, Hosts(0, 1)) {
		t.Errorf("claimed are %v, %v; want %v", hosts, err, Hosts(0, 1))
	}
	if err := s.Claim(t.Context(), Host(0), false, start); err != nil {
		t.Error(err)
	}
	if hosts, err := s.Claimed(t.Context()); err != nil || len(hosts) != 0 {
		t.Errorf("claimed are %v, %v; want none", hosts, err)
	}
	wantError(t, "Claim of an unknown host", s.Claim(t.Context(), Host(9), true, start), landfall.ErrNotFound)
}

func deferKeepsAHostBack(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	add(t, s, Hosts(0, 2), start)
	leases := lease(t, s, "a", 2, start)
	until := []time.Time{start.Add(time.Hour), start.Add(2 * time.Hour)}
	if err := s.Defer(t.Context(), leases, until); err != nil {
		t.Fatal(err)
	}
	if none := lease(t, s, "b", 2, start.Add(time.Hour-time.Microsecond)); len(none) != 0 {
		t.Errorf("a deferred host was given away: %v", hostsOf(none))
	}
	held := leaseOne(t, s, "b", until[0])
	if held.Host != leases[0].Host || held.Want != landfall.WorkAll {
		t.Errorf("got %s for %s; want the first host for everything", held.Host, held.Want)
	}
	if err := s.Defer(t.Context(), leases[:1], []time.Time{start}); err != nil { // stale
		t.Fatal(err)
	}
	if none := lease(t, s, "c", 2, until[0]); len(none) != 0 {
		t.Errorf("a stale Defer freed %v", hostsOf(none))
	}
}

// replanTouchesWhatIsEarlyOrLate has more hosts than one transaction reads.
func replanTouchesWhatIsEarlyOrLate(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	const n = 2500
	add(t, s, Hosts(0, n), start)
	add(t, s, Hosts(n, n+1), start) // never leased, and so left alone
	leases := lease(t, s, "a", n, start)
	visits := make([]landfall.Visited, n)
	rng := newRand(1)
	for i, l := range leases {
		visits[i] = landfall.Visited{Lease: l, Observation: Failed(rng, l.Host, start, landfall.OutcomeGone, landfall.ClassTheirs, "http_410")}
	}
	count := 0
	_, err := s.Complete(t.Context(), visits, func(landfall.Instance, landfall.Agenda, landfall.Visited) landfall.Agenda {
		count++
		return landfall.Fresh(start.Add(time.Duration(count%3) * 24 * time.Hour)) // overdue soon, in time, late
	})
	if err != nil {
		t.Fatal(err)
	}
	now := start.Add(24 * time.Hour)
	planned := 0
	looked, err := s.Replan(t.Context(), now.Add(-time.Hour), now.Add(time.Hour), func(last time.Time, a landfall.Agenda) landfall.Agenda {
		if last.Equal(start) {
			planned++
		}
		return landfall.Fresh(now.Add(time.Minute))
	})
	if want := n - count/3 - 1; err != nil || looked < want || looked > want+1 {
		t.Errorf("Replan looked at %d hosts, %v; want %d", looked, err, want)
	}
	if planned != looked {
		t.Errorf("plan was told of %d visits at the start; want %d", planned, looked)
	}
	if due, err := s.Due(t.Context(), now); err != nil || due != n-looked+1 {
		t.Errorf("%d hosts are due, %v; want %d", due, err, n-looked+1)
	}
	if due, err := s.Due(t.Context(), now.Add(time.Minute)); err != nil || due != n+1 {
		t.Errorf("a minute later %d hosts are due, %v; want all", due, err)
	}
}
