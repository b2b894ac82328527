package storetest

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"landfall"
)

// LeaderStore is a store of leaderships as the suite sees it.
type LeaderStore interface {
	Lead(ctx context.Context, name, worker string, now time.Time, ttl time.Duration) (lead landfall.Leadership, ok bool, err error)
	Renew(ctx context.Context, lead landfall.Leadership, until time.Time) (landfall.Leadership, error)
	Resign(ctx context.Context, lead landfall.Leadership) error
	Guard(ctx context.Context, lead landfall.Leadership, now time.Time) error
	Finish(ctx context.Context, lead landfall.Leadership, done time.Time) error
	Finished(ctx context.Context, name string) (done time.Time, ok bool, err error)
	Close() error
}

// OpenLeaders opens one database, as another program each time it is called.
type OpenLeaders func(t *testing.T) LeaderStore

// Leader runs the suite of leaderships. Each call of fresh makes an empty database
// and returns what opens it.
func Leader(t *testing.T, fresh func(t *testing.T) OpenLeaders) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, OpenLeaders)
	}{
		{"OneLeadsAtATime", oneLeadsAtATime},
		{"NobodyLeadsTwice", nobodyLeadsTwice},
		{"AnotherTakesOverAfterTheEnd", anotherTakesOverAfterTheEnd},
		{"AResignedLeadIsFree", aResignedLeadIsFree},
		{"ALeaderThatSleptIsRefused", aLeaderThatSleptIsRefused},
		{"NamesAreLedApart", namesAreLedApart},
		{"WhatWasDoneIsRemembered", whatWasDoneIsRemembered},
		{"ARaceHasOneWinner", aRaceHasOneWinner},
		{"LeadSurvivesARestart", leadSurvivesARestart},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel() // each has a database of its own
			test.run(t, fresh(t))
		})
	}
}

const rollup = "rollup"

func openedLeaders(t *testing.T, open OpenLeaders) LeaderStore {
	t.Helper()
	s := open(t)
	t.Cleanup(func() { s.Close() })
	return s
}

func mustLead(t *testing.T, s LeaderStore, worker string, now time.Time) landfall.Leadership {
	t.Helper()
	lead, ok, err := s.Lead(t.Context(), rollup, worker, now, ttl)
	if err != nil || !ok {
		t.Fatalf("Lead by %s = %v, %v; want it to lead", worker, ok, err)
	}
	if want := now.Add(ttl); lead.Name != rollup || lead.Worker != worker || lead.Token < 1 || !lead.Until.Equal(want) {
		t.Fatalf("lead %+v; want %s by %s until %v with a token", lead, rollup, worker, want)
	}
	return lead
}

func mustFollow(t *testing.T, s LeaderStore, worker string, now time.Time) {
	t.Helper()
	if lead, ok, err := s.Lead(t.Context(), rollup, worker, now, ttl); err != nil || ok {
		t.Errorf("Lead by %s = %+v, %v, %v; want it not to lead", worker, lead, ok, err)
	}
}

func oneLeadsAtATime(t *testing.T, open OpenLeaders) {
	first, second := openedLeaders(t, open), openedLeaders(t, open)
	lead := mustLead(t, first, "a", start)
	mustFollow(t, second, "b", start)
	mustFollow(t, second, "b", lead.Until.Add(-time.Microsecond))
	if err := first.Guard(t.Context(), lead, lead.Until.Add(-time.Microsecond)); err != nil {
		t.Errorf("the leader is refused: %v", err)
	}
	renewed, err := first.Renew(t.Context(), lead, lead.Until.Add(time.Hour))
	if err != nil || renewed.Token != lead.Token || !renewed.Until.Equal(lead.Until.Add(time.Hour)) {
		t.Fatalf("Renew = %+v, %v; want an hour more", renewed, err)
	}
	mustFollow(t, second, "b", renewed.Until.Add(-time.Microsecond))
}

// nobodyLeadsTwice is two programs that were given one name by mistake.
func nobodyLeadsTwice(t *testing.T, open OpenLeaders) {
	first, second := openedLeaders(t, open), openedLeaders(t, open)
	lead := mustLead(t, first, "landfall", start)
	mustFollow(t, second, "landfall", start)
	mustFollow(t, first, "landfall", start)
	if err := first.Guard(t.Context(), lead, start); err != nil {
		t.Errorf("the leader lost its lead to its own name: %v", err)
	}
}

func anotherTakesOverAfterTheEnd(t *testing.T, open OpenLeaders) {
	first, second := openedLeaders(t, open), openedLeaders(t, open)
	lead := mustLead(t, first, "a", start)
	next := mustLead(t, second, "b", lead.Until)
	if next.Token <= lead.Token {
		t.Errorf("token went from %d to %d; want it to grow", lead.Token, next.Token)
	}
	mustFollow(t, first, "a", lead.Until)
}

func aResignedLeadIsFree(t *testing.T, open OpenLeaders) {
	first, second := openedLeaders(t, open), openedLeaders(t, open)
	lead := mustLead(t, first, "a", start)
	if err := first.Resign(t.Context(), lead); err != nil {
		t.Fatal(err)
	}
	wantError(t, "Guard after Resign", first.Guard(t.Context(), lead, start), landfall.ErrStale)
	_, err := first.Renew(t.Context(), lead, start.Add(time.Hour))
	wantError(t, "Renew after Resign", err, landfall.ErrStale)
	wantError(t, "Finish after Resign", first.Finish(t.Context(), lead, start), landfall.ErrStale)
	next := mustLead(t, second, "b", start)
	if err := first.Resign(t.Context(), lead); err != nil {
		t.Errorf("a second Resign: %v", err)
	}
	if err := second.Guard(t.Context(), next, start); err != nil {
		t.Errorf("an old leader's Resign ended the new lead: %v", err)
	}
}

// aLeaderThatSleptIsRefused is a leader stopped by the system that wakes when
// another leads, and again when nobody does any more.
func aLeaderThatSleptIsRefused(t *testing.T, open OpenLeaders) {
	sleeper, other := openedLeaders(t, open), openedLeaders(t, open)
	slept := mustLead(t, sleeper, "sleeper", start)
	wantError(t, "Guard after the end", sleeper.Guard(t.Context(), slept, slept.Until), landfall.ErrStale)
	if _, err := sleeper.Renew(t.Context(), slept, slept.Until.Add(time.Second)); err != nil {
		t.Errorf("Renew after the end, nobody having taken over: %v", err)
	}
	now := slept.Until.Add(time.Minute)
	next := mustLead(t, other, "other", now)
	refused := func(when string) {
		t.Helper()
		wantError(t, "Guard "+when, sleeper.Guard(t.Context(), slept, start), landfall.ErrStale)
		_, err := sleeper.Renew(t.Context(), slept, now.Add(time.Hour))
		wantError(t, "Renew "+when, err, landfall.ErrStale)
		wantError(t, "Finish "+when, sleeper.Finish(t.Context(), slept, now.Add(time.Hour)), landfall.ErrStale)
	}
	refused("while another leads")
	if err := other.Finish(t.Context(), next, now); err != nil {
		t.Fatal(err)
	}
	if err := other.Resign(t.Context(), next); err != nil {
		t.Fatal(err)
	}
	refused("after the other is done")
	if done, ok, err := sleeper.Finished(t.Context(), rollup); err != nil || !ok || !done.Equal(now) {
		t.Errorf("Finished = %v, %v, %v; want the other's %v", done, ok, err, now)
	}
}

func namesAreLedApart(t *testing.T, open OpenLeaders) {
	s := openedLeaders(t, open)
	lead := mustLead(t, s, "a", start)
	dumps, ok, err := s.Lead(t.Context(), "dumps", "b", start, ttl)
	if err != nil || !ok {
		t.Fatalf("Lead of another name = %v, %v", ok, err)
	}
	if err := s.Resign(t.Context(), dumps); err != nil {
		t.Fatal(err)
	}
	if err := s.Guard(t.Context(), lead, start); err != nil {
		t.Errorf("resigning one lead ended another: %v", err)
	}
	stolen := landfall.Leadership{Name: "never led", Worker: "c", Token: 1, Until: start.Add(ttl)}
	wantError(t, "Guard of what nobody led", s.Guard(t.Context(), stolen, start), landfall.ErrStale)
}

func whatWasDoneIsRemembered(t *testing.T, open OpenLeaders) {
	s := openedLeaders(t, open)
	if done, ok, err := s.Finished(t.Context(), rollup); err != nil || ok || !done.IsZero() {
		t.Errorf("Finished of what was never led = %v, %v, %v", done, ok, err)
	}
	lead := mustLead(t, s, "a", start)
	if _, ok, err := s.Finished(t.Context(), rollup); err != nil || ok {
		t.Errorf("Finished of what was never done = %v, %v", ok, err)
	}
	for _, at := range []time.Time{start.Add(time.Hour), start} { // the clock is set back
		if err := s.Finish(t.Context(), lead, at); err != nil {
			t.Fatal(err)
		}
	}
	next := mustLead(t, s, "b", lead.Until)
	if done, ok, err := s.Finished(t.Context(), next.Name); err != nil || !ok || !done.Equal(start.Add(time.Hour)) {
		t.Errorf("Finished = %v, %v, %v; want an hour after the start", done, ok, err)
	}
}

// aRaceHasOneWinner lets many candidates race for each term of a leadership.
func aRaceHasOneWinner(t *testing.T, open OpenLeaders) {
	stores := []LeaderStore{openedLeaders(t, open), openedLeaders(t, open), openedLeaders(t, open)}
	now, last := start, int64(0)
	for term := range 10 {
		var winners atomic.Int64
		var token atomic.Int64
		var group sync.WaitGroup
		for i := range 9 {
			group.Go(func() {
				lead, ok, err := stores[i%len(stores)].Lead(t.Context(), rollup, string(rune('a'+i)), now, ttl)
				if err != nil {
					t.Error(err)
				}
				if ok {
					winners.Add(1)
					token.Store(lead.Token)
				}
			})
		}
		group.Wait()
		if winners.Load() != 1 || token.Load() <= last {
			t.Fatalf("term %d has %d winners and token %d after %d; want one and a greater", term, winners.Load(), token.Load(), last)
		}
		now, last = now.Add(ttl), token.Load()
	}
}

func leadSurvivesARestart(t *testing.T, open OpenLeaders) {
	s := open(t)
	lead := mustLead(t, s, "a", start)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openedLeaders(t, open)
	mustFollow(t, s, "b", start)
	if err := s.Guard(t.Context(), lead, start); err != nil {
		t.Errorf("the leader is refused after a restart: %v", err)
	}
}
