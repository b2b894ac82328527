package sqlstore

import (
	"context"
	"database/sql"
	"maps"
	"slices"

	"landfall/federation-core/social"
)

// apart is a condition: neither of the actors a and b blocks the other.
const apart = `
	NOT EXISTS (
		SELECT 1
		FROM core_blocks AS x
		WHERE x.blocker = a.id
			AND x.blocked = b.id
	)
	AND NOT EXISTS (
		SELECT 1
		FROM core_blocks AS x
		WHERE x.blocker = b.id
			AND x.blocked = a.id
	)`

// addFollows stores follows and requests, and tells whoever is followed anew.
func (t *coreTx) addFollows(ctx context.Context, changes []social.AddFollow) error {
	rows, by := make([][]any, len(changes)), make(map[int64]social.Follow, len(changes))
	for i, c := range changes {
		f := c.Follow
		place := t.numbers.next(f.At)
		by[place] = f
		rows[i] = []any{f.Follower, f.Followee, place, flag(f.Accepted), f.Activity, f.At.UnixMicro()}
	}
	var news []social.Notification
	err := t.each(ctx, []column{
		{"who", text}, {"whom", text}, {"place", number}, {"holds", number}, {"cause", text}, {"since_us", number},
	}, rows, `
		INSERT INTO core_follows (follower, followee, number, accepted, activity, at_us)
		SELECT a.id, b.id, n.place, n.holds, n.cause, n.since_us
		FROM batch AS n
		JOIN core_actors AS a ON a.id = n.who
		JOIN core_actors AS b ON b.id = n.whom
		WHERE a.id <> b.id
			AND a.standing = 0
			AND b.standing = 0
			AND `+apart+`
			AND `+standing+`
		ON CONFLICT (follower, followee) DO NOTHING
		RETURNING number`, func(result *sql.Rows) error {
		var place int64
		if err := result.Scan(&place); err != nil {
			return err
		}
		f, kind := by[place], social.FollowRequested
		if f.Accepted {
			kind = social.Followed
		}
		delete(by, place)
		news = append(news, social.Notification{To: f.Followee, Kind: kind, Actor: f.Follower, At: f.At})
		return nil
	})
	if err != nil {
		return err
	}
	if err := t.renew(ctx, slices.Collect(maps.Values(by))); err != nil {
		return err
	}
	return t.notify(ctx, news)
}

// renew gives follows that there are already the activity that asked for them last. What holds
// is not made a request again.
func (t *coreTx) renew(ctx context.Context, follows []social.Follow) error {
	rows := make([][]any, len(follows))
	for i, f := range follows {
		rows[i] = []any{f.Follower, f.Followee, flag(f.Accepted), f.Activity, f.At.UnixMicro()}
	}
	return t.each(ctx, []column{{"who", text}, {"whom", text}, {"holds", number}, {"cause", text}, {"since_us", number}}, rows, `
		UPDATE core_follows
		SET activity = CASE WHEN n.cause = '' THEN activity ELSE n.cause END, at_us = n.since_us,
			accepted = CASE WHEN n.holds = 1 THEN 1 ELSE accepted END
		FROM batch AS n
		WHERE follower = n.who
			AND followee = n.whom`, nil)
}

// standing is a condition: the activity n.cause was not undone by the actor a in the week before
// it came. No sender tries for longer, and some ask anew under an id that they have undone.
const standing = `
	NOT EXISTS (
		SELECT 1
		FROM core_undone AS u
		WHERE u.activity = n.cause
			AND u.actor = a.id
			AND u.at_us > n.since_us - 604800000000
	)`

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

// addReactions asks whether the actor may see the post: what is for followers or for a few
// can be liked by them, and boosted by nobody but its author.
func (t *coreTx) addReactions(ctx context.Context, changes []social.AddReaction) error {
	rows, by := make([][]any, len(changes)), make(map[int64]social.Reaction, len(changes))
	for i, c := range changes {
		r := c.Reaction
		place := t.numbers.next(r.At)
		by[place] = r
		rows[i] = []any{int64(r.Kind), r.Actor, r.Post, place, r.Activity, int64(r.Visibility), r.At.UnixMicro()}
	}
	var news [][]any
	err := t.each(ctx, []column{
		{"how", number}, {"who", text}, {"what", text}, {"place", number}, {"cause", text}, {"visible", number}, {"since_us", number},
	}, rows, `
		INSERT INTO core_reactions (kind, actor, post, number, activity, visibility, at_us)
		SELECT n.how, a.id, p.id, n.place, n.cause, n.visible, n.since_us
		FROM batch AS n
		JOIN core_actors AS a ON a.id = n.who
		JOIN core_posts AS p ON p.id = n.what
		JOIN core_actors AS b ON b.id = p.author
		WHERE a.standing = 0
			AND b.standing = 0
			AND p.deleted_us = 0
			AND (
				p.visibility <= 1
				OR (p.author = a.id AND (n.how = 1 OR p.visibility = 2))
				OR (n.how = 1 AND `+shown+`)
			)
			AND `+apart+`
			AND `+standing+`
		ON CONFLICT DO NOTHING
		RETURNING number`, func(result *sql.Rows) error {
		var place int64
		if err := result.Scan(&place); err != nil {
			return err
		}
		r, kind := by[place], social.Liked
		if r.Kind == social.Boost {
			kind = social.Boosted
		}
		news = append(news, []any{r.Post, r.Actor, t.numbers.next(r.At), string(kind), r.At.UnixMicro()})
		return nil
	})
	if err != nil {
		return err
	}
	return t.each(ctx, []column{{"what", text}, {"who", text}, {"place", number}, {"sort", text}, {"since_us", number}}, news, `
		INSERT INTO core_notifications (to_actor, number, kind, actor, post, at_us)
		SELECT b.id, n.place, n.sort, n.who, p.id, n.since_us
		FROM batch AS n
		JOIN core_posts AS p ON p.id = n.what
		JOIN core_actors AS b ON b.id = p.author
		WHERE b.local = 1
			AND b.id <> n.who
		ON CONFLICT DO NOTHING`, nil)
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

// undo remembers the id and when, unless it is of a follow that is stored: some software asks anew under
// the same id.
func (t *coreTx) undo(ctx context.Context, c social.Undo) error {
	_, err := t.run(ctx, `
		INSERT INTO core_undone (activity, actor, at_us)
		SELECT CAST($1 AS TEXT), CAST($2 AS TEXT), CAST($3 AS BIGINT)
		WHERE NOT EXISTS (
			SELECT 1
			FROM core_follows
			WHERE activity = $1
				AND follower = $2
		)
		ON CONFLICT (activity, actor) DO UPDATE
		SET at_us = excluded.at_us`, c.Activity, c.Actor, c.At.UnixMicro())
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
