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

// RemoteFollowers returns the ids of an actor's followers elsewhere, by the server of each (the
// host of its id, with its port if it has one): what FEP-8fcf compares, for all servers at once.
func (c *Core) RemoteFollowers(ctx context.Context, actor string) (by map[string][]string, err error) {
	err = c.query(ctx, "followers of "+actor, func() { by = make(map[string][]string) }, func(rows *sql.Rows) error {
		var id, server string
		err := rows.Scan(&id, &server)
		by[server] = append(by[server], id)
		return err
	}, `
		SELECT a.id, a.server
		FROM core_follows AS f
		JOIN core_actors AS a ON a.id = f.follower
		WHERE f.followee = $1
			AND f.accepted = 1
			AND a.local = 0`, actor)
	return by, err
}
