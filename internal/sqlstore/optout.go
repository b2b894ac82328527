package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"landfall"
)

// AskOptOut notes that somebody asks for a host to be left alone, and returns the request as
// it is then: looked at now, or as it was if it was looked at lately. A host that is kept out
// for good already is [landfall.ErrStale].
func (s *Store) AskOptOut(ctx context.Context, host landfall.Host, now time.Time) (o landfall.OptOut, err error) {
	err = s.transact(ctx, func(ctx context.Context, tx tx) error {
		// Beside a Forget, this could miss a tombstone that is not yet committed.
		if err := tx.begin(ctx, s.together); err != nil {
			return err
		}
		now := timeOf(now.UnixMicro())
		o, err = scanOptOut(tx.QueryRowContext(ctx, optOutOf, string(host)))
		switch {
		case errors.Is(err, sql.ErrNoRows):
			o = landfall.OptOut{Host: host, Asked: now, Next: now}
		case err != nil:
			return err
		default:
			o = o.Renewed(now)
		}
		return tx.saveOptOut(ctx, o)
	})
	if err != nil {
		return landfall.OptOut{}, fmt.Errorf("opt-out of %s: %w", host, err)
	}
	return o, nil
}

// SaveOptOut stores a request that was looked at, and removes one that is over. One that is
// not there any more, because its host was forgotten or another look ended it, stays away.
func (s *Store) SaveOptOut(ctx context.Context, o landfall.OptOut) error {
	err := s.transact(ctx, func(ctx context.Context, tx tx) error {
		if o.Next.IsZero() {
			_, err := tx.ExecContext(ctx, `
				DELETE FROM optouts
				WHERE host = $1`, string(o.Host))
			return err
		}
		_, err := tx.ExecContext(ctx, `
			UPDATE optouts
			SET looked_at_us = $2, next_at_us = $3, looks = $4, dns = $5, file = $6, robots = $7
			WHERE host = $1`, string(o.Host), microsOrNull(o.Looked), o.Next.UnixMicro(), o.Looks, string(o.DNS), string(o.File), string(o.Robots))
		return err
	})
	if err != nil {
		return fmt.Errorf("opt-out of %s: %w", o.Host, err)
	}
	return nil
}

// saveOptOut writes a request that somebody made, unless its host is forgotten.
func (t tx) saveOptOut(ctx context.Context, o landfall.OptOut) error {
	var forgotten bool
	err := t.QueryRowContext(ctx, isForgotten, string(o.Host)).Scan(&forgotten)
	if err != nil {
		return err
	}
	if forgotten {
		return landfall.ErrStale
	}
	_, err = t.ExecContext(ctx, `
		INSERT INTO optouts (host, asked_at_us, looked_at_us, next_at_us, looks, dns, file, robots)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (host) DO UPDATE
		SET asked_at_us = excluded.asked_at_us, next_at_us = excluded.next_at_us, looks = excluded.looks`,
		string(o.Host), o.Asked.UnixMicro(), microsOrNull(o.Looked), o.Next.UnixMicro(), o.Looks, string(o.DNS), string(o.File), string(o.Robots))
	return err
}

const optOutColumns = `host, asked_at_us, looked_at_us, next_at_us, looks, dns, file, robots`

const optOutOf = `
	SELECT ` + optOutColumns + `
	FROM optouts
	WHERE host = $1`

// OptOut returns the request of a host that is not settled, [landfall.ErrNotFound] if there
// is none.
func (s *Store) OptOut(ctx context.Context, host landfall.Host) (o landfall.OptOut, err error) {
	err = s.ask(ctx, func(ctx context.Context) error {
		o, err = scanOptOut(s.read.QueryRowContext(ctx, optOutOf, string(host)))
		if errors.Is(err, sql.ErrNoRows) {
			return landfall.ErrNotFound
		}
		return err
	})
	if err != nil {
		return landfall.OptOut{}, fmt.Errorf("opt-out of %s: %w", host, err)
	}
	return o, nil
}

// OptOutsDue returns at most n requests whose host is to be looked at at now, those never
// looked at first.
func (s *Store) OptOutsDue(ctx context.Context, n int, now time.Time) (due []landfall.OptOut, err error) {
	err = s.ask(ctx, func(ctx context.Context) error {
		due = nil
		rows, err := s.read.QueryContext(ctx, `
			SELECT `+optOutColumns+`
			FROM optouts
			WHERE next_at_us <= $1
			ORDER BY looks, next_at_us, host
			LIMIT $2`, now.UnixMicro(), max(n, 0))
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			o, err := scanOptOut(rows)
			if err != nil {
				return err
			}
			due = append(due, o)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("opt-outs that are due: %w", err)
	}
	return due, nil
}

func scanOptOut(row interface{ Scan(dest ...any) error }) (landfall.OptOut, error) {
	var o landfall.OptOut
	var asked, next int64
	var looked sql.NullInt64
	err := row.Scan(&o.Host, &asked, &looked, &next, &o.Looks, &o.DNS, &o.File, &o.Robots)
	o.Asked, o.Looked, o.Next = timeOf(asked), timeOrZero(looked), timeOf(next)
	return o, err
}
