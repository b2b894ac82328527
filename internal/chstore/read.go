package chstore

import (
	"context"
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"landfall"
	"landfall/internal/document"
)

// selected are the columns that scan reads, in its order.
const selected = `id, host, visited_at, took_us, outcome, class, reason, http_status,
	first_dns_us, first_tcp_us, first_tls_us, first_first_byte_us, first_transfer_us,
	click_dns_us, click_tcp_us, click_tls_us, click_first_byte_us, click_transfer_us,
	requests, peers, peer_sample,
	users_total, users_total_why, users_active_month, users_active_month_why,
	users_active_halfyear, users_active_halfyear_why, posts, posts_why,
	facts, facts_at, steps, vantage, connection`

// scan reads the selected columns of one row.
func scan(rows driver.Rows) (landfall.Observation, error) {
	var (
		o                     landfall.Observation
		host, outcome, class  string
		took, requests, peers int64
		status                int32
		first, click          [5]int64
		sample                []string
		counts                [4]*int64
		whys                  [4]string
		facts, steps, about   string
		factsAt               time.Time
	)
	into := []any{&o.ID, &host, &o.At, &took, &outcome, &class, &o.Reason, &status}
	for i := range first {
		into = append(into, &first[i])
	}
	for i := range click {
		into = append(into, &click[i])
	}
	into = append(into, &requests, &peers, &sample)
	for i := range counts {
		into = append(into, &counts[i], &whys[i])
	}
	if err := rows.Scan(append(into, &facts, &factsAt, &steps, &o.Vantage, &about)...); err != nil {
		return o, err
	}
	o.Host, o.Outcome, o.Class = landfall.Host(host), landfall.Outcome(outcome), landfall.Class(class)
	o.At, o.Took, o.Status = o.At.UTC(), micros(took), int(status)
	o.First, o.Click = timings(first), timings(click)
	o.Requests, o.Peers = int(requests), int(peers)
	for _, peer := range sample {
		o.PeerSample = append(o.PeerSample, landfall.Host(peer))
	}
	for i, c := range []*landfall.Count{&o.Facts.Users, &o.Facts.ActiveMonth, &o.Facts.ActiveHalfyear, &o.Facts.Posts} {
		c.Reason = whys[i]
		if counts[i] != nil {
			c.N, c.Known = *counts[i], true
		}
	}
	if err := document.ReadConnection(&o, []byte(about)); err != nil {
		return o, err
	}
	return o, unpack(&o, facts, factsAt.UTC(), steps)
}

// unpack reads what is kept as JSON.
func unpack(o *landfall.Observation, facts string, factsAt time.Time, steps string) error {
	if facts != "" {
		if err := document.ReadFacts(&o.Facts, []byte(facts), factsAt); err != nil {
			return fmt.Errorf("observation %s: %w", o.ID, err)
		}
	}
	if steps == "" {
		return nil
	}
	return document.ReadSteps(o, []byte(steps))
}

func micros(n int64) time.Duration { return time.Duration(n) * time.Microsecond }

func timings(phases [5]int64) landfall.Timings {
	return landfall.Timings{
		DNS: micros(phases[0]), TCP: micros(phases[1]), TLS: micros(phases[2]),
		FirstByte: micros(phases[3]), Transfer: micros(phases[4]),
	}
}

// query reads observations.
func (s *Store) query(ctx context.Context, query string, args ...any) ([]landfall.Observation, error) {
	var found []landfall.Observation
	err := s.each(ctx, func(rows driver.Rows) error {
		o, err := scan(rows)
		found = append(found, o)
		return err
	}, query, args...)
	return found, err
}

// each runs a query on the connections that cannot write, and calls take for each of
// its rows. It explains its errors.
func (s *Store) each(ctx context.Context, take func(driver.Rows) error, query string, args ...any) error {
	limited, cancel := s.limit(ctx)
	defer cancel()
	rows, err := s.reads.Query(limited, query, args...)
	if err != nil {
		return explain(ctx, err)
	}
	if err := scanEach(rows, func() error { return take(rows) }); err != nil {
		return explain(ctx, err)
	}
	return nil
}

// Recent returns the newest n observations of a host, newest first; none if it was
// never visited.
func (s *Store) Recent(ctx context.Context, host landfall.Host, n int) ([]landfall.Observation, error) {
	obs, err := s.query(ctx, `
		SELECT `+selected+`
		FROM observations
		WHERE host = ?
		ORDER BY visited_at DESC, id DESC
		LIMIT ?`, string(host), max(n, 0))
	if err != nil {
		return nil, fmt.Errorf("recent observations of %s: %w", host, err)
	}
	return obs, nil
}

// Count returns how many observations there are.
func (s *Store) Count(ctx context.Context) (int64, error) {
	limited, cancel := s.limit(ctx)
	defer cancel()
	var n uint64
	if err := s.reads.QueryRow(limited, `SELECT count() FROM observations`).Scan(&n); err != nil {
		return 0, fmt.Errorf("count observations: %w", explain(ctx, err))
	}
	return int64(n), nil
}
