//go:build cgo

package duckstore

import (
	"context"
	"database/sql/driver"
	"fmt"
	"time"

	"github.com/duckdb/duckdb-go/v2"

	"landfall"
)

// The ledger remembers a batch for longer than anybody retries one. It is cleared
// of older entries every pruneEvery batches.
const (
	ledgerKept = 30 * 24 * time.Hour
	pruneEvery = 1024
)

// Write stores a batch in one transaction, exactly once: if the batch's id is
// known it changes nothing, and an observation whose id is known is left out.
// (Documents of facts go before it; one that nobody refers to does no harm.)
// When it returns nil the batch is on the disk. Data that can never be stored
// gives [landfall.ErrInvalid].
func (s *Store) Write(ctx context.Context, batchID string, obs []landfall.Observation) error {
	rows := make([]row, len(obs))
	for i := range obs {
		var err error
		if rows[i], err = newRow(&obs[i]); err != nil {
			return fmt.Errorf("write batch %s: observation %s: %w: %w", batchID, obs[i].ID, landfall.ErrInvalid, err)
		}
	}
	select {
	case <-s.turn:
		defer func() { s.turn <- struct{}{} }()
	case <-ctx.Done():
		return fmt.Errorf("write batch %s: %w", batchID, ctx.Err())
	}
	// Once begun, a batch is finished whatever becomes of ctx: it takes
	// milliseconds, and an answer is better than a doubt.
	ctx = context.WithoutCancel(ctx)
	err := s.writeFacts(ctx, rows)
	if err == nil {
		err = s.transact(ctx, func() error { return s.writeNew(ctx, batchID, rows) })
	}
	if err != nil {
		return fmt.Errorf("write batch %s: %w", batchID, explain(ctx, err))
	}
	for i := range rows {
		s.pin(rows[i].steps)
	}
	s.unpin(ctx)
	return nil
}

// transact runs do between BEGIN and COMMIT on the writer's connection.
func (s *Store) transact(ctx context.Context, do func() error) error {
	if _, err := s.writer.ExecContext(ctx, `BEGIN TRANSACTION`); err != nil {
		return err
	}
	err := do()
	if err == nil {
		_, err = s.writer.ExecContext(ctx, `COMMIT`)
	}
	if err != nil {
		// DuckDB may have ended the transaction by itself.
		_, _ = s.writer.ExecContext(ctx, `ROLLBACK`)
	}
	return err
}

// writeNew stores what is new of a batch.
func (s *Store) writeNew(ctx context.Context, batchID string, rows []row) error {
	var written bool
	err := s.writer.QueryRowContext(ctx, `
		SELECT count(*) > 0
		FROM batches
		WHERE batch_id = ?`, batchID).Scan(&written)
	if err != nil || written {
		return err
	}
	if rows, err = s.unknownRows(ctx, rows); err != nil {
		return err
	}
	if err := s.appendRows(rows); err != nil {
		return err
	}
	if err := s.appendPeers(rows); err != nil {
		return err
	}
	if err := s.markDirty(ctx, rows); err != nil {
		return err
	}
	now := time.Now().UTC()
	_, err = s.writer.ExecContext(ctx, `
		INSERT INTO batches (batch_id, written_at, observations)
		VALUES (?, ?, ?)`, batchID, now, len(rows))
	if err != nil {
		return err
	}
	if s.writes++; s.writes%pruneEvery == 0 {
		_, err = s.writer.ExecContext(ctx, `
			DELETE FROM batches
			WHERE written_at < ?`, now.Add(-ledgerKept))
	}
	return err
}

// unknownRows leaves out the observations that are stored already or that came
// twice. Ids begin with the time, so DuckDB looks only at rows of about that time.
func (s *Store) unknownRows(ctx context.Context, rows []row) ([]row, error) {
	ids := make([]string, len(rows))
	for i := range rows {
		ids[i] = text(rows[i].obs.ID)
	}
	known, err := s.strings(ctx, `
		SELECT id
		FROM observations
		WHERE id IN (SELECT unnest(?))`, ids)
	if err != nil {
		return nil, err
	}
	fresh := rows[:0]
	for i := range rows {
		if !known[ids[i]] {
			known[ids[i]] = true
			fresh = append(fresh, rows[i])
		}
	}
	return fresh, nil
}

func (s *Store) appendRows(rows []row) error {
	return s.append("observations", columns, func(add func(...driver.Value) error) error {
		values := make([]driver.Value, 0, len(columns))
		for i := range rows {
			values = rows[i].values(values[:0])
			if err := add(values...); err != nil {
				return fmt.Errorf("observation %s: %w: %w", rows[i].obs.ID, landfall.ErrInvalid, err)
			}
		}
		return nil
	})
}

// appendPeers keeps the samples of peers lists until the next Roll.
func (s *Store) appendPeers(rows []row) error {
	columns := []string{"host_key", "host", "visited_at", "peers"}
	return s.append("peer_samples", columns, func(add func(...driver.Value) error) error {
		for i := range rows {
			o := rows[i].obs
			if len(o.PeerSample) == 0 {
				continue
			}
			peers := make([]string, len(o.PeerSample))
			for j, peer := range o.PeerSample {
				peers[j] = text(string(peer))
			}
			if err := add(hostKey(o.Host), text(string(o.Host)), o.At.UTC(), peers); err != nil {
				return err
			}
		}
		return nil
	})
}

// append adds rows to a table through DuckDB's appender, which is several times
// faster than INSERT.
func (s *Store) append(table string, columns []string, fill func(add func(...driver.Value) error) error) error {
	return s.writer.Raw(func(conn any) error {
		appender, err := duckdb.NewAppenderWithColumns(conn.(driver.Conn), "store", "main", table, columns)
		if err != nil {
			return err
		}
		if err := fill(appender.AppendRow); err != nil {
			_ = appender.Clear() // else Close would write what was appended so far
			_ = appender.Close()
			return err
		}
		return appender.Close()
	})
}

// strings runs a query over a list of strings and returns what it finds.
func (s *Store) strings(ctx context.Context, query string, list []string) (map[string]bool, error) {
	found := make(map[string]bool)
	rows, err := s.writer.QueryContext(ctx, query, list)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var value string
		if err := rows.Scan(&value); err != nil {
			return nil, err
		}
		found[value] = true
	}
	return found, rows.Err()
}

// HasBatch reports whether a batch has been written within the last 30 days.
func (s *Store) HasBatch(ctx context.Context, batchID string) (bool, error) {
	var has bool
	err := s.db.QueryRowContext(ctx, `
		SELECT count(*) > 0
		FROM batches
		WHERE batch_id = ?`, batchID).Scan(&has)
	if err != nil {
		return false, fmt.Errorf("look for batch %s: %w", batchID, explain(ctx, err))
	}
	return has, nil
}
