package sqlstore

import (
	"context"
	"fmt"
	"time"

	"landfall"
)

// Defer gives a lease back unused and keeps its host from being leased before
// until; what is due there stays due. A lease that has passed on is left alone.
func (s *Store) Defer(ctx context.Context, leases []landfall.Lease, until []time.Time) error {
	batch := make([][]any, len(leases))
	for i, lease := range leases {
		batch[i] = []any{string(lease.Host), lease.Token, until[i].UnixMicro()}
	}
	err := s.transact(ctx, func(ctx context.Context, tx tx) error {
		return tx.each(ctx, append(leaseColumns(), column{"until_us", number}), batch, `
			UPDATE frontier AS f
			SET allowed_at_us = b.until_us,
				due_at_us = CASE WHEN f.due_at_us < b.until_us THEN b.until_us ELSE f.due_at_us END,
				lease_until_us = NULL, worker = ''
			FROM batch AS b
			WHERE f.host = b.host
			  AND f.token = b.token
			  AND f.worker <> ''`, nil)
	})
	if err != nil {
		return fmt.Errorf("defer %d leases: %w", len(leases), err)
	}
	return nil
}
