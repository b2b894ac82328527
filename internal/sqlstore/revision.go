package sqlstore

import (
	"context"
	"fmt"
)

// Revision returns a number that grows with every change to an instance, new and
// forgotten hosts included. A reader whose copy is of the same revision is up to
// date.
func (s *Store) Revision(ctx context.Context) (int64, error) {
	var revision int64
	err := s.ask(ctx, func(ctx context.Context) error {
		return s.read.QueryRowContext(ctx, `
			SELECT CAST(sum(value) AS BIGINT)
			FROM revisions`).Scan(&revision)
	})
	if err != nil {
		return 0, fmt.Errorf("read revision: %w", err)
	}
	return revision, nil
}

// revise moves the revision on. It comes last in a transaction, so that the row is
// locked for no longer than the commit takes, and so that whoever holds it waits
// for nobody.
func (s *Store) revise(ctx context.Context, tx tx) error {
	_, err := tx.ExecContext(ctx, `
		UPDATE revisions
		SET value = value + 1
		WHERE shard = `+s.shard)
	return err
}
