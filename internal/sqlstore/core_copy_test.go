package sqlstore

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The tables that are copied are those that there are.
func TestNoTableOfTheCoreIsLeftBehind(t *testing.T) {
	s := openStore(t)
	var there []string
	for _, row := range tableOf(t, s, `SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'core\_%' ESCAPE '\' ORDER BY name`) {
		there = append(there, fmt.Sprint(row[0]))
	}
	if diff := cmp.Diff(there, slices.Sorted(slices.Values(coreTables))); diff != "" {
		t.Errorf("tables (-there +copied):\n%s", diff)
	}
}

// tableOf is all that a query finds.
func tableOf(t *testing.T, s *Store, query string, args ...any) (all [][]any) {
	t.Helper()
	rows, err := s.read.QueryContext(t.Context(), query, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		row, _, err := scanAny(rows, len(names))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, row)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// contents are all rows of the core, as text.
func contents(t *testing.T, s *Store) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for _, table := range coreTables {
		for _, row := range tableOf(t, s, "SELECT * FROM "+table) {
			all[table] = append(all[table], fmt.Sprintf("%q", row))
		}
		slices.Sort(all[table])
	}
	return all
}

// fillCore puts n rows into every table of the core, each column with a value of its own.
func fillCore(t *testing.T, s *Store, n int) {
	t.Helper()
	for _, table := range coreTables {
		var names, values []string
		for _, column := range tableOf(t, s, `SELECT name, type FROM pragma_table_info($1)`, table) {
			name, value := fmt.Sprint(column[0]), "value"
			if column[1] != "INTEGER" {
				value = "'" + name + " ü ' || value"
			}
			names, values = append(names, name), append(values, value)
		}
		_, err := s.write.ExecContext(t.Context(), `
			WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < $1)
			INSERT INTO `+table+` (`+strings.Join(names, ", ")+`)
			SELECT `+strings.Join(values, ", ")+`
			FROM n`, n)
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestTheCoreIsCopiedWhole(t *testing.T) {
	from := openStore(t)
	fillCore(t, from, 2*copyRows+1)
	if err := from.Core().Claim(t.Context(), "https://home.example"); err != nil {
		t.Fatal(err)
	}
	want := contents(t, from)
	for name, into := range map[string]*Store{"SQLite": openStore(t), "PostgreSQL": openPostgresStore(t).Store} {
		t.Run(name, func(t *testing.T) {
			// A copy was broken off: some rows are there.
			if _, err := into.Core().copyTable(t.Context(), from.Core(), "core_posts"); err != nil {
				t.Fatal(err)
			}
			most := int64(len(coreTables)*(2*copyRows+1) + 1)
			if n, err := into.Core().CopyFrom(t.Context(), from.Core()); err != nil || n != most-(2*copyRows+1) {
				t.Fatalf("CopyFrom = %d, %v", n, err)
			}
			if diff := cmp.Diff(want, contents(t, into)); diff != "" {
				t.Errorf("rows (-from +into):\n%.2000s", diff)
			}
			// What is undone there does not come back.
			if _, err := into.write.ExecContext(t.Context(), `DELETE FROM core_follows`); err != nil {
				t.Fatal(err)
			}
			if n, err := into.Core().CopyFrom(t.Context(), from.Core()); err != nil || n != 0 {
				t.Errorf("CopyFrom into a server's database = %d, %v", n, err)
			}
		})
	}
}
