package chstore

import (
	"context"
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"landfall"
)

// Changes calls fn for the changes of one host or, if it is empty, of all, in order
// of time, host and field. It stops at the first error of fn and returns it.
func (s *Store) Changes(ctx context.Context, host landfall.Host, from, to time.Time, fn func(landfall.Change) error) error {
	after := landfall.Change{At: from}
	for {
		page, err := s.changesAfter(ctx, host, after, to)
		if err != nil {
			return fmt.Errorf("changes: %w", err)
		}
		for _, c := range page {
			if err := fn(c); err != nil {
				return err
			}
		}
		if len(page) < pageRows {
			return nil
		}
		after = page[len(page)-1]
	}
}

// changesAfter reads a page of the changes that come after one.
func (s *Store) changesAfter(ctx context.Context, host landfall.Host, after landfall.Change, to time.Time) (page []landfall.Change, err error) {
	from := after.At
	if from.Before(firstTime) {
		from = firstTime
	}
	condition, args := ofHost(host, []any{
		micro(from), micro(earlier(to, lastTime)), micro(from), string(after.Host), string(after.Field),
	})
	err = s.each(ctx, func(rows driver.Rows) error {
		c, err := scanChange(rows)
		page = append(page, c)
		return err
	}, `
		SELECT host, at, field, value_before, value_after
		FROM changes FINAL
		WHERE void = 0
		  AND at >= ?
		  AND at < ?
		  AND (at > ? OR (toString(host), toString(field)) > (?, ?))`+condition+`
		ORDER BY at, host, field
		LIMIT ?`, append(args, pageRows)...)
	return page, err
}

func scanChange(rows driver.Rows) (landfall.Change, error) {
	var c landfall.Change
	var host, field string
	err := rows.Scan(&host, &c.At, &field, &c.Before, &c.After)
	c.Host, c.At, c.Field = landfall.Host(host), c.At.UTC(), landfall.ChangeField(field)
	return c, err
}

// Edges returns the peers that a host's samples named in visits of the period, by
// name; First and Last are over all time.
func (s *Store) Edges(ctx context.Context, host landfall.Host, from, to time.Time) ([]landfall.Edge, error) {
	if from.Before(firstTime) {
		from = firstTime
	}
	var edges []landfall.Edge
	err := s.each(ctx, func(rows driver.Rows) error {
		e := landfall.Edge{Host: host}
		var peer string
		err := rows.Scan(&peer, &e.First, &e.Last)
		e.Peer, e.First, e.Last = landfall.Host(peer), e.First.UTC(), e.Last.UTC()
		edges = append(edges, e)
		return err
	}, `
		SELECT peer, min(first_seen) AS since, max(last_seen) AS until
		FROM peer_edges
		WHERE host = ?
		GROUP BY peer
		HAVING since < ?
		   AND until >= ?
		ORDER BY peer`, string(host), micro(earlier(to, lastTime)), micro(from))
	if err != nil {
		return nil, fmt.Errorf("edges of %s: %w", host, err)
	}
	return edges, nil
}

// EveryEdge calls fn for all edges, those of one host together and by peer. It stops at the
// first error of fn and returns it.
func (s *Store) EveryEdge(ctx context.Context, fn func(landfall.Edge) error) error {
	err := s.each(ctx, func(rows driver.Rows) error {
		var e landfall.Edge
		var host, peer string
		if err := rows.Scan(&host, &peer, &e.First, &e.Last); err != nil {
			return err
		}
		e.Host, e.Peer, e.First, e.Last = landfall.Host(host), landfall.Host(peer), e.First.UTC(), e.Last.UTC()
		return fn(e)
	}, `
		SELECT host, peer, min(first_seen) AS since, max(last_seen) AS until
		FROM peer_edges
		GROUP BY host, peer
		ORDER BY host, peer`)
	if err != nil {
		return fmt.Errorf("edges: %w", err)
	}
	return nil
}
