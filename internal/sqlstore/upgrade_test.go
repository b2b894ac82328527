package sqlstore

import (
	"database/sql"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"landfall"
	"landfall/internal/storetest"
	"landfall/schema"
)

// upgraded fills a database as an earlier version of the schema had it, opens it, and
// has it checked; in both kinds.
func upgraded(t *testing.T, version int, statements []string, check func(t *testing.T, store *Store)) {
	t.Run("SQLite", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "landfall.db")
		db, err := connect(path, 1, forWriting(false))
		upgrade(t, db, err, schema.SQLite(), version, statements)
		check(t, reopened(t, Config{DSN: path}))
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		url := Postgres.Server(t).Schema(t)
		db, err := sql.Open("pgx", url)
		upgrade(t, db, err, schema.Postgres(), version, statements)
		check(t, reopened(t, Config{DSN: url}))
	})
}

func upgrade(t *testing.T, db *sql.DB, err error, set schema.Set, version int, statements []string) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	set.Migrations = set.Migrations[:version]
	if _, err := schema.Migrate(t.Context(), db, set); err != nil {
		t.Fatal(err)
	}
	for _, statement := range statements {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
}

func reopened(t *testing.T, cfg Config) *Store {
	t.Helper()
	store, err := Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return store
}

func TestAnOlderDatabaseIsBroughtUpToDate(t *testing.T) {
	upgraded(t, 1, []string{
		`INSERT INTO instances (host, status, discovered_at_us, via, failures, revision)
			VALUES ('quiet-harbour-0-sim.social', 'candidate', 7, 'seed', 2, 41)`,
		`INSERT INTO frontier (host, due_at_us, token)
			VALUES ('quiet-harbour-0-sim.social', 9, 5)`,
		`UPDATE meta SET value = 41 WHERE name = 'revision'`,
	}, func(t *testing.T, store *Store) {
		in, err := store.Instance(t.Context(), storetest.Host(0))
		if err != nil || in.Failures != 2 || in.Via != "seed" || in.Discovered.UnixMicro() != 7 {
			t.Errorf("the instance became %+v, %v", in, err)
		}
		if revision, err := store.Revision(t.Context()); err != nil || revision != 41 {
			t.Errorf("the revision became %d, %v; want 41", revision, err)
		}
		leases, err := store.Lease(t.Context(), "a", 9, storetest.Start(), time.Minute)
		if err != nil || len(leases) != 1 || leases[0].Token != 6 {
			t.Errorf("the frontier gives %+v, %v; want the host with token 6", leases, err)
		}
		if err := addHosts(t, store, 0, 2); err != nil {
			t.Error(err)
		}
		if revision, err := store.Revision(t.Context()); err != nil || revision != 42 {
			t.Errorf("the revision after a change is %d, %v; want 42", revision, err)
		}
	})
}

// Databases from before may say who was named by somebody that is to be forgotten.
func TestWhoWasForgottenIsNamedNowhere(t *testing.T) {
	const before = 8 // the last version that left names there
	upgraded(t, before, []string{
		`INSERT INTO forgotten (host, at_us, why) VALUES ('shy-otter.social', 7, 'asked')`,
		`INSERT INTO instances (host, status, discovered_at_us, via) VALUES
			('quiet-harbour-0-sim.social', 'candidate', 7, 'shy-otter.social'),
			('quiet-harbour-1-sim.social', 'candidate', 7, 'bold-otter.social')`,
	}, func(t *testing.T, store *Store) {
		for i, want := range []string{"", "bold-otter.social"} {
			if in, err := store.Instance(t.Context(), storetest.Host(i)); err != nil || in.Via != want {
				t.Errorf("%s was named by %q, %v; want %q", in.Host, in.Via, err, want)
			}
		}
	})
}

func TestOpenTakesFilesAndPostgresOnly(t *testing.T) {
	_, err := Open(t.Context(), Config{DSN: "mysql://a:s3cret@db/landfall"})
	if !errors.Is(err, landfall.ErrInvalid) {
		t.Errorf("Open = %v; want ErrInvalid", err)
	}
	oneLine(t, "Open of another database", err, false, "postgres://")
}
