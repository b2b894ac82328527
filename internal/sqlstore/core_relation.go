package sqlstore

import (
	"context"

	"landfall/federation-core/social"
)

// apart is a condition: neither of the actors a and b blocks the other.
const apart = `
	NOT EXISTS (
		SELECT 1
		FROM core_blocks AS x
		WHERE (x.blocker = a.id AND x.blocked = b.id) OR (x.blocker = b.id AND x.blocked = a.id)
	)`

func (t *coreTx) addFollow(ctx context.Context, f social.Follow) error {
	args := []any{f.Follower, f.Followee, flag(f.Accepted), f.Activity, f.At.UnixMicro()}
	added, err := t.run(ctx, `
		INSERT INTO core_follows (follower, followee, number, accepted, activity, at_us)
		SELECT a.id, b.id, CAST($6 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS TEXT), CAST($5 AS BIGINT)
		FROM core_actors AS a, core_actors AS b
		WHERE a.id = $1
			AND b.id = $2
			AND a.id <> b.id
			AND a.standing = 0
			AND b.standing = 0
			AND `+apart+`
			AND NOT EXISTS (
				SELECT 1
				FROM core_undone AS u
				WHERE u.activity = $4
					AND u.actor = a.id
			)
		ON CONFLICT (follower, followee) DO NOTHING`, append(args, t.numbers.next(f.At))...)
	if err != nil {
		return err
	}
	if added == 0 {
		_, err = t.run(ctx, `
			UPDATE core_follows
			SET activity = CASE WHEN $4 = '' THEN activity ELSE $4 END, at_us = $5,
				accepted = CASE WHEN $3 = 1 THEN 1 ELSE accepted END
			WHERE follower = $1
				AND followee = $2`, args...)
		return err
	}
	kind := social.FollowRequested
	if f.Accepted {
		kind = social.Followed
	}
	return t.notify(ctx, social.Notification{To: f.Followee, Kind: kind, Actor: f.Follower, At: f.At})
}

func (t *coreTx) acceptFollow(ctx context.Context, c social.AcceptFollow) error {
	_, err := t.run(ctx, `
		UPDATE core_follows
		SET accepted = 1
		WHERE follower = $1
			AND followee = $2`, c.Follower, c.Followee)
	return err
}

func (t *coreTx) dropFollow(ctx context.Context, c social.DropFollow) error {
	return t.all(ctx, []any{c.Follower, c.Followee},
		`DELETE FROM core_follows WHERE follower = $1 AND followee = $2`,
		`DELETE FROM core_notifications WHERE to_actor = $2 AND actor = $1 AND kind IN ('follow', 'follow_request')`,
	)
}

// addReaction asks whether the actor may see the post: what is for followers or for a few
// can be liked by them, and boosted by nobody but its author.
func (t *coreTx) addReaction(ctx context.Context, r social.Reaction) error {
	added, err := t.run(ctx, `
		INSERT INTO core_reactions (kind, actor, post, number, activity, visibility, at_us)
		SELECT CAST($1 AS BIGINT), a.id, p.id, CAST($7 AS BIGINT), CAST($4 AS TEXT), CAST($5 AS BIGINT), CAST($6 AS BIGINT)
		FROM core_actors AS a, core_posts AS p, core_actors AS b
		WHERE a.id = $2
			AND p.id = $3
			AND b.id = p.author
			AND a.standing = 0
			AND b.standing = 0
			AND p.deleted_us = 0
			AND (
				p.visibility <= 1
				OR (p.author = a.id AND (CAST($1 AS BIGINT) = 1 OR p.visibility = 2))
				OR (CAST($1 AS BIGINT) = 1 AND `+shown+`)
			)
			AND `+apart+`
			AND NOT EXISTS (
				SELECT 1
				FROM core_undone AS u
				WHERE u.activity = $4
					AND u.actor = a.id
			)
		ON CONFLICT DO NOTHING`,
		int64(r.Kind), r.Actor, r.Post, r.Activity, int64(r.Visibility), r.At.UnixMicro(), t.numbers.next(r.At))
	if err != nil || added == 0 {
		return err
	}
	kind := social.Liked
	if r.Kind == social.Boost {
		kind = social.Boosted
	}
	_, err = t.run(ctx, `
		INSERT INTO core_notifications (to_actor, number, kind, actor, post, at_us)
		SELECT b.id, CAST($3 AS BIGINT), CAST($4 AS TEXT), CAST($2 AS TEXT), p.id, CAST($5 AS BIGINT)
		FROM core_posts AS p
		JOIN core_actors AS b ON b.id = p.author
		WHERE p.id = $1
			AND b.local = 1
			AND b.id <> $2
		ON CONFLICT DO NOTHING`, r.Post, r.Actor, t.numbers.next(r.At), string(kind), r.At.UnixMicro())
	return err
}

// shown is a condition: the post p is for followers and the actor a is one, or a is addressed.
const shown = `(
	(p.visibility = 2 AND EXISTS (
		SELECT 1
		FROM core_follows AS f
		WHERE f.follower = a.id
			AND f.followee = p.author
			AND f.accepted = 1
	))
	OR EXISTS (
		SELECT 1
		FROM core_audience AS d
		WHERE d.post = p.id
			AND d.actor = a.id
	))`

func (t *coreTx) dropReaction(ctx context.Context, c social.DropReaction) error {
	kind := social.Liked
	if c.Kind == social.Boost {
		kind = social.Boosted
	}
	_, err := t.run(ctx, `
		DELETE FROM core_reactions
		WHERE post = $1
			AND kind = $2
			AND actor = $3`, c.Post, int64(c.Kind), c.Actor)
	if err != nil {
		return err
	}
	_, err = t.run(ctx, `
		DELETE FROM core_notifications
		WHERE post = $1
			AND kind = $2
			AND actor = $3`, c.Post, string(kind), c.Actor)
	return err
}

func (t *coreTx) addBlock(ctx context.Context, b social.Block) error {
	added, err := t.run(ctx, `
		INSERT INTO core_blocks (blocker, blocked, activity, at_us)
		SELECT a.id, b.id, CAST($3 AS TEXT), CAST($4 AS BIGINT)
		FROM core_actors AS a, core_actors AS b
		WHERE a.id = $1
			AND b.id = $2
			AND a.id <> b.id
			AND NOT EXISTS (
				SELECT 1
				FROM core_undone AS u
				WHERE u.activity = $3
					AND u.actor = a.id
			)
		ON CONFLICT DO NOTHING`, b.Blocker, b.Blocked, b.Activity, b.At.UnixMicro())
	if err != nil || added == 0 {
		return err
	}
	return t.all(ctx, []any{b.Blocker, b.Blocked},
		`DELETE FROM core_follows WHERE (follower = $1 AND followee = $2) OR (follower = $2 AND followee = $1)`,
		`DELETE FROM core_notifications WHERE (to_actor = $1 AND actor = $2) OR (to_actor = $2 AND actor = $1)`,
	)
}

func (t *coreTx) dropBlock(ctx context.Context, c social.DropBlock) error {
	_, err := t.run(ctx, `DELETE FROM core_blocks WHERE blocker = $1 AND blocked = $2`, c.Blocker, c.Blocked)
	return err
}

func (t *coreTx) undo(ctx context.Context, c social.Undo) error {
	_, err := t.run(ctx, `
		INSERT INTO core_undone (activity, actor, at_us)
		VALUES ($1, $2, $3)
		ON CONFLICT DO NOTHING`, c.Activity, c.Actor, c.At.UnixMicro())
	if err != nil {
		return err
	}
	return t.all(ctx, []any{c.Activity, c.Actor},
		`DELETE FROM core_notifications
		WHERE actor = $2
			AND kind IN ('follow', 'follow_request')
			AND to_actor IN (SELECT followee FROM core_follows WHERE activity = $1 AND follower = $2)`,
		`DELETE FROM core_notifications
		WHERE actor = $2
			AND kind IN ('favourite', 'reblog')
			AND post IN (SELECT post FROM core_reactions WHERE activity = $1 AND actor = $2)`,
		`DELETE FROM core_follows WHERE activity = $1 AND follower = $2`,
		`DELETE FROM core_reactions WHERE activity = $1 AND actor = $2`,
		`DELETE FROM core_blocks WHERE activity = $1 AND blocker = $2`,
	)
}
