package sqlstore

import (
	"context"
	"fmt"
	"time"

	"landfall"
)

// Extend moves the end of a lease to until, for a visit that waits on purpose. A
// lease that has passed on is [landfall.ErrStale].
func (s *Store) Extend(ctx context.Context, lease landfall.Lease, until time.Time) error {
	err := s.transact(ctx, func(ctx context.Context, tx tx) error {
		return one(landfall.ErrStale)(tx.ExecContext(ctx, `
			UPDATE frontier
			SET lease_until_us = $1
			WHERE host = $2
			  AND token = $3
			  AND worker <> ''`,
			until.UnixMicro(), string(lease.Host), lease.Token))
	})
	if err != nil {
		return fmt.Errorf("extend lease of %s: %w", lease.Host, err)
	}
	return nil
}
