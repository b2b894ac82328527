//go:build cgo

package duckstore

import (
	"context"
	"fmt"
	"time"

	"landfall"
)

// Prune deletes the visits of whole days before the given time that are in the
// long-term record, and the documents that only they referred to. The record stays.
func (s *Store) Prune(ctx context.Context, before time.Time) error {
	err := s.inTurn(ctx, func(ctx context.Context) error {
		// No further than the oldest day that the record does not tell of.
		var limit time.Time
		err := s.writer.QueryRowContext(ctx, `
			SELECT least(CAST(? AS DATE), min(day))
			FROM dirty_days`, midnight(before)).Scan(&limit)
		if err != nil {
			return err
		}
		for _, query := range []string{
			`DELETE FROM observations WHERE visited_at < CAST(? AS DATE)`,
			`DELETE FROM pruned WHERE before < CAST(? AS DATE)`,
			`INSERT INTO pruned (before) VALUES (CAST(? AS DATE))`,
		} {
			if _, err := s.writer.ExecContext(ctx, query, limit); err != nil {
				return err
			}
		}
		return s.dropDocuments(ctx)
	})
	if err != nil {
		return fmt.Errorf("prune visits before %s: %w", before.Format(time.DateOnly), explain(ctx, err))
	}
	return nil
}

// Forget deletes everything about a host: visits, days, changes, and edges from it
// and to it. Sums over the network that it was a part of keep its share.
func (s *Store) Forget(ctx context.Context, host landfall.Host) error {
	err := s.inTurn(ctx, func(ctx context.Context) error {
		for _, table := range []string{"observations", "daily", "daily_recent", "said", "changes", "peer_samples", "edges"} {
			_, err := s.writer.ExecContext(ctx, `
				DELETE FROM `+table+`
				WHERE `+ofHost, hostKey(host), string(host))
			if err != nil {
				return err
			}
		}
		for _, query := range []string{
			`DELETE FROM edges WHERE peer = ?`,
			`UPDATE peer_samples SET peers = list_filter(peers, lambda p: p <> $1) WHERE list_contains(peers, $1)`,
		} {
			if _, err := s.writer.ExecContext(ctx, query, string(host)); err != nil {
				return err
			}
		}
		return s.dropDocuments(ctx)
	})
	if err != nil {
		return fmt.Errorf("forget %s: %w", host, explain(ctx, err))
	}
	return nil
}

// dropDocuments deletes the documents that no visit refers to.
func (s *Store) dropDocuments(ctx context.Context) error {
	_, err := s.writer.ExecContext(ctx, `
		DELETE FROM facts
		WHERE digest NOT IN (
			SELECT facts_digest
			FROM observations
			WHERE facts_digest IS NOT NULL
		)`)
	return err
}
