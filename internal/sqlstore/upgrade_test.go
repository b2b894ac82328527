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

// TestAnOlderDatabaseIsBroughtUpToDate fills a database as the first version of
// the schema had it, and opens it.
func TestAnOlderDatabaseIsBroughtUpToDate(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "landfall.db")
		db, err := connect(path, 1, forWriting())
		upgrade(t, db, err, schema.SQLite(), Config{DSN: path})
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		url := Postgres.Server(t).Schema(t)
		db, err := sql.Open("pgx", url)
		upgrade(t, db, err, schema.Postgres(), Config{DSN: url})
	})
}

func upgrade(t *testing.T, db *sql.DB, err error, set schema.Set, cfg Config) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	set.Migrations = set.Migrations[:1]
	if _, err := schema.Migrate(t.Context(), db, set); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		`INSERT INTO instances (host, status, discovered_at_us, via, failures, revision)
			VALUES ('quiet-harbour-0-sim.social', 'candidate', 7, 'seed', 2, 41)`,
		`INSERT INTO frontier (host, due_at_us, token)
			VALUES ('quiet-harbour-0-sim.social', 9, 5)`,
		`UPDATE meta SET value = 41 WHERE name = 'revision'`,
	} {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	db.Close()

	store, err := Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
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
}

// Databases from before may say who was named by somebody that is to be forgotten.
func TestWhoWasForgottenIsNamedNowhere(t *testing.T) {
	const unnamed = 9 // the version that clears names
	for name, open := range map[string]func(t *testing.T) (*sql.DB, error, schema.Set, Config){
		"SQLite": func(t *testing.T) (*sql.DB, error, schema.Set, Config) {
			path := filepath.Join(t.TempDir(), "landfall.db")
			db, err := connect(path, 1, forWriting())
			return db, err, schema.SQLite(), Config{DSN: path}
		},
		"PostgreSQL": func(t *testing.T) (*sql.DB, error, schema.Set, Config) {
			url := Postgres.Server(t).Schema(t)
			db, err := sql.Open("pgx", url)
			return db, err, schema.Postgres(), Config{DSN: url}
		},
	} {
		t.Run(name, func(t *testing.T) {
			db, err, set, cfg := open(t)
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			set.Migrations = set.Migrations[:unnamed-1]
			if _, err := schema.Migrate(t.Context(), db, set); err != nil {
				t.Fatal(err)
			}
			for _, statement := range []string{
				`INSERT INTO forgotten (host, at_us, why) VALUES ('shy-otter.social', 7, 'asked')`,
				`INSERT INTO instances (host, status, discovered_at_us, via) VALUES
					('quiet-harbour-0-sim.social', 'candidate', 7, 'shy-otter.social'),
					('quiet-harbour-1-sim.social', 'candidate', 7, 'bold-otter.social')`,
			} {
				if _, err := db.ExecContext(t.Context(), statement); err != nil {
					t.Fatal(err)
				}
			}
			db.Close()
			store, err := Open(t.Context(), cfg)
			if err != nil {
				t.Fatal(err)
			}
			defer store.Close()
			for i, want := range []string{"", "bold-otter.social"} {
				if in, err := store.Instance(t.Context(), storetest.Host(i)); err != nil || in.Via != want {
					t.Errorf("%s was named by %q, %v; want %q", in.Host, in.Via, err, want)
				}
			}
		})
	}
}

func TestOpenTakesFilesAndPostgresOnly(t *testing.T) {
	_, err := Open(t.Context(), Config{DSN: "mysql://a:s3cret@db/landfall"})
	if !errors.Is(err, landfall.ErrInvalid) {
		t.Errorf("Open = %v; want ErrInvalid", err)
	}
	oneLine(t, "Open of another database", err, false, "postgres://")
}
