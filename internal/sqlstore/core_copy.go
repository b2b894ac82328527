package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// coreTables are the tables of the core in the order in which they are copied. The settings
// come last: with the origin in them a database is that of a server.
var coreTables = []string{
	"core_actors", "core_signers", "core_keys", "core_posts", "core_audience", "core_tags", "core_follows", "core_reactions",
	"core_blocks", "core_undone", "core_pins", "core_reports", "core_notifications", "core_arrivals", "core_activities",
	"core_deliveries", "core_peers", "core_rules", "core_allows", "core_audit", "core_settings",
}

// copyRows is how many rows are copied at a time, at most.
const copyRows = 2000

// Owner returns the origin of the server that a database is of, "" if it is of none yet.
func (c *Core) Owner(ctx context.Context) (origin string, err error) {
	err = c.query(ctx, "the origin", func() { origin = "" }, func(rows *sql.Rows) error { return rows.Scan(&origin) }, `
		SELECT value
		FROM core_settings
		WHERE name = $1`, settingOrigin)
	return origin, err
}

// CopyFrom takes over everything of the core of another database, whose programs have stopped,
// into one that is of no server yet, and returns how many rows were new. One that is of a
// server already stays as it is: what has been undone since would come back. A copy that was
// broken off can be repeated.
func (c *Core) CopyFrom(ctx context.Context, from *Core) (rows int64, err error) {
	origin, err := c.Owner(ctx)
	if err != nil || origin != "" {
		return 0, err
	}
	for _, table := range coreTables {
		n, err := c.copyTable(ctx, from, table)
		rows += n
		if err != nil {
			return rows, fmt.Errorf("copy %s: %w", table, err)
		}
	}
	return rows, nil
}

func (c *Core) copyTable(ctx context.Context, from *Core, table string) (copied int64, err error) {
	rows, err := from.s.read.QueryContext(ctx, "SELECT * FROM "+table)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return 0, err
	}
	var batch [][]any
	bytes := 0
	flush := func() error {
		n, err := c.insert(ctx, table, names, batch)
		copied += n
		batch, bytes = nil, 0
		return err
	}
	for rows.Next() {
		row, size, err := scanAny(rows, len(names))
		if err != nil {
			return copied, err
		}
		if batch, bytes = append(batch, row), bytes+size; len(batch) < copyRows && bytes < most {
			continue
		}
		if err := flush(); err != nil {
			return copied, err
		}
	}
	if err := rows.Err(); err != nil {
		return copied, err
	}
	return copied, flush()
}

// scanAny reads a row of texts and numbers, and returns how many bytes its texts have.
func scanAny(rows *sql.Rows, n int) (row []any, size int, err error) {
	row = make([]any, n)
	into := make([]any, n)
	for i := range row {
		into[i] = &row[i]
	}
	err = rows.Scan(into...)
	for i := range row {
		if v, ok := row[i].(string); ok {
			size += len(v)
		}
	}
	return row, size, err
}

// insert adds the rows that are not there, and returns how many these are.
func (c *Core) insert(ctx context.Context, table string, names []string, batch [][]any) (added int64, err error) {
	if len(batch) == 0 {
		return 0, nil
	}
	columns := make([]column, len(names))
	for i, name := range names {
		columns[i] = column{name, text}
		if _, ok := batch[0][i].(int64); ok {
			columns[i].kind = number
		}
	}
	list := strings.Join(names, ", ")
	err = c.transact(ctx, func(ctx context.Context, t *coreTx) error {
		added = 0
		return t.each(ctx, columns, batch, `
			INSERT INTO `+table+` (`+list+`)
			SELECT `+list+`
			FROM batch
			WHERE true
			ON CONFLICT DO NOTHING
			RETURNING 1`, func(*sql.Rows) error {
			added++
			return nil
		})
	})
	return added, err
}
