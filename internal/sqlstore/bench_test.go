package sqlstore

import (
	"math/rand/v2"
	"testing"
	"time"

	"landfall"
	"landfall/internal/storetest"
)

func BenchmarkAdd20000Peers(b *testing.B) {
	store := openStore(b)
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
func BenchmarkVisits1000(b *testing.B) {
	store := openStore(b)
	if err := addHosts(b, store, 0, 200_000); err != nil {
		b.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	now := storetest.Start()
	next := func(landfall.Instance, *landfall.Observation) time.Time { return now.Add(time.Hour) }
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
func BenchmarkPickNextOfAMillion(b *testing.B) {
	store := openStore(b)
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
