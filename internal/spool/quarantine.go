package spool

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// damage is a row that cannot be shipped.
type damage struct {
	seq     int64
	reason  string
	present bool // in the file, if only in part
}

// Quarantined counts the rows that could not be read or that the sink can never
// accept. They stay in the file's quarantine table, each with the reason.
func (s *Spool) Quarantined() int64 { return s.snapshot().quarantined }

// quarantine moves damaged rows out of the spool, so that they hold up nothing.
func (s *Spool) quarantine(rows []damage) error {
	var moved, bytes int64
	do := func(ctx context.Context, tx *transaction) error {
		moved, bytes = 0, 0
		for _, row := range rows {
			size, err := setAside(ctx, tx.conn, row)
			if err != nil {
				return err
			}
			if row.present {
				moved++
				bytes += size
			}
		}
		return nil
	}
	err := s.transact(do, func(s *Spool) {
		s.state.quarantined += int64(len(rows))
		s.state.rows -= moved
		s.tail = tail{} // it may hold the rows, and must have no gaps
		s.release(bytes)
	})
	if err != nil {
		return fmt.Errorf("quarantine %d rows: %w", len(rows), err)
	}
	return nil
}

// setAside moves one row to quarantine and returns the room it took.
func setAside(ctx context.Context, conn *sql.Conn, row damage) (size int64, err error) {
	now := time.Now().UnixMicro()
	if !row.present {
		_, err = conn.ExecContext(ctx, `
			INSERT INTO quarantine (found_at_us, seq, reason)
			VALUES (?, ?, ?)`, now, row.seq, row.reason)
		return 0, err
	}
	_, err = conn.ExecContext(ctx, `
		INSERT INTO quarantine (found_at_us, seq, reason, body)
		SELECT ?, seq, ?, body
		FROM spool
		WHERE seq = ?`, now, row.reason, row.seq)
	if err != nil {
		return 0, err
	}
	err = conn.QueryRowContext(ctx, `
		DELETE FROM spool
		WHERE seq = ?
		RETURNING length(body)`, row.seq).Scan(&size)
	return size + rowOverhead, err
}

// quarantined returns which rows of a range are in quarantine.
func quarantined(ctx context.Context, conn *sql.Conn, first, last int64) (map[int64]bool, error) {
	rows, err := conn.QueryContext(ctx, `
		SELECT seq
		FROM quarantine
		WHERE seq BETWEEN ? AND ?`, first, last)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	found := make(map[int64]bool)
	for rows.Next() {
		var seq int64
		if err := rows.Scan(&seq); err != nil {
			return nil, err
		}
		found[seq] = true
	}
	return found, rows.Err()
}
