//go:build cgo

package duckstore

import "context"

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
