package schema_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"modernc.org/sqlite"

	"landfall/schema"
)

// sample is a set whose second migration has several statements to die between.
func sample() schema.Set {
	return schema.Set{Name: "sample", Migrations: []schema.Migration{
		{Name: "0001_a.sql", Statements: []string{`CREATE TABLE a (n INTEGER)`, `INSERT INTO a VALUES (1)`}},
		{Name: "0002_b.sql", Statements: []string{
			`CREATE TABLE b (n INTEGER)`,
			`INSERT INTO b SELECT n + 1 FROM a`,
			`CREATE INDEX b_n ON b (n)`,
			`INSERT INTO b VALUES (7)`,
		}},
	}}
}

// with returns the set with one more statement at position i of its last migration.
func with(set schema.Set, i int, statement string) schema.Set {
	set.Migrations = slices.Clone(set.Migrations)
	last := &set.Migrations[len(set.Migrations)-1]
	last.Statements = slices.Insert(slices.Clone(last.Statements), i, statement)
	return set
}

func dsn(path string) string {
	return "file:" + path + "?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_txlock=immediate"
}

func openSQLite(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", dsn(path))
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { db.Close() })
	return db
}

// contents is everything a database of the sample holds, in a comparable form.
func contents(t *testing.T, db *sql.DB) []string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), `
		SELECT 'schema ' || name FROM sqlite_master
		UNION ALL SELECT 'version ' || version || ' ' || name FROM schema_version
		ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		all = append(all, line)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{"a", "b"} {
		var sum sql.NullInt64
		if db.QueryRowContext(t.Context(), `SELECT sum(n) FROM `+table).Scan(&sum) == nil {
			all = append(all, fmt.Sprint("sum ", table, " ", sum.Int64))
		}
	}
	return all
}

func TestMigrateAppliesEachMigrationOnce(t *testing.T) {
	db := openSQLite(t, filepath.Join(t.TempDir(), "once.db"))
	for _, want := range []int{2, 0, 0} {
		applied, err := schema.Migrate(t.Context(), db, sample())
		if err != nil || applied != want {
			t.Fatalf("Migrate = %d, %v; want %d", applied, err, want)
		}
	}
}

func TestMigrateGoesOnAfterAFailureAtAnyStatement(t *testing.T) {
	whole := openSQLite(t, filepath.Join(t.TempDir(), "whole.db"))
	if _, err := schema.Migrate(t.Context(), whole, sample()); err != nil {
		t.Fatal(err)
	}
	want := contents(t, whole)
	for i := range len(sample().Migrations[1].Statements) + 1 {
		t.Run(strconv.Itoa(i), func(t *testing.T) {
			db := openSQLite(t, filepath.Join(t.TempDir(), "broken.db"))
			applied, err := schema.Migrate(t.Context(), db, with(sample(), i, `INSERT INTO nowhere VALUES (1)`))
			if err == nil || applied != 1 {
				t.Fatalf("Migrate with a bad statement = %d, %v; want 1 and an error", applied, err)
			}
			if !strings.Contains(err.Error(), fmt.Sprintf("0002_b.sql, statement %d", i+1)) {
				t.Errorf("error %q does not say which statement failed", err)
			}
			if after := contents(t, db); slices.ContainsFunc(after, func(s string) bool { return strings.HasPrefix(s, "sum b") }) {
				t.Errorf("a failed migration left something behind: %v", after)
			}
			if applied, err := schema.Migrate(t.Context(), db, sample()); err != nil || applied != 1 {
				t.Fatalf("Migrate afterwards = %d, %v; want 1", applied, err)
			}
			if diff := cmp.Diff(want, contents(t, db)); diff != "" {
				t.Errorf("resumed and straight migration differ (-straight +resumed):\n%s", diff)
			}
		})
	}
}

// TestMigrateGoesOnAfterAKill kills a child process inside the migration, after
// each of its statements in turn, and migrates what it left behind.
func TestMigrateGoesOnAfterAKill(t *testing.T) {
	whole := openSQLite(t, filepath.Join(t.TempDir(), "whole.db"))
	if _, err := schema.Migrate(t.Context(), whole, sample()); err != nil {
		t.Fatal(err)
	}
	want := contents(t, whole)
	for i := range len(sample().Migrations[1].Statements) + 1 {
		t.Run(strconv.Itoa(i), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "killed.db")
			child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^$")
			child.Env = append(os.Environ(), "MIGRATE_AND_DIE="+path, "DIE_AFTER="+strconv.Itoa(i))
			err := child.Run()
			exit, ok := errors.AsType[*exec.ExitError](err)
			if !ok || exit.ExitCode() != -1 {
				t.Fatalf("child ended with %v; want it killed", err)
			}
			db := openSQLite(t, path)
			if applied, err := schema.Migrate(t.Context(), db, sample()); err != nil || applied != 1 {
				t.Fatalf("Migrate after a kill = %d, %v; want 1", applied, err)
			}
			if diff := cmp.Diff(want, contents(t, db)); diff != "" {
				t.Errorf("resumed and straight migration differ (-straight +resumed):\n%s", diff)
			}
		})
	}
}

// TestMain turns this program into the child of TestMigrateGoesOnAfterAKill if
// the environment asks for it.
func TestMain(m *testing.M) {
	path := os.Getenv("MIGRATE_AND_DIE")
	if path == "" {
		os.Exit(m.Run())
	}
	fmt.Println("the child lived on:", dieWhileMigrating(path, os.Getenv("DIE_AFTER")))
	os.Exit(1)
}

func dieWhileMigrating(path, after string) error {
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		return err
	}
	die := func(*sqlite.FunctionContext, []driver.Value) (driver.Value, error) { return nil, self.Kill() }
	if err := sqlite.RegisterScalarFunction("die", 0, die); err != nil {
		return err
	}
	position, err := strconv.Atoi(after)
	if err != nil {
		return err
	}
	db, err := sql.Open("sqlite", dsn(path))
	if err != nil {
		return err
	}
	_, err = schema.Migrate(context.Background(), db, with(sample(), position, `SELECT die()`))
	return err
}

func TestMigrateRefusesANewerDatabase(t *testing.T) {
	db := openSQLite(t, filepath.Join(t.TempDir(), "newer.db"))
	if _, err := schema.Migrate(t.Context(), db, sample()); err != nil {
		t.Fatal(err)
	}
	before := contents(t, db)
	older := sample()
	older.Migrations = older.Migrations[:1]
	_, err := schema.Migrate(t.Context(), db, older)
	newer, ok := errors.AsType[*schema.NewerError](err)
	if !errors.Is(err, schema.ErrNewer) || !ok || newer.Database != 2 || newer.Program != 1 {
		t.Errorf("Migrate = %v; want ErrNewer with versions 2 and 1", err)
	}
	if diff := cmp.Diff(before, contents(t, db)); diff != "" {
		t.Errorf("a refused database was changed:\n%s", diff)
	}
}

func TestTwoProgramsMayMigrateAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "both.db")
	first, second := openSQLite(t, path), openSQLite(t, path)
	type result struct {
		applied int
		err     error
	}
	results := make(chan result)
	for _, db := range []*sql.DB{first, second} {
		go func() {
			applied, err := schema.Migrate(t.Context(), db, sample())
			results <- result{applied, err}
		}()
	}
	total := 0
	for range 2 {
		r := <-results
		if r.err != nil {
			t.Errorf("Migrate: %v", r.err)
		}
		total += r.applied
	}
	if total != 2 {
		t.Errorf("%d migrations were applied in all; want 2", total)
	}
}

func TestEmbeddedSetsApplyToSQLite(t *testing.T) {
	for _, set := range []schema.Set{schema.SQLite(), schema.Spool()} {
		db := openSQLite(t, filepath.Join(t.TempDir(), set.Name+".db"))
		if applied, err := schema.Migrate(t.Context(), db, set); err != nil || applied != len(set.Migrations) {
			t.Errorf("Migrate(%s) = %d, %v; want %d", set.Name, applied, err, len(set.Migrations))
		}
	}
}
