//go:build cgo

package duckstore

import (
	"context"
	"fmt"
	"time"
)

// Roll brings the long-term record up to date: it makes anew the days before that
// of now for which visits have been written since it last did. A call that is
// broken off is made good by the next one. One call at a time.
//
// Between the days it lets waiting writers go first.
func (s *Store) Roll(ctx context.Context, now time.Time) error {
	days, generation, err := s.dirtyDays(ctx, now)
	if err != nil {
		return fmt.Errorf("roll up: %w", explain(ctx, err))
	}
	for _, day := range days {
		err := s.inTurn(ctx, func(ctx context.Context) error { return s.rollDay(ctx, day) })
		if err != nil {
			return fmt.Errorf("roll up %s: %w", day.Format(time.DateOnly), explain(ctx, err))
		}
	}
	err = s.inTurn(ctx, func(ctx context.Context) error {
		if len(days) > 0 {
			if err := s.rollChanges(ctx, days[0], midnight(now)); err != nil {
				return err
			}
		}
		if err := s.rollEdges(ctx); err != nil {
			return err
		}
		_, err := s.writer.ExecContext(ctx, `
			DELETE FROM dirty_days
			WHERE day < CAST(? AS DATE)
			  AND generation <= ?`, midnight(now), generation)
		return err
	})
	if err == nil {
		err = s.inTurn(ctx, func(ctx context.Context) error { return s.compact(ctx, now) })
	}
	if err != nil {
		return fmt.Errorf("roll up changes and edges: %w", explain(ctx, err))
	}
	return nil
}

// dirtyDays returns the days to make anew, oldest first, and begins a generation:
// a day that is written to from now on is dirty again.
func (s *Store) dirtyDays(ctx context.Context, now time.Time) (days []time.Time, generation int64, err error) {
	err = s.inTurn(ctx, func(ctx context.Context) error {
		generation = s.generation
		s.generation++
		_, err := s.writer.ExecContext(ctx, `
			DELETE FROM dirty_days
			WHERE day < (SELECT max(before) FROM pruned)`) // too late for those
		if err != nil {
			return err
		}
		rows, err := s.writer.QueryContext(ctx, `
			SELECT DISTINCT day
			FROM dirty_days
			WHERE day < CAST(? AS DATE)
			  AND generation <= ?
			ORDER BY day`, midnight(now), generation)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var day time.Time
			if err := rows.Scan(&day); err != nil {
				return err
			}
			days = append(days, day.UTC())
		}
		return rows.Err()
	})
	return days, generation, err
}

// markDirty notes, in the transaction of a batch, which days it wrote to.
func (s *Store) markDirty(ctx context.Context, rows []row) error {
	days := make(map[time.Time]bool)
	for i := range rows {
		days[midnight(rows[i].obs.At)] = true
	}
	for day := range days {
		_, err := s.writer.ExecContext(ctx, `
			INSERT INTO dirty_days (day, generation)
			SELECT CAST($1 AS DATE), $2
			WHERE NOT EXISTS (
				SELECT 1
				FROM dirty_days
				WHERE day = CAST($1 AS DATE)
				  AND generation = $2
			)`, day, s.generation)
		if err != nil {
			return err
		}
	}
	return nil
}

// inTurn runs do in a transaction of the writer's connection, in its turn.
func (s *Store) inTurn(ctx context.Context, do func(context.Context) error) error {
	select {
	case <-s.turn:
		defer func() { s.turn <- struct{}{} }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx)
	return s.transact(ctx, func() error { return do(ctx) })
}
