package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"landfall/federation-core/social"
)

// dropPostsOf drops what hangs on the posts of the author $1.
var dropPostsOf = []string{
	`DELETE FROM core_audience WHERE post IN (SELECT id FROM core_posts WHERE author = $1)`,
	`DELETE FROM core_tags WHERE post IN (SELECT id FROM core_posts WHERE author = $1)`,
	`DELETE FROM core_reactions WHERE post IN (SELECT id FROM core_posts WHERE author = $1)`,
	`DELETE FROM core_notifications WHERE post IN (SELECT id FROM core_posts WHERE author = $1)`,
}

func (t *coreTx) addPost(ctx context.Context, c social.AddPost) error {
	p := &c.Post
	body, err := json.Marshal(p)
	if err != nil {
		return err
	}
	number := t.numbers.next(p.Published)
	added, err := t.run(ctx, `
		INSERT INTO core_posts (number, id, author, local, visibility, reply_to, revision_us, deleted_us, post)
		SELECT CAST($1 AS BIGINT), CAST($2 AS TEXT), a.id, a.local, CAST($4 AS BIGINT), CAST($5 AS TEXT), CAST($6 AS BIGINT), 0, CAST($7 AS TEXT)
		FROM core_actors AS a
		WHERE a.id = $3
			AND a.standing = 0
		ON CONFLICT (id) DO NOTHING`,
		number, p.ID, p.Author, int64(p.Visibility), p.InReplyTo, p.Revision().UnixMicro(), clean(string(body)))
	if err != nil || added == 0 {
		return err
	}
	if err := t.address(ctx, p); err != nil {
		return err
	}
	if err := t.tag(ctx, p, number); err != nil {
		return err
	}
	if err := t.tellParent(ctx, p); err != nil {
		return err
	}
	for _, m := range p.Mentions {
		err := t.notify(ctx, social.Notification{To: m.Actor, Kind: social.Mentioned, Actor: p.Author, Post: p.ID, At: p.Published})
		if err != nil {
			return err
		}
	}
	return nil
}

// tellParent notifies whoever is answered, if they are here and may see it, whether or not the
// answer mentions them.
func (t *coreTx) tellParent(ctx context.Context, p *social.Post) error {
	if p.InReplyTo == "" {
		return nil
	}
	var author string
	err := t.QueryRowContext(ctx, `
		SELECT author
		FROM core_posts
		WHERE id = $1
			AND local = 1
			AND deleted_us = 0`, p.InReplyTo).Scan(&author)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	if p.Visibility > social.Unlisted && !slices.Contains(p.To, author) && !slices.Contains(p.CC, author) {
		return nil
	}
	return t.notify(ctx, social.Notification{To: author, Kind: social.Mentioned, Actor: p.Author, Post: p.ID, At: p.Published})
}

// address records who is named in the addressing: of another server's post only the people
// here, of our own all.
func (t *coreTx) address(ctx context.Context, p *social.Post) error {
	names := slices.Concat(p.To, p.CC)
	for _, m := range p.Mentions {
		names = append(names, m.Actor)
	}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		_, err := t.run(ctx, `
			INSERT INTO core_audience (post, actor)
			SELECT CAST($1 AS TEXT), a.id
			FROM core_actors AS a
			WHERE a.id = $2
				AND (a.local = 1 OR CAST($3 AS BIGINT) = 1)
			ON CONFLICT DO NOTHING`, p.ID, name, flag(p.Local))
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *coreTx) tag(ctx context.Context, p *social.Post, number int64) error {
	if p.Visibility != social.Public {
		return nil
	}
	for _, tag := range p.Tags {
		_, err := t.run(ctx, `
			INSERT INTO core_tags (tag, number, post)
			VALUES ($1, $2, $3)
			ON CONFLICT DO NOTHING`, tag, number, p.ID)
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *coreTx) editPost(ctx context.Context, c social.EditPost) error {
	var number int64
	var body string
	err := t.QueryRowContext(ctx, `
		SELECT number, post
		FROM core_posts
		WHERE id = $1
			AND author = $2
			AND deleted_us = 0
			AND revision_us < $3`, c.Post.ID, c.Post.Author, c.Post.Revision().UnixMicro()).Scan(&number, &body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	var was social.Post
	if err := json.Unmarshal([]byte(body), &was); err != nil {
		return err
	}
	// Only the words change: who may see them, when it was said and to what, stays.
	p, revision := c.Post, c.Post.Revision()
	p.Updated = revision // which is what later ones are compared with
	p.Local, p.Visibility, p.To, p.CC, p.InReplyTo, p.Published = was.Local, was.Visibility, was.To, was.CC, was.InReplyTo, was.Published
	edited, err := json.Marshal(p)
	if err != nil {
		return err
	}
	_, err = t.run(ctx, `
		UPDATE core_posts
		SET post = $2, revision_us = $3
		WHERE id = $1`, p.ID, clean(string(edited)), revision.UnixMicro())
	if err != nil {
		return err
	}
	if _, err := t.run(ctx, `DELETE FROM core_tags WHERE post = $1`, p.ID); err != nil {
		return err
	}
	return t.tag(ctx, &p, number)
}

func (t *coreTx) removePost(ctx context.Context, c social.RemovePost) error {
	left, err := t.left(ctx, `SELECT post FROM core_posts WHERE id = $1`, c.ID)
	if err != nil {
		return err
	}
	removed, err := t.run(ctx, `
		INSERT INTO core_posts (number, id, author, local, visibility, reply_to, revision_us, deleted_us, post)
		VALUES ($1, $2, $3, 0, 3, '', 0, $4, '')
		ON CONFLICT (id) DO UPDATE
		SET deleted_us = excluded.deleted_us, post = $5
		WHERE core_posts.author = excluded.author
			AND core_posts.deleted_us = 0`, t.numbers.next(c.At), c.ID, c.Author, c.At.UnixMicro(), left)
	if err != nil || removed == 0 {
		return err
	}
	return t.all(ctx, []any{c.ID},
		`DELETE FROM core_audience WHERE post = $1`,
		`DELETE FROM core_tags WHERE post = $1`,
		`DELETE FROM core_reactions WHERE post = $1`,
		`DELETE FROM core_pins WHERE post = $1`,
		`DELETE FROM core_notifications WHERE post = $1`,
	)
}

// left is what is left of a thing that is deleted: its type; "" if it was never heard of.
func (t *coreTx) left(ctx context.Context, query, id string) (string, error) {
	var body string
	err := t.QueryRowContext(ctx, query, id).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) || err == nil && body == "" {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	var thing remains
	if err := json.Unmarshal([]byte(body), &thing); err != nil {
		return "", err
	}
	short, err := json.Marshal(thing)
	return clean(string(short)), err
}

// remains are what is kept of something deleted.
type remains struct {
	Type string `json:"type,omitzero"`
}

// gone is the error of reading something deleted.
func gone(body string, at time.Time) error {
	var was remains
	if body != "" {
		if err := json.Unmarshal([]byte(body), &was); err != nil {
			return err
		}
	}
	return &social.GoneError{Type: was.Type, At: at}
}

func (t *coreTx) pin(ctx context.Context, c social.Pin) error {
	_, err := t.run(ctx, `
		INSERT INTO core_pins (actor, post, at_us)
		SELECT p.author, p.id, p.number
		FROM core_posts AS p
		WHERE p.id = $1
			AND p.author = $2
			AND p.deleted_us = 0
		ON CONFLICT DO NOTHING`, c.Post, c.Actor)
	return err
}

func (t *coreTx) unpin(ctx context.Context, c social.Unpin) error {
	_, err := t.run(ctx, `DELETE FROM core_pins WHERE actor = $1 AND post = $2`, c.Actor, c.Post)
	return err
}

// Post returns a post by its id, whoever may see it: [social.ErrNotFound] if it was never
// heard of, [social.ErrGone] if it was deleted.
func (c *Core) Post(ctx context.Context, id string) (p social.Post, err error) {
	err = c.s.ask(ctx, func(ctx context.Context) error {
		var deleted int64
		var body string
		err := c.s.read.QueryRowContext(ctx, `
			SELECT deleted_us, post
			FROM core_posts
			WHERE id = $1`, id).Scan(&deleted, &body)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return social.ErrNotFound
		case err != nil:
			return err
		case deleted > 0:
			return gone(body, timeOf(deleted))
		}
		p = social.Post{}
		return json.Unmarshal([]byte(body), &p)
	})
	if err != nil {
		return social.Post{}, fmt.Errorf("post %s: %w", id, err)
	}
	return p, nil
}
