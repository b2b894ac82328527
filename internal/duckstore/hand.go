//go:build cgo

package duckstore

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/duckdb/duckdb-go/v2"

	"landfall"
)

// Pruned returns the first day whose visits are still here; zero if none were ever
// pruned.
func (s *Store) Pruned(ctx context.Context) (time.Time, error) {
	var before sql.NullTime
	err := s.db.QueryRowContext(ctx, `SELECT max(before) FROM pruned`).Scan(&before)
	if err != nil {
		return time.Time{}, fmt.Errorf("how far visits are pruned: %w", explain(ctx, err))
	}
	if !before.Valid {
		return time.Time{}, nil
	}
	return before.Time.UTC(), nil
}

// Record calls fn with each day of the record before the given time, oldest first.
// It holds one day in memory, and stops at the first error of fn and returns it.
func (s *Store) Record(ctx context.Context, before time.Time, fn func(landfall.DayRecord) error) error {
	var days []time.Time
	err := s.each(ctx, `
		SELECT DISTINCT day
		FROM days
		WHERE day < CAST(? AS DATE)
		ORDER BY day`, []any{midnight(before)}, func(rows *sql.Rows) error {
		var day time.Time
		err := rows.Scan(&day)
		days = append(days, day.UTC())
		return err
	})
	if err != nil {
		return fmt.Errorf("days of the record: %w", err)
	}
	for _, day := range days {
		record, err := s.dayRecord(ctx, day)
		if err != nil {
			return fmt.Errorf("record of %s: %w", day.Format(time.DateOnly), err)
		}
		if err := fn(record); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) dayRecord(ctx context.Context, day time.Time) (landfall.DayRecord, error) {
	record := landfall.DayRecord{Date: day}
	err := s.each(ctx, `
		SELECT
			host, visits, answered, unknown, clicks, firsts,
			software, version, signup, users_total, users_total_why, users_active_month, users_active_month_why, posts, posts_why,
			said_software, said_version, said_signup, said_rules
		FROM days
		WHERE day = CAST(? AS DATE)
		ORDER BY host_key, host`, []any{day}, func(rows *sql.Rows) error {
		h, err := scanHostRecord(rows)
		h.Date = day
		record.Hosts = append(record.Hosts, h)
		return err
	})
	if err != nil {
		return landfall.DayRecord{}, err
	}
	record.Reasons, err = s.Reasons(ctx, day, day.AddDate(0, 0, 1))
	return record, err
}

func scanHostRecord(rows *sql.Rows) (landfall.HostRecord, error) {
	var h landfall.HostRecord
	var clicks, firsts duckdb.Composite[[]int16]
	var said [7]sql.NullString
	var users, active, posts stated
	err := rows.Scan(&h.Host, &h.Visits, &h.Answered, &h.Unknown, &clicks, &firsts,
		&said[0], &said[1], &said[2], &users.n, &users.why, &active.n, &active.why, &posts.n, &posts.why,
		&said[3], &said[4], &said[5], &said[6])
	h.Users, h.ActiveMonth, h.Posts = users.count(), active.count(), posts.count()
	h.Software, h.Version, h.Signup = said[0].String, said[1].String, landfall.SignupMode(said[2].String)
	h.SaidSoftware, h.SaidVersion = said[3].String, said[4].String
	h.SaidSignup, h.SaidRules = landfall.SignupMode(said[5].String), said[6].String
	h.Clicks, h.Firsts = middles(clicks.Get()), middles(firsts.Get())
	return h, err
}

func middles(buckets []int16) []time.Duration {
	samples := make([]time.Duration, len(buckets))
	for i, b := range buckets {
		samples[i] = middle(b)
	}
	return samples
}

// EveryEdge calls fn for all edges, those of one host together and by peer. It stops at the
// first error of fn and returns it.
func (s *Store) EveryEdge(ctx context.Context, fn func(landfall.Edge) error) error {
	err := s.each(ctx, `
		SELECT host, peer, first_at, last_at
		FROM edges
		ORDER BY host_key, host, peer`, nil, func(rows *sql.Rows) error {
		var e landfall.Edge
		if err := rows.Scan(&e.Host, &e.Peer, &e.First, &e.Last); err != nil {
			return err
		}
		e.First, e.Last = e.First.UTC(), e.Last.UTC()
		return fn(e)
	})
	if err != nil {
		return fmt.Errorf("edges: %w", err)
	}
	return nil
}
