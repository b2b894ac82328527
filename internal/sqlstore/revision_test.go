package sqlstore

import (
	"context"
	"maps"
	"slices"
	"testing"

	"landfall/internal/storetest"
)

// TestTheRevisionMovesOnWithTheChange reads the revision in the moment between a
// change and its commit. A reader that makes its copy then must see another
// revision afterwards, or it would take the old copy for the new state.
func TestTheRevisionMovesOnWithTheChange(t *testing.T) {
	for name, open := range map[string]func(*testing.T) *Store{
		"SQLite":     func(t *testing.T) *Store { return openStore(t) },
		"PostgreSQL": func(t *testing.T) *Store { return openPostgresStore(t).Store },
	} {
		t.Run(name, func(t *testing.T) {
			store := open(t)
			if err := addHosts(t, store, 0, 1); err != nil {
				t.Fatal(err)
			}
			revision := func() int64 {
				n, err := store.Revision(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				return n
			}
			before := revision()
			var between int64
			err := store.transact(t.Context(), func(ctx context.Context, tx tx) error {
				_, err := tx.ExecContext(ctx, `UPDATE instances SET via = 'changed' WHERE host = $1`, string(storetest.Host(0)))
				if err != nil {
					return err
				}
				err = store.revise(ctx, tx)
				between = revision()
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			if after := revision(); between != before || after <= between {
				t.Errorf("revision %d before, %d before the commit, %d after; want it to move on with the commit", before, between, after)
			}
		})
	}
}

// TestRevisionsAreMovedOnSideBySide holds one transaction that has moved the
// revision on, and moves it on in another on a connection of another shard.
func TestRevisionsAreMovedOnSideBySide(t *testing.T) {
	store := openPostgresStore(t)
	others := ofTwoShards(t, store)
	err := store.transact(t.Context(), func(ctx context.Context, tx tx) error {
		if err := store.revise(ctx, tx); err != nil {
			return err
		}
		var held int
		if err := tx.QueryRowContext(ctx, `SELECT `+store.shard).Scan(&held); err != nil {
			return err
		}
		delete(others, held)
		hasty := slices.Collect(maps.Values(others))[0]
		_, err := hasty.Add(ctx, "seed", storetest.Hosts(0, 10), storetest.Start(), storetest.Start())
		return err
	})
	if err != nil {
		t.Errorf("a second writer beside one that has not committed: %v", err)
	}
}

// ofTwoShards opens the store again until there are connections of two shards.
func ofTwoShards(t *testing.T, store postgresStore) map[int]postgresStore {
	t.Helper()
	all := map[int]postgresStore{}
	for range 20 {
		other, shard := openAt(t, store.url+"&lock_timeout=50"), 0
		if err := other.write.QueryRowContext(t.Context(), `SELECT `+store.shard).Scan(&shard); err != nil {
			t.Fatal(err)
		}
		if all[shard] = other; len(all) == 2 {
			return all
		}
	}
	t.Fatal("twenty connections are of one shard")
	return nil
}
