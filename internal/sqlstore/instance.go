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
	err := s.read.QueryRowContext(ctx, `
		SELECT host, status, discovered_at_us, via, last_visit_at_us, last_seen_at_us,
			failures, down_since_us, last_outcome, last_reason, facts
		FROM instances
		WHERE host = ?`, host).Scan(r.fields()...)
	if errors.Is(err, sql.ErrNoRows) {
		return landfall.Instance{}, fmt.Errorf("instance %s: %w", host, landfall.ErrNotFound)
	}
	if err != nil {
		return landfall.Instance{}, fmt.Errorf("instance %s: %w", host, explain(err))
	}
	return r.instance()
}

// pageSize is how many instances one query of Instances reads.
const pageSize = 500

// Instances calls fn for every instance in order of host, or only for those that
// have answered at least once. It stops at the first error of fn and returns it.
//
// It reads page by page, each as of its own moment: a query that stayed open for
// the whole walk would keep the write-ahead log from being folded in.
func (s *Store) Instances(ctx context.Context, answeredOnly bool, fn func(landfall.Instance) error) error {
	after := ""
	for {
		page, err := s.page(ctx, answeredOnly, after)
		if err != nil {
			return fmt.Errorf("read instances: %w", explain(err))
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
			failures, down_since_us, last_outcome, last_reason, facts
		FROM instances
		WHERE host > ?
		ORDER BY host
		LIMIT ?`
	answeredAfter = `
		SELECT host, status, discovered_at_us, via, last_visit_at_us, last_seen_at_us,
			failures, down_since_us, last_outcome, last_reason, facts
		FROM instances
		WHERE last_seen_at_us IS NOT NULL
		  AND host > ?
		ORDER BY host
		LIMIT ?`
)

func (s *Store) page(ctx context.Context, answeredOnly bool, after string) ([]row, error) {
	query := allAfter
	if answeredOnly {
		query = answeredAfter
	}
	rows, err := s.read.QueryContext(ctx, query, after, pageSize)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var page []row
	for rows.Next() {
		var r row
		if err := rows.Scan(r.fields()...); err != nil {
			return nil, err
		}
		page = append(page, r)
	}
	return page, rows.Err()
}

// StatusCounts counts the known hosts by status. A status nobody has is absent.
func (s *Store) StatusCounts(ctx context.Context) (map[landfall.Status]int, error) {
	rows, err := s.read.QueryContext(ctx, `
		SELECT status, count(*)
		FROM instances
		GROUP BY status`)
	if err != nil {
		return nil, fmt.Errorf("count instances: %w", explain(err))
	}
	defer rows.Close()
	counts := make(map[landfall.Status]int)
	for rows.Next() {
		var status landfall.Status
		var n int
		if err := rows.Scan(&status, &n); err != nil {
			return nil, fmt.Errorf("count instances: %w", explain(err))
		}
		counts[status] = n
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("count instances: %w", explain(err))
	}
	return counts, nil
}

// Revision returns a number that grows with every change to an instance, new
// hosts included. A reader whose copy is of the same revision is up to date.
func (s *Store) Revision(ctx context.Context) (int64, error) {
	var revision int64
	err := s.read.QueryRowContext(ctx, `
		SELECT value
		FROM meta
		WHERE name = 'revision'`).Scan(&revision)
	if err != nil {
		return 0, fmt.Errorf("read revision: %w", explain(err))
	}
	return revision, nil
}

// nextRevision moves the revision on; the rows changed in tx carry the new one.
func nextRevision(ctx context.Context, tx *sql.Tx) (revision int64, err error) {
	err = tx.QueryRowContext(ctx, `
		UPDATE meta
		SET value = value + 1
		WHERE name = 'revision'
		RETURNING value`).Scan(&revision)
	return revision, err
}
