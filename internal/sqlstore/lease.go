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
	err := s.transact(ctx, func(ctx context.Context, tx tx) error {
		if _, err := tx.ExecContext(ctx, freeExpired(s.dialect), now.UnixMicro()); err != nil {
			return err
		}
		var err error
		taken, err = takeDue(ctx, tx, takeFree(s.dialect), worker, n, now, now.Add(ttl))
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

// LeaseHost takes one host, due or not, if nobody holds it; ok is false if somebody does, or
// if it is not known.
func (s *Store) LeaseHost(ctx context.Context, worker string, host landfall.Host, now time.Time, ttl time.Duration) (lease landfall.Lease, ok bool, err error) {
	until := now.Add(ttl)
	err = s.transact(ctx, func(ctx context.Context, tx tx) error {
		lease, ok = landfall.Lease{Until: timeOf(until.UnixMicro())}, false
		rows, err := tx.QueryContext(ctx, takeHost, until.UnixMicro(), clean(worker), now.UnixMicro(), string(host))
		if err != nil {
			return err
		}
		taken, err := scanTaken(rows, until, now)
		if len(taken) > 0 {
			lease, ok = taken[0].Lease, true
		}
		return err
	})
	if err != nil {
		return landfall.Lease{}, false, fmt.Errorf("lease %s for %s: %w", host, worker, err)
	}
	return lease, ok, nil
}

const takeHost = `
	UPDATE frontier
	SET lease_until_us = $1, token = token + 1, worker = $2
	WHERE host = $4
	  AND (lease_until_us IS NULL OR lease_until_us <= $3)
	RETURNING host, token, due_at_us, (
		SELECT i.status
		FROM instances AS i
		WHERE i.host = frontier.host
	), ` + agendaColumns

// freeExpired and takeFree stand apart for the same reason as in due.go. Rows that
// another worker has in hand are passed over, so that workers do not wait for each
// other; the hosts to take are found once, before any is changed.
func freeExpired(d dialect) string {
	return `
		WITH expired AS MATERIALIZED (
			SELECT host
			FROM frontier
			WHERE lease_until_us IS NOT NULL
			  AND lease_until_us <= $1` + d.skipLocked + `
		)
		UPDATE frontier
		SET lease_until_us = NULL
		WHERE host IN (SELECT host FROM expired)`
}

func takeFree(d dialect) string {
	return `
		WITH free AS MATERIALIZED (
			SELECT host
			FROM frontier
			WHERE lease_until_us IS NULL
			  AND due_at_us <= $3
			ORDER BY due_at_us, host
			LIMIT $4` + d.skipLocked + `
		)
		UPDATE frontier
		SET lease_until_us = $1, token = token + 1, worker = $2
		WHERE host IN (SELECT host FROM free)
		RETURNING host, token, due_at_us, (
			SELECT i.status
			FROM instances AS i
			WHERE i.host = frontier.host
		), ` + agendaColumns
}

// dueLease is a lease and since when its host was due. Updated rows come back in
// no particular order.
type dueLease struct {
	landfall.Lease
	due int64
}

func takeDue(ctx context.Context, tx tx, query, worker string, n int, now, until time.Time) ([]dueLease, error) {
	rows, err := tx.QueryContext(ctx, query, until.UnixMicro(), clean(worker), now.UnixMicro(), max(n, 0))
	if err != nil {
		return nil, err
	}
	return scanTaken(rows, until, now)
}

func scanTaken(rows *sql.Rows, until, now time.Time) ([]dueLease, error) {
	defer rows.Close()
	var taken []dueLease
	for rows.Next() {
		lease := dueLease{Lease: landfall.Lease{Until: timeOf(until.UnixMicro())}}
		var r agendaRow
		if err := rows.Scan(append([]any{&lease.Host, &lease.Token, &lease.due, &lease.Status}, r.fields()...)...); err != nil {
			return nil, err
		}
		agenda := r.agenda()
		lease.Due, lease.Want = timeOf(lease.due), agenda.Want(now)
		lease.Document, lease.Fields, lease.Claimed = agenda.Document, agenda.Fields, agenda.Claimed
		taken = append(taken, lease)
	}
	return taken, rows.Err()
}

// Release gives leases back; their hosts stay due as they were. A lease that has
// passed on is left alone.
func (s *Store) Release(ctx context.Context, leases []landfall.Lease) error {
	batch := make([][]any, len(leases))
	for i, lease := range leases {
		batch[i] = []any{string(lease.Host), lease.Token}
	}
	err := s.transact(ctx, func(ctx context.Context, tx tx) error {
		return tx.each(ctx, leaseColumns(), batch, `
			UPDATE frontier AS f
			SET lease_until_us = NULL, worker = ''
			FROM batch AS b
			WHERE f.host = b.host
			  AND f.token = b.token
			  AND f.worker <> ''`, nil)
	})
	if err != nil {
		return fmt.Errorf("release %d leases: %w", len(leases), err)
	}
	return nil
}
