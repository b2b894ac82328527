package main

import (
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"landfall"
	"landfall/internal/httpkit"
	"landfall/internal/sqlstore"
)

// submitting is an empty store, what takes names for it, and a clock.
type submitting struct {
	*submissions
	t     *testing.T
	store *sqlstore.Store
	now   time.Time
}

func newSubmitting(t *testing.T) *submitting {
	t.Helper()
	store, err := sqlstore.Open(t.Context(), sqlstore.Config{Path: filepath.Join(t.TempDir(), "landfall.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	s := &submitting{t: t, store: store, now: time.Date(2026, 5, 6, 7, 8, 9, 0, time.UTC)}
	s.submissions = newSubmissions(store, func() time.Time { return s.now })
	return s
}

func (s *submitting) name(host landfall.Host) landfall.Submission {
	s.t.Helper()
	got, err := s.submit(s.t.Context(), host)
	if err != nil {
		s.t.Fatal(err)
	}
	return got
}

func (s *submitting) want(host landfall.Host, state landfall.SubmissionState) {
	s.t.Helper()
	if got := s.name(host); got.State != state {
		s.t.Errorf("%s: %+v, want %s", host, got, state)
	}
}

// visit looks at all that is due and finds no instance.
func (s *submitting) visit() {
	s.t.Helper()
	leases, err := s.store.Lease(s.t.Context(), "w", 10, s.now, time.Minute)
	if err != nil {
		s.t.Fatal(err)
	}
	var visits []landfall.Visited
	for _, lease := range leases {
		visits = append(visits, landfall.Visited{Lease: lease, Observation: &landfall.Observation{Host: lease.Host, At: s.now, Outcome: landfall.OutcomeForeign}})
	}
	later := func(_ landfall.Instance, before landfall.Agenda, _ landfall.Visited) landfall.Agenda {
		at := s.now.Add(30 * 24 * time.Hour)
		before.Health, before.Profile, before.Peers = at, at, at
		return before
	}
	if _, err := s.store.Complete(s.t.Context(), visits, later); err != nil {
		s.t.Fatal(err)
	}
}

func TestANewNameIsVisitedAndAnOldOneAgain(t *testing.T) {
	s := newSubmitting(t)
	s.want("quiet-sim.social", landfall.SubmissionNew)
	s.want("quiet-sim.social", landfall.SubmissionKnown) // due already, and not visited yet
	in, err := s.store.Instance(t.Context(), "quiet-sim.social")
	if err != nil || in.Via != "submitted" || in.Status != landfall.StatusCandidate {
		t.Errorf("the instance is %+v, %v", in, err)
	}
	s.visit()
	s.want("quiet-sim.social", landfall.SubmissionKnown) // visited just now
	s.now = s.now.Add(2 * time.Hour)
	s.want("quiet-sim.social", landfall.SubmissionAgain)
	if due, _, err := s.store.NextDue(t.Context()); err != nil || !due.Equal(s.now) {
		t.Errorf("next due at %s, %v; want now", due, err)
	}
}

func TestANameThatIsNotToBeVisitedIsNot(t *testing.T) {
	s := newSubmitting(t)
	if err := s.store.Forget(t.Context(), "secret-sim.social", "opt-out", s.now); err != nil {
		t.Fatal(err)
	}
	s.want("secret-sim.social", landfall.SubmissionKnown)
	if _, err := s.store.Instance(t.Context(), "secret-sim.social"); !errors.Is(err, landfall.ErrNotFound) {
		t.Errorf("a forgotten host came back: %v", err)
	}
	if err := s.store.ShutGroup(t.Context(), "spam-sim.club", landfall.GroupBlocked, "spam", s.now); err != nil {
		t.Fatal(err)
	}
	s.want("a.spam-sim.club", landfall.SubmissionShut)
	s.want("quiet-sim.social", landfall.SubmissionNew)
	alias := landfall.Alias{Name: "www.quiet-sim.social", Host: "quiet-sim.social", Evidence: landfall.AliasRedirect, Merged: true, LastSeen: s.now}
	if err := s.store.SaveAliases(t.Context(), nil, []landfall.Alias{alias}); err != nil {
		t.Fatal(err)
	}
	if got := s.name("www.quiet-sim.social"); got.State != landfall.SubmissionAlias || got.Instance != "quiet-sim.social" {
		t.Errorf("another name: %+v", got)
	}
}

func TestNamesWithoutEndAreNotTaken(t *testing.T) {
	s := newSubmitting(t)
	states := map[landfall.SubmissionState]int{}
	for i := range 20 {
		states[s.name(landfall.Host(fmt.Sprintf("h%d.many-sim.club", i))).State]++
	}
	if states[landfall.SubmissionNew] != 4 || states[landfall.SubmissionLater] != 16 {
		t.Errorf("of 20 names below one domain: %v; want 4 new ones", states)
	}
	var err error
	for range submissionsAll {
		if _, err = s.submit(t.Context(), "quiet-sim.social"); err != nil {
			break
		}
	}
	if httpkit.StatusOf(err) != http.StatusTooManyRequests {
		t.Errorf("endless names: %v, want 429", err)
	}
}
