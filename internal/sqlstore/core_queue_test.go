package sqlstore

import (
	"path/filepath"
	"testing"
	"time"

	"landfall/federation-core/delivery/queuetest"
	"landfall/federation-core/social"
)

func TestSQLiteKeepsTheQueueOfDeliveries(t *testing.T) {
	queuetest.KeepsTheQueue(t, func(t *testing.T) queuetest.Subject {
		store, err := Open(t.Context(), Config{Path: filepath.Join(t.TempDir(), "landfall.db")})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { store.Close() })
		return queueOf(t, store)
	})
}

func TestPostgresKeepsTheQueueOfDeliveries(t *testing.T) {
	store := openAt(t, Postgres.Server(t).Schema(t)).Store
	queuetest.KeepsTheQueue(t, func(t *testing.T) queuetest.Subject {
		if _, err := store.write.ExecContext(t.Context(), `TRUNCATE core_deliveries, core_activities, core_peers`); err != nil {
			t.Fatal(err)
		}
		return queueOf(t, store)
	})
}

// queueOf is a store's queue with a way to put anything into it and to look at it.
func queueOf(t *testing.T, store *Store) queuetest.Subject {
	ctx, queue := t.Context(), store.Core().Deliveries()
	return queuetest.Subject{
		Queue: queue, Peers: queue,
		Put: func(d social.Delivery) (int64, error) {
			number := store.numbers.next(d.Created)
			_, err := store.write.ExecContext(ctx, `
				INSERT INTO core_activities (id, actor, at_us, body)
				VALUES ($1, $2, $3, $4)
				ON CONFLICT (id) DO NOTHING`, d.Activity, d.Actor, d.Created.UnixMicro(), string(d.Body))
			if err != nil {
				return 0, err
			}
			_, err = store.write.ExecContext(ctx, `
				INSERT INTO core_deliveries (number, activity, inbox, host, followers, state, attempts, created_us, next_us, settled_us, reason)
				VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10)`,
				number, d.Activity, d.Inbox, d.Host, d.Followers, int64(d.State), d.Attempts, d.Created.UnixMicro(), d.Next.UnixMicro(), d.Reason)
			return number, err
		},
		Row: func(number int64) (d social.Delivery, err error) {
			var state, created, next int64
			err = store.read.QueryRowContext(ctx, `
				SELECT d.number, d.activity, a.actor, d.inbox, d.host, d.followers, a.body, d.state, d.attempts, d.created_us, d.next_us, d.reason
				FROM core_deliveries AS d
				JOIN core_activities AS a ON a.id = d.activity
				WHERE d.number = $1`, number).
				Scan(&d.Number, &d.Activity, &d.Actor, &d.Inbox, &d.Host, &d.Followers, &d.Body, &state, &d.Attempts, &created, &next, &d.Reason)
			d.State, d.Created, d.Next = social.DeliveryState(state), timeOf(created), time.UnixMicro(next).UTC()
			return d, err
		},
	}
}
