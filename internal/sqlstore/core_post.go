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

// addPosts stores posts and tells whoever they mention or answer.
func (t *coreTx) addPosts(ctx context.Context, changes []social.AddPost) error {
	rows, by := make([][]any, len(changes)), make(map[int64]*social.Post, len(changes))
	for i := range changes {
		p := &changes[i].Post
		body, err := json.Marshal(p)
		if err != nil {
			return err
		}
		place := t.numbers.next(p.Published)
		by[place] = p
		rows[i] = []any{place, p.ID, p.Author, int64(p.Visibility), p.InReplyTo, p.Revision().UnixMicro(), clean(string(body))}
	}
	var added []social.Numbered[*social.Post]
	err := t.each(ctx, []column{
		{"place", number}, {"post_id", text}, {"writer", text}, {"visible", number}, {"answers", text}, {"revised_us", number}, {"body", text},
	}, rows, `
		INSERT INTO core_posts (number, id, author, local, visibility, reply_to, revision_us, deleted_us, post)
		SELECT n.place, n.post_id, a.id, a.local, n.visible, n.answers, n.revised_us, 0, n.body
		FROM batch AS n
		JOIN core_actors AS a ON a.id = n.writer
		WHERE a.standing = 0
		ON CONFLICT (id) DO NOTHING
		RETURNING number`, func(result *sql.Rows) error {
		var place int64
		err := result.Scan(&place)
		added = append(added, social.Numbered[*social.Post]{Number: place, Of: by[place]})
		return err
	})
	if err != nil {
		return err
	}
	if err := t.address(ctx, added); err != nil {
		return err
	}
	if err := t.tag(ctx, added); err != nil {
		return err
	}
	return t.tellOfPosts(ctx, added)
}

// tellOfPosts notifies whoever is answered, if they are here and may see it, whether or not
// the answer mentions them, and whoever is mentioned.
func (t *coreTx) tellOfPosts(ctx context.Context, added []social.Numbered[*social.Post]) error {
	var answers [][]any
	for _, p := range added {
		if p.Of.InReplyTo != "" {
			answers = append(answers, []any{p.Number, p.Of.InReplyTo})
		}
	}
	parents := make(map[int64]string)
	err := t.each(ctx, []column{{"place", number}, {"answered", text}}, answers, `
		SELECT n.place, p.author
		FROM batch AS n
		JOIN core_posts AS p ON p.id = n.answered
		WHERE p.local = 1
			AND p.deleted_us = 0`, func(result *sql.Rows) error {
		var place int64
		var author string
		err := result.Scan(&place, &author)
		parents[place] = author
		return err
	})
	if err != nil {
		return err
	}
	var news []social.Notification
	for _, one := range added {
		p := one.Of
		to := make([]string, 0, 1+len(p.Mentions))
		if parent := parents[one.Number]; parent != "" && (p.Visibility <= social.Unlisted || slices.Contains(p.To, parent) || slices.Contains(p.CC, parent)) {
			to = append(to, parent)
		}
		for _, m := range p.Mentions {
			to = append(to, m.Actor)
		}
		for _, name := range to {
			news = append(news, social.Notification{To: name, Kind: social.Mentioned, Actor: p.Author, Post: p.ID, At: p.Published})
		}
	}
	return t.notify(ctx, news)
}

// address records who is named in the addressing: of another server's post only the people
// here, of our own all.
func (t *coreTx) address(ctx context.Context, added []social.Numbered[*social.Post]) error {
	var rows [][]any
	for _, p := range added {
		names := slices.Concat(p.Of.To, p.Of.CC)
		for _, m := range p.Of.Mentions {
			names = append(names, m.Actor)
		}
		slices.Sort(names)
		for _, name := range slices.Compact(names) {
			rows = append(rows, []any{p.Of.ID, name, flag(p.Of.Local)})
		}
	}
	return t.each(ctx, []column{{"post_id", text}, {"named", text}, {"ours", number}}, rows, `
		INSERT INTO core_audience (post, actor)
		SELECT n.post_id, a.id
		FROM batch AS n
		JOIN core_actors AS a ON a.id = n.named
		WHERE a.local = 1
			OR n.ours = 1
		ON CONFLICT DO NOTHING`, nil)
}

func (t *coreTx) tag(ctx context.Context, posts []social.Numbered[*social.Post]) error {
	var rows [][]any
	for _, p := range posts {
		if p.Of.Visibility != social.Public {
			continue
		}
		for _, tag := range p.Of.Tags {
			rows = append(rows, []any{tag, p.Number, p.Of.ID})
		}
	}
	return t.each(ctx, []column{{"word", text}, {"place", number}, {"post_id", text}}, rows, `
		INSERT INTO core_tags (tag, number, post)
		SELECT word, place, post_id
		FROM batch
		WHERE true
		ON CONFLICT DO NOTHING`, nil)
}

func (t *coreTx) editPost(ctx context.Context, c social.EditPost) error {
	var place int64
	var body string
	err := t.QueryRowContext(ctx, `
		SELECT number, post
		FROM core_posts
		WHERE id = $1
			AND author = $2
			AND deleted_us = 0
			AND revision_us < $3`, c.Post.ID, c.Post.Author, c.Post.Revision().UnixMicro()).Scan(&place, &body)
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
	return t.tag(ctx, []social.Numbered[*social.Post]{{Number: place, Of: &p}})
}

// removePosts leaves of posts only their ids and types, and nothing of what hangs on them.
func (t *coreTx) removePosts(ctx context.Context, changes []social.RemovePost) error {
	left, err := t.leftOf(ctx, changes)
	if err != nil {
		return err
	}
	rows := make([][]any, len(changes))
	for i, c := range changes {
		rows[i] = []any{t.numbers.next(c.At), c.ID, c.Author, c.At.UnixMicro(), left[c.ID]}
	}
	var removed [][]any
	err = t.each(ctx, []column{{"place", number}, {"post_id", text}, {"writer", text}, {"gone_us", number}, {"remains", text}}, rows, `
		INSERT INTO core_posts (number, id, author, local, visibility, reply_to, revision_us, deleted_us, post)
		SELECT place, post_id, writer, 0, 3, '', 0, gone_us, remains
		FROM batch
		WHERE true
		ON CONFLICT (id) DO UPDATE
		SET deleted_us = excluded.deleted_us, post = excluded.post
		WHERE core_posts.author = excluded.author
			AND core_posts.deleted_us = 0
		RETURNING id, author`, func(result *sql.Rows) error {
		var id, author string
		err := result.Scan(&id, &author)
		removed = append(removed, []any{id, author})
		return err
	})
	if err != nil {
		return err
	}
	for _, query := range removePost {
		if err := t.each(ctx, []column{{"post_id", text}, {"writer", text}}, removed, query, nil); err != nil {
			return err
		}
	}
	return nil
}

// leftOf is what is left of each post that is deleted, by its id.
func (t *coreTx) leftOf(ctx context.Context, changes []social.RemovePost) (map[string]string, error) {
	rows, all := make([][]any, len(changes)), make(map[string]string, len(changes))
	for i, c := range changes {
		rows[i] = []any{c.ID}
	}
	return all, t.each(ctx, []column{{"post_id", text}}, rows, `
		SELECT id, post
		FROM core_posts
		WHERE id IN (SELECT post_id FROM batch)`, func(result *sql.Rows) error {
		var id, body string
		if err := result.Scan(&id, &body); err != nil {
			return err
		}
		short, err := remainsOf(body)
		all[id] = short
		return err
	})
}

// removePost drops what hangs on a post. Of a post tell only its author and those who have
// reacted to it, and by them notifications are found.
var removePost = []string{
	`
		DELETE FROM core_notifications
		WHERE post IN (SELECT post_id FROM batch)
			AND actor IN (
				SELECT writer
				FROM batch
				UNION
				SELECT r.actor
				FROM batch AS n
				JOIN core_reactions AS r ON r.post = n.post_id
			)`,
	`DELETE FROM core_reactions WHERE post IN (SELECT post_id FROM batch)`,
	`DELETE FROM core_audience WHERE post IN (SELECT post_id FROM batch)`,
	`DELETE FROM core_tags WHERE post IN (SELECT post_id FROM batch)`,
	`DELETE FROM core_pins WHERE actor IN (SELECT writer FROM batch) AND post IN (SELECT post_id FROM batch)`,
}

// left is what is left of a thing that is deleted: its type; "" if it was never heard of.
func (t *coreTx) left(ctx context.Context, query, id string) (string, error) {
	var body string
	err := t.QueryRowContext(ctx, query, id).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return remainsOf(body)
}

// remainsOf is the part of a stored document that stays; "" of none.
func remainsOf(body string) (string, error) {
	if body == "" {
		return "", nil
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
