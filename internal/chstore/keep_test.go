package chstore

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"landfall/internal/chserver"
	"landfall/internal/storetest"
)

// TestRawVisitsAreKeptAsLongAsConfigured opens one database with one time after
// another.
func TestRawVisitsAreKeptAsLongAsConfigured(t *testing.T) {
	server := chserver.Start(t, chserver.Config{})
	cfg := database(t, server)
	for _, days := range []int{0, 400, 400, 30, 0} {
		cfg.KeepDays = days
		s := open(t, cfg)
		engine, err := scalar[string](t.Context(), s, `
			SELECT engine_full
			FROM system.tables
			WHERE database = currentDatabase()
			  AND name = 'observations'`)
		if err != nil {
			t.Fatal(err)
		}
		wanted := map[int]string{400: "toIntervalDay(400)", 30: "toIntervalDay(30)", 0: ""}[days]
		if got := strings.Contains(engine, " TTL "); got != (days > 0) || !strings.Contains(engine, wanted) {
			t.Errorf("to be kept for %d days: %s", days, engine)
		}
		s.Close()
	}
}

// TestTheLedgerForgetsOnlyWhatIsRecorded fills the ledger with old batches.
func TestTheLedgerForgetsOnlyWhatIsRecorded(t *testing.T) {
	server := chserver.Start(t, chserver.Config{})
	s := open(t, database(t, server))
	defer s.Close()
	all := visits(rand.New(rand.NewPCG(9, 9)), 20)
	if err := s.Write(t.Context(), "fresh", all); err != nil {
		t.Fatal(err)
	}
	for _, roll := range []string{"0", "1"} { // both versions of each entry
		err := s.exec(t.Context(), `
			INSERT INTO batches (batch_id, batch, written_at, observations, first_at, last_at, roll)
			SELECT 'old-' || toString(number), number, now() - INTERVAL 40 DAY, 0, 0, 0, `+roll+`
			FROM numbers(20000)`)
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := s.exec(t.Context(), `INSERT INTO rolls (roll) VALUES (1)`); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		roll(t, s)
		n, err := scalar[uint64](t.Context(), s, `SELECT count() FROM batches FINAL`)
		if err != nil || n != 1 {
			t.Errorf("the ledger has %d entries, %v; want 1", n, err)
		}
	}
	days, err := s.Network(t.Context(), storetest.Start(), storetest.Start().Add(time.Hour))
	if err != nil || len(days) != 1 || days[0].Visits != 1 {
		t.Errorf("Network = %v, %v; want one day with one visit", days, err)
	}
}

// TestLateVisitsOfPrunedDaysAreAdded prunes and then writes visits of before.
func TestLateVisitsOfPrunedDaysAreAdded(t *testing.T) {
	server := chserver.Start(t, chserver.Config{})
	s := open(t, database(t, server))
	defer s.Close()
	rng := rand.New(rand.NewPCG(10, 10))
	host, at := storetest.Host(1), storetest.Start()
	total := 0
	for i := range 4 {
		batch := visits(rng, 3)
		for n := range batch {
			batch[n] = *storetest.Answered(rng, host, at.Add(time.Duration(n)*time.Minute))
		}
		if err := s.Write(t.Context(), string(rune('a'+i)), batch); err != nil {
			t.Fatal(err)
		}
		total += len(batch)
		if i%2 == 0 {
			roll(t, s)
		}
		if err := s.Prune(t.Context(), at.AddDate(0, 0, 5)); err != nil {
			t.Fatal(err)
		}
		days, err := s.Daily(t.Context(), host, at, at.Add(time.Hour))
		if err != nil || len(days) != 1 || days[0].Visits != total {
			t.Errorf("after batch %d: %+v, %v; want %d visits", i, days, err, total)
		}
		if n, err := s.Count(t.Context()); err != nil || n != 0 {
			t.Errorf("after batch %d: %d visits are left, %v", i, n, err)
		}
	}
}
