package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"landfall"
)

// Instance returns what is known of a host, or [landfall.ErrNotFound].
func (s *Store) Instance(ctx context.Context, host landfall.Host) (landfall.Instance, error) {
	var r row
	err := s.ask(ctx, func(ctx context.Context) error {
		return s.read.QueryRowContext(ctx, `
			SELECT host, status, discovered_at_us, via, last_visit_at_us, last_seen_at_us,
				failures, down_since_us, gone_since_us, last_outcome, last_reason, facts
			FROM instances
			WHERE host = $1`, string(host)).Scan(r.fields()...)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return landfall.Instance{}, fmt.Errorf("instance %s: %w", host, landfall.ErrNotFound)
	}
	if err != nil {
		return landfall.Instance{}, fmt.Errorf("instance %s: %w", host, err)
	}
	return r.instance()
}

// pageSize is how many instances one query of Instances reads.
const pageSize = 500

// Instances calls fn for every instance in order of host, or only for those that
// have answered at least once. It stops at the first error of fn and returns it.
//
// It reads page by page, each as of its own moment: a query that stayed open for
// the whole walk would keep SQLite's write-ahead log from being folded in, and
// PostgreSQL's dead rows from being cleared away.
func (s *Store) Instances(ctx context.Context, answeredOnly bool, fn func(landfall.Instance) error) error {
	after := ""
	for {
		page, err := s.page(ctx, answeredOnly, after)
		if err != nil {
			return fmt.Errorf("read instances: %w", err)
		}
		for i := range page {
			in, err := page[i].instance()
			if err != nil {
				return err
			}
			if err := fn(in); err != nil {
				return err
			}
		}
		if len(page) < pageSize {
			return nil
		}
		after = page[len(page)-1].host
	}
}

// allAfter and answeredAfter read a page of instances.
const (
	allAfter = `
		SELECT host, status, discovered_at_us, via, last_visit_at_us, last_seen_at_us,
			failures, down_since_us, gone_since_us, last_outcome, last_reason, facts
		FROM instances
		WHERE host > $1
		ORDER BY host
		LIMIT $2`
	answeredAfter = `
		SELECT host, status, discovered_at_us, via, last_visit_at_us, last_seen_at_us,
			failures, down_since_us, gone_since_us, last_outcome, last_reason, facts
		FROM instances
		WHERE last_seen_at_us IS NOT NULL
		  AND host > $1
		ORDER BY host
		LIMIT $2`
)

func (s *Store) page(ctx context.Context, answeredOnly bool, after string) ([]row, error) {
	query := allAfter
	if answeredOnly {
		query = answeredAfter
	}
	var page []row
	err := s.ask(ctx, func(ctx context.Context) error {
		page = nil
		rows, err := s.read.QueryContext(ctx, query, after, pageSize)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var r row
			if err := rows.Scan(r.fields()...); err != nil {
				return err
			}
			page = append(page, r)
		}
		return rows.Err()
	})
	return page, err
}

// StatusCounts counts the known hosts by status. A status nobody has is absent.
func (s *Store) StatusCounts(ctx context.Context) (map[landfall.Status]int, error) {
	counts := make(map[landfall.Status]int)
	err := s.ask(ctx, func(ctx context.Context) error {
		rows, err := s.read.QueryContext(ctx, `
			SELECT status, count(*)
			FROM instances
			GROUP BY status`)
		if err != nil {
			return err
		}
		defer rows.Close()
		clear(counts)
		for rows.Next() {
			var status landfall.Status
			var n int
			if err := rows.Scan(&status, &n); err != nil {
				return err
			}
			counts[status] = n
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("count instances: %w", err)
	}
	return counts, nil
}
