package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"landfall"
)

// timesKept is for how long it is of interest who crawled when, and when nothing was
// measured: longer than any summary that is shown.
const timesKept = 400 * 24 * time.Hour

// Gap records that a worker measures nothing, or that this goes on or is over. A
// worker's gaps are told apart by when they began. Those that are of no interest any more go.
func (s *Store) Gap(ctx context.Context, gap landfall.Gap) error {
	err := s.transact(ctx, func(ctx context.Context, tx tx) error {
		_, err := tx.ExecContext(ctx, `
			INSERT INTO gaps (worker, began_at_us, seen_at_us, ended_at_us, cause)
			VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (worker, began_at_us) DO UPDATE
			SET seen_at_us = excluded.seen_at_us, ended_at_us = excluded.ended_at_us, cause = excluded.cause`,
			clean(gap.Worker), gap.Began.UnixMicro(), gap.Seen.UnixMicro(), microsOrNull(gap.Ended), string(gap.Cause))
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `
			DELETE FROM gaps
			WHERE seen_at_us < $1`, gap.Seen.Add(-timesKept).UnixMicro())
		return err
	})
	if err != nil {
		return fmt.Errorf("record gap of %s: %w", gap.Worker, err)
	}
	return nil
}

// Gaps returns the gaps of all workers that went on at since or later, in the order
// in which they began.
func (s *Store) Gaps(ctx context.Context, since time.Time) ([]landfall.Gap, error) {
	var gaps []landfall.Gap
	err := s.ask(ctx, func(ctx context.Context) error {
		gaps = nil
		rows, err := s.read.QueryContext(ctx, `
			SELECT worker, began_at_us, seen_at_us, ended_at_us, cause
			FROM gaps
			WHERE seen_at_us >= $1
			ORDER BY began_at_us, worker`, since.UnixMicro())
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var gap landfall.Gap
			var began, seen int64
			var ended sql.NullInt64
			if err := rows.Scan(&gap.Worker, &began, &seen, &ended, &gap.Cause); err != nil {
				return err
			}
			gap.Began, gap.Seen, gap.Ended = timeOf(began), timeOf(seen), timeOrZero(ended)
			gaps = append(gaps, gap)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("gaps: %w", err)
	}
	return gaps, nil
}
