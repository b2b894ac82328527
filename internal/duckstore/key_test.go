//go:build cgo

package duckstore

import (
	"math/rand/v2"
	"path/filepath"
	"testing"

	"landfall"
	"landfall/internal/storetest"
)

// TestHostsThatShareAKeyStayApart finds two hosts whose keys collide.
func TestHostsThatShareAKeyStayApart(t *testing.T) {
	var one, other landfall.Host
	seen := map[uint32]landfall.Host{}
	for i := 0; other == ""; i++ {
		host := storetest.Host(i)
		if twin, ok := seen[hostKey(host)]; ok {
			one, other = twin, host
		}
		seen[hostKey(host)] = host
	}
	s, err := Open(t.Context(), Config{Path: filepath.Join(t.TempDir(), "observations.duckdb")})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	rng := rand.New(rand.NewPCG(1, 1))
	at := storetest.Start()
	visits := map[landfall.Host]int{one: 1, other: 2}
	err = s.Write(t.Context(), "both", []landfall.Observation{
		*storetest.Answered(rng, one, at), *storetest.Answered(rng, other, at), *storetest.Answered(rng, other, at),
	})
	if err != nil {
		t.Fatal(err)
	}
	for host, want := range visits {
		sum, err := s.Summary(t.Context(), host, at, at.AddDate(0, 0, 1))
		if err != nil || sum.Host != host || sum.Visits != want {
			t.Errorf("Summary of %s = %d visits of %s, %v; want %d", host, sum.Visits, sum.Host, err, want)
		}
		recent, err := s.Recent(t.Context(), host, 10)
		if err != nil || len(recent) != want {
			t.Errorf("Recent of %s = %d, %v; want %d", host, len(recent), err, want)
		}
	}
	err = s.Summaries(t.Context(), at, at.AddDate(0, 0, 1), func(sum landfall.Summary) error {
		if sum.Visits != visits[sum.Host] {
			t.Errorf("Summaries says %d visits of %s; want %d", sum.Visits, sum.Host, visits[sum.Host])
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
