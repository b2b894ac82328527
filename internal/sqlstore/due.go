package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"landfall"
)

// The queries of the frontier stand apart from the methods that run them so that a
// test can ask the database how it means to run them: none may read the whole table.
const (
	nextDue = `
		SELECT min(at_us)
		FROM (
			SELECT min(due_at_us) AS at_us
			FROM frontier
			WHERE lease_until_us IS NULL
			UNION ALL
			SELECT min(lease_until_us)
			FROM frontier
			WHERE lease_until_us IS NOT NULL
		) AS x`
	frontierLag = `
		SELECT min(due_at_us)
		FROM (
			SELECT min(due_at_us) AS due_at_us
			FROM frontier
			WHERE lease_until_us IS NULL
			UNION ALL
			SELECT min(due_at_us)
			FROM frontier
			WHERE lease_until_us IS NOT NULL
			  AND lease_until_us <= $1
		) AS x`
	countDue = `
		SELECT count(*)
		FROM (
			SELECT 1
			FROM frontier
			WHERE lease_until_us IS NULL
			  AND due_at_us <= $1
			UNION ALL
			SELECT 1
			FROM frontier
			WHERE lease_until_us IS NOT NULL
			  AND lease_until_us <= $1
			  AND due_at_us <= $1
			LIMIT $2
		) AS x`
)

// NextDue says when Lease will next have something to give: when the first free
// host is due or the first lease runs out. ok is false if no host is known.
func (s *Store) NextDue(ctx context.Context) (due time.Time, ok bool, err error) {
	var micros sql.NullInt64
	err = s.ask(ctx, func(ctx context.Context) error {
		return s.read.QueryRowContext(ctx, nextDue).Scan(&micros)
	})
	if err != nil {
		return time.Time{}, false, fmt.Errorf("next due host: %w", err)
	}
	return timeOrZero(micros), micros.Valid, nil
}

// Lag says how long the most overdue host has been due at now, hosts under a live
// lease left out; 0 if none is due.
func (s *Store) Lag(ctx context.Context, now time.Time) (time.Duration, error) {
	var micros sql.NullInt64
	err := s.ask(ctx, func(ctx context.Context) error {
		return s.read.QueryRowContext(ctx, frontierLag, now.UnixMicro()).Scan(&micros)
	})
	if err != nil {
		return 0, fmt.Errorf("frontier lag: %w", err)
	}
	if !micros.Valid {
		return 0, nil
	}
	return max(0, now.Sub(timeOf(micros.Int64))), nil
}

// dueMost bounds what Due counts.
const dueMost = 100_000

// Due counts the hosts that Lease could give at now, up to 100,000.
func (s *Store) Due(ctx context.Context, now time.Time) (int, error) {
	var n int
	err := s.ask(ctx, func(ctx context.Context) error {
		return s.read.QueryRowContext(ctx, countDue, now.UnixMicro(), dueMost).Scan(&n)
	})
	if err != nil {
		return 0, fmt.Errorf("count due hosts: %w", err)
	}
	return n, nil
}

// Recheck makes a known host due at now, unless it is due already. An unknown
// host gives [landfall.ErrNotFound].
func (s *Store) Recheck(ctx context.Context, host landfall.Host, now time.Time) error {
	err := s.transact(ctx, func(ctx context.Context, tx tx) error {
		return one(landfall.ErrNotFound)(tx.ExecContext(ctx, `
			UPDATE frontier
			SET due_at_us = CASE WHEN due_at_us > $1 THEN $1 ELSE due_at_us END
			WHERE host = $2`, now.UnixMicro(), string(host)))
	})
	if err != nil {
		return fmt.Errorf("recheck %s: %w", host, err)
	}
	return nil
}

// one turns the result of a statement into none if it wrote no row.
func one(none error) func(sql.Result, error) error {
	return func(result sql.Result, err error) error {
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n > 0 {
			return err
		}
		return none
	}
}

// RecheckOld makes a host due at now that was visited before old, unless it asked
// not to be measured; ok is false if it is none of these.
func (s *Store) RecheckOld(ctx context.Context, host landfall.Host, now, old time.Time) (ok bool, err error) {
	err = s.transact(ctx, func(ctx context.Context, tx tx) error {
		result, err := tx.ExecContext(ctx, `
			UPDATE frontier
			SET due_at_us = $1
			WHERE host = $2
			  AND due_at_us > $1
			  AND EXISTS (
				SELECT 1
				FROM instances AS i
				WHERE i.host = frontier.host
				  AND i.status <> 'refused'
				  AND i.last_visit_at_us < $3
			  )`, now.UnixMicro(), string(host), old.UnixMicro())
		if err != nil {
			return err
		}
		n, err := result.RowsAffected()
		ok = n > 0
		return err
	})
	if err != nil {
		return false, fmt.Errorf("recheck %s: %w", host, err)
	}
	return ok, nil
}
