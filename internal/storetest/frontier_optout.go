package storetest

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall"
)

// oneHostIsLeasedOutOfTurn if nobody holds it, and is then held like any other.
func oneHostIsLeasedOutOfTurn(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	add(t, s, Hosts(0, 3), start.Add(time.Hour))
	lease, ok, err := s.LeaseHost(t.Context(), "one", Host(1), start, ttl)
	if err != nil || !ok || lease.Host != Host(1) || !lease.Until.Equal(start.Add(ttl)) || lease.Status != landfall.StatusCandidate {
		t.Fatalf("LeaseHost = %+v, %v, %v", lease, ok, err)
	}
	if _, ok, err := s.LeaseHost(t.Context(), "two", Host(1), start, ttl); ok || err != nil {
		t.Errorf("a host that is held: %v, %v", ok, err)
	}
	if _, ok, err := s.LeaseHost(t.Context(), "two", "never-heard-of-sim.social", start, ttl); ok || err != nil {
		t.Errorf("a host that nobody knows: %v, %v", ok, err)
	}
	again, ok, err := s.LeaseHost(t.Context(), "two", Host(1), start.Add(ttl), ttl)
	if err != nil || !ok || again.Token == lease.Token {
		t.Errorf("a lease that has run out: %+v, %v, %v", again, ok, err)
	}
	visits := []landfall.Visited{{Lease: lease, Observation: refusalOf(Host(1))}, {Lease: again, Observation: refusalOf(Host(1))}}
	stale, err := s.Complete(t.Context(), visits, hourly)
	if err != nil || len(stale) != 1 {
		t.Errorf("of two workers %v came too late, %v", stale, err)
	}
	if e := entry(t, s, Host(1)); !e.OptedOut {
		t.Errorf("after its visit it is %+v", e)
	}
}

func refusalOf(host landfall.Host) *landfall.Observation {
	return &landfall.Observation{ID: "01", Host: host, At: start.Add(ttl), Outcome: landfall.OutcomeRefused, Class: landfall.ClassTheirs, Reason: "robots_forbidden"}
}

// anOptOutIsKeptUntilItIsSettled: asked for, looked at, asked for again, and over.
func anOptOutIsKeptUntilItIsSettled(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	const known, stranger landfall.Host = "known-sim.social", "stranger-sim.social"
	add(t, s, []landfall.Host{known}, start)
	is := func(host landfall.Host, want landfall.OptOut) {
		t.Helper()
		got, err := s.OptOut(t.Context(), host)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("opt-out of %s: %v (-want +got):\n%s", host, err, diff)
		}
	}
	due := func(at time.Time, n int, want ...landfall.Host) {
		t.Helper()
		var got []landfall.Host
		all, err := s.OptOutsDue(t.Context(), n, at)
		for _, o := range all {
			got = append(got, o.Host)
		}
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("due at %s: %v (-want +got):\n%s", at, err, diff)
		}
	}
	ask := func(host landfall.Host, at time.Time) landfall.OptOut {
		t.Helper()
		o, err := s.AskOptOut(t.Context(), host, at)
		if err != nil {
			t.Fatal(err)
		}
		is(host, o)
		return o
	}
	if _, err := s.OptOut(t.Context(), known); !errors.Is(err, landfall.ErrNotFound) {
		t.Errorf("before anybody asks: %v", err)
	}
	first := ask(known, start)
	if diff := cmp.Diff(landfall.OptOut{Host: known, Asked: start, Next: start}, first); diff != "" {
		t.Errorf("asked for (-want +got):\n%s", diff)
	}
	ask(stranger, start.Add(time.Second))
	due(start.Add(-time.Second), 9)
	due(start.Add(time.Minute), 9, known, stranger)
	due(start.Add(time.Minute), 1, known)

	first.DNS, first.File, first.Robots = landfall.OptOutNot, landfall.OptOutUnread, landfall.OptOutLater
	looked := first.LookedAt(start.Add(time.Minute))
	if err := s.SaveOptOut(t.Context(), looked); err != nil {
		t.Fatal(err)
	}
	is(known, looked)
	due(start.Add(2*time.Minute), 9, stranger)
	due(start.Add(time.Hour), 9, stranger, known) // those never looked at come first
	if again := ask(known, start.Add(2*time.Minute)); again != looked {
		t.Errorf("asked for again at once: %+v", again)
	}
	if again := ask(known, start.Add(time.Hour)); again.Looks != 0 || !again.Next.Equal(start.Add(time.Hour)) || again.File != landfall.OptOutUnread {
		t.Errorf("asked for again: %+v", again)
	}
}

// anOptOutThatIsOverStaysAway: a look that comes late brings nothing back.
func anOptOutThatIsOverStaysAway(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	const shy landfall.Host = "shy-sim.social"
	o, err := s.AskOptOut(t.Context(), shy, start)
	if err != nil {
		t.Fatal(err)
	}
	over, late := o, o.LookedAt(start)
	over.Next = time.Time{}
	for _, next := range []landfall.OptOut{over, late} {
		if err := s.SaveOptOut(t.Context(), next); err != nil {
			t.Fatal(err)
		}
		if _, err := s.OptOut(t.Context(), shy); !errors.Is(err, landfall.ErrNotFound) {
			t.Errorf("when it is over: %v", err)
		}
	}
}

// aForgottenHostHasNoOptOut: its request goes with it, and none is taken any more.
func aForgottenHostHasNoOptOut(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	const shy landfall.Host = "shy-sim.social"
	if _, err := s.AskOptOut(t.Context(), shy, start); err != nil {
		t.Fatal(err)
	}
	if err := s.Forget(t.Context(), shy, "opt-out", start); err != nil {
		t.Fatal(err)
	}
	if _, err := s.OptOut(t.Context(), shy); !errors.Is(err, landfall.ErrNotFound) {
		t.Errorf("its request: %v", err)
	}
	if _, err := s.AskOptOut(t.Context(), shy, start.Add(time.Hour)); !errors.Is(err, landfall.ErrStale) {
		t.Errorf("asked for again: %v", err)
	}
	if due, err := s.OptOutsDue(t.Context(), 9, start.Add(2*time.Hour)); err != nil || len(due) > 0 {
		t.Errorf("due: %v, %v", due, err)
	}
}
