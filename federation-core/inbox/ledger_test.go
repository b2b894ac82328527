package inbox_test

import (
	"database/sql"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/google/go-cmp/cmp"
)

// ledger is every row of every table of the core, but for two things that are no effect of what
// arrived: ids of arrivals that are done are kept for ever, and when an actor was last read at
// its origin changes whenever it is.
type ledger []string

// fetched is where that stands in an actor's document.
var fetched = regexp.MustCompile(`"fetched":"[^"]*"`)

// database opens the file beside the store.
func (w *world) database() *sql.DB {
	w.t.Helper()
	db, err := sql.Open("sqlite", "file:"+w.path+"?_pragma=query_only(1)&_pragma=busy_timeout(5000)")
	if err != nil {
		w.t.Fatal(err)
	}
	return db
}

// reasons are why nothing came of arrivals, as they are kept.
func (w *world) reasons() []string {
	db := w.database()
	defer db.Close()
	return w.column(db, `SELECT reason FROM core_arrivals`)
}

// ledger reads the tables as they are in the file.
func (w *world) ledger() (all ledger) {
	w.t.Helper()
	db := w.database()
	defer db.Close()
	for _, table := range w.column(db, `SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'core\_%' ESCAPE '\'`) {
		query := `SELECT * FROM ` + table
		switch table {
		case "core_arrivals":
			query += ` WHERE waiting <> 0`
		case "core_actors":
			query = `SELECT id, local, username, host, server, mailbox, standing, actor FROM core_actors`
		}
		for _, row := range w.rows(db, query) {
			all = append(all, table+": "+fetched.ReplaceAllString(row, ""))
		}
	}
	slices.Sort(all)
	return all
}

func (w *world) column(db *sql.DB, query string) []string {
	var all []string
	for _, row := range w.rows(db, query) {
		all = append(all, strings.Trim(row, "[]"))
	}
	return all
}

// rows reads the rows of a query as text.
func (w *world) rows(db *sql.DB, query string) (all []string) {
	w.t.Helper()
	rows, err := db.QueryContext(w.t.Context(), query)
	if err != nil {
		w.t.Fatal(err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		w.t.Fatal(err)
	}
	for rows.Next() {
		values, into := make([]any, len(names)), make([]any, len(names))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			w.t.Fatal(err)
		}
		all = append(all, fmt.Sprint(values))
	}
	if err := rows.Err(); err != nil {
		w.t.Fatal(err)
	}
	return all
}

// since lists the rows that came and went after another reading.
func (l ledger) since(before ledger) string { return cmp.Diff(before, l) }
