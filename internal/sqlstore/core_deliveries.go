package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"landfall"
	"landfall/federation-core/delivery"
	"landfall/federation-core/social"
)

// Deliveries is the durable queue of what goes to other servers, and what is remembered of
// them: a [delivery.Queue] and [delivery.Peers].
type Deliveries struct{ c *Core }

// Deliveries returns the queue.
func (c *Core) Deliveries() *Deliveries { return &Deliveries{c} }

// Due returns deliveries that may be tried, as ask limits them.
func (d *Deliveries) Due(ctx context.Context, ask delivery.Ask) ([]social.Delivery, error) {
	var all []social.Delivery
	err := d.c.s.ask(ctx, func(ctx context.Context) error {
		all = nil
		hosts, err := d.dueHosts(ctx, ask)
		if err != nil {
			return err
		}
		stmt, err := d.c.s.read.PrepareContext(ctx, `
			SELECT d.number, d.activity, a.actor, d.inbox, d.host, d.followers, a.body, d.attempts, d.created_us, d.next_us, d.reason
			FROM core_deliveries AS d
			JOIN core_activities AS a ON a.id = d.activity
			WHERE d.state = 0
				AND d.host = $1
				AND d.next_us <= $2
			ORDER BY d.next_us, d.number
			LIMIT $3`)
		if err != nil {
			return err
		}
		defer stmt.Close()
		bytes := 0
		for _, host := range hosts {
			if len(all) >= ask.Rows || bytes >= ask.Bytes {
				break
			}
			if all, bytes, err = d.due(ctx, stmt, host, ask, all, bytes); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("deliveries that are due: %w", err)
	}
	return all, nil
}

// due adds those of one host to all.
func (d *Deliveries) due(ctx context.Context, stmt *sql.Stmt, host string, ask delivery.Ask, all []social.Delivery, bytes int) ([]social.Delivery, int, error) {
	rows, err := stmt.QueryContext(ctx, host, ask.Now.UnixMicro(), min(ask.PerHost, ask.Rows-len(all)))
	if err != nil {
		return nil, 0, err
	}
	defer rows.Close()
	for bytes < ask.Bytes && rows.Next() {
		var one social.Delivery
		var created, next int64
		err := rows.Scan(&one.Number, &one.Activity, &one.Actor, &one.Inbox, &one.Host, &one.Followers, &one.Body, &one.Attempts, &created, &next, &one.Reason)
		if err != nil {
			return nil, 0, err
		}
		one.Created, one.Next = timeOf(created), timeOf(next)
		all, bytes = append(all, one), bytes+len(one.Body)
	}
	return all, bytes, rows.Err()
}

// dueHosts returns the hosts once round, from the one after ask.After on. It leaps from host
// to host in the index, however much waits for each.
func (d *Deliveries) dueHosts(ctx context.Context, ask delivery.Ask) ([]string, error) {
	skip := make(map[string]bool, len(ask.Not))
	for _, host := range ask.Not {
		skip[host] = true
	}
	hosts, err := d.hosts(ctx, ask, ask.After, "", skip)
	if err != nil || len(hosts) >= ask.Rows || ask.After == "" {
		return hosts, err
	}
	before, err := d.hosts(ctx, ask, "", ask.After, skip)
	return append(hosts, before...), err
}

// leaps is how many hosts one question looks at: of thousands that wait, a page is enough.
const leaps = 256

// hosts returns those after one host up to another, or to the last.
func (d *Deliveries) hosts(ctx context.Context, ask delivery.Ask, after, to string, skip map[string]bool) ([]string, error) {
	var hosts []string
	for {
		page, last, more, err := d.leap(ctx, ask.Now, after, to)
		if err != nil {
			return nil, err
		}
		for _, host := range page {
			if !skip[host] && len(hosts) < ask.Rows {
				hosts = append(hosts, host)
			}
		}
		if !more || len(hosts) >= ask.Rows {
			return hosts, nil
		}
		after = last
	}
}

// leap looks at the next hosts after one, up to another: which of them may be tried now, what
// the last was, and whether others may follow. They are numbered on the way and ordered by
// that, since a join may turn them over.
func (d *Deliveries) leap(ctx context.Context, now time.Time, after, to string) (open []string, last string, more bool, err error) {
	rows, err := d.c.s.read.QueryContext(ctx, `
		WITH RECURSIVE hosts (place, host) AS (
			SELECT 1, min(host)
			FROM core_deliveries
			WHERE state = 0
				AND host > $1
			UNION ALL
			SELECT h.place + 1, (SELECT min(d.host) FROM core_deliveries AS d WHERE d.state = 0 AND d.host > h.host)
			FROM hosts AS h
			WHERE h.host IS NOT NULL
				AND ($2 = '' OR h.host < $2)
				AND h.place < $4
		)
		SELECT
			h.host,
			EXISTS (
				SELECT 1
				FROM core_deliveries AS d
				WHERE d.state = 0
					AND d.host = h.host
					AND d.next_us <= $3
			) AND NOT EXISTS (
				SELECT 1
				FROM core_peers AS p
				WHERE p.host = h.host
					AND p.closed_us > $3
			)
		FROM hosts AS h
		WHERE h.host IS NOT NULL
			AND ($2 = '' OR h.host <= $2)
		ORDER BY h.place`, after, to, now.UnixMicro(), leaps)
	if err != nil {
		return nil, "", false, err
	}
	defer rows.Close()
	seen := 0
	for rows.Next() {
		var may bool
		if err := rows.Scan(&last, &may); err != nil {
			return nil, "", false, err
		}
		if seen++; may {
			open = append(open, last)
		}
	}
	return open, last, seen == leaps, rows.Err()
}

// Next returns the first instant after a moment at which a delivery may become due; zero if
// there is none.
func (d *Deliveries) Next(ctx context.Context, after time.Time) (time.Time, error) {
	var next, open sql.NullInt64
	err := d.c.query(ctx, "the next delivery", func() {}, func(rows *sql.Rows) error { return rows.Scan(&next, &open) }, `
		SELECT
			(SELECT min(next_us) FROM core_deliveries WHERE state = 0 AND next_us > $1),
			(SELECT min(closed_us) FROM core_peers WHERE closed_us > $1)`, after.UnixMicro())
	if err != nil {
		return time.Time{}, err
	}
	if !next.Valid || open.Valid && open.Int64 < next.Int64 {
		next = open
	}
	return timeOrZero(next), nil
}

// Settle writes down what became of deliveries, all or none.
func (d *Deliveries) Settle(ctx context.Context, results []delivery.Result) error {
	now := time.Now()
	err := d.c.transact(ctx, func(ctx context.Context, t *coreTx) error {
		for _, r := range results {
			settled := now.UnixMicro()
			if r.State == social.Waiting {
				settled = 0
			}
			_, err := t.run(ctx, `
				UPDATE core_deliveries
				SET state = $2, attempts = $3, next_us = $4, settled_us = $5, reason = $6
				WHERE number = $1
					AND state = 0`, r.Number, int64(r.State), r.Attempts, r.Next.UnixMicro(), settled, clean(r.Reason))
			if err != nil {
				return err
			}
			if !r.Gone {
				continue
			}
			if _, err := t.run(ctx, `UPDATE core_actors SET mailbox = '' WHERE mailbox = $1 AND local = 0`, r.Inbox); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("settle %d deliveries: %w", len(results), err)
	}
	return nil
}

// Peers returns what is remembered of hosts.
func (d *Deliveries) Peers(ctx context.Context, hosts []string) (peers []social.Peer, err error) {
	wanted := make([]landfall.Host, len(hosts))
	for i, host := range hosts {
		wanted[i] = landfall.Host(host)
	}
	list, from, err := d.c.s.hostList(wanted)
	if err != nil {
		return nil, fmt.Errorf("peers: %w", err)
	}
	err = d.c.query(ctx, "peers", func() { peers = nil }, func(rows *sql.Rows) error {
		var body string
		if err := rows.Scan(&body); err != nil {
			return err
		}
		var p social.Peer
		err := json.Unmarshal([]byte(body), &p)
		peers = append(peers, p)
		return err
	}, from+`
		SELECT p.peer
		FROM batch AS b
		JOIN core_peers AS p ON p.host = b.host`, list)
	return peers, err
}

// SavePeers stores what is known of hosts now, and forgets those that were not heard of for
// long or are too many.
func (d *Deliveries) SavePeers(ctx context.Context, peers []social.Peer) error {
	return d.c.transact(ctx, func(ctx context.Context, t *coreTx) error {
		var latest time.Time
		for _, p := range peers {
			body, err := json.Marshal(p)
			if err != nil {
				return err
			}
			seen := p.Seen
			if p.LastFailed.After(seen) {
				seen = p.LastFailed
			}
			if seen.After(latest) {
				latest = seen
			}
			_, err = t.run(ctx, `
				INSERT INTO core_peers (host, seen_us, closed_us, peer)
				VALUES ($1, $2, $3, $4)
				ON CONFLICT (host) DO UPDATE
				SET seen_us = excluded.seen_us, closed_us = excluded.closed_us, peer = excluded.peer`,
				p.Host, seen.UnixMicro(), p.Closed.UnixMicro(), clean(string(body)))
			if err != nil {
				return err
			}
		}
		if _, err := t.run(ctx, `DELETE FROM core_peers WHERE seen_us < $1`, latest.Add(-delivery.PeerTTL).UnixMicro()); err != nil {
			return err
		}
		_, err := t.run(ctx, `
			DELETE FROM core_peers
			WHERE seen_us <= (
				SELECT seen_us
				FROM core_peers
				ORDER BY seen_us DESC
				LIMIT 1 OFFSET $1
			)`, delivery.PeerCap)
		return err
	})
}

// Closed returns to how many hosts nothing is sent at a moment, because they failed lately or
// asked for time.
func (d *Deliveries) Closed(ctx context.Context, at time.Time) (n int64, err error) {
	err = d.c.s.ask(ctx, func(ctx context.Context) error {
		return d.c.s.read.QueryRowContext(ctx, `
			SELECT count(*)
			FROM core_peers
			WHERE closed_us > $1`, at.UnixMicro()).Scan(&n)
	})
	return n, err
}

// Prune deletes what was settled before a moment: deliveries, and the documents that nothing
// waits with. It returns how many deliveries went.
func (d *Deliveries) Prune(ctx context.Context, before time.Time) (n int64, err error) {
	err = d.c.transact(ctx, func(ctx context.Context, t *coreTx) error {
		n, err = t.run(ctx, `DELETE FROM core_deliveries WHERE state <> 0 AND settled_us < $1`, before.UnixMicro())
		if err != nil || n == 0 {
			return err
		}
		_, err = t.run(ctx, `
			DELETE FROM core_activities
			WHERE at_us < $1
				AND NOT EXISTS (SELECT 1 FROM core_deliveries AS d WHERE d.activity = core_activities.id)`, before.UnixMicro())
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("prune deliveries: %w", err)
	}
	return n, nil
}

// Expired returns the deliveries that were given up last, at most n, without their documents.
func (d *Deliveries) Expired(ctx context.Context, n int) (all []social.Delivery, err error) {
	err = d.c.query(ctx, "expired deliveries", func() { all = nil }, func(rows *sql.Rows) error {
		one := social.Delivery{State: social.Expired}
		var created int64
		err := rows.Scan(&one.Number, &one.Activity, &one.Inbox, &one.Host, &one.Attempts, &created, &one.Reason)
		one.Created = timeOf(created)
		all = append(all, one)
		return err
	}, `
		SELECT number, activity, inbox, host, attempts, created_us, reason
		FROM core_deliveries
		WHERE state = 2
		ORDER BY settled_us DESC
		LIMIT $1`, n)
	return all, err
}
