//go:build cgo

package duckstore

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"landfall"
)

// Network returns the days on which anybody was visited, oldest first.
func (s *Store) Network(ctx context.Context, from, to time.Time) ([]landfall.NetworkDay, error) {
	args := []any{dayOf(from), dayAfter(to)}
	var days []landfall.NetworkDay
	at := make(map[time.Time]int)
	err := s.each(ctx, `
		SELECT day, visited, answering, visits, answered, unknown, `+sumOf("users")+`, `+sumOf("active_month")+`, `+sumOf("posts")+`
		FROM network_days
		WHERE day >= CAST(? AS DATE)
		  AND day < CAST(? AS DATE)
		ORDER BY day`, args, func(rows *sql.Rows) error {
		var d landfall.NetworkDay
		err := rows.Scan(slices.Concat(
			[]any{&d.Date, &d.Visited, &d.Answering, &d.Visits, &d.Answered, &d.Unknown},
			sumFields(&d.Users), sumFields(&d.ActiveMonth), sumFields(&d.Posts))...)
		d.Date = d.Date.UTC()
		at[d.Date] = len(days)
		days = append(days, d)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("network by day: %w", err)
	}
	err = s.each(ctx, networkPercentiles, args, func(rows *sql.Rows) error {
		var day time.Time
		var kind string
		var p rank
		if err := rows.Scan(&day, &kind, &p.n, &p.at[0], &p.at[1], &p.at[2]); err != nil {
			return err
		}
		i, ok := at[day.UTC()]
		switch {
		case !ok: // rolled up between the two queries
		case kind == "click":
			days[i].Click = p.percentiles()
		default:
			days[i].First = p.percentiles()
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("percentiles of the network by day: %w", err)
	}
	return days, nil
}

// sumOf selects the parts of a sum, in the order of sumFields.
func sumOf(column string) string {
	return column + ".believed, " + column + ".stated, " + column + ".counted, " +
		column + ".doubted, " + column + ".capped, " + column + ".silent"
}

func sumFields(s *landfall.Sum) []any {
	return []any{&s.Believed, &s.Stated, &s.Counted, &s.Doubted, &s.Capped, &s.Silent}
}

// networkPercentiles reads each day's percentiles off its sketches.
const networkPercentiles = `
	WITH running AS (
		SELECT
			day,
			kind,
			bucket,
			sum(n) OVER (PARTITION BY day, kind ORDER BY bucket) AS upto,
			sum(n) OVER (PARTITION BY day, kind) AS total
		FROM network_sketches
		WHERE day >= CAST(? AS DATE)
		  AND day < CAST(? AS DATE)
	)
	SELECT
		day,
		kind,
		CAST(max(total) AS BIGINT),
		min(bucket) FILTER (upto > floor(0.5 * (total - 1))),
		min(bucket) FILTER (upto > floor(0.75 * (total - 1))),
		min(bucket) FILTER (upto > floor(0.95 * (total - 1)))
	FROM running
	GROUP BY day, kind`

// Shares returns the shares of each day, by day and then by key.
func (s *Store) Shares(ctx context.Context, by landfall.ShareBy, from, to time.Time) ([]landfall.Share, error) {
	var shares []landfall.Share
	err := s.each(ctx, `
		SELECT day, key, instances, `+sumOf("users")+`, `+sumOf("active_month")+`
		FROM shares
		WHERE share_by = ?
		  AND day >= CAST(? AS DATE)
		  AND day < CAST(? AS DATE)
		ORDER BY day, key`, []any{string(by), dayOf(from), dayAfter(to)}, func(rows *sql.Rows) error {
		var share landfall.Share
		err := rows.Scan(slices.Concat(
			[]any{&share.Date, &share.Key, &share.Instances}, sumFields(&share.Users), sumFields(&share.ActiveMonth))...)
		share.Date = share.Date.UTC()
		shares = append(shares, share)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("shares by %s: %w", by, err)
	}
	return shares, nil
}

// Reasons counts the visits that were not answered, whoever's fault, by outcome,
// class and reason, the most visits first.
func (s *Store) Reasons(ctx context.Context, from, to time.Time) ([]landfall.ReasonCount, error) {
	var reasons []landfall.ReasonCount
	err := s.each(ctx, `
		SELECT outcome, class, reason, CAST(sum(visits) AS BIGINT) AS visits
		FROM reasons
		WHERE day >= CAST(? AS DATE)
		  AND day < CAST(? AS DATE)
		GROUP BY outcome, class, reason
		ORDER BY visits DESC, outcome, class, reason`, []any{dayOf(from), dayAfter(to)}, func(rows *sql.Rows) error {
		var r landfall.ReasonCount
		err := rows.Scan(&r.Outcome, &r.Class, &r.Reason, &r.Visits)
		reasons = append(reasons, r)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reasons: %w", err)
	}
	return reasons, nil
}

// Changes calls fn for the changes of one host or, if it is empty, of all, in order
// of time, host and field; the period is exact. It stops at the first error of fn
// and returns it.
func (s *Store) Changes(ctx context.Context, host landfall.Host, from, to time.Time, fn func(landfall.Change) error) error {
	query, args := `
		SELECT host, seen_at, field, before, after
		FROM changes
		WHERE seen_at >= ?
		  AND seen_at < ?`, []any{from.UTC(), to.UTC()}
	if host != "" {
		query += `
		  AND ` + ofHost
		args = append(args, hostKey(host), string(host))
	}
	query += `
		ORDER BY seen_at, host, field`
	err := s.each(ctx, query, args, func(rows *sql.Rows) error {
		var c landfall.Change
		if err := rows.Scan(&c.Host, &c.At, &c.Field, &c.Before, &c.After); err != nil {
			return err
		}
		c.At = c.At.UTC()
		return fn(c)
	})
	if err != nil {
		return fmt.Errorf("changes: %w", err)
	}
	return nil
}

// Edges returns the peers that a host's samples named, by name, if the time from
// First to Last touches the period.
func (s *Store) Edges(ctx context.Context, host landfall.Host, from, to time.Time) ([]landfall.Edge, error) {
	var edges []landfall.Edge
	err := s.each(ctx, `
		SELECT peer, first_at, last_at
		FROM edges
		WHERE `+ofHost+`
		  AND first_at < ?
		  AND last_at >= ?
		ORDER BY peer`, []any{hostKey(host), string(host), to.UTC(), from.UTC()}, func(rows *sql.Rows) error {
		e := landfall.Edge{Host: host}
		err := rows.Scan(&e.Peer, &e.First, &e.Last)
		e.First, e.Last = e.First.UTC(), e.Last.UTC()
		edges = append(edges, e)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("edges of %s: %w", host, err)
	}
	return edges, nil
}
