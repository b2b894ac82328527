package sqlstore

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"
)

// keptTable is a connection to a new file, with a table of three rows.
func keptTable(t *testing.T) (db *sql.DB, path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "kept.db")
	db, err := connect(path, 1, forWriting(false))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	for _, query := range []string{`CREATE TABLE a (n INTEGER PRIMARY KEY)`, `INSERT INTO a VALUES (1), (2), (3)`} {
		if _, err := db.ExecContext(t.Context(), query); err != nil {
			t.Fatal(err)
		}
	}
	return db, path
}

// A statement may run while its own rows are read.
func TestKeptStatementRunsWithinItself(t *testing.T) {
	db, _ := keptTable(t)
	tx, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	pairs := 0
	var within func(depth int)
	within = func(depth int) {
		rows, err := tx.QueryContext(t.Context(), `SELECT n FROM a ORDER BY n`)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for n := 1; rows.Next(); n++ {
			var got int
			if err := rows.Scan(&got); err != nil || got != n {
				t.Errorf("row %d is %d, %v", n, got, err)
			}
			if depth == 0 {
				within(1)
			} else {
				pairs++
			}
		}
		if err := rows.Err(); err != nil {
			t.Error(err)
		}
	}
	within(0)
	if pairs != 9 {
		t.Errorf("%d pairs of 3 rows", pairs)
	}
}

// More statements than are kept, and one that fails, do no harm.
func TestKeptStatementsAreFew(t *testing.T) {
	db, _ := keptTable(t)
	for i := range 2 * kept {
		var n int
		if err := db.QueryRowContext(t.Context(), fmt.Sprintf(`SELECT %d`, i)).Scan(&n); err != nil || n != i {
			t.Fatalf("SELECT %d gives %d, %v", i, n, err)
		}
	}
	for _, tt := range []struct {
		n    int
		good bool
	}{{4, true}, {4, false}, {5, true}} {
		_, err := db.ExecContext(t.Context(), `INSERT INTO a VALUES ($1)`, tt.n)
		if (err == nil) != tt.good {
			t.Errorf("row %d gives %v", tt.n, err)
		}
	}
}

// A statement that is kept is in nobody's way, and sees what the schema has become.
func TestKeptStatementsSeeANewSchema(t *testing.T) {
	db, path := keptTable(t)
	columns := func() int {
		rows, err := db.QueryContext(t.Context(), `SELECT * FROM a`)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		names, err := rows.Columns()
		if err != nil || rows.Err() != nil {
			t.Fatal(err, rows.Err())
		}
		return len(names)
	}
	before := columns()
	other, err := connect(path, 1, forWriting(false))
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if _, err := other.ExecContext(t.Context(), `ALTER TABLE a ADD COLUMN m INTEGER`); err != nil {
		t.Fatalf("what is kept is in the way: %v", err)
	}
	if after := columns(); before != 1 || after != 2 {
		t.Errorf("%d columns, and %d after one was added", before, after)
	}
}
