package sqlstore

import (
	"math/rand/v2"
	"strconv"
	"sync"
	"testing"
	"time"

	"landfall"
	"landfall/internal/storetest"
)

// onBoth runs a benchmark on each of the databases.
func onBoth(b *testing.B, bench func(b *testing.B, store *Store)) {
	b.Run("SQLite", func(b *testing.B) { bench(b, openStore(b)) })
	b.Run("PostgreSQL", func(b *testing.B) { bench(b, openPostgresStore(b).Store) })
}

func BenchmarkAdd20000Peers(b *testing.B) { onBoth(b, benchmarkAdd) }

func benchmarkAdd(b *testing.B, store *Store) {
	n := 0
	for b.Loop() {
		if err := addHosts(b, store, n, n+20_000); err != nil {
			b.Fatal(err)
		}
		n += 20_000
	}
}

// BenchmarkVisits1000 is what a thousand visits cost the relational store: leased,
// completed and rescheduled in batches of 256, on a frontier of 200,000 hosts.
func BenchmarkVisits1000(b *testing.B) { onBoth(b, benchmarkVisits) }

func benchmarkVisits(b *testing.B, store *Store) {
	if err := addHosts(b, store, 0, 200_000); err != nil {
		b.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	now := storetest.Start()
	next := func(landfall.Instance, landfall.Agenda, landfall.Visited) landfall.Agenda {
		return landfall.Fresh(now.Add(time.Hour))
	}
	var took time.Duration
	for b.Loop() {
		for range 4 {
			leases, err := store.Lease(b.Context(), "a", 256, now, time.Minute)
			if err != nil {
				b.Fatal(err)
			}
			visits := make([]landfall.Visited, len(leases))
			for i, l := range leases {
				visits[i] = landfall.Visited{Lease: l, Observation: storetest.Answered(rng, l.Host, now)}
			}
			began := time.Now()
			if _, err := store.Complete(b.Context(), visits, next); err != nil {
				b.Fatal(err)
			}
			took += time.Since(began)
		}
		now = now.Add(time.Second)
	}
	b.ReportMetric(float64(took.Milliseconds())/float64(b.N), "complete-ms/op")
}

// BenchmarkPickNextOfAMillion is one lease of one host and its return.
func BenchmarkPickNextOfAMillion(b *testing.B) { onBoth(b, benchmarkPickNext) }

func benchmarkPickNext(b *testing.B, store *Store) {
	if err := addHosts(b, store, 0, 1_000_000); err != nil {
		b.Fatal(err)
	}
	now := storetest.Start()
	var worst time.Duration
	for b.Loop() {
		began := time.Now()
		leases, err := store.Lease(b.Context(), "a", 1, now, time.Minute)
		worst = max(worst, time.Since(began))
		if err != nil || len(leases) != 1 {
			b.Fatal(leases, err)
		}
	}
	b.ReportMetric(float64(worst.Microseconds()), "worst-us")
}

// BenchmarkWorkers is what a number of programs together get through, each leasing
// and completing batches of 64 of its own.
func BenchmarkWorkers(b *testing.B) {
	for _, workers := range []int{1, 2, 4, 8} {
		b.Run(strconv.Itoa(workers), func(b *testing.B) {
			first := openPostgresStore(b)
			if err := addHosts(b, first.Store, 0, 50_000); err != nil {
				b.Fatal(err)
			}
			stores := []*Store{first.Store}
			for len(stores) < workers {
				stores = append(stores, openAt(b, first.url).Store)
			}
			batches := 0
			for b.Loop() {
				var group sync.WaitGroup
				for i, store := range stores {
					now := storetest.Start().Add(time.Duration(batches) * time.Second)
					group.Go(func() {
						leases, err := store.Lease(b.Context(), strconv.Itoa(i), 64, now, time.Minute)
						if err == nil {
							_, err = store.Complete(b.Context(), answers(leases, now), hourly)
						}
						if err != nil {
							b.Error(err)
						}
					})
				}
				group.Wait()
				batches++
			}
			b.ReportMetric(float64(64*workers*batches)/b.Elapsed().Seconds(), "visits/s")
		})
	}
}
