package spool

import (
	"context"
	"database/sql"
	"time"
)

// landing is what the acknowledgement of a batch changed.
type landing struct {
	done        bool // false if the batch is not the one under way
	rows, bytes int64
	emptied     bool // no row is left
	first       int64
	oldest      time.Time // of the first row left
}

// land deletes an acknowledged batch.
func land(ctx context.Context, conn *sql.Conn, batch Batch) (l landing, err error) {
	result, err := conn.ExecContext(ctx, `
		DELETE FROM flight
		WHERE batch_id = ?`, batch.ID)
	if err != nil {
		return landing{}, err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return landing{}, err
	}
	err = conn.QueryRowContext(ctx, `
		SELECT count(*), coalesce(sum(length(body)), 0)
		FROM spool
		WHERE seq BETWEEN ? AND ?`, batch.first, batch.last).Scan(&l.rows, &l.bytes)
	if err != nil {
		return landing{}, err
	}
	l.bytes += l.rows * rowOverhead
	_, err = conn.ExecContext(ctx, `
		DELETE FROM spool
		WHERE seq BETWEEN ? AND ?`, batch.first, batch.last)
	if err != nil {
		return landing{}, err
	}
	var first, oldest sql.NullInt64
	err = conn.QueryRowContext(ctx, `
		SELECT
			(SELECT seq FROM spool ORDER BY seq LIMIT 1),
			(SELECT appended_at_us FROM spool ORDER BY seq LIMIT 1)`).Scan(&first, &oldest)
	if err != nil {
		return landing{}, err
	}
	l.done, l.emptied, l.first = true, !first.Valid, first.Int64
	if oldest.Valid {
		l.oldest = time.UnixMicro(oldest.Int64).UTC()
	}
	return l, shrink(ctx, conn, l.emptied)
}

// freePagesKept is how many pages an emptied file keeps for the next rows. After
// the sink was down for long there are more, and they are given back to the disk,
// some with every batch.
const freePagesKept = 8192

func shrink(ctx context.Context, conn *sql.Conn, emptied bool) error {
	if !emptied {
		return nil
	}
	var free int64
	if err := conn.QueryRowContext(ctx, `PRAGMA freelist_count`).Scan(&free); err != nil || free <= freePagesKept {
		return err
	}
	_, err := conn.ExecContext(ctx, `PRAGMA incremental_vacuum(4096)`)
	return err
}
