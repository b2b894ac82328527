package sqlstore

import (
	"context"

	"landfall/federation-core/social"
)

// sends puts activities in the queue of deliveries.
func (t *coreTx) sends(ctx context.Context, changes []social.Send) error {
	var activities, rows [][]any
	for _, c := range changes {
		if len(c.To) > 0 {
			activities = append(activities, []any{c.Activity, c.Actor, c.At.UnixMicro(), string(c.Body)})
		}
		for _, m := range c.To {
			rows = append(rows, []any{t.numbers.next(c.At), c.Activity, m.Inbox, m.Host, m.Followers, c.At.UnixMicro()})
		}
	}
	err := t.each(ctx, []column{{"activity", text}, {"signer", text}, {"sent_us", number}, {"content", text}}, activities, `
		INSERT INTO core_activities (id, actor, at_us, body)
		SELECT activity, signer, sent_us, content
		FROM batch
		WHERE true
		ON CONFLICT (id) DO NOTHING`, nil)
	if err != nil {
		return err
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
