package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"landfall/federation-core/social"
)

// query runs a read and calls scan for each row.
func (c *Core) query(ctx context.Context, what string, reset func(), scan func(*sql.Rows) error, query string, args ...any) error {
	err := c.s.ask(ctx, func(ctx context.Context) error {
		reset()
		rows, err := c.s.read.QueryContext(ctx, query, args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			if err := scan(rows); err != nil {
				return err
			}
		}
		return rows.Err()
	})
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

// Follow returns what there is between two actors; [social.ErrNotFound] if nothing.
func (c *Core) Follow(ctx context.Context, follower, followee string) (social.Follow, error) {
	return c.follow(ctx, "follow of "+followee+" by "+follower, "follower = $1 AND followee = $2", follower, followee)
}

// FollowBy returns what was asked for by an activity; [social.ErrNotFound] if nothing.
func (c *Core) FollowBy(ctx context.Context, activity string) (social.Follow, error) {
	return c.follow(ctx, "follow by "+activity, "activity = $1 AND activity <> ''", activity)
}

func (c *Core) follow(ctx context.Context, what, where string, args ...any) (f social.Follow, err error) {
	found := false
	err = c.query(ctx, what, func() { found = false }, func(rows *sql.Rows) error {
		found = true
		return scanFollow(rows, &f, new(int64))
	}, `
		SELECT number, follower, followee, activity, accepted, at_us
		FROM core_follows
		WHERE `+where, args...)
	if err == nil && !found {
		err = fmt.Errorf("%s: %w", what, social.ErrNotFound)
	}
	return f, err
}

// Followed reports whether anybody of this server follows an actor.
func (c *Core) Followed(ctx context.Context, actor string) (bool, error) {
	n, err := c.count(ctx, `
		SELECT count(*)
		FROM (
			SELECT 1
			FROM core_follows AS f
			JOIN core_actors AS a ON a.id = f.follower
			WHERE f.followee = $1
				AND f.accepted = 1
				AND a.local = 1
			LIMIT 1
		) AS one`, actor)
	return n > 0, err
}

// LocalFollowers returns the actors of this server that follow another, in byte order.
func (c *Core) LocalFollowers(ctx context.Context, actor string) ([]string, error) {
	return c.texts(ctx, "followers of "+actor, `
		SELECT a.id
		FROM core_follows AS f
		JOIN core_actors AS a ON a.id = f.follower
		WHERE f.followee = $1
			AND f.accepted = 1
			AND a.local = 1
			AND a.standing = 0
		ORDER BY a.id`, actor)
}

// texts runs a query of one column.
func (c *Core) texts(ctx context.Context, what, query string, args ...any) (all []string, err error) {
	err = c.query(ctx, what, func() { all = nil }, func(rows *sql.Rows) error {
		var text string
		err := rows.Scan(&text)
		all = append(all, text)
		return err
	}, query, args...)
	return all, err
}

func scanFollow(rows *sql.Rows, f *social.Follow, number *int64) error {
	var accepted, at int64
	if err := rows.Scan(number, &f.Follower, &f.Followee, &f.Activity, &accepted, &at); err != nil {
		return err
	}
	f.Accepted, f.At = accepted == 1, timeOf(at)
	return nil
}

// relations is the condition for the follows that a list is of.
func relations(r social.Relations) string {
	column := "followee"
	if r.Following {
		column = "follower"
	}
	if r.Pending {
		return column + " = $1 AND accepted = 0"
	}
	return column + " = $1 AND accepted = 1"
}

// Follows returns a page of follows, the newest first: at most n, older than the one numbered
// before, if that is not 0.
func (c *Core) Follows(ctx context.Context, of social.Relations, before int64, n int) (all []social.Numbered[social.Follow], err error) {
	err = c.query(ctx, "follows of "+of.Of, func() { all = nil }, func(rows *sql.Rows) error {
		var one social.Numbered[social.Follow]
		if err := scanFollow(rows, &one.Of, &one.Number); err != nil {
			return err
		}
		all = append(all, one)
		return nil
	}, `
		SELECT number, follower, followee, activity, accepted, at_us
		FROM core_follows
		WHERE `+relations(of)+`
			AND (number < $2 OR $2 = 0)
		ORDER BY number DESC
		LIMIT $3`, of.Of, before, n)
	return all, err
}

// CountFollows counts them.
func (c *Core) CountFollows(ctx context.Context, of social.Relations) (n int64, err error) {
	return c.count(ctx, `SELECT count(*) FROM core_follows WHERE `+relations(of), of.Of)
}

func (c *Core) count(ctx context.Context, query string, args ...any) (n int64, err error) {
	err = c.query(ctx, "count", func() {}, func(rows *sql.Rows) error { return rows.Scan(&n) }, query, args...)
	return n, err
}

// FollowersOn returns the ids of an actor's followers on one server, in byte order: those
// that FEP-8fcf compares.
func (c *Core) FollowersOn(ctx context.Context, actor, server string) ([]string, error) {
	return c.texts(ctx, "followers of "+actor, `
		SELECT a.id
		FROM core_follows AS f
		JOIN core_actors AS a ON a.id = f.follower
		WHERE f.followee = $1
			AND f.accepted = 1
			AND a.server = $2
		ORDER BY a.id`, actor, server)
}

// FollowerMailboxes returns the inboxes that reach all followers of an actor elsewhere, each
// once.
func (c *Core) FollowerMailboxes(ctx context.Context, actor string) ([]string, error) {
	return c.texts(ctx, "followers of "+actor, `
		SELECT DISTINCT a.mailbox
		FROM core_follows AS f
		JOIN core_actors AS a ON a.id = f.follower
		WHERE f.followee = $1
			AND f.accepted = 1
			AND a.local = 0
			AND a.standing = 0
			AND a.mailbox <> ''`, actor)
}

// KnownMailboxes returns the inboxes of all other servers that somebody here has something
// to do with, each once: those to be told when an actor is deleted or changed.
func (c *Core) KnownMailboxes(ctx context.Context, actor string) ([]string, error) {
	return c.texts(ctx, "contacts of "+actor, `
		SELECT DISTINCT a.mailbox
		FROM core_actors AS a
		WHERE a.local = 0
			AND a.standing = 0
			AND a.mailbox <> ''
			AND (
				EXISTS (SELECT 1 FROM core_follows AS f WHERE f.follower = a.id AND f.followee = $1)
				OR EXISTS (SELECT 1 FROM core_follows AS f WHERE f.followee = a.id AND f.follower = $1)
				OR EXISTS (SELECT 1 FROM core_audience AS d JOIN core_posts AS p ON p.id = d.post WHERE d.actor = a.id AND p.author = $1)
				OR EXISTS (SELECT 1 FROM core_reactions AS r JOIN core_posts AS p ON p.id = r.post WHERE r.actor = a.id AND p.author = $1)
				OR EXISTS (SELECT 1 FROM core_reactions AS r JOIN core_posts AS p ON p.id = r.post WHERE r.actor = $1 AND p.author = a.id)
				OR EXISTS (SELECT 1 FROM core_posts AS q JOIN core_posts AS p ON p.id = q.reply_to WHERE q.author = $1 AND p.author = a.id)
			)`, actor)
}

// Touched returns the inboxes of those elsewhere who passed on a post or liked it, each once.
func (c *Core) Touched(ctx context.Context, post string) ([]string, error) {
	return c.texts(ctx, "who touched "+post, `
		SELECT DISTINCT a.mailbox
		FROM core_reactions AS r
		JOIN core_actors AS a ON a.id = r.actor
		WHERE r.post = $1
			AND a.local = 0
			AND a.standing = 0
			AND a.mailbox <> ''`, post)
}

// Blocks reports whether one actor blocks another.
func (c *Core) Blocks(ctx context.Context, blocker, blocked string) (bool, error) {
	n, err := c.count(ctx, `SELECT count(*) FROM core_blocks WHERE blocker = $1 AND blocked = $2`, blocker, blocked)
	return n > 0, err
}

// MayRead reports whether an actor may see a post: "" is anybody at all.
func (c *Core) MayRead(ctx context.Context, post, actor string) (bool, error) {
	n, err := c.count(ctx, `
		SELECT count(*)
		FROM core_posts AS p
		WHERE p.id = $1
			AND p.deleted_us = 0
			AND p.visibility <= 1
			AND NOT EXISTS (SELECT 1 FROM core_blocks AS x WHERE x.blocker = p.author AND x.blocked = $2)`, post, actor)
	if n > 0 || err != nil || actor == "" {
		return n > 0, err
	}
	n, err = c.count(ctx, `
		SELECT count(*)
		FROM core_posts AS p, core_actors AS a, core_actors AS b
		WHERE p.id = $1
			AND p.deleted_us = 0
			AND a.id = $2
			AND b.id = p.author
			AND (p.author = a.id OR `+shown+`)
			AND `+apart, post, actor)
	return n > 0, err
}

// Reactions counts the likes or the boosts of a post.
func (c *Core) Reactions(ctx context.Context, post string, kind social.ReactionKind) (int64, error) {
	return c.count(ctx, `SELECT count(*) FROM core_reactions WHERE post = $1 AND kind = $2`, post, int64(kind))
}

// Reacted returns an actor's reaction to a post; [social.ErrNotFound] if there is none.
func (c *Core) Reacted(ctx context.Context, actor, post string, kind social.ReactionKind) (r social.Reaction, err error) {
	found := false
	err = c.query(ctx, "reaction to "+post, func() { found = false }, func(rows *sql.Rows) error {
		found = true
		var visibility, at int64
		err := rows.Scan(&r.Activity, &visibility, &at)
		r.Kind, r.Actor, r.Post, r.Visibility, r.At = kind, actor, post, social.Visibility(visibility), timeOf(at)
		return err
	}, `
		SELECT activity, visibility, at_us
		FROM core_reactions
		WHERE post = $1
			AND kind = $2
			AND actor = $3`, post, int64(kind), actor)
	if err == nil && !found {
		err = fmt.Errorf("reaction to %s: %w", post, social.ErrNotFound)
	}
	return r, err
}

// posts runs a query for number and post.
func (c *Core) posts(ctx context.Context, what, query string, args ...any) (all []social.Numbered[social.Post], err error) {
	err = c.query(ctx, what, func() { all = nil }, func(rows *sql.Rows) error {
		var one social.Numbered[social.Post]
		var body string
		if err := rows.Scan(&one.Number, &body); err != nil {
			return err
		}
		all = append(all, one)
		return json.Unmarshal([]byte(body), &all[len(all)-1].Of)
	}, query, args...)
	return slices.Clip(all), err
}

// PostsOf returns a page of an actor's posts that are no narrower than narrowest, the
// newest first: at most n, older than the one numbered before, if that is not 0.
func (c *Core) PostsOf(ctx context.Context, actor string, narrowest social.Visibility, before int64, n int) ([]social.Numbered[social.Post], error) {
	return c.posts(ctx, "posts of "+actor, `
		SELECT number, post
		FROM core_posts
		WHERE author = $1
			AND deleted_us = 0
			AND visibility <= $2
			AND (number < $3 OR $3 = 0)
		ORDER BY number DESC
		LIMIT $4`, actor, int64(narrowest), before, n)
}

// CountPosts counts an actor's posts that are no narrower than that.
func (c *Core) CountPosts(ctx context.Context, actor string, narrowest social.Visibility) (int64, error) {
	return c.count(ctx, `
		SELECT count(*)
		FROM core_posts
		WHERE author = $1
			AND deleted_us = 0
			AND visibility <= $2`, actor, int64(narrowest))
}

// Replies returns a page of the public and unlisted replies to a post, the oldest first: at
// most n, later than the one numbered after.
func (c *Core) Replies(ctx context.Context, post string, after int64, n int) ([]social.Numbered[social.Post], error) {
	return c.posts(ctx, "replies to "+post, `
		SELECT p.number, p.post
		FROM core_posts AS p
		JOIN core_actors AS a ON a.id = p.author
		WHERE p.reply_to = $1
			AND p.deleted_us = 0
			AND p.visibility <= 1
			AND p.number > $2
			AND a.standing = 0
		ORDER BY p.number
		LIMIT $3`, post, after, n)
}

// Pinned returns the public posts that an actor shows on its profile, the newest first.
func (c *Core) Pinned(ctx context.Context, actor string) ([]social.Numbered[social.Post], error) {
	return c.posts(ctx, "pinned posts of "+actor, `
		SELECT p.number, p.post
		FROM core_pins AS i
		JOIN core_posts AS p ON p.id = i.post
		WHERE i.actor = $1
			AND p.deleted_us = 0
			AND p.visibility <= 1
		ORDER BY p.number DESC
		LIMIT 20`, actor)
}

// Home returns a page of what an actor of this server reads: its own posts and those of
// whom it follows, as far as it may see them, the newest first.
func (c *Core) Home(ctx context.Context, actor string, before int64, n int) ([]social.Numbered[social.Post], error) {
	return c.posts(ctx, "home of "+actor, `
		SELECT p.number, p.post
		FROM core_posts AS p
		JOIN core_actors AS a ON a.id = $1
		JOIN core_actors AS b ON b.id = p.author
		WHERE (p.author = a.id OR EXISTS (
				SELECT 1
				FROM core_follows AS h
				WHERE h.follower = a.id
					AND h.followee = p.author
					AND h.accepted = 1
			))
			AND p.deleted_us = 0
			AND b.standing = 0
			AND (p.author = a.id OR p.visibility <= 1 OR `+shown+`)
			AND (p.number < $2 OR $2 = 0)
		ORDER BY p.number DESC
		LIMIT $3`, actor, before, n)
}

// Reports returns a page of the moderators' queue, the newest first: at most n, older than
// the one numbered before, if that is not 0.
func (c *Core) Reports(ctx context.Context, before int64, n int) (all []social.Numbered[social.Report], err error) {
	err = c.query(ctx, "reports", func() { all = nil }, func(rows *sql.Rows) error {
		var one social.Numbered[social.Report]
		var body string
		if err := rows.Scan(&one.Number, &body); err != nil {
			return err
		}
		all = append(all, one)
		return json.Unmarshal([]byte(body), &all[len(all)-1].Of)
	}, `
		SELECT number, report
		FROM core_reports
		WHERE number < $1 OR $1 = 0
		ORDER BY number DESC
		LIMIT $2`, before, n)
	return all, err
}

// Usage counts the people and posts of this server at a moment; a person is active who has
// posted in the last 30 days, or 180. The server's own actor, whose name is that of its host,
// is no person.
func (c *Core) Usage(ctx context.Context, at time.Time) (u social.Usage, err error) {
	month, halfyear := at.AddDate(0, 0, -30).UnixMilli()<<20, at.AddDate(0, 0, -180).UnixMilli()<<20
	err = c.query(ctx, "usage", func() {}, func(rows *sql.Rows) error {
		return rows.Scan(&u.Users, &u.ActiveMonth, &u.ActiveHalfyear, &u.Posts)
	}, `
		SELECT
			(SELECT count(*) FROM core_actors WHERE local = 1 AND standing = 0 AND username <> host),
			(SELECT count(DISTINCT author) FROM core_posts WHERE local = 1 AND deleted_us = 0 AND number >= $1),
			(SELECT count(DISTINCT author) FROM core_posts WHERE local = 1 AND deleted_us = 0 AND number >= $2),
			(SELECT count(*) FROM core_posts WHERE local = 1 AND deleted_us = 0)`, month, halfyear)
	return u, err
}
