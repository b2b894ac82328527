package chstore

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall"
	"landfall/internal/chserver"
	"landfall/internal/storetest"
)

// Totals that an older version worked out, without doubts, are worked out anew by the
// next roll-up.
func TestSumsOfAnOlderVersionAreWorkedOutAnew(t *testing.T) {
	s := open(t, database(t, chserver.Start(t, chserver.Config{})))
	defer s.Close()
	at := storetest.Start()
	visit := storetest.Answered(rand.New(rand.NewPCG(5, 5)), storetest.Host(1), at)
	visit.Facts.Users = landfall.Count{N: 9_000_000, Known: true, Reason: landfall.WhyJumped}
	if err := s.Write(t.Context(), "one", []landfall.Observation{*visit}); err != nil {
		t.Fatal(err)
	}
	roll := func() []landfall.NetworkDay {
		t.Helper()
		if err := s.Roll(t.Context(), at); err != nil {
			t.Fatal(err)
		}
		days, err := s.Network(t.Context(), at.Add(-time.Hour), at.Add(time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		return days
	}
	want := roll()
	if got := want[0].Users; got.Doubted != 1 || got.Believed != 0 || got.Stated != 9_000_000 {
		t.Fatalf("users %+v, want one doubted", got)
	}
	for _, spoil := range []string{
		`INSERT INTO day_totals (day, version, visited, answering) SELECT day, version + 1, visited, answering FROM day_totals FINAL`,
		`INSERT INTO day_shares (day, by_what, version, key, instances) SELECT day, by_what, version + 1, key, instances FROM day_shares FINAL`,
	} {
		if err := s.exec(t.Context(), spoil); err != nil {
			t.Fatal(err)
		}
	}
	if shares, err := s.Shares(t.Context(), landfall.ShareSoftware, at, at.Add(time.Hour)); err != nil || len(shares) != 0 {
		t.Errorf("shares of an older version: %v, %v; want none", shares, err)
	}
	if diff := cmp.Diff(want, roll()); diff != "" {
		t.Errorf("network (-before +after):\n%s", diff)
	}
	if shares, err := s.Shares(t.Context(), landfall.ShareSoftware, at, at.Add(time.Hour)); err != nil || len(shares) != 1 || shares[0].Users.Doubted != 1 {
		t.Errorf("shares %+v, %v; want one with one doubted", shares, err)
	}
}
