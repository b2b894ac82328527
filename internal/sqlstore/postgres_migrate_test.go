package sqlstore

import (
	"database/sql"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall/internal/pgserver"
	"landfall/schema"
)

// tables is what a database consists of, in a comparable form.
func tables(t *testing.T, url string) []string {
	t.Helper()
	db, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.QueryContext(t.Context(), `
		SELECT table_name || '.' || column_name || ' ' || data_type
		FROM information_schema.columns
		WHERE table_schema = current_schema
		UNION ALL SELECT indexname FROM pg_indexes WHERE schemaname = current_schema
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
	return all
}

// interrupted returns our migrations with one more statement at position i of the
// last one.
func interrupted(i int, statement string) schema.Set {
	set := schema.Postgres()
	last := &set.Migrations[len(set.Migrations)-1]
	last.Statements = slices.Insert(slices.Clone(last.Statements), i, statement)
	return set
}

func migrate(t *testing.T, url string, set schema.Set) error {
	t.Helper()
	db, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	_, err = schema.Migrate(t.Context(), db, set)
	return err
}

// TestAMigrationThatIsKilledIsMadeUp ends the migrating session after each of the
// statements of a migration in turn, and opens what that left behind.
func TestAMigrationThatIsKilledIsMadeUp(t *testing.T) {
	server := Postgres.Server(t)
	whole := server.Schema(t)
	openAt(t, whole)
	want := tables(t, whole)
	last := schema.Postgres().Migrations[len(schema.Postgres().Migrations)-1]
	for i := range len(last.Statements) + 1 {
		url := server.Schema(t)
		if err := migrate(t, url, interrupted(i, `SELECT pg_terminate_backend(pg_backend_pid())`)); err == nil {
			t.Fatalf("the session lived on after statement %d", i)
		}
		openAt(t, url)
		if diff := cmp.Diff(want, tables(t, url)); diff != "" {
			t.Errorf("killed after statement %d, the database differs (-straight +resumed):\n%s", i, diff)
		}
	}
}

// TestAMigrationOnAKilledServerIsMadeUp kills the server itself in mid-migration.
func TestAMigrationOnAKilledServerIsMadeUp(t *testing.T) {
	server := pgserver.Own(t)
	whole, url := server.Database(t, ""), server.Database(t, "")
	openAt(t, whole)
	want := tables(t, whole)
	ended := make(chan error)
	go func() { ended <- migrate(t, url, interrupted(1, `SELECT pg_sleep(600)`)) }()
	awaitActivity(t, server, "SELECT pg_sleep(600)")
	if err := server.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err == nil {
		t.Fatal("the migration lived on")
	}
	if err := server.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
	openAt(t, url)
	if diff := cmp.Diff(want, tables(t, url)); diff != "" {
		t.Errorf("the database differs (-straight +resumed):\n%s", diff)
	}
}

// awaitActivity waits until a session runs the query.
func awaitActivity(t *testing.T, server *pgserver.Server, query string) {
	t.Helper()
	db, err := sql.Open("pgx", server.URL("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		var n int
		err := db.QueryRowContext(t.Context(), `
			SELECT count(*)
			FROM pg_stat_activity
			WHERE state = 'active'
			  AND query = $1`, query).Scan(&n)
		if err != nil {
			t.Fatal(err)
		}
		if n > 0 {
			return
		}
		<-tick.C
	}
}

// TestManyProgramsMayMigrateAtOnce starts them together on an empty database.
func TestManyProgramsMayMigrateAtOnce(t *testing.T) {
	server := Postgres.Server(t)
	for range 5 {
		url := server.Schema(t)
		faults := make([]error, 6)
		var group sync.WaitGroup
		for i := range faults {
			group.Go(func() {
				store, err := Open(t.Context(), Config{DSN: url})
				if err == nil {
					err = addHosts(t, store, i, i+1)
					store.Close()
				}
				faults[i] = err
			})
		}
		group.Wait()
		if i := slices.IndexFunc(faults, func(err error) bool { return err != nil }); i >= 0 {
			t.Errorf("program %d: %v", i, faults[i])
		}
		var versions []string
		for _, line := range tables(t, url) {
			if len(line) > 8 && line[:8] == "version " {
				versions = append(versions, line)
			}
		}
		var want []string
		for i, m := range schema.Postgres().Migrations {
			want = append(want, fmt.Sprintf("version %d %s", i+1, m.Name))
		}
		slices.Sort(want) // as tables are: by their letters
		if diff := cmp.Diff(want, versions); diff != "" {
			t.Errorf("migrations (-want +applied):\n%s", diff)
		}
	}
}

// TestBothDatabasesHaveTheSameTables compares the migrations' outcome, names and
// columns, between SQLite and PostgreSQL.
func TestBothDatabasesHaveTheSameTables(t *testing.T) {
	columns := func(s *Store, query string) (all []string) {
		rows, err := s.read.QueryContext(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
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
		slices.Sort(all)
		return all
	}
	lite := columns(openStore(t), `
		SELECT m.name || '.' || c.name
		FROM sqlite_master AS m
		JOIN pragma_table_info(m.name) AS c
		WHERE m.type = 'table'`)
	postgres := columns(openPostgresStore(t).Store, `
		SELECT table_name || '.' || column_name
		FROM information_schema.columns
		WHERE table_schema = current_schema`)
	if diff := cmp.Diff(lite, postgres); diff != "" || len(lite) < 20 {
		t.Errorf("tables and columns (-SQLite +PostgreSQL):\n%s", diff)
	}
	if a, b := len(schema.SQLite().Migrations), len(schema.Postgres().Migrations); a != b {
		t.Errorf("%d migrations of SQLite and %d of PostgreSQL", a, b)
	}
}
