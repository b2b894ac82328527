package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"landfall"
	"landfall/internal/httpkit"
	"landfall/internal/sqlstore"
)

func TestWhatBecomesOfANameThatAVisitorAdds(t *testing.T) {
	store, err := sqlstore.Open(t.Context(), sqlstore.Config{Path: filepath.Join(t.TempDir(), "landfall.db")})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	now := time.Date(2026, 5, 6, 7, 8, 9, 0, time.UTC)
	s := newSubmissions(store, func() time.Time { return now })
	submit := func(host landfall.Host) landfall.Submission {
		t.Helper()
		got, err := s.submit(t.Context(), host)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	want := func(host landfall.Host, state landfall.SubmissionState) {
		t.Helper()
		if got := submit(host); got.State != state {
			t.Errorf("%s: %+v, want %s", host, got, state)
		}
	}
	want("quiet-sim.social", landfall.SubmissionNew)
	want("quiet-sim.social", landfall.SubmissionKnown) // due already, and not visited yet
	in, err := store.Instance(t.Context(), "quiet-sim.social")
	if err != nil || in.Via != "submitted" || in.Status != landfall.StatusCandidate {
		t.Errorf("the instance is %+v, %v", in, err)
	}
	visit := func() {
		t.Helper()
		leases, err := store.Lease(t.Context(), "w", 10, now, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		var visits []landfall.Visited
		for _, lease := range leases {
			visits = append(visits, landfall.Visited{Lease: lease, Observation: &landfall.Observation{Host: lease.Host, At: now, Outcome: landfall.OutcomeForeign}})
		}
		if _, err := store.Complete(t.Context(), visits, func(landfall.Instance, *landfall.Observation) time.Time { return now.Add(30 * 24 * time.Hour) }); err != nil {
			t.Fatal(err)
		}
	}
	visit()
	want("quiet-sim.social", landfall.SubmissionKnown) // visited just now
	now = now.Add(2 * time.Hour)
	want("quiet-sim.social", landfall.SubmissionAgain)
	if due, _, err := store.NextDue(t.Context()); err != nil || !due.Equal(now) {
		t.Errorf("next due at %s, %v; want now", due, err)
	}
	if err := store.Forget(t.Context(), "secret-sim.social", "opt-out", now); err != nil {
		t.Fatal(err)
	}
	want("secret-sim.social", landfall.SubmissionKnown)
	if _, err := store.Instance(t.Context(), "secret-sim.social"); !errors.Is(err, landfall.ErrNotFound) {
		t.Errorf("a forgotten host came back: %v", err)
	}
	if err := store.ShutGroup(t.Context(), "spam-sim.club", landfall.GroupBlocked, "spam", now); err != nil {
		t.Fatal(err)
	}
	want("a.spam-sim.club", landfall.SubmissionShut)
	alias := landfall.Alias{Name: "www.quiet-sim.social", Host: "quiet-sim.social", Evidence: landfall.AliasRedirect, Merged: true, LastSeen: now}
	if err := store.SaveAliases(t.Context(), "www.quiet-sim.social", false, []landfall.Alias{alias}); err != nil {
		t.Fatal(err)
	}
	if got := submit("www.quiet-sim.social"); got.State != landfall.SubmissionAlias || got.Instance != "quiet-sim.social" {
		t.Errorf("another name: %+v", got)
	}
	states := map[landfall.SubmissionState]int{}
	for i := range 20 {
		states[submit(landfall.Host(fmt.Sprintf("h%d.many-sim.club", i))).State]++
	}
	if states[landfall.SubmissionNew] != 4 || states[landfall.SubmissionLater] != 16 {
		t.Errorf("of 20 names below one domain: %v; want 4 new ones", states)
	}
	for range submissionsAll {
		if _, err = s.submit(t.Context(), "quiet-sim.social"); err != nil {
			break
		}
	}
	if httpkit.StatusOf(err) != 429 {
		t.Errorf("endless names: %v, want 429", err)
	}
}
