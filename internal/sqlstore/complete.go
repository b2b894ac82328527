package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"landfall"
)

// Complete applies visits to their instances, keeps the wordings of rules that changed,
// gives each host the agenda that next says and ends its lease, all in one transaction. A visit whose lease has passed to
// another worker, or was ended before, is refused, and its host is returned; the
// others go through. next is called inside the transaction and must be quick; if
// the transaction has to be run again, it is called again.
func (s *Store) Complete(ctx context.Context, visits []landfall.Visited, next landfall.Reschedule) (stale []landfall.Host, err error) {
	if len(visits) == 0 {
		return nil, nil
	}
	err = s.transact(ctx, func(ctx context.Context, tx tx) error {
		held, err := s.held(ctx, tx, visits)
		if err != nil {
			return err
		}
		done := completion{wordings: make(map[landfall.Host][]landfall.Wording)}
		stale, err = done.apply(visits, held, next)
		if err != nil {
			return err
		}
		return s.store(ctx, tx, done)
	})
	if err != nil {
		return nil, fmt.Errorf("complete %d visits: %w", len(visits), err)
	}
	return stale, nil
}

// holding is a lease as a key.
type holding struct {
	host  landfall.Host
	token int64
}

// heldInstances finds and locks the instances whose lease is still held. Both rows
// are locked: one that another transaction had in hand is then read as that
// transaction left it, and not as it was when the statement began.
const heldInstances = `
	SELECT f.token, i.host, i.status, i.discovered_at_us, i.via, i.last_visit_at_us, i.last_seen_at_us,
		i.failures, i.down_since_us, i.gone_since_us, i.last_outcome, i.last_reason, i.facts,
		` + agendaColumns + `
	FROM batch AS b
	JOIN frontier AS f ON f.host = b.host
	JOIN instances AS i ON i.host = f.host
	WHERE f.token = b.token
	  AND f.worker <> ''`

// leaseColumns are those of a batch of leases.
func leaseColumns() []column { return []column{{"host", text}, {"token", number}} }

// heldRow is what Complete finds of a host.
type heldRow struct {
	row
	agenda agendaRow
}

func (s *Store) held(ctx context.Context, tx tx, visits []landfall.Visited) (map[holding]heldRow, error) {
	leases := make([][]any, len(visits))
	for i, visit := range visits {
		leases[i] = []any{string(visit.Lease.Host), visit.Lease.Token}
	}
	held := make(map[holding]heldRow, len(visits))
	err := tx.each(ctx, leaseColumns(), leases, heldInstances+s.lockHeld, func(rows *sql.Rows) error {
		var r heldRow
		var token int64
		err := rows.Scan(slices.Concat([]any{&token}, r.fields(), r.agenda.fields())...)
		held[holding{landfall.Host(r.host), token}] = r
		return err
	})
	return held, err
}

// completion is what one transaction of Complete writes.
type completion struct {
	changes  [][]any // instances that are not as they were
	schedule [][]any
	refused  []landfall.Host                      // those that asked not to be measured
	wordings map[landfall.Host][]landfall.Wording // of those whose rules changed
}

// apply works out what the visits come to and returns the hosts of those whose
// lease is not held. A lease ends with its first visit.
func (c *completion) apply(visits []landfall.Visited, held map[holding]heldRow, next landfall.Reschedule) (stale []landfall.Host, err error) {
	for _, visit := range visits {
		key := holding{visit.Lease.Host, visit.Lease.Token}
		before, ok := held[key]
		if !ok {
			stale = append(stale, visit.Lease.Host)
			continue
		}
		delete(held, key)
		was, err := before.instance()
		if err != nil {
			return nil, err
		}
		in := was.Apply(visit.Observation)
		after, err := rowOf(in)
		if err != nil {
			return nil, err
		}
		if in.Status == landfall.StatusRefused {
			c.refused = append(c.refused, in.Host)
		}
		if wordings := reworded(&was.Facts, &in.Facts); wordings != nil {
			c.wordings[in.Host] = wordings
		}
		if after != before.row {
			c.changes = append(c.changes, []any{
				after.host, after.status, after.lastVisit, after.lastSeen, after.failures,
				after.downSince, after.goneSince, after.lastOutcome, after.lastReason, after.facts,
			})
		}
		c.schedule = append(c.schedule, scheduleRow(after.host, next(in, before.agenda.agenda(), visit)))
	}
	return stale, nil
}

func (s *Store) store(ctx context.Context, tx tx, done completion) error {
	err := tx.each(ctx, []column{
		{"host", text}, {"status", text}, {"last_visit_at_us", number}, {"last_seen_at_us", number}, {"failures", number},
		{"down_since_us", number}, {"gone_since_us", number}, {"last_outcome", text}, {"last_reason", text}, {"facts", text},
	}, done.changes, `
		UPDATE instances AS i
		SET status = b.status, last_visit_at_us = b.last_visit_at_us, last_seen_at_us = b.last_seen_at_us,
			failures = b.failures, down_since_us = b.down_since_us, gone_since_us = b.gone_since_us, last_outcome = b.last_outcome,
			last_reason = b.last_reason, facts = b.facts
		FROM batch AS b
		WHERE i.host = b.host`, nil)
	if err != nil {
		return err
	}
	if err := tx.drop(ctx, done.refused, ofInstances...); err != nil {
		return err
	}
	if err := tx.keepWordings(ctx, done.wordings); err != nil {
		return err
	}
	err = tx.each(ctx, scheduleColumns(), done.schedule, `
		UPDATE frontier AS f
		SET `+setAgenda+`,
			lease_until_us = NULL, worker = ''
		FROM batch AS b
		WHERE f.host = b.host`, nil)
	if err != nil || len(done.changes) == 0 {
		return err
	}
	return s.revise(ctx, tx)
}
