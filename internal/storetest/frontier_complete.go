package storetest

import (
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall"
)

func wantError(t *testing.T, what string, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Errorf("%s gave %v; want %v", what, got, want)
	}
}

func newRand(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0)) }

// aWorkerThatSleptIsRefused is a worker stopped by the system in mid-visit: it
// wakes when its lease has passed on, and writes.
func aWorkerThatSleptIsRefused(t *testing.T, open OpenFrontier) {
	sleeper, other := opened(t, open), opened(t, open)
	add(t, sleeper, Hosts(0, 1), start)
	rng := newRand(1)
	slept := leaseOne(t, sleeper, "sleeper", start)
	now := slept.Until.Add(time.Second)
	taken := leaseOne(t, other, "other", now)

	gone := Failed(rng, Host(0), now, landfall.OutcomeGone, landfall.ClassTheirs, "http_410")
	if stale := complete(t, sleeper, landfall.Visited{Lease: slept, Observation: gone}); !cmp.Equal(stale, Hosts(0, 1)) {
		t.Errorf("while the other holds the lease, stale = %v; want the sleeper's host", stale)
	}
	answered := Answered(rng, Host(0), now)
	if stale := complete(t, other, landfall.Visited{Lease: taken, Observation: answered}); len(stale) != 0 {
		t.Errorf("the holder was refused: %v", stale)
	}
	if stale := complete(t, sleeper, landfall.Visited{Lease: slept, Observation: gone}); !cmp.Equal(stale, Hosts(0, 1)) {
		t.Errorf("after the other is done, stale = %v; want the sleeper's host", stale)
	}
	if in := instance(t, other, Host(0)); in.Status != landfall.StatusAlive || in.Failures != 0 {
		t.Errorf("the sleeper left a mark: %s with %d failures", in.Status, in.Failures)
	}
}

func aLateWorkerIsHeardIfNobodyTookOver(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	add(t, s, Hosts(0, 1), start)
	held := leaseOne(t, s, "a", start)
	late := held.Until.Add(time.Hour)
	if none := lease(t, s, "b", 0, late); len(none) != 0 { // b looks and takes nothing
		t.Fatal(none)
	}
	o := Answered(newRand(1), Host(0), late)
	if stale := complete(t, s, landfall.Visited{Lease: held, Observation: o}); len(stale) != 0 {
		t.Errorf("stale = %v; want the visit heard", stale)
	}
	if next, _, err := s.NextDue(t.Context()); err != nil || !next.Equal(late.Add(time.Hour)) {
		t.Errorf("next due %v, %v; want what the schedule says", next, err)
	}
}

func completeTakesTheRestOfABatch(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	add(t, s, Hosts(0, 4), start)
	rng := newRand(1)
	leases := lease(t, s, "a", 4, start)
	now := start.Add(ttl)
	lease(t, s, "b", 1, now) // takes over the first
	var visits []landfall.Visited
	for _, l := range leases {
		visits = append(visits, landfall.Visited{Lease: l, Observation: Answered(rng, l.Host, now)})
	}
	unknown := landfall.Lease{Host: Host(99), Token: 1}
	visits = append(visits, landfall.Visited{Lease: unknown, Observation: Answered(rng, unknown.Host, now)})
	stale := complete(t, s, visits...)
	if want := []landfall.Host{leases[0].Host, unknown.Host}; !cmp.Equal(stale, want) {
		t.Errorf("stale = %v; want %v", stale, want)
	}
	counts, err := s.StatusCounts(t.Context())
	want := map[landfall.Status]int{landfall.StatusAlive: 3, landfall.StatusCandidate: 1}
	if err != nil || !cmp.Equal(counts, want) {
		t.Errorf("counts = %v, %v; want %v", counts, err, want)
	}
}

// aVisitCountsOnce repeats a Complete, as a caller does that did not hear the
// answer to the first.
func aVisitCountsOnce(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	add(t, s, Hosts(0, 1), start)
	held := leaseOne(t, s, "a", start)
	o := Failed(newRand(1), Host(0), start, landfall.OutcomeUnreachable, landfall.ClassAmbiguous, "tcp_timeout")
	visit := landfall.Visited{Lease: held, Observation: o}
	if stale := complete(t, s, visit, visit); !cmp.Equal(stale, Hosts(0, 1)) {
		t.Errorf("stale = %v; want the second of two", stale)
	}
	if stale := complete(t, s, visit); !cmp.Equal(stale, Hosts(0, 1)) {
		t.Errorf("stale = %v; want the repeated visit", stale)
	}
	if in := instance(t, s, Host(0)); in.Failures != 1 {
		t.Errorf("%d failures; want 1", in.Failures)
	}
	released := leaseOne(t, s, "a", start.Add(time.Hour))
	if err := s.Release(t.Context(), []landfall.Lease{released}); err != nil {
		t.Fatal(err)
	}
	if stale := complete(t, s, landfall.Visited{Lease: released, Observation: o}); !cmp.Equal(stale, Hosts(0, 1)) {
		t.Errorf("stale = %v; want the visit under a released lease", stale)
	}
}

func ourOwnFaultChangesNothing(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	add(t, s, Hosts(0, 1), start)
	rng := newRand(1)
	complete(t, s, landfall.Visited{Lease: leaseOne(t, s, "a", start), Observation: Answered(rng, Host(0), start)})
	before := instance(t, s, Host(0))
	revision := revisionOf(t, s)
	now := start.Add(time.Hour)
	for _, o := range []*landfall.Observation{
		Failed(rng, Host(0), now, landfall.OutcomePostponed, landfall.ClassOurs, "shutdown"),
		Failed(rng, Host(0), now.Add(time.Hour), landfall.OutcomeUnreachable, landfall.ClassOurs, "dns_servfail"),
	} {
		complete(t, s, landfall.Visited{Lease: leaseOne(t, s, "a", o.At), Observation: o})
	}
	if diff := cmp.Diff(before, instance(t, s, Host(0))); diff != "" {
		t.Errorf("our fault changed the instance (-before +after):\n%s", diff)
	}
	if got := revisionOf(t, s); got != revision {
		t.Errorf("revision went from %d to %d without a change", revision, got)
	}
	if next, _, err := s.NextDue(t.Context()); err != nil || !next.Equal(now.Add(2*time.Hour)) {
		t.Errorf("next due %v, %v; want it rescheduled all the same", next, err)
	}
}

func refusalForgetsTheFacts(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	add(t, s, Hosts(0, 1), start)
	rng := newRand(1)
	complete(t, s, landfall.Visited{Lease: leaseOne(t, s, "a", start), Observation: Answered(rng, Host(0), start)})
	if in := instance(t, s, Host(0)); in.Facts.Name == "" {
		t.Fatal("nothing was learnt, so there is nothing to forget")
	}
	now := start.Add(time.Hour)
	refused := Failed(rng, Host(0), now, landfall.OutcomeRefused, landfall.ClassTheirs, "robots")
	complete(t, s, landfall.Visited{Lease: leaseOne(t, s, "a", now), Observation: refused})
	in := instance(t, s, Host(0))
	if diff := cmp.Diff(landfall.Facts{}, in.Facts); diff != "" || in.Status != landfall.StatusRefused || !in.Reached.IsZero() {
		t.Errorf("a host that refused is %s and keeps (-nothing +kept):\n%s", in.Status, diff)
	}
}

func revisionOf(t *testing.T, s FrontierStore) int64 {
	t.Helper()
	revision, err := s.Revision(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return revision
}

func revisionGrowsWithEveryChange(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	rng := newRand(1)
	last := revisionOf(t, s)
	grew := func(after string, want bool) {
		t.Helper()
		now := revisionOf(t, s)
		if grown := now > last; grown != want {
			t.Errorf("after %s the revision went from %d to %d; want growth %v", after, last, now, want)
		}
		last = now
	}
	add(t, s, Hosts(0, 3), start)
	grew("new hosts", true)
	if _, err := s.Add(t.Context(), "again", Hosts(0, 3), start, start); err != nil {
		t.Fatal(err)
	}
	grew("known hosts", false)
	leases := lease(t, s, "a", 3, start)
	grew("leases", false)
	complete(t, s, landfall.Visited{Lease: leases[0], Observation: Answered(rng, leases[0].Host, start)})
	grew("a visit", true)
	if err := s.Release(t.Context(), leases[1:]); err != nil {
		t.Fatal(err)
	}
	grew("a release", false)
}
