package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"time"

	"landfall/federation-core/social"
)

// never is when an arrival that was given up is due: it stays in the queue, for somebody to
// look at.
const never = math.MaxInt64

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
func (c *Core) Waiting(ctx context.Context, at time.Time, n int) ([]social.Arrival, error) {
	return c.arrivals(ctx, "arrivals", `next_us <= $1
			ORDER BY next_us, number`, at.UnixMicro(), n)
}

// GivenUp returns the arrivals that something should have come of and did not, with the
// reason, the latest first, at most n.
func (c *Core) GivenUp(ctx context.Context, n int) ([]social.Arrival, error) {
	return c.arrivals(ctx, "arrivals that were given up", `next_us = $1
			ORDER BY number DESC`, never, n)
}

func (c *Core) arrivals(ctx context.Context, what, which string, due int64, n int) (all []social.Arrival, err error) {
	err = c.query(ctx, what, func() { all = nil }, func(rows *sql.Rows) error {
		var a social.Arrival
		var received int64
		err := rows.Scan(&a.ID, &a.Actor, &received, &a.Attempts, &a.Reason, &a.Body)
		a.Received = timeOf(received)
		all = append(all, a)
		return err
	}, `
		SELECT id, actor, received_us, attempts, reason, body
		FROM core_arrivals
		WHERE waiting = 1
			AND `+which+`
		LIMIT $2`, due, n)
	return all, err
}

// PruneArrivals takes those that were given up and arrived before a moment off the queue. Their
// ids stay taken.
func (c *Core) PruneArrivals(ctx context.Context, before time.Time) (n int64, err error) {
	err = c.transact(ctx, func(ctx context.Context, t *coreTx) error {
		n, err = t.run(ctx, `
			UPDATE core_arrivals
			SET waiting = 0, body = ''
			WHERE waiting = 1
				AND next_us = $1
				AND received_us < $2`, never, before.UnixMicro())
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("prune arrivals: %w", err)
	}
	return n, nil
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
	if o.GivenUp || !o.Next.IsZero() {
		next := int64(never)
		if !o.GivenUp {
			next = o.Next.UnixMicro()
		}
		_, err := t.run(ctx, `
			UPDATE core_arrivals
			SET next_us = $2, attempts = attempts + 1, reason = $3
			WHERE id = $1
				AND waiting = 1`, o.ID, next, clean(o.Reason))
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

// Backlog is how much the two queues hold, and how many arrivals were given up.
type Backlog struct {
	Arrivals, Deliveries, GivenUp int64
}

// Backlog counts what waits to be done and to be delivered, and what was given up.
func (c *Core) Backlog(ctx context.Context) (b Backlog, err error) {
	err = c.s.ask(ctx, func(ctx context.Context) error {
		return c.s.read.QueryRowContext(ctx, `
			SELECT
				(SELECT count(*) FROM core_arrivals WHERE waiting = 1 AND next_us < $1),
				(SELECT count(*) FROM core_deliveries WHERE state = 0),
				(SELECT count(*) FROM core_arrivals WHERE waiting = 1 AND next_us = $1)`, int64(never)).Scan(&b.Arrivals, &b.Deliveries, &b.GivenUp)
	})
	return b, err
}
