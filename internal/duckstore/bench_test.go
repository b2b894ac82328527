//go:build cgo && unix

package duckstore_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"landfall"
	"landfall/internal/storetest"
)

var (
	benchRows  = flag.Int("rows", 100_000, "observations in the store that is read")
	benchHosts = flag.Int("hosts", 20_000, "hosts that they are of")
)

// cpu returns the processor time of the process so far, that of DuckDB included.
func cpu(b *testing.B) time.Duration {
	b.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// resident returns a line of /proc/self/status in MiB, 0 where there is none.
func resident(name string) float64 {
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		var kib float64
		if n, _ := fmt.Sscanf(line, name+": %f kB", &kib); n == 1 {
			return kib / 1024
		}
	}
	return 0
}

// batches makes visits to hosts in turn, ten a second.
type batches struct {
	rng *rand.Rand
	n   int
}

func (m *batches) next(size int) []landfall.Observation {
	obs := make([]landfall.Observation, size)
	for i := range obs {
		at := storetest.Start().Add(time.Duration(m.n) * 100 * time.Millisecond)
		host := storetest.Host(m.n * 31 % *benchHosts)
		obs[i] = *storetest.Answered(m.rng, host, at)
		if m.n%4 == 3 {
			obs[i] = *storetest.Failed(m.rng, host, at, landfall.OutcomeUnreachable, landfall.ClassAmbiguous, "tcp_timeout")
		}
		m.n++
	}
	return obs
}

func BenchmarkWrite1000(b *testing.B) {
	s := open(b, filepath.Join(b.TempDir(), "observations.duckdb"))
	defer s.Close()
	m := &batches{rng: rand.New(rand.NewPCG(1, 1))}
	var spent, worst, took time.Duration
	for i := 0; b.Loop(); i++ {
		obs := m.next(1000)
		before, began := cpu(b), time.Now()
		if err := s.Write(b.Context(), fmt.Sprint("batch-", i), obs); err != nil {
			b.Fatal(err)
		}
		spent += cpu(b) - before
		took += time.Since(began)
		worst = max(worst, time.Since(began))
	}
	b.ReportMetric(float64(spent.Microseconds())/1000/float64(b.N), "cpu-ms/op")
	b.ReportMetric(float64(worst.Milliseconds()), "worst-ms")
	b.ReportMetric(1000*float64(b.N)/took.Seconds(), "obs/s")
	b.ReportMetric(resident("VmHWM"), "peak-MiB")
}

// BenchmarkRead asks the site's questions of a store of -rows observations.
func BenchmarkRead(b *testing.B) {
	path := filepath.Join(b.TempDir(), "observations.duckdb")
	s := open(b, path)
	defer func() { s.Close() }()
	m := &batches{rng: rand.New(rand.NewPCG(1, 1))}
	for i := range *benchRows / 1000 {
		if err := s.Write(b.Context(), fmt.Sprint("batch-", i), m.next(1000)); err != nil {
			b.Fatal(err)
		}
	}
	from, to := storetest.Start(), storetest.Start().AddDate(0, 0, 90)
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%d rows in %d MiB", *benchRows, info.Size()>>20)
	host := storetest.Host(31)
	for _, question := range []struct {
		name string
		ask  func() error
	}{
		{"Summary", func() error { _, err := s.Summary(b.Context(), host, from, to); return err }},
		{"Recent20", func() error { _, err := s.Recent(b.Context(), host, 20); return err }},
		{"ObservationsOfHost", func() error {
			return s.Observations(b.Context(), host, time.Time{}, time.Time{}, func(landfall.Observation) error { return nil })
		}},
		{"Observations", func() error {
			return s.Observations(b.Context(), "", time.Time{}, time.Time{}, func(landfall.Observation) error { return nil })
		}},
		{"Summaries", func() error {
			return s.Summaries(b.Context(), from, to, func(landfall.Summary) error { return nil })
		}},
	} {
		b.Run(question.name, func(b *testing.B) {
			before := cpu(b)
			for b.Loop() {
				if err := question.ask(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64((cpu(b)-before).Microseconds())/1000/float64(b.N), "cpu-ms/op")
			b.ReportMetric(resident("VmHWM"), "peak-MiB")
		})
	}
}
