package sqlstore

import (
	"context"
	"encoding/json"
	"slices"

	"landfall/federation-core/social"
)

// notify tells nobody who is elsewhere, who did it, or who blocks or is blocked by who did it.
func (t *coreTx) notify(ctx context.Context, n social.Notification) error {
	_, err := t.run(ctx, `
		INSERT INTO core_notifications (to_actor, number, kind, actor, post, at_us)
		SELECT a.id, CAST($3 AS BIGINT), CAST($4 AS TEXT), b.id, CAST($5 AS TEXT), CAST($6 AS BIGINT)
		FROM core_actors AS a, core_actors AS b
		WHERE a.id = $1
			AND b.id = $2
			AND a.local = 1
			AND a.id <> b.id
			AND `+apart+`
		ON CONFLICT DO NOTHING`, n.To, n.Actor, t.numbers.next(n.At), string(n.Kind), n.Post, n.At.UnixMicro())
	return err
}

func (t *coreTx) fileReport(ctx context.Context, r social.Report) error {
	body, err := json.Marshal(r)
	if err != nil {
		return err
	}
	_, err = t.run(ctx, `
		INSERT INTO core_reports (number, id, reporter, target, at_us, report)
		SELECT CAST($1 AS BIGINT), CAST($2 AS TEXT), CAST($3 AS TEXT), a.id, CAST($5 AS BIGINT), CAST($6 AS TEXT)
		FROM core_actors AS a
		WHERE a.id = $4
			AND a.standing <> 2
		ON CONFLICT (id) DO NOTHING`, t.numbers.next(r.At), r.ID, r.Reporter, r.Target, r.At.UnixMicro(), clean(string(body)))
	return err
}

// Notifications returns what an actor of this server was told, the newest first: at most n,
// older than the one numbered before, if that is not 0.
func (c *Core) Notifications(ctx context.Context, to string, before int64, n int) (all []social.Numbered[social.Notification], err error) {
	err = c.s.ask(ctx, func(ctx context.Context) error {
		all = all[:0]
		rows, err := c.s.read.QueryContext(ctx, `
			SELECT number, to_actor, kind, actor, post, at_us
			FROM core_notifications
			WHERE to_actor = $1
				AND (number < $2 OR $2 = 0)
			ORDER BY number DESC
			LIMIT $3`, to, before, n)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var one social.Numbered[social.Notification]
			var kind string
			var at int64
			if err := rows.Scan(&one.Number, &one.Of.To, &kind, &one.Of.Actor, &one.Of.Post, &at); err != nil {
				return err
			}
			one.Of.Kind, one.Of.At = social.NotificationKind(kind), timeOf(at)
			all = append(all, one)
		}
		return rows.Err()
	})
	return slices.Clip(all), err
}
