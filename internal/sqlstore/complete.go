package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"landfall"
)

// Complete applies visits to their instances, makes each host due when next says
// and ends its lease, all in one transaction. A visit whose lease has passed to
// another worker, or was ended before, is refused, and its host is returned; the
// others go through. next is called inside the transaction and must be quick.
func (s *Store) Complete(ctx context.Context, visits []landfall.Visited, next func(landfall.Instance, *landfall.Observation) time.Time) (stale []landfall.Host, err error) {
	err = s.transact(ctx, func(ctx context.Context, tx *sql.Tx) error {
		stale = nil
		c, err := newCompletion(ctx, tx)
		if err != nil {
			return err
		}
		defer c.close()
		for _, visit := range visits {
			held, err := c.complete(ctx, visit, next)
			if err != nil {
				return fmt.Errorf("%s: %w", visit.Lease.Host, err)
			}
			if !held {
				stale = append(stale, visit.Lease.Host)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("complete %d visits: %w", len(visits), err)
	}
	return stale, nil
}

// completion is one transaction of Complete.
type completion struct {
	tx                     *sql.Tx
	held, change, schedule *sql.Stmt
	revision               int64 // 0 until an instance changes
}

func newCompletion(ctx context.Context, tx *sql.Tx) (*completion, error) {
	c := &completion{tx: tx}
	for _, prepare := range []struct {
		into  **sql.Stmt
		query string
	}{
		{&c.held, `
			SELECT i.host, i.status, i.discovered_at_us, i.via, i.last_visit_at_us, i.last_seen_at_us,
				i.failures, i.down_since_us, i.last_outcome, i.last_reason, i.facts
			FROM frontier AS f
			JOIN instances AS i ON i.host = f.host
			WHERE f.host = ?
			  AND f.token = ?
			  AND f.worker <> ''`},
		{&c.change, `
			UPDATE instances
			SET status = ?, last_visit_at_us = ?, last_seen_at_us = ?, failures = ?, down_since_us = ?,
				last_outcome = ?, last_reason = ?, facts = ?, revision = ?
			WHERE host = ?`},
		{&c.schedule, `
			UPDATE frontier
			SET due_at_us = ?, lease_until_us = NULL, worker = ''
			WHERE host = ?`},
	} {
		stmt, err := tx.PrepareContext(ctx, prepare.query) //nolint:sqlclosecheck // the transaction closes it
		if err != nil {
			return nil, err
		}
		*prepare.into = stmt
	}
	return c, nil
}

func (c *completion) close() {
	for _, stmt := range []*sql.Stmt{c.held, c.change, c.schedule} {
		stmt.Close()
	}
}

// complete applies one visit; it reports false if the lease is no longer held.
func (c *completion) complete(ctx context.Context, visit landfall.Visited, next func(landfall.Instance, *landfall.Observation) time.Time) (held bool, err error) {
	var before row
	err = c.held.QueryRowContext(ctx, visit.Lease.Host, visit.Lease.Token).Scan(before.fields()...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	in, err := before.instance()
	if err != nil {
		return false, err
	}
	in = in.Apply(visit.Observation)
	if err := c.store(ctx, before, in); err != nil {
		return false, err
	}
	_, err = c.schedule.ExecContext(ctx, next(in, visit.Observation).UnixMicro(), visit.Lease.Host)
	return true, err
}

// store writes an instance if it differs from what the table holds.
func (c *completion) store(ctx context.Context, before row, in landfall.Instance) error {
	after, err := rowOf(in)
	if err != nil || after == before {
		return err
	}
	if c.revision == 0 {
		if c.revision, err = nextRevision(ctx, c.tx); err != nil {
			return err
		}
	}
	_, err = c.change.ExecContext(ctx, after.status, after.lastVisit, after.lastSeen, after.failures, after.downSince,
		after.lastOutcome, after.lastReason, after.facts, c.revision, after.host)
	return err
}
