package sqlstore

import (
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"landfall/federation-core/social"
)

// serverOf returns the host of an id, with its port if it has one; "" if it has none.
func serverOf(id string) string {
	u, err := url.Parse(id)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}

func actorRow(a *social.Actor, local int) ([]any, error) {
	body, err := json.Marshal(a)
	if err != nil {
		return nil, err
	}
	return []any{
		a.ID, local, strings.ToLower(a.Username), strings.ToLower(a.Host), serverOf(a.ID), a.Mailbox(),
		int64(a.Standing), a.Fetched.UnixMicro(), clean(string(body)),
	}, nil
}

func (t *coreTx) keepActor(ctx context.Context, c social.KeepActor) error {
	c.Actor.Local, c.Actor.Standing = false, social.Active
	if !c.Named {
		if err := t.keepName(ctx, &c.Actor); err != nil {
			return err
		}
	}
	row, err := actorRow(&c.Actor, 0)
	if err != nil {
		return err
	}
	kept, err := t.run(ctx, `
		INSERT INTO core_actors (id, local, username, host, server, mailbox, standing, fetched_us, actor)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (id) DO UPDATE
		SET username = excluded.username, host = excluded.host, mailbox = excluded.mailbox,
			fetched_us = excluded.fetched_us, actor = excluded.actor
		WHERE core_actors.local = 0
			AND core_actors.standing <> 2
			AND core_actors.fetched_us <= excluded.fetched_us`, row...)
	if err != nil || kept == 0 {
		return err
	}
	return t.keepSigners(ctx, &c)
}

// keepName gives an actor the host that its name had, if it is the same name.
func (t *coreTx) keepName(ctx context.Context, a *social.Actor) error {
	var host string
	err := t.QueryRowContext(ctx, `
		SELECT host
		FROM core_actors
		WHERE id = $1
			AND username = $2
			AND local = 0
			AND standing <> 2`, a.ID, strings.ToLower(a.Username)).Scan(&host)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return err
	}
	a.Host = host
	return nil
}

// keepSigners records which keys are an actor's now. A key in the actor's own document is
// nobody else's; one with an address of its own is not the actor's until it has said so there.
func (t *coreTx) keepSigners(ctx context.Context, c *social.KeepActor) error {
	known, err := t.signersOf(ctx, c.Actor.ID)
	if err != nil {
		return err
	}
	for _, k := range c.Actor.Keys {
		delete(known, k.ID)
		if document, _, _ := strings.Cut(k.ID, "#"); document != c.Actor.ID && k.ID != c.Key {
			continue
		}
		_, err := t.run(ctx, `
			INSERT INTO core_signers (key, actor)
			VALUES ($1, $2)
			ON CONFLICT (key) DO UPDATE
			SET actor = excluded.actor`, k.ID, c.Actor.ID)
		if err != nil {
			return err
		}
	}
	for key := range known {
		if _, err := t.run(ctx, `DELETE FROM core_signers WHERE key = $1`, key); err != nil {
			return err
		}
	}
	return nil
}

// signersOf returns the keys that are an actor's.
func (t *coreTx) signersOf(ctx context.Context, actor string) (map[string]bool, error) {
	rows, err := t.QueryContext(ctx, `
		SELECT key
		FROM core_signers
		WHERE actor = $1`, actor)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	keys := make(map[string]bool)
	for rows.Next() {
		var key string
		if err := rows.Scan(&key); err != nil {
			return nil, err
		}
		keys[key] = true
	}
	return keys, rows.Err()
}

func (t *coreTx) saveActor(ctx context.Context, c social.SaveActor) error {
	c.Actor.Local = true
	row, err := actorRow(&c.Actor, 1)
	if err != nil {
		return err
	}
	known := `
		ON CONFLICT (id) DO UPDATE
		SET mailbox = excluded.mailbox, standing = excluded.standing, fetched_us = excluded.fetched_us, actor = excluded.actor
		WHERE core_actors.local = 1
			AND core_actors.standing <> 2`
	if c.New {
		known = `
		ON CONFLICT DO NOTHING`
	}
	saved, err := t.run(ctx, `
		INSERT INTO core_actors (id, local, username, host, server, mailbox, standing, fetched_us, actor)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`+known, row...)
	if err != nil || saved == 0 || len(c.Key) == 0 {
		return err
	}
	_, err = t.run(ctx, `
		INSERT INTO core_keys (actor, sealed)
		VALUES ($1, $2)
		ON CONFLICT (actor) DO UPDATE
		SET sealed = excluded.sealed`, c.Actor.ID, base64.StdEncoding.EncodeToString(c.Key))
	return err
}

func (t *coreTx) setStanding(ctx context.Context, c social.SetStanding) error {
	_, err := t.run(ctx, `
		UPDATE core_actors
		SET standing = $2
		WHERE id = $1
			AND standing <> 2`, c.ID, int64(c.Standing))
	return err
}

func (t *coreTx) removeActor(ctx context.Context, c social.RemoveActor) error {
	left, err := t.left(ctx, `SELECT actor FROM core_actors WHERE id = $1`, c.ID)
	if err != nil {
		return err
	}
	// A local name stays taken: nobody else may come by the followers of who had it.
	_, err = t.run(ctx, `
		INSERT INTO core_actors (id, local, username, host, server, mailbox, standing, fetched_us, actor)
		VALUES ($1, 0, '', '', $2, '', 2, $3, '')
		ON CONFLICT (id) DO UPDATE
		SET standing = 2, mailbox = '', actor = $4,
			fetched_us = CASE WHEN core_actors.standing = 2 THEN core_actors.fetched_us ELSE excluded.fetched_us END,
			username = CASE WHEN core_actors.local = 1 THEN core_actors.username ELSE '' END`,
		c.ID, serverOf(c.ID), c.At.UnixMicro(), left)
	if err != nil {
		return err
	}
	if err := t.all(ctx, []any{c.ID}, dropPostsOf...); err != nil {
		return err
	}
	_, err = t.run(ctx, `
		UPDATE core_posts
		SET post = '', deleted_us = $2
		WHERE author = $1
			AND deleted_us = 0`, c.ID, c.At.UnixMicro())
	if err != nil {
		return err
	}
	return t.all(ctx, []any{c.ID},
		`DELETE FROM core_follows WHERE follower = $1`,
		`DELETE FROM core_follows WHERE followee = $1`,
		`DELETE FROM core_reactions WHERE actor = $1`,
		`DELETE FROM core_blocks WHERE blocker = $1`,
		`DELETE FROM core_blocks WHERE blocked = $1`,
		`DELETE FROM core_pins WHERE actor = $1`,
		`DELETE FROM core_signers WHERE actor = $1`,
		`DELETE FROM core_audience WHERE actor = $1`,
		`DELETE FROM core_notifications WHERE actor = $1`,
		`DELETE FROM core_notifications WHERE to_actor = $1`,
	)
}

func (t *coreTx) moveActor(ctx context.Context, c social.MoveActor) error {
	var body string
	err := t.QueryRowContext(ctx, `
		SELECT actor
		FROM core_actors
		WHERE id = $1
			AND standing <> 2`, c.Old).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	var a social.Actor
	if err := json.Unmarshal([]byte(body), &a); err != nil {
		return err
	}
	a.MovedTo = c.New
	changed, err := json.Marshal(a)
	if err != nil {
		return err
	}
	_, err = t.run(ctx, `
		UPDATE core_actors
		SET actor = $2
		WHERE id = $1`, c.Old, clean(string(changed)))
	return err
}

// severHost needs to look at all actors, which is no matter: moderators do it now and then.
func (t *coreTx) severHost(ctx context.Context, c social.SeverHost) error {
	below := "" // matches nothing
	if c.Below {
		below = "%." + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(c.Host)
	}
	of := `(
		SELECT id
		FROM core_actors
		WHERE local = 0
			AND (server = $1 OR server LIKE $2 ESCAPE '\')
	)`
	if err := t.all(ctx, []any{c.Host, below},
		`DELETE FROM core_follows WHERE follower IN `+of, `DELETE FROM core_follows WHERE followee IN `+of); err != nil {
		return err
	}
	_, err := t.run(ctx, `
		UPDATE core_deliveries
		SET state = 3, settled_us = $3, reason = 'the server is blocked'
		WHERE state = 0
			AND (host = $1 OR host LIKE $2 ESCAPE '\')`, c.Host, below, c.At.UnixMicro())
	return err
}

// Actor returns an actor by its id: [social.ErrNotFound] if it was never heard of,
// [social.ErrGone] if it was deleted.
func (c *Core) Actor(ctx context.Context, id string) (social.Actor, error) {
	return c.actor(ctx, id, `
		SELECT local, standing, fetched_us, actor
		FROM core_actors
		WHERE id = $1`, id)
}

// ActorsOf returns those of several actors that are known and were not deleted, by their ids.
func (c *Core) ActorsOf(ctx context.Context, ids []string) (all map[string]social.Actor, err error) {
	list, from, err := c.s.list("wanted", ids)
	if err != nil {
		return nil, err
	}
	err = c.query(ctx, "actors", func() { all = make(map[string]social.Actor, len(ids)) }, func(rows *sql.Rows) error {
		var local, standing int64
		var body string
		if err := rows.Scan(&local, &standing, &body); err != nil {
			return err
		}
		a, err := actorOf(local, standing, body)
		all[a.ID] = a
		return err
	}, from+`
		SELECT a.local, a.standing, a.actor
		FROM batch AS n
		JOIN core_actors AS a ON a.id = n.wanted
		WHERE a.standing <> 2`, list)
	return all, err
}

// actorOf makes an actor of what is stored of it.
func actorOf(local, standing int64, body string) (a social.Actor, err error) {
	if err := json.Unmarshal([]byte(body), &a); err != nil {
		return social.Actor{}, err
	}
	a.Local, a.Standing = local == 1, social.Standing(standing)
	return a, nil
}

// Signer returns the remote actor that a key belongs to; the errors are those of Actor.
func (c *Core) Signer(ctx context.Context, key string) (social.Actor, error) {
	return c.actor(ctx, key, `
		SELECT a.local, a.standing, a.fetched_us, a.actor
		FROM core_signers AS k
		JOIN core_actors AS a ON a.id = k.actor
		WHERE k.key = $1`, key)
}

// LocalActor returns the actor of this server that has a name, in any case of letters; the
// errors are those of Actor.
func (c *Core) LocalActor(ctx context.Context, username string) (social.Actor, error) {
	return c.actor(ctx, username, `
		SELECT local, standing, fetched_us, actor
		FROM core_actors
		WHERE username = $1
			AND local = 1`, strings.ToLower(username))
}

// NamedActor returns the remote actor that was last read under an account's name; the errors
// are those of Actor.
func (c *Core) NamedActor(ctx context.Context, username, host string) (social.Actor, error) {
	return c.actor(ctx, username+"@"+host, `
		SELECT local, standing, fetched_us, actor
		FROM core_actors
		WHERE host = $1
			AND username = $2
			AND standing <> 2
		ORDER BY fetched_us DESC
		LIMIT 1`, strings.ToLower(host), strings.ToLower(username))
}

func (c *Core) actor(ctx context.Context, who, query string, args ...any) (a social.Actor, err error) {
	err = c.s.ask(ctx, func(ctx context.Context) error {
		var local, standing, read int64
		var body string
		err := c.s.read.QueryRowContext(ctx, query, args...).Scan(&local, &standing, &read, &body)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return social.ErrNotFound
		case err != nil:
			return err
		case social.Standing(standing) == social.Gone:
			return gone(body, timeOf(read))
		}
		a, err = actorOf(local, standing, body)
		return err
	})
	if err != nil {
		return social.Actor{}, fmt.Errorf("actor %s: %w", who, err)
	}
	return a, nil
}

// SealedKey returns the private key of an actor of this server as it was saved;
// [social.ErrNotFound] if it has none.
func (c *Core) SealedKey(ctx context.Context, actor string) (key []byte, err error) {
	err = c.s.ask(ctx, func(ctx context.Context) error {
		var sealed string
		err := c.s.read.QueryRowContext(ctx, `
			SELECT sealed
			FROM core_keys
			WHERE actor = $1`, actor).Scan(&sealed)
		if errors.Is(err, sql.ErrNoRows) {
			return social.ErrNotFound
		}
		if err != nil {
			return err
		}
		key, err = base64.StdEncoding.DecodeString(sealed)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("key of %s: %w", actor, err)
	}
	return key, nil
}
