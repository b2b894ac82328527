package sqlstore

import (
	"context"
	"encoding/json"
	"slices"

	"landfall/federation-core/social"
)

func (t *coreTx) addNotifications(ctx context.Context, changes []social.Notify) error {
	news := make([]social.Notification, len(changes))
	for i, c := range changes {
		news[i] = c.Notification
	}
	return t.notify(ctx, news)
}

// notify tells nobody who is elsewhere, who did it, or who blocks or is blocked by who did it.
func (t *coreTx) notify(ctx context.Context, news []social.Notification) error {
	rows := make([][]any, len(news))
	for i, n := range news {
		rows[i] = []any{n.To, n.Actor, t.numbers.next(n.At), string(n.Kind), n.Post, n.At.UnixMicro()}
	}
	return t.each(ctx, []column{
		{"whom", text}, {"who", text}, {"place", number}, {"sort", text}, {"what", text}, {"since_us", number},
	}, rows, `
		INSERT INTO core_notifications (to_actor, number, kind, actor, post, at_us)
		SELECT a.id, n.place, n.sort, b.id, n.what, n.since_us
		FROM batch AS n
		JOIN core_actors AS a ON a.id = n.whom
		JOIN core_actors AS b ON b.id = n.who
		WHERE a.local = 1
			AND a.id <> b.id
			AND `+apart+`
		ON CONFLICT DO NOTHING`, nil)
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
