package sqlstore

import (
	"context"
	"database/sql"

	"landfall/federation-core/social"
)

// boosts is a condition: the reaction r is a boost by the actor $1 for anybody, of a post that
// anybody may read and whose author is not suspended.
const boosts = `
	FROM core_reactions AS r
	JOIN core_posts AS p ON p.id = r.post
	JOIN core_actors AS b ON b.id = p.author
	WHERE r.actor = $1
		AND r.kind = 2
		AND r.visibility <= 1
		AND p.deleted_us = 0
		AND p.visibility <= 1
		AND b.standing = 0`

// BoostsOf returns a page of an actor's boosts that anybody may see, the newest first: at most
// n, older than the one numbered before, if that is not 0. The numbers are of one kind with
// those of PostsOf.
func (c *Core) BoostsOf(ctx context.Context, actor string, before int64, n int) (all []social.Numbered[social.Reaction], err error) {
	err = c.query(ctx, "boosts of "+actor, func() { all = nil }, func(rows *sql.Rows) error {
		one := social.Numbered[social.Reaction]{Of: social.Reaction{Kind: social.Boost, Actor: actor}}
		var visibility, at int64
		err := rows.Scan(&one.Number, &one.Of.Post, &one.Of.Activity, &visibility, &at)
		one.Of.Visibility, one.Of.At = social.Visibility(visibility), timeOf(at)
		all = append(all, one)
		return err
	}, `
		SELECT r.number, r.post, r.activity, r.visibility, r.at_us`+boosts+`
			AND (r.number < $2 OR $2 = 0)
		ORDER BY r.number DESC
		LIMIT $3`, actor, before, n)
	return all, err
}

// CountBoosts counts them.
func (c *Core) CountBoosts(ctx context.Context, actor string) (int64, error) {
	return c.count(ctx, `SELECT count(*)`+boosts, actor)
}
