package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"time"

	"landfall/federation-core/social"
)

// most is how many bytes of bodies one statement carries, or those of one arrival.
const most = 8 << 20

// never is when an arrival that was given up is due: it stays in the queue, for somebody to
// look at.
const never = math.MaxInt64

// Accept makes arrivals durable and returns which of them are new: the id of the others has
// been taken before, done or not.
func (c *Core) Accept(ctx context.Context, arrivals []social.Arrival) (fresh []bool, err error) {
	err = c.transact(ctx, func(ctx context.Context, t *coreTx) error {
		fresh = make([]bool, len(arrivals))
		for from, to := 0, 0; from < len(arrivals); from = to {
			for size := 0; to < len(arrivals) && (to == from || size+len(arrivals[to].Body) <= most); to++ {
				size += len(arrivals[to].Body)
			}
			if err := t.accept(ctx, arrivals[from:to], fresh[from:to]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("accept %d activities: %w", len(arrivals), err)
	}
	return fresh, nil
}

func (t *coreTx) accept(ctx context.Context, arrivals []social.Arrival, fresh []bool) error {
	rows, by := make([][]any, 0, len(arrivals)), make(map[int64]int, len(arrivals))
	seen := make(map[string]bool, len(arrivals))
	for i, a := range arrivals {
		if seen[a.ID] {
			continue // the first counts, whatever the order of the table
		}
		seen[a.ID] = true
		place := t.numbers.next(a.Received)
		by[place] = i
		rows = append(rows, []any{place, a.ID, a.Actor, a.Received.UnixMicro(), clean(string(a.Body))})
	}
	return t.each(ctx, []column{{"place", number}, {"arrival", text}, {"sender", text}, {"at_us", number}, {"content", text}}, rows, `
		INSERT INTO core_arrivals (number, id, actor, received_us, waiting, attempts, next_us, reason, body)
		SELECT place, arrival, sender, at_us, 1, 0, at_us, '', content
		FROM batch
		WHERE true
		ON CONFLICT (id) DO NOTHING
		RETURNING number`, func(result *sql.Rows) error {
		var place int64
		err := result.Scan(&place)
		fresh[by[place]] = true
		return err
	})
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
// worked on it. The changes of what one actor sent are made in the order of the outcomes;
// between actors there is none.
func (c *Core) Settle(ctx context.Context, outcomes []social.Outcome) error {
	err := c.transact(ctx, func(ctx context.Context, t *coreTx) error {
		if err := t.putOff(ctx, outcomes); err != nil {
			return err
		}
		done, err := t.done(ctx, outcomes)
		if err != nil {
			return err
		}
		return t.merge(ctx, lanes(outcomes, done))
	})
	if err != nil {
		return fmt.Errorf("settle %d arrivals: %w", len(outcomes), err)
	}
	return nil
}

// putOff records which arrivals are to be tried again, and which never are.
func (t *coreTx) putOff(ctx context.Context, outcomes []social.Outcome) error {
	var rows [][]any
	for _, o := range outcomes {
		switch {
		case o.GivenUp:
			rows = append(rows, []any{o.ID, int64(never), clean(o.Reason)})
		case !o.Next.IsZero():
			rows = append(rows, []any{o.ID, o.Next.UnixMicro(), clean(o.Reason)})
		}
	}
	return t.each(ctx, []column{{"arrival", text}, {"again_us", number}, {"why", text}}, rows, `
		UPDATE core_arrivals
		SET next_us = n.again_us, attempts = attempts + 1, reason = n.why
		FROM batch AS n
		WHERE id = n.arrival
			AND waiting = 1`, nil)
}

// done takes the others off the queue, and returns the ids of those that were on it.
func (t *coreTx) done(ctx context.Context, outcomes []social.Outcome) (map[string]bool, error) {
	var rows [][]any
	for _, o := range outcomes {
		if o.Next.IsZero() && !o.GivenUp {
			rows = append(rows, []any{o.ID, clean(o.Reason)})
		}
	}
	done := make(map[string]bool, len(rows))
	return done, t.each(ctx, []column{{"arrival", text}, {"why", text}}, rows, `
		UPDATE core_arrivals
		SET waiting = 0, attempts = attempts + 1, reason = n.why, body = ''
		FROM batch AS n
		WHERE id = n.arrival
			AND waiting = 1
		RETURNING id`, func(result *sql.Rows) error {
		var id string
		err := result.Scan(&id)
		done[id] = true
		return err
	})
}

// lanes are the changes of the arrivals that are done, by whoever sent them; each arrival
// counts once.
func lanes(outcomes []social.Outcome, done map[string]bool) (all [][]social.Change) {
	by := make(map[string]int)
	for _, o := range outcomes {
		if !done[o.ID] || !o.Next.IsZero() {
			continue
		}
		delete(done, o.ID)
		lane, known := by[o.Actor]
		if !known {
			lane = len(all)
			by[o.Actor], all = lane, append(all, nil)
		}
		all[lane] = append(all[lane], o.Changes...)
	}
	return all
}

// Backlog is how much the two queues hold, and how many arrivals were given up.
type Backlog struct {
	Arrivals, Deliveries, GivenUp int64
	// NextArrival and NextDelivery are when the first of those that wait is due; zero if none waits.
	NextArrival, NextDelivery time.Time
}

// Backlog counts what waits to be done and to be delivered, and what was given up.
func (c *Core) Backlog(ctx context.Context) (b Backlog, err error) {
	var arrival, shipment sql.NullInt64
	err = c.s.ask(ctx, func(ctx context.Context) error {
		return c.s.read.QueryRowContext(ctx, `
			SELECT
				(SELECT count(*) FROM core_arrivals WHERE waiting = 1 AND next_us < $1),
				(SELECT count(*) FROM core_deliveries WHERE state = 0),
				(SELECT count(*) FROM core_arrivals WHERE waiting = 1 AND next_us = $1),
				(SELECT min(next_us) FROM core_arrivals WHERE waiting = 1 AND next_us < $1),
				(SELECT min(next_us) FROM core_deliveries WHERE state = 0)`, int64(never)).
			Scan(&b.Arrivals, &b.Deliveries, &b.GivenUp, &arrival, &shipment)
	})
	if arrival.Valid {
		b.NextArrival = time.UnixMicro(arrival.Int64)
	}
	if shipment.Valid {
		b.NextDelivery = time.UnixMicro(shipment.Int64)
	}
	return b, err
}
