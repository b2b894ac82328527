//go:build cgo

package duckstore_test

import (
	"database/sql"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall"
	"landfall/schema"
)

// A record of before sums knew doubts is brought up to what can be told of it.
func TestSumsOfAnOlderVersionAreWorkedOutAnew(t *testing.T) {
	path := filepath.Join(t.TempDir(), "observations.duckdb")
	db, err := sql.Open("duckdb", path)
	if err != nil {
		t.Fatal(err)
	}
	old := schema.DuckDB()
	old.Migrations = old.Migrations[:slices.IndexFunc(old.Migrations, func(m schema.Migration) bool { return m.Name == sums })]
	if _, err := schema.Migrate(t.Context(), db, old); err != nil {
		t.Fatal(err)
	}
	db.Close()
	execute(t, path,
		`INSERT INTO daily (day, host_key, host, visits, answered, unknown, software, users_total, users_active_month, posts) VALUES
			('2025-03-01', 1, 'a-sim.social', 2, 2, 0, 'mastodon', 100, 10, 5),
			('2025-03-01', 2, 'b-sim.social', 2, 2, 0, 'mastodon', 40000000, NULL, 5),
			('2025-03-01', 3, 'c-sim.social', 2, 0, 0, NULL, NULL, NULL, NULL)`,
		`INSERT INTO network_days VALUES ('2025-03-01', 3, 2, 6, 4, 0, 40000100, 10, 10)`,
		`INSERT INTO shares VALUES ('2025-03-01', 'software', 'mastodon', 2, 40000100, 10)`)
	s := open(t, path)
	defer s.Close()
	day := time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC)
	users := landfall.Sum{Believed: 100 + landfall.MostUsers, Stated: 40_000_100, Counted: 2, Capped: 1}
	active := landfall.Sum{Believed: 10, Stated: 10, Counted: 1, Silent: 1}
	network, err := s.Network(t.Context(), day, day.AddDate(0, 0, 1))
	if err != nil {
		t.Fatal(err)
	}
	want := []landfall.NetworkDay{{
		Date: day, Visited: 3, Answering: 2, Visits: 6, Answered: 4,
		Users: users, ActiveMonth: active, Posts: landfall.Sum{Believed: 10, Stated: 10, Counted: 2},
	}}
	if diff := cmp.Diff(want, network); diff != "" {
		t.Errorf("network (-want +got):\n%s", diff)
	}
	shares, err := s.Shares(t.Context(), landfall.ShareSoftware, day, day.AddDate(0, 0, 1))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]landfall.Share{{Date: day, Key: "mastodon", Instances: 2, Users: users, ActiveMonth: active}}, shares); diff != "" {
		t.Errorf("shares (-want +got):\n%s", diff)
	}
}

// sums is the migration that brought them.
const sums = "0004_sums.sql"
