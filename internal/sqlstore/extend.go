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
	result, err := s.write.ExecContext(ctx, `
		UPDATE frontier
		SET lease_until_us = ?
		WHERE host = ?
		  AND token = ?
		  AND worker <> ''`,
		until.UnixMicro(), lease.Host, lease.Token)
	if err != nil {
		return fmt.Errorf("extend lease of %s: %w", lease.Host, err)
	}
	switch n, err := result.RowsAffected(); {
	case err != nil:
		return fmt.Errorf("extend lease of %s: %w", lease.Host, err)
	case n == 0:
		return fmt.Errorf("extend lease of %s: %w", lease.Host, landfall.ErrStale)
	}
	return nil
}
