package chstore

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"landfall"
	"landfall/internal/chserver"
	"landfall/internal/storetest"
)

// BenchmarkWrite writes batches of a thousand visits, as the shipper does, and says
// what a visit takes on the disk.
func BenchmarkWrite(b *testing.B) {
	server := chserver.Start(b, chserver.Config{})
	s := open(b, database(b, server))
	defer s.Close()
	rng := rand.New(rand.NewPCG(1, 1))
	at := storetest.Start()
	rows := 0
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		batch := make([]landfall.Observation, 1000)
		for n := range batch {
			at = at.Add(100 * time.Millisecond)
			batch[n] = *storetest.Answered(rng, storetest.Host(n%1000), at)
		}
		b.StartTimer()
		if err := s.Write(b.Context(), fmt.Sprint("batch-", i), batch); err != nil {
			b.Fatal(err)
		}
		rows += len(batch)
	}
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "visits/s")
	if err := s.exec(b.Context(), `OPTIMIZE TABLE observations FINAL`); err != nil {
		b.Fatal(err)
	}
	size, err := scalar[uint64](b.Context(), s, `
		SELECT sum(bytes_on_disk)
		FROM system.parts
		WHERE active
		  AND database = currentDatabase()
		  AND table = 'observations'`)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(size)/float64(rows), "B/visit")
	began := time.Now()
	if err := s.Roll(b.Context(), time.Now()); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(rows)/time.Since(began).Seconds(), "rolled/s")
}
