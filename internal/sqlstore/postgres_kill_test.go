package sqlstore

import (
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall"
	"landfall/internal/pgserver"
	"landfall/internal/storetest"
)

// TestAKilledServerKeepsWhatItAcknowledged kills the server again and again in the
// middle of Completes. A Complete that failed is repeated: it is refused if it had
// taken effect after all. Each visit is a failure, so that an instance counts them.
func TestAKilledServerKeepsWhatItAcknowledged(t *testing.T) {
	const hosts, kills, between = 200, 5, 10
	server := pgserver.Own(t)
	store := openAt(t, server.Database(t, ""))
	if err := addHosts(t, store.Store, 0, hosts); err != nil {
		t.Fatal(err)
	}
	acknowledged := make(chan struct{})
	stop := make(chan struct{})
	visited := make(chan map[landfall.Host]int)
	go func() { visited <- visitUntil(t, store.Store, acknowledged, stop) }()
	for i := range kills {
		for range between + i {
			<-acknowledged
		}
		if err := errors.Join(server.Kill(), server.Restart(t.Context())); err != nil {
			close(stop)
			<-visited
			t.Fatal(err)
		}
	}
	close(stop)
	want := <-visited
	got := make(map[landfall.Host]int)
	total := 0
	err := store.Instances(t.Context(), false, func(in landfall.Instance) error {
		if in.Failures > 0 {
			got[in.Host] = in.Failures
		}
		total += in.Failures
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("visits acknowledged and visits there (-acknowledged +there):\n%s", diff)
	}
	if err := store.Integrity(t.Context()); err != nil {
		t.Error(err)
	}
	t.Logf("%d kills; %d visits acknowledged and there, each once", kills, total)
}

// visitUntil visits hosts until stop is closed and returns how often each was. It
// signals every Complete that was acknowledged, and goes on through errors.
func visitUntil(t *testing.T, store *Store, acknowledged chan<- struct{}, stop <-chan struct{}) map[landfall.Host]int {
	rng := rand.New(rand.NewPCG(3, 4))
	visited := make(map[landfall.Host]int)
	now := storetest.Start()
	for {
		now = now.Add(2 * time.Minute) // what a lost Lease took is free again
		leases, err := store.Lease(t.Context(), "a", 16, now, time.Minute)
		if err != nil {
			mustBeUnavailable(t, err)
			if closed(stop) {
				return visited
			}
			continue
		}
		visits := make([]landfall.Visited, len(leases))
		for i, l := range leases {
			o := storetest.Failed(rng, l.Host, now, landfall.OutcomeUnreachable, landfall.ClassAmbiguous, "tcp_timeout")
			visits[i] = landfall.Visited{Lease: l, Observation: o}
		}
		unsure := false
		stale, err := store.Complete(t.Context(), visits, hourly)
		for ; err != nil; stale, err = store.Complete(t.Context(), visits, hourly) {
			mustBeUnavailable(t, err)
			if closed(stop) {
				return visited
			}
			unsure = true
		}
		if len(stale) > 0 && (!unsure || len(stale) < len(visits)) {
			t.Errorf("%d of %d visits were refused, unsure %v; want all or none of a repeated batch", len(stale), len(visits), unsure)
		}
		for _, v := range visits {
			visited[v.Lease.Host]++
		}
		select {
		case acknowledged <- struct{}{}:
		case <-stop:
			return visited
		}
	}
}

func mustBeUnavailable(t *testing.T, err error) {
	t.Helper()
	if !errors.Is(err, landfall.ErrUnavailable) {
		t.Errorf("a call to a killed server: %v; want ErrUnavailable", err)
	}
}

func closed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}
