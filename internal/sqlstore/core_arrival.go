package sqlstore

import (
	"context"
	"fmt"
	"time"

	"landfall/federation-core/social"
)

// Accept makes arrivals durable and returns which of them are new: the id of the others has
// been taken before, done or not.
func (c *Core) Accept(ctx context.Context, arrivals []social.Arrival) (fresh []bool, err error) {
	err = c.transact(ctx, func(ctx context.Context, t *coreTx) error {
		fresh = make([]bool, len(arrivals))
		for i, a := range arrivals {
			added, err := t.run(ctx, `
				INSERT INTO core_arrivals (number, id, actor, received_us, waiting, attempts, next_us, reason, body)
				VALUES ($1, $2, $3, $4, 1, 0, $4, '', $5)
				ON CONFLICT (id) DO NOTHING`,
				t.numbers.next(a.Received), a.ID, a.Actor, a.Received.UnixMicro(), clean(string(a.Body)))
			if err != nil {
				return err
			}
			fresh[i] = added > 0
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("accept %d activities: %w", len(arrivals), err)
	}
	return fresh, nil
}

// Waiting returns the arrivals that are due at a moment, at most n, the longest due first.
func (c *Core) Waiting(ctx context.Context, at time.Time, n int) (all []social.Arrival, err error) {
	err = c.s.ask(ctx, func(ctx context.Context) error {
		all = nil
		rows, err := c.s.read.QueryContext(ctx, `
			SELECT id, actor, received_us, attempts, body
			FROM core_arrivals
			WHERE waiting = 1
				AND next_us <= $1
			ORDER BY next_us, number
			LIMIT $2`, at.UnixMicro(), n)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var a social.Arrival
			var received int64
			if err := rows.Scan(&a.ID, &a.Actor, &received, &a.Attempts, &a.Body); err != nil {
				return err
			}
			a.Received = timeOf(received)
			all = append(all, a)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("arrivals: %w", err)
	}
	return all, nil
}

// Settle records what became of arrivals and makes their changes, in one transaction. An
// arrival that is done already changes nothing: each has its effect once, whoever else has
// worked on it.
func (c *Core) Settle(ctx context.Context, outcomes []social.Outcome) error {
	err := c.transact(ctx, func(ctx context.Context, t *coreTx) error {
		for _, o := range outcomes {
			if err := t.settle(ctx, o); err != nil {
				return fmt.Errorf("%s: %w", o.ID, err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("settle %d arrivals: %w", len(outcomes), err)
	}
	return nil
}

func (t *coreTx) settle(ctx context.Context, o social.Outcome) error {
	if !o.Next.IsZero() {
		_, err := t.run(ctx, `
			UPDATE core_arrivals
			SET next_us = $2, attempts = attempts + 1, reason = $3
			WHERE id = $1
				AND waiting = 1`, o.ID, o.Next.UnixMicro(), clean(o.Reason))
		return err
	}
	done, err := t.run(ctx, `
		UPDATE core_arrivals
		SET waiting = 0, attempts = attempts + 1, reason = $2, body = ''
		WHERE id = $1
			AND waiting = 1`, o.ID, clean(o.Reason))
	if err != nil || done == 0 {
		return err
	}
	return t.apply(ctx, o.Changes)
}

// Backlog is how much the two queues hold.
type Backlog struct {
	Arrivals, Deliveries int64
}

// Backlog counts what waits to be done and to be delivered.
func (c *Core) Backlog(ctx context.Context) (b Backlog, err error) {
	err = c.s.ask(ctx, func(ctx context.Context) error {
		return c.s.read.QueryRowContext(ctx, `
			SELECT
				(SELECT count(*) FROM core_arrivals WHERE waiting = 1),
				(SELECT count(*) FROM core_deliveries WHERE state = 0)`).Scan(&b.Arrivals, &b.Deliveries)
	})
	return b, err
}
