package storetest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall"
)

func entry(t *testing.T, s FrontierStore, host landfall.Host) landfall.Entry {
	t.Helper()
	e, err := s.Entry(t.Context(), host)
	if err != nil || e.Host != host {
		t.Fatalf("Entry of %s = %+v, %v", host, e, err)
	}
	return e
}

// anEntryIsAllOfOneName asks for names of every kind.
func anEntryIsAllOfOneName(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	const (
		known, web, forgotten, blocked landfall.Host = "known-sim.social", "web.known-sim.social", "forgotten-sim.social", "a.blocked-sim.social"
		hosted                         landfall.Host = "customer.github.io"
	)
	add(t, s, []landfall.Host{known, web, forgotten, blocked, hosted}, start.Add(time.Hour))
	saveAliases(t, s, nil, alias(web, known, landfall.AliasWebDomain, true))
	if err := s.Forget(t.Context(), forgotten, "opt-out", start); err != nil {
		t.Fatal(err)
	}
	for _, domain := range []string{"blocked-sim.social", "github.io"} {
		if err := s.ShutGroup(t.Context(), domain, landfall.GroupBlocked, "spam", start); err != nil {
			t.Fatal(err)
		}
	}
	e := entry(t, s, known)
	if e.Instance == nil || e.Instance.Status != landfall.StatusCandidate || !e.Agenda.Due().Equal(start.Add(time.Hour)) || e.Leased || e.OptedOut || e.Shut != nil {
		t.Errorf("known: %+v", e)
	}
	if e := entry(t, s, web); e.MergedInto != known || e.Instance != nil {
		t.Errorf("another's name: %+v", e)
	}
	if e := entry(t, s, blocked); e.Shut == nil || e.Shut.Why != "spam" || e.Instance == nil {
		t.Errorf("blocked: %+v", e)
	}
	if e := entry(t, s, hosted); e.Shut == nil || e.Shut.Domain != "github.io" {
		t.Errorf("below a blocked suffix: %+v", e)
	}
	if diff := cmp.Diff(landfall.Entry{Host: forgotten, OptedOut: true, Forgotten: true}, entry(t, s, forgotten)); diff != "" {
		t.Errorf("forgotten (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(landfall.Entry{Host: "never-heard-of-sim.social"}, entry(t, s, "never-heard-of-sim.social")); diff != "" {
		t.Errorf("unknown (-want +got):\n%s", diff)
	}
	lease := leaseAt(t, s, start.Add(2*time.Hour), known)
	if !entry(t, s, known).Leased {
		t.Error("a visit under way is not told")
	}
	refused := &landfall.Observation{ID: "refused", Host: known, At: start.Add(2 * time.Hour), Outcome: landfall.OutcomeRefused, Class: landfall.ClassTheirs, Reason: "robots_forbidden"}
	if _, err := s.Complete(t.Context(), []landfall.Visited{{Lease: lease, Observation: refused}}, hourly); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(landfall.Entry{Host: known, OptedOut: true}, entry(t, s, known)); diff != "" {
		t.Errorf("refused (-want +got):\n%s", diff)
	}
}

// leaseAt leases everything that is due and returns the lease of one host.
func leaseAt(t *testing.T, s FrontierStore, now time.Time, host landfall.Host) landfall.Lease {
	t.Helper()
	leases, err := s.Lease(t.Context(), "worker", 100, now, ttl)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range leases {
		if l.Host == host {
			return l
		}
	}
	t.Fatalf("%s is not leased", host)
	return landfall.Lease{}
}

// findsAreCountedByWhoNamedThem has one instance name hosts over three days.
func findsAreCountedByWhoNamedThem(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	if first, err := s.FirstFind(t.Context()); err != nil || !first.IsZero() {
		t.Errorf("FirstFind of nothing = %v, %v", first, err)
	}
	const namer landfall.Host = "namer-sim.social"
	add(t, s, []landfall.Host{namer}, start)
	lease := leaseAt(t, s, start, namer)
	answered := &landfall.Observation{ID: "answered", Host: namer, At: start, Outcome: landfall.OutcomeAnswered}
	answered.Facts.Software.Name = "mastodon"
	answered.Facts.State(landfall.FieldSoftware, "https://namer-sim.social/nodeinfo/2.0", "software", start)
	if _, err := s.Complete(t.Context(), []landfall.Visited{{Lease: lease, Observation: answered}}, hourly); err != nil {
		t.Fatal(err)
	}
	const day = 24 * time.Hour
	now := start.Add(3 * day)
	for i, at := range []time.Time{now, now.Add(-day + time.Second), now.Add(-2*day - time.Hour), now.Add(time.Hour)} {
		if _, err := s.Add(t.Context(), namer.String(), []landfall.Host{Host(2 * i), Host(2*i + 1)}, at, at); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.Finds(t.Context(), now.Add(time.Microsecond), 4)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]int{"mastodon": {4, 0, 2, 0}, "": {0, 0, 0, 1}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("finds (-want +got):\n%s", diff)
	}
	if first, err := s.FirstFind(t.Context()); err != nil || !first.Equal(start) {
		t.Errorf("FirstFind = %v, %v; want %v", first, err, start)
	}
}
