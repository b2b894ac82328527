package sqlstore

import (
	"context"

	"landfall/federation-core/social"
)

func (t *coreTx) send(ctx context.Context, c social.Send) error {
	if len(c.To) == 0 {
		return nil
	}
	_, err := t.run(ctx, `
		INSERT INTO core_activities (id, actor, at_us, body)
		VALUES ($1, $2, $3, $4)
		ON CONFLICT (id) DO NOTHING`, c.Activity, c.Actor, c.At.UnixMicro(), string(c.Body))
	if err != nil {
		return err
	}
	rows := make([][]any, len(c.To))
	for i, m := range c.To {
		rows[i] = []any{t.numbers.next(c.At), c.Activity, m.Inbox, m.Host, m.Followers, c.At.UnixMicro()}
	}
	return t.each(ctx, []column{
		{"number", number}, {"activity", text}, {"inbox", text}, {"host", text}, {"followers", text}, {"at_us", number},
	}, rows, `
		INSERT INTO core_deliveries (number, activity, inbox, host, followers, state, attempts, created_us, next_us, settled_us, reason)
		SELECT number, activity, inbox, host, followers, 0, 0, at_us, at_us, 0, ''
		FROM batch
		WHERE true
		ON CONFLICT (activity, inbox) DO NOTHING`, nil)
}
