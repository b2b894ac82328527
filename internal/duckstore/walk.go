//go:build cgo

package duckstore

import (
	"context"
	"fmt"
	"time"

	"landfall"
)

// pageSize is how many observations are in memory at a time.
const pageSize = 500

// farFuture is after any observation.
var farFuture = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// Observations calls fn for each observation of host, or of all if it is empty, in
// order of time and id: those begun at or after from and before to, where these
// are not zero. It stops at the first error of fn and returns it. Observations
// written meanwhile may be among them or not.
//
// It first finds the times that divide the observations into pages. Each page then
// asks for a short time only, which lets DuckDB skip nearly all of the file.
func (s *Store) Observations(ctx context.Context, host landfall.Host, from, to time.Time, fn func(landfall.Observation) error) error {
	if to.IsZero() {
		to = farFuture
	}
	bounds, err := s.pageBounds(ctx, host, from, to)
	if err != nil {
		return fmt.Errorf("divide observations into pages: %w", explain(ctx, err))
	}
	for i := range len(bounds) - 1 {
		if err := s.walk(ctx, host, bounds[i], bounds[i+1], fn); err != nil {
			return err
		}
	}
	return nil
}

// pageBounds returns the times between which about a page of observations begins,
// from and to first and last.
func (s *Store) pageBounds(ctx context.Context, host landfall.Host, from, to time.Time) ([]time.Time, error) {
	query := `
		SELECT DISTINCT visited_at
		FROM (
			SELECT visited_at, row_number() OVER (ORDER BY visited_at) AS n
			FROM observations
			WHERE visited_at >= ?
			  AND visited_at < ?`
	args := []any{from.UTC(), to.UTC()}
	if host != "" {
		query += `
			  AND ` + ofHost
		args = append(args, hostKey(host), string(host))
	}
	query += `
		)
		WHERE n % ? = 0
		ORDER BY visited_at`
	rows, err := s.db.QueryContext(ctx, query, append(args, pageSize)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	bounds := []time.Time{from}
	for rows.Next() {
		var at time.Time
		if err := rows.Scan(&at); err != nil {
			return nil, err
		}
		bounds = append(bounds, at)
	}
	return append(bounds, to), rows.Err()
}

// walk calls fn for the observations from from to before to. Usually they are one
// page; if many share a time, they are more.
func (s *Store) walk(ctx context.Context, host landfall.Host, from, to time.Time, fn func(landfall.Observation) error) error {
	at, id := from, ""
	for {
		page, err := s.page(ctx, host, at, id, to)
		if err != nil {
			return fmt.Errorf("read observations: %w", explain(ctx, err))
		}
		for _, o := range page {
			if err := fn(o); err != nil {
				return err
			}
		}
		if len(page) < pageSize {
			return nil
		}
		last := page[len(page)-1]
		at, id = last.At, last.ID
	}
}

// page reads the observations that come after the one begun at at with the id.
func (s *Store) page(ctx context.Context, host landfall.Host, at time.Time, id string, to time.Time) ([]landfall.Observation, error) {
	query := `
		SELECT ` + selected + `
		FROM observations
		WHERE visited_at >= ?
		  AND visited_at < ?
		  AND (visited_at > ? OR id > ?)`
	args := []any{at.UTC(), to.UTC(), at.UTC(), id}
	if host != "" {
		query += `
		  AND ` + ofHost
		args = append(args, hostKey(host), string(host))
	}
	query += `
		ORDER BY visited_at, id
		LIMIT ?`
	return s.query(ctx, query, append(args, pageSize)...)
}
