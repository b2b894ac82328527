package sqlstore

import (
	"fmt"
	"path/filepath"
	"testing"
)

// A statement that is kept sees what the schema has become, may run within itself, and survives
// its own errors; more of them than are kept do no harm.
func TestStatementsAreKept(t *testing.T) {
	path, ctx := filepath.Join(t.TempDir(), "kept.db"), t.Context()
	db, err := connect(path, 1, forWriting(false))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, query := range []string{`CREATE TABLE a (n INTEGER PRIMARY KEY)`, `INSERT INTO a VALUES (1), (2), (3)`} {
		if _, err := db.ExecContext(ctx, query); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := db.ExecContext(ctx, `INSERT INTO a VALUES (1)`); err == nil {
		t.Error("a row is there twice")
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	pairs := 0
	var within func(depth int)
	within = func(depth int) {
		rows, err := tx.QueryContext(ctx, `SELECT n FROM a ORDER BY n`)
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
	if err := tx.Commit(); err != nil || pairs != 9 {
		t.Errorf("%d pairs of 3 rows, %v", pairs, err)
	}
	for i := range 2 * kept {
		var n int
		if err := db.QueryRowContext(ctx, fmt.Sprintf(`SELECT %d`, i)).Scan(&n); err != nil || n != i {
			t.Fatalf("SELECT %d gives %d, %v", i, n, err)
		}
	}

	columns := func() int {
		rows, err := db.QueryContext(ctx, `SELECT * FROM a`)
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
	if _, err := other.ExecContext(ctx, `ALTER TABLE a ADD COLUMN m INTEGER`); err != nil {
		t.Fatalf("what is kept is in the way: %v", err)
	}
	if after := columns(); before != 1 || after != 2 {
		t.Errorf("%d columns, and %d after one was added", before, after)
	}
}
