package storetest

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall"
)

// visitAll answers for every third host of the first n, so that the others stay
// candidates.
func visitAll(t *testing.T, s FrontierStore, n int) {
	t.Helper()
	rng := newRand(7)
	add(t, s, Hosts(0, n), start)
	var visits []landfall.Visited
	for _, l := range lease(t, s, "a", n, start) {
		o := Failed(rng, l.Host, start, landfall.OutcomeForeign, landfall.ClassTheirs, "no_nodeinfo")
		if len(visits)%3 == 0 {
			o = Answered(rng, l.Host, start)
		}
		visits = append(visits, landfall.Visited{Lease: l, Observation: o})
	}
	complete(t, s, visits...)
}

func walk(t *testing.T, s FrontierStore, answeredOnly bool) []landfall.Instance {
	t.Helper()
	var all []landfall.Instance
	err := s.Instances(t.Context(), answeredOnly, func(in landfall.Instance) error {
		all = append(all, in)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func instancesWalksEverything(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	if got := walk(t, s, false); len(got) != 0 {
		t.Errorf("an empty store has %d instances", len(got))
	}
	const n = 1_500
	visitAll(t, s, n)
	all, answered := walk(t, s, false), walk(t, s, true)
	if len(all) != n || len(answered) != n/3 {
		t.Errorf("%d instances, %d answered; want %d and %d", len(all), len(answered), n, n/3)
	}
	byHost := func(a, b landfall.Instance) int { return strings.Compare(string(a.Host), string(b.Host)) }
	if !slices.IsSortedFunc(all, byHost) || !slices.IsSortedFunc(answered, byHost) {
		t.Error("instances do not come in order of host")
	}
	want := slices.DeleteFunc(slices.Clone(all), func(in landfall.Instance) bool { return in.LastSeen.IsZero() })
	if diff := cmp.Diff(want, answered); diff != "" {
		t.Errorf("the answered ones differ from those of the whole walk (-all +answered):\n%s", diff)
	}
	for _, in := range all[:20] {
		if diff := cmp.Diff(instance(t, s, in.Host), in); diff != "" {
			t.Errorf("%s differs between Instance and Instances:\n%s", in.Host, diff)
		}
	}
	enough := errors.New("enough")
	seen := 0
	err := s.Instances(t.Context(), false, func(landfall.Instance) error {
		if seen++; seen == 700 {
			return enough
		}
		return nil
	})
	wantError(t, "a callback that stops", err, enough)
	if seen != 700 {
		t.Errorf("the callback was called %d times after it stopped at 700", seen)
	}
	_, err = s.Instance(t.Context(), "never-heard-of-sim.social")
	wantError(t, "Instance of an unknown host", err, landfall.ErrNotFound)
}

func everythingSurvivesARestart(t *testing.T, open OpenFrontier) {
	s := open(t)
	visitAll(t, s, 30)
	now := start.Add(time.Hour)
	held := lease(t, s, "a", 5, now)
	before, revision := walk(t, s, false), revisionOf(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	s = opened(t, open)
	if diff := cmp.Diff(before, walk(t, s, false)); diff != "" {
		t.Errorf("instances changed (-before +after):\n%s", diff)
	}
	if got := revisionOf(t, s); got != revision {
		t.Errorf("revision went from %d to %d", revision, got)
	}
	if got := lease(t, s, "b", 99, now); len(got) != 25 {
		t.Errorf("%d hosts are free; want 25, the five leases being as they were", len(got))
	}
	o := Answered(newRand(2), held[0].Host, now)
	if stale := complete(t, s, landfall.Visited{Lease: held[0], Observation: o}); len(stale) != 0 {
		t.Errorf("a lease from before the restart is stale: %v", stale)
	}
	if err := s.Integrity(t.Context()); err != nil {
		t.Error(err)
	}
}

// cancelledCallsDoNoHarm ends the contexts of many calls at every stage and then
// looks whether the store still works and tells the truth.
func cancelledCallsDoNoHarm(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	const n = 900
	visitAll(t, s, n)
	for i := range 300 {
		ctx, cancel := context.WithCancel(t.Context())
		started := make(chan struct{})
		done := make(chan error)
		go func() {
			close(started)
			done <- cancellableCall(ctx, s, i)
		}()
		<-started
		spin(i * 100)
		cancel()
		if err := <-done; err != nil && !errors.Is(err, context.Canceled) {
			t.Fatalf("call %d: %v; want nil or %v", i, err, context.Canceled)
		}
	}
	if got := len(walk(t, s, false)); got != n {
		t.Errorf("%d instances; want %d", got, n)
	}
	// Whoever was cancelled, leases add up: what is free now and what is free
	// once all leases have run out are the same hosts.
	free, err := s.Due(t.Context(), start.Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if got := lease(t, s, "b", 2*n, start.Add(time.Hour)); len(got) != free {
		t.Errorf("leased %d hosts; want the %d that are due", len(got), free)
	}
	if got := lease(t, s, "c", 2*n, start.Add(3*time.Hour)); len(got) != n {
		t.Errorf("leased %d hosts after all leases ran out; want %d", len(got), n)
	}
	if err := s.Integrity(t.Context()); err != nil {
		t.Error(err)
	}
}

func cancellableCall(ctx context.Context, s FrontierStore, i int) error {
	switch i % 4 {
	case 0:
		return s.Instances(ctx, false, func(landfall.Instance) error { return nil })
	case 1:
		_, err := s.Lease(ctx, "a", 2, start.Add(time.Hour), ttl)
		return err
	case 2:
		_, err := s.StatusCounts(ctx)
		return err
	}
	_, err := s.Add(ctx, "again", Hosts(0, 900), start, start)
	return err
}

// spin passes a little time, a different amount for every n, without a timer.
func spin(n int) {
	for range n {
		runtime.Gosched()
	}
}
