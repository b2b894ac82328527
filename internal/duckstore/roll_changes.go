//go:build cgo

package duckstore

import (
	"context"
	"time"
)

// rollChanges finds the changes from one day on anew: a late visit may come before
// a change that was seen already. What was said before that day is in the record.
func (s *Store) rollChanges(ctx context.Context, from, to time.Time) error {
	_, err := s.writer.ExecContext(ctx, `
		DELETE FROM changes
		WHERE seen_at >= ?`, from)
	if err != nil {
		return err
	}
	_, err = s.writer.ExecContext(ctx, `
		INSERT INTO changes (host_key, host, seen_at, field, before, after)
		WITH seen AS (
			SELECT host_key, host, visited_at AS seen_at, id, software, software_version AS version, signup, rules_digest AS rules
			FROM observations
			WHERE visited_at >= $1
			  AND visited_at < $2
			  AND outcome = 'answered'
			  AND class <> 'ours'
		), known AS (
			SELECT
				host_key,
				host,
				CAST('-infinity' AS TIMESTAMP) AS seen_at,
				'' AS id,
				arg_max(said_software, day) FILTER (said_software IS NOT NULL) AS software,
				arg_max(said_version, day) FILTER (said_version IS NOT NULL) AS version,
				arg_max(said_signup, day) FILTER (said_signup IS NOT NULL) AS signup,
				arg_max(said_rules, day) FILTER (said_rules IS NOT NULL) AS rules
			FROM daily
			WHERE day < CAST($1 AS DATE)
			GROUP BY host_key, host
		), said AS (
			SELECT
				host_key, host, seen_at, id,
				unnest(['software', 'version', 'signup_mode', 'rules']) AS field,
				unnest([software, version, signup, rules]) AS value
			FROM (FROM seen UNION ALL FROM known)
		), pairs AS (
			SELECT
				host_key, host, seen_at, field, value AS after,
				lag(value) OVER (PARTITION BY host, field ORDER BY seen_at, id) AS before
			FROM said
			WHERE value IS NOT NULL
		)
		SELECT host_key, host, seen_at, field, before, after
		FROM pairs
		WHERE before <> after
		  AND seen_at >= $1
		ORDER BY seen_at, host, field`, from, to)
	return err
}

// rollEdges merges the samples of peers that have come since into the edges.
func (s *Store) rollEdges(ctx context.Context) error {
	var waiting bool
	err := s.writer.QueryRowContext(ctx, `
		SELECT count(*) > 0
		FROM peer_samples`).Scan(&waiting)
	if err != nil || !waiting {
		return err
	}
	for _, query := range []string{
		`CREATE TABLE edges_anew AS
			SELECT host_key, host, peer, min(first_at) AS first_at, max(last_at) AS last_at
			FROM (
				SELECT host_key, host, peer, first_at, last_at
				FROM edges
				UNION ALL
				SELECT host_key, host, unnest(peers), visited_at, visited_at
				FROM peer_samples
			)
			GROUP BY host_key, host, peer
			ORDER BY host_key, host, peer`,
		`DROP TABLE edges`,
		`ALTER TABLE edges_anew RENAME TO edges`,
		`DELETE FROM peer_samples`,
	} {
		if _, err := s.writer.ExecContext(ctx, query); err != nil {
			return err
		}
	}
	return nil
}
