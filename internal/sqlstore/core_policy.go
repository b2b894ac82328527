package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"landfall"
	"landfall/federation-core/moderation"
	"landfall/federation-core/social"
)

// Names of settings of the core.
const (
	settingOrigin = "origin"
	settingMode   = "federation_mode"
)

// Claim makes a database that of the server at an origin, for ever: what is in it names that
// origin. A database of another server is [landfall.ErrInvalid].
func (c *Core) Claim(ctx context.Context, origin string) error {
	var owner string
	err := c.transact(ctx, func(ctx context.Context, t *coreTx) error {
		_, err := t.run(ctx, `
			INSERT INTO core_settings (name, value)
			VALUES ($1, $2)
			ON CONFLICT (name) DO NOTHING`, settingOrigin, origin)
		if err != nil {
			return err
		}
		owner, err = t.setting(ctx, settingOrigin)
		return err
	})
	if err == nil && owner != origin {
		err = fmt.Errorf("%w: the database is that of %s, and other servers know its actors by that address", landfall.ErrInvalid, owner)
	}
	if err != nil {
		return fmt.Errorf("core of %s: %w", origin, err)
	}
	return nil
}

func (t *coreTx) setting(ctx context.Context, name string) (value string, err error) {
	err = t.QueryRowContext(ctx, `SELECT value FROM core_settings WHERE name = $1`, name).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value, err
}

// rows is what a policy is read with: the pool, or a transaction.
type rows interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// Policy returns whom the server at host federates with.
func (c *Core) Policy(ctx context.Context, host string) (p *moderation.Policy, err error) {
	err = c.s.ask(ctx, func(ctx context.Context) error {
		p, err = policyOf(ctx, c.s.read, host)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("policy: %w", err)
	}
	return p, nil
}

func policyOf(ctx context.Context, db rows, host string) (*moderation.Policy, error) {
	rules, err := decoded[moderation.Rule](ctx, db, `SELECT rule FROM core_rules`)
	if err != nil {
		return nil, err
	}
	allows, err := decoded[moderation.Allow](ctx, db, `SELECT allow FROM core_allows`)
	if err != nil {
		return nil, err
	}
	modes, err := decoded[moderation.Mode](ctx, db, `SELECT value FROM core_settings WHERE name = '`+settingMode+`'`)
	if err != nil {
		return nil, err
	}
	mode := moderation.Open
	if len(modes) > 0 {
		mode = modes[0]
	}
	return moderation.New(host, mode, rules, allows), nil
}

// decoded runs a query for one column of JSON.
func decoded[T any](ctx context.Context, db rows, query string) (all []T, err error) {
	found, err := db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	for found.Next() {
		var body string
		if err := found.Scan(&body); err != nil {
			return nil, err
		}
		var one T
		if err := json.Unmarshal([]byte(body), &one); err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, found.Err()
}

// Governed is a decision about whom to federate with.
type Governed struct {
	Policy *moderation.Policy
	Audits []moderation.Audit
	// Changes are made with it, such as the end of what there was with a server.
	Changes []social.Change
}

// Govern makes a decision: decide sees the policy in force and returns the next one. All of it
// is stored, or nothing.
func (c *Core) Govern(ctx context.Context, host string, decide func(*moderation.Policy) (Governed, error)) error {
	err := c.transact(ctx, func(ctx context.Context, t *coreTx) error {
		was, err := policyOf(ctx, t, host)
		if err != nil {
			return err
		}
		next, err := decide(was)
		if err != nil {
			return err
		}
		if err := t.savePolicy(ctx, was, next.Policy); err != nil {
			return err
		}
		for _, a := range next.Audits {
			body, err := json.Marshal(a)
			if err != nil {
				return err
			}
			_, err = t.run(ctx, `
				INSERT INTO core_audit (number, at_us, who, entry)
				VALUES ($1, $2, $3, $4)`, t.numbers.next(a.At), a.At.UnixMicro(), clean(a.By), clean(string(body)))
			if err != nil {
				return err
			}
		}
		return t.merge(ctx, [][]social.Change{next.Changes})
	})
	if err != nil {
		return fmt.Errorf("policy: %w", err)
	}
	return nil
}

// savePolicy writes what has changed.
func (t *coreTx) savePolicy(ctx context.Context, was, next *moderation.Policy) error {
	mode, err := json.Marshal(next.Mode())
	if err != nil {
		return err
	}
	_, err = t.run(ctx, `
		INSERT INTO core_settings (name, value)
		VALUES ($1, $2)
		ON CONFLICT (name) DO UPDATE
		SET value = excluded.value`, settingMode, string(mode))
	if err != nil {
		return err
	}
	rules, err := jsonOf(was.Rules(), next.Rules(), func(r moderation.Rule) string { return r.Domain })
	if err != nil {
		return err
	}
	allows, err := jsonOf(was.Allows(), next.Allows(), func(a moderation.Allow) string { return a.Domain })
	if err != nil {
		return err
	}
	if err := t.saveNamed(ctx, "core_rules", "rule", rules); err != nil {
		return err
	}
	return t.saveNamed(ctx, "core_allows", "allow", allows)
}

// jsonOf returns what differs, by domain: "" for what is gone.
func jsonOf[T any](was, next []T, domain func(T) string) (map[string]string, error) {
	changed, before := make(map[string]string), make(map[string]string)
	for _, one := range was {
		body, err := json.Marshal(one)
		if err != nil {
			return nil, err
		}
		before[domain(one)], changed[domain(one)] = string(body), ""
	}
	for _, one := range next {
		body, err := json.Marshal(one)
		if err != nil {
			return nil, err
		}
		if changed[domain(one)] = string(body); before[domain(one)] == string(body) {
			delete(changed, domain(one))
		}
	}
	return changed, nil
}

func (t *coreTx) saveNamed(ctx context.Context, table, column string, changed map[string]string) error {
	for domain, body := range changed {
		query, args := `DELETE FROM `+table+` WHERE domain = $1`, []any{domain}
		if body != "" {
			query, args = `
				INSERT INTO `+table+` (domain, `+column+`)
				VALUES ($1, $2)
				ON CONFLICT (domain) DO UPDATE
				SET `+column+` = excluded.`+column, []any{domain, clean(body)}
		}
		if _, err := t.run(ctx, query, args...); err != nil {
			return err
		}
	}
	return nil
}

// Decisions numbers the last decision: while it stays the same, so does the policy.
func (c *Core) Decisions(ctx context.Context) (int64, error) {
	return c.count(ctx, `SELECT coalesce(max(number), 0) FROM core_audit`)
}

// Audits returns a page of what was decided, the newest first: at most n, older than the one
// numbered before, if that is not 0.
func (c *Core) Audits(ctx context.Context, before int64, n int) (all []social.Numbered[moderation.Audit], err error) {
	err = c.query(ctx, "audit", func() { all = nil }, func(rows *sql.Rows) error {
		var one social.Numbered[moderation.Audit]
		var body string
		if err := rows.Scan(&one.Number, &body); err != nil {
			return err
		}
		all = append(all, one)
		return json.Unmarshal([]byte(body), &all[len(all)-1].Of)
	}, `
		SELECT number, entry
		FROM core_audit
		WHERE number < $1 OR $1 = 0
		ORDER BY number DESC
		LIMIT $2`, before, n)
	return all, err
}
