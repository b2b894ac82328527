//go:build cgo

package duckstore

import (
	"context"
	"time"
)

// compact moves the months that are over to where they are in order of host.
func (s *Store) compact(ctx context.Context, now time.Time) error {
	month := time.Date(now.UTC().Year(), now.UTC().Month(), 1, 0, 0, 0, 0, time.UTC)
	var over bool
	err := s.writer.QueryRowContext(ctx, `
		SELECT count(*) > 0
		FROM daily_recent
		WHERE day < CAST(? AS DATE)`, month).Scan(&over)
	if err != nil || !over {
		return err
	}
	for _, step := range []struct {
		query string
		args  []any
	}{
		{`INSERT INTO daily
			FROM daily_recent
			WHERE day < CAST(? AS DATE)
			ORDER BY host_key, host, day`, []any{month}},
		{`CREATE TABLE recent_anew AS
			FROM daily_recent
			WHERE day >= CAST(? AS DATE)
			ORDER BY day, host_key, host`, []any{month}},
		{`DROP TABLE daily_recent`, nil},
		{`ALTER TABLE recent_anew RENAME TO daily_recent`, nil},
	} {
		if _, err := s.writer.ExecContext(ctx, step.query, step.args...); err != nil {
			return err
		}
	}
	return nil
}
