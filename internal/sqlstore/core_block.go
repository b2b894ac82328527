package sqlstore

import (
	"context"
	"database/sql"
	"fmt"

	"landfall/federation-core/social"
)

// Block returns one actor's block of another; [social.ErrNotFound] if there is none.
func (c *Core) Block(ctx context.Context, blocker, blocked string) (b social.Block, err error) {
	what, found := "block of "+blocked+" by "+blocker, false
	err = c.query(ctx, what, func() { found = false }, func(rows *sql.Rows) error {
		found = true
		var at int64
		err := rows.Scan(&b.Activity, &at)
		b.Blocker, b.Blocked, b.At = blocker, blocked, timeOf(at)
		return err
	}, `
		SELECT activity, at_us
		FROM core_blocks
		WHERE blocker = $1
			AND blocked = $2`, blocker, blocked)
	if err == nil && !found {
		err = fmt.Errorf("%s: %w", what, social.ErrNotFound)
	}
	return b, err
}
