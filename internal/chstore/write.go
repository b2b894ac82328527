package chstore

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"landfall"
)

// Write stores a batch exactly once: if the batch's id is known it changes nothing,
// and an observation whose id is known is left out. Data that can never be stored
// gives [landfall.ErrInvalid]. After any other error the batch may be there, or a
// part of it; to find out, and to complete it, write it again under its id.
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
	limited, cancel := s.limit(ctx)
	defer cancel()
	if err := s.write(limited, batchID, rows); err != nil {
		return fmt.Errorf("write batch %s: %w", batchID, explain(ctx, err))
	}
	return nil
}

// write reads back what there is of a batch and inserts the rest, the entry in the
// ledger last.
func (s *Store) write(ctx context.Context, batchID string, rows []row) error {
	written, err := s.hasBatch(ctx, batchID)
	if err != nil || written {
		return err
	}
	slices.SortFunc(rows, func(a, b row) int { return a.obs.At.Compare(b.obs.At) })
	fresh, err := s.unknownRows(ctx, rows)
	if err != nil {
		return err
	}
	if err := s.insert(ctx, batchID, fresh); err != nil {
		return err
	}
	first, last := unseen, unseen
	if len(rows) > 0 {
		first, last = rows[0].obs.At, rows[len(rows)-1].obs.At
	}
	return s.fill(tokened(ctx, batchID), `
		INSERT INTO batches (batch_id, batch, observations, first_at, last_at, roll)`,
		func(add func(...any) error) error {
			return add(batchID, batchHash(batchID), uint32(len(rows)), first.UTC(), last.UTC(), uint64(0))
		})
}

// tokened gives inserts a token: of those with the same one, a partition of a table
// takes the first only. That is what makes harmless an insert that was given up and
// repeated, and then both arrived.
func tokened(ctx context.Context, token string) context.Context {
	return clickhouse.Context(ctx, clickhouse.WithSettings(clickhouse.Settings{
		"insert_deduplicate":                                 1,
		"insert_deduplication_token":                         token,
		"deduplicate_blocks_in_dependent_materialized_views": 1,
	}))
}

// idsAtOnce is how many ids one query looks for.
const idsAtOnce = 1000

// unknownRows leaves out the observations that are stored already or that came
// twice. rows are in order of time, so that each query is about a short one, and
// ClickHouse looks only at parts with visits of that time.
func (s *Store) unknownRows(ctx context.Context, rows []row) ([]row, error) {
	known := make(map[string]bool)
	for some := range slices.Chunk(rows, idsAtOnce) {
		ids := make([]string, len(some))
		for i := range some {
			ids[i] = some[i].id
		}
		err := s.list(ctx, func(found driver.Rows) error {
			var id string
			err := found.Scan(&id)
			known[id] = true
			return err
		}, `
			SELECT id
			FROM observations
			WHERE visited_at BETWEEN ? AND ?
			  AND id IN ?`, micro(some[0].obs.At), micro(some[len(some)-1].obs.At), ids)
		if err != nil {
			return nil, err
		}
	}
	var fresh []row
	for i := range rows {
		if !known[rows[i].id] {
			known[rows[i].id] = true
			fresh = append(fresh, rows[i])
		}
	}
	return fresh, nil
}

// insert stores rows in one insert.
func (s *Store) insert(ctx context.Context, batchID string, rows []row) error {
	if len(rows) == 0 {
		return nil
	}
	batch := batchHash(batchID)
	return s.fill(tokened(ctx, batchID), `INSERT INTO observations (`+columns+`)`,
		func(add func(...any) error) error {
			for i := range rows {
				if err := add(rows[i].values(batch)...); err != nil {
					return fmt.Errorf("observation %s: %w: %w", rows[i].id, landfall.ErrInvalid, err)
				}
			}
			return nil
		})
}

// fill sends rows in one block.
func (s *Store) fill(ctx context.Context, insert string, rows func(add func(...any) error) error) error {
	until, settle := settled(ctx)
	defer settle()
	err := s.send(until, insert, rows)
	if err != nil && ctx.Err() != nil {
		return ctx.Err() // until ends without the cause
	}
	return err
}

func (s *Store) send(ctx context.Context, insert string, rows func(add func(...any) error) error) error {
	batch, err := s.writes.PrepareBatch(ctx, insert)
	if err != nil {
		return err
	}
	defer batch.Close()
	if err := rows(batch.Append); err != nil {
		return err
	}
	return batch.Send()
}

// HasBatch reports whether a batch has been written within the last 30 days.
func (s *Store) HasBatch(ctx context.Context, batchID string) (bool, error) {
	has, err := s.hasBatch(ctx, batchID)
	if err != nil {
		return false, fmt.Errorf("look for batch %s: %w", batchID, explain(ctx, err))
	}
	return has, nil
}

func (s *Store) hasBatch(ctx context.Context, batchID string) (bool, error) {
	n, err := scalar[uint64](ctx, s, `
		SELECT count()
		FROM batches
		WHERE batch_id = ?`, batchID)
	return n > 0, err
}

// scanEach calls take for each row and closes them.
func scanEach(rows driver.Rows, take func() error) error {
	defer rows.Close()
	for rows.Next() {
		if err := take(); err != nil {
			return err
		}
	}
	return rows.Err()
}

// micro writes a time as queries compare it, to the microsecond.
func micro(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05.000000") }
