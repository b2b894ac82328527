package sqlstore

import (
	"context"
	"fmt"
	"time"

	"landfall"
)

// Shift records that a worker crawls. A worker's shifts are told apart by when they
// began.
func (s *Store) Shift(ctx context.Context, shift landfall.Shift) error {
	err := s.transact(ctx, func(ctx context.Context, tx tx) error {
		_, err := tx.ExecContext(ctx, `
			INSERT INTO shifts (worker, began_at_us, seen_at_us)
			VALUES ($1, $2, $3)
			ON CONFLICT (worker, began_at_us) DO UPDATE
			SET seen_at_us = excluded.seen_at_us`,
			clean(shift.Worker), shift.Began.UnixMicro(), shift.Seen.UnixMicro())
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `
			DELETE FROM shifts
			WHERE seen_at_us < $1`, shift.Seen.Add(-timesKept).UnixMicro())
		return err
	})
	if err != nil {
		return fmt.Errorf("record shift of %s: %w", shift.Worker, err)
	}
	return nil
}

// Shifts returns the shifts of all workers that went on at since or later, in the
// order in which they began.
func (s *Store) Shifts(ctx context.Context, since time.Time) ([]landfall.Shift, error) {
	var shifts []landfall.Shift
	err := s.ask(ctx, func(ctx context.Context) error {
		shifts = nil
		rows, err := s.read.QueryContext(ctx, `
			SELECT worker, began_at_us, seen_at_us
			FROM shifts
			WHERE seen_at_us >= $1
			ORDER BY began_at_us, worker`, since.UnixMicro())
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var shift landfall.Shift
			var began, seen int64
			if err := rows.Scan(&shift.Worker, &began, &seen); err != nil {
				return err
			}
			shift.Began, shift.Seen = timeOf(began), timeOf(seen)
			shifts = append(shifts, shift)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("shifts: %w", err)
	}
	return shifts, nil
}
