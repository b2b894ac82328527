package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"landfall"
)

// kind is the type of a batch's column.
type kind string

const (
	text   kind = "text"
	number kind = "bigint" // int64, int or sql.NullInt64
)

// column is one column of a batch.
type column struct {
	name string
	kind kind
}

// each runs query for all rows, which the query sees as the table batch with the
// given columns. scan, if any, is called for each row of the result.
//
// PostgreSQL is across a network: it gets the rows as one array for each column,
// and the query once. SQLite is a call away and fastest with small statements: it
// runs the query for one row after another.
func (t tx) each(ctx context.Context, columns []column, rows [][]any, query string, scan func(*sql.Rows) error) error {
	if len(rows) == 0 {
		return nil
	}
	query = source(columns, t.arrays) + query
	if t.arrays {
		arrays, err := transpose(columns, rows)
		if err != nil {
			return err
		}
		return t.execute(ctx, scan, query, arrays)
	}
	for _, row := range rows {
		if err := t.execute(ctx, scan, query, row); err != nil {
			return err
		}
	}
	return nil
}

// source is the beginning of a statement that makes its parameters a table.
func source(columns []column, arrays bool) string {
	names := make([]string, len(columns))
	parameters := make([]string, len(columns))
	for i, c := range columns {
		names[i], parameters[i] = c.name, fmt.Sprintf("$%d", i+1)
		if arrays {
			parameters[i] += "::" + string(c.kind) + "[]"
		}
	}
	list, values := strings.Join(names, ", "), strings.Join(parameters, ", ")
	if arrays {
		return "WITH batch (" + list + ") AS (SELECT " + list + " FROM unnest(" + values + ") AS rows (" + list + "))"
	}
	return "WITH batch (" + list + ") AS (VALUES (" + values + "))"
}

func (t tx) execute(ctx context.Context, scan func(*sql.Rows) error, query string, args []any) error {
	if scan == nil {
		_, err := t.ExecContext(ctx, query, args...)
		return err
	}
	rows, err := t.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// transpose makes one array for each column of the rows.
func transpose(columns []column, rows [][]any) ([]any, error) {
	arrays := make([]any, len(columns))
	for i, c := range columns {
		texts, numbers := make([]string, len(rows)), make([]*int64, len(rows))
		for j, row := range rows {
			switch v := row[i].(type) {
			case string:
				texts[j] = v
			case int64:
				numbers[j] = &v
			case sql.NullInt64:
				if v.Valid {
					numbers[j] = &v.Int64
				}
			default:
				return nil, fmt.Errorf("column %s: a %T in a batch", c.name, v)
			}
		}
		arrays[i] = texts
		if c.kind == number {
			arrays[i] = numbers
		}
	}
	return arrays, nil
}

// forHosts runs one statement that sees the hosts as the table batch with the one
// column host, in byte order and each once. Its own parameters begin with $2. One
// statement with thousands of rows runs several times faster, in SQLite too, than
// thousands of statements.
func (t tx) forHosts(ctx context.Context, hosts []landfall.Host, query string, args ...any) (affected int64, err error) {
	list, from, err := dialect{arrays: t.arrays}.hostList(hosts)
	if err != nil {
		return 0, err
	}
	result, err := t.ExecContext(ctx, from+query, append([]any{list}, args...)...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// hostList makes hosts one parameter, in byte order and each once, and returns the
// beginning of a statement that makes it the table batch with the one column host.
func (d dialect) hostList(hosts []landfall.Host) (list any, from string, err error) {
	names := make([]string, len(hosts))
	for i, host := range hosts {
		names[i] = string(host)
	}
	return d.list("host", names)
}

// list makes texts one parameter, in byte order and each once, and returns the beginning of a
// statement that makes it the table batch with one column.
func (d dialect) list(name string, texts []string) (list any, from string, err error) {
	texts = slices.Compact(slices.Sorted(slices.Values(texts)))
	if d.arrays {
		return texts, `WITH batch (` + name + `) AS (SELECT unnest($1::text[]))`, nil
	}
	array, err := json.Marshal(texts)
	if err != nil {
		return nil, "", err
	}
	return string(array), `WITH batch (` + name + `) AS (SELECT value FROM json_each($1))`, nil
}
