package storetest

import (
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"landfall"
)

// programs opens the database as several programs do that share it.
func programs(t *testing.T, open OpenFrontier, n int) []FrontierStore {
	t.Helper()
	stores := make([]FrontierStore, n)
	for i := range stores {
		stores[i] = opened(t, open)
	}
	return stores
}

// severalWorkersCountEveryVisitOnce lets the workers of four programs take leases
// so short that they lose some to each other in mid-visit, and repeat half of
// their Completes, as after an answer that got lost. Each visit is a failure, so
// that an instance counts the visits it was told of.
func severalWorkersCountEveryVisitOnce(t *testing.T, open OpenFrontier) {
	const hosts, workers, rounds = 40, 8, 15
	stores := programs(t, open, 4)
	add(t, stores[0], Hosts(0, hosts), start)
	var clock atomic.Int64 // minutes since the start, for all
	var mu sync.Mutex
	accepted := make(map[landfall.Host]int)
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			s, rng := stores[w%len(stores)], newRand(uint64(w))
			for range rounds {
				now := start.Add(time.Duration(clock.Add(1)) * time.Minute)
				heard, err := visitSome(t, s, rng, string(rune('a'+w)), now)
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				for _, host := range heard {
					accepted[host]++
				}
				mu.Unlock()
			}
		})
	}
	group.Wait()
	counted := make(map[landfall.Host]int)
	total := 0
	for _, in := range walk(t, stores[1], false) {
		if total += in.Failures; in.Failures > 0 {
			counted[in.Host] = in.Failures
		}
	}
	if diff := gocmp.Diff(accepted, counted); diff != "" {
		t.Errorf("visits accepted and visits counted (-accepted +counted):\n%s", diff)
	}
	if total < workers*rounds {
		t.Errorf("only %d visits were accepted, which shows little", total)
	}
	if err := stores[2].Integrity(t.Context()); err != nil {
		t.Error(err)
	}
}

// visitSome leases a few hosts for two minutes, visits them and tells of it, every
// other time twice. It returns the hosts whose visit was accepted.
func visitSome(t *testing.T, s FrontierStore, rng *rand.Rand, worker string, now time.Time) ([]landfall.Host, error) {
	leases, err := s.Lease(t.Context(), worker, 6, now, 2*time.Minute)
	if err != nil {
		return nil, err
	}
	var visits []landfall.Visited
	for _, l := range leases {
		o := Failed(rng, l.Host, now, landfall.OutcomeUnreachable, landfall.ClassAmbiguous, "tcp_timeout")
		visits = append(visits, landfall.Visited{Lease: l, Observation: o})
	}
	var accepted []landfall.Host
	soon := func(_ landfall.Instance, _ landfall.Agenda, v landfall.Visited) landfall.Agenda {
		return landfall.Fresh(v.Observation.At)
	}
	for range 1 + rng.IntN(2) {
		stale, err := s.Complete(t.Context(), visits, soon)
		if err != nil {
			return nil, err
		}
		for _, v := range visits {
			if !slices.Contains(stale, v.Lease.Host) {
				accepted = append(accepted, v.Lease.Host)
			}
		}
	}
	return accepted, nil
}

// aRevisionHidesNoChange reads while others write: a copy that was made after a
// revision was read is the present state for as long as the revision is the same.
func aRevisionHidesNoChange(t *testing.T, open OpenFrontier) {
	stores := programs(t, open, 3)
	const each = 120
	var group sync.WaitGroup
	var writing atomic.Int64
	for w := range 2 {
		writing.Add(1)
		group.Go(func() {
			defer writing.Add(-1)
			for i := range each {
				host := Host(w*each + i)
				if _, err := stores[w].Add(t.Context(), "seed", []landfall.Host{host}, start, start); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	count := func() (n int) {
		counts, err := stores[2].StatusCounts(t.Context())
		if err != nil {
			t.Error(err)
		}
		return counts[landfall.StatusCandidate]
	}
	for writing.Load() > 0 {
		revision := revisionOf(t, stores[2])
		copied, present := count(), count()
		if revisionOf(t, stores[2]) == revision && copied != present {
			t.Errorf("at revision %d there were %d instances, and then %d", revision, copied, present)
		}
	}
	group.Wait()
	if got := count(); got != 2*each {
		t.Errorf("%d instances; want %d", got, 2*each)
	}
}

// theSameHostsAreAddedAtOnce is what happens when several workers read the peers
// of one large instance.
func theSameHostsAreAddedAtOnce(t *testing.T, open OpenFrontier) {
	const hosts = 3_000
	stores := programs(t, open, 4)
	var added atomic.Int64
	var group sync.WaitGroup
	for i, s := range stores {
		group.Go(func() {
			list := Hosts(0, hosts)
			newRand(uint64(i)).Shuffle(len(list), func(a, b int) { list[a], list[b] = list[b], list[a] })
			n, err := s.Add(t.Context(), "peers", list, start, start)
			if err != nil {
				t.Error(err)
			}
			added.Add(int64(n))
		})
	}
	group.Wait()
	if got := added.Load(); got != hosts {
		t.Errorf("%d hosts were new to somebody; want %d", got, hosts)
	}
	if n, err := stores[0].Due(t.Context(), start); err != nil || n != hosts {
		t.Errorf("Due = %d, %v; want %d", n, err, hosts)
	}
}

// aForgottenHostStaysOutOfARace forgets hosts while others add them, lease them
// and complete visits to them.
func aForgottenHostStaysOutOfARace(t *testing.T, open OpenFrontier) {
	const hosts = 60
	stores := programs(t, open, 3)
	var group sync.WaitGroup
	for w, s := range stores[:2] {
		group.Go(func() {
			rng := newRand(uint64(w))
			for i := range hosts {
				if _, err := s.Add(t.Context(), "peers", Hosts(max(0, i-5), i+1), start, start); err != nil {
					t.Error(err)
				}
				if _, err := visitSome(t, s, rng, "a", start); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Go(func() {
		for _, host := range Hosts(0, hosts) {
			if err := stores[2].Forget(t.Context(), host, "opt-out", start); err != nil {
				t.Error(err)
			}
		}
	})
	group.Wait()
	if left := walk(t, stores[0], false); len(left) != 0 {
		t.Errorf("%d forgotten hosts are still known, %s among them", len(left), left[0].Host)
	}
	if n, err := stores[0].Due(t.Context(), start.Add(time.Hour)); err != nil || n != 0 {
		t.Errorf("Due = %d, %v; want none", n, err)
	}
}
