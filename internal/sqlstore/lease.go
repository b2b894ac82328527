package sqlstore

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"landfall"
)

// Lease takes at most n hosts that are due at now and that nobody holds, the
// longest overdue first, and gives them to worker until now plus ttl. A lease
// that has run out is free to be taken.
func (s *Store) Lease(ctx context.Context, worker string, n int, now time.Time, ttl time.Duration) ([]landfall.Lease, error) {
	var taken []dueLease
	err := s.transact(ctx, func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, freeExpired, now.UnixMicro())
		if err != nil {
			return err
		}
		taken, err = takeDue(ctx, tx, worker, n, now, now.Add(ttl))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("lease %d hosts for %s: %w", n, worker, err)
	}
	slices.SortFunc(taken, func(a, b dueLease) int {
		return cmp.Or(cmp.Compare(a.due, b.due), cmp.Compare(a.Host, b.Host))
	})
	leases := make([]landfall.Lease, len(taken))
	for i, t := range taken {
		leases[i] = t.Lease
	}
	return leases, nil
}

// freeExpired and takeFree stand apart for the same reason as in due.go.
const (
	freeExpired = `
		UPDATE frontier
		SET lease_until_us = NULL
		WHERE lease_until_us IS NOT NULL
		  AND lease_until_us <= ?`
	takeFree = `
		UPDATE frontier
		SET lease_until_us = ?, token = token + 1, worker = ?
		WHERE host IN (
			SELECT host
			FROM frontier
			WHERE lease_until_us IS NULL
			  AND due_at_us <= ?
			ORDER BY due_at_us, host
			LIMIT ?
		)
		RETURNING host, token, due_at_us`
)

// dueLease is a lease and since when its host was due. SQLite returns updated
// rows in no particular order.
type dueLease struct {
	landfall.Lease
	due int64
}

func takeDue(ctx context.Context, tx *sql.Tx, worker string, n int, now, until time.Time) ([]dueLease, error) {
	rows, err := tx.QueryContext(ctx, takeFree, until.UnixMicro(), worker, now.UnixMicro(), max(n, 0))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var taken []dueLease
	for rows.Next() {
		lease := dueLease{Lease: landfall.Lease{Until: timeOf(until.UnixMicro())}}
		if err := rows.Scan(&lease.Host, &lease.Token, &lease.due); err != nil {
			return nil, err
		}
		taken = append(taken, lease)
	}
	return taken, rows.Err()
}

// Release gives leases back; their hosts stay due as they were. A lease that has
// passed on is left alone.
func (s *Store) Release(ctx context.Context, leases []landfall.Lease) error {
	err := s.transact(ctx, func(ctx context.Context, tx *sql.Tx) error {
		release, err := tx.PrepareContext(ctx, `
			UPDATE frontier
			SET lease_until_us = NULL, worker = ''
			WHERE host = ?
			  AND token = ?
			  AND worker <> ''`)
		if err != nil {
			return err
		}
		defer release.Close()
		for _, lease := range leases {
			if _, err := release.ExecContext(ctx, lease.Host, lease.Token); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("release %d leases: %w", len(leases), err)
	}
	return nil
}
