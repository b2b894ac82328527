package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"landfall"
)

// Forget removes a host, known or not, and keeps it out for good: Add never takes
// it again. Hosts that it named stay, and no longer say by whom. Of two calls for one host the earlier time and its reason stay.
func (s *Store) Forget(ctx context.Context, host landfall.Host, why string, now time.Time) error {
	err := s.remember(ctx, []landfall.Tombstone{{Host: host, At: now, Why: why}})
	if err != nil {
		return fmt.Errorf("forget %s: %w", host, err)
	}
	return nil
}

// Remember merges another ledger of tombstones into this database's own, and
// removes their hosts. After a restore it undoes what a backup brought back. A long
// ledger is merged in several transactions; after an error, merging it again does
// the rest.
func (s *Store) Remember(ctx context.Context, tombstones []landfall.Tombstone) error {
	for chunk := range slices.Chunk(tombstones, addChunk) {
		if err := s.remember(ctx, chunk); err != nil {
			return fmt.Errorf("remember %d forgotten hosts: %w", len(tombstones), err)
		}
	}
	return nil
}

func (s *Store) remember(ctx context.Context, tombstones []landfall.Tombstone) error {
	ledger := make(map[landfall.Host]landfall.Tombstone, len(tombstones))
	for _, t := range tombstones {
		t.At, t.Why = timeOf(t.At.UnixMicro()), clean(t.Why)
		if known, ok := ledger[t.Host]; ok {
			t = known.Merge(t)
		}
		ledger[t.Host] = t
	}
	hosts := make([]landfall.Host, 0, len(ledger))
	rows := make([][]any, 0, len(ledger))
	for host, t := range ledger {
		hosts = append(hosts, host)
		rows = append(rows, []any{string(host), t.At.UnixMicro(), t.Why})
	}
	return s.transact(ctx, func(ctx context.Context, tx tx) error {
		// An Add under way could otherwise let in a host whose tombstone it cannot see.
		if err := tx.begin(ctx, s.alone); err != nil {
			return err
		}
		err := tx.each(ctx, []column{{"host", text}, {"at_us", number}, {"why", text}}, rows, `
			INSERT INTO forgotten (host, at_us, why)
			SELECT host, at_us, why
			FROM batch
			WHERE true
			ON CONFLICT (host) DO UPDATE
			SET at_us = excluded.at_us, why = excluded.why
			WHERE excluded.at_us < forgotten.at_us
			   OR (excluded.at_us = forgotten.at_us AND excluded.why < forgotten.why)`, nil)
		if err != nil {
			return err
		}
		_, err = tx.forHosts(ctx, hosts, `
			DELETE FROM aliases
			WHERE host IN (SELECT host FROM batch)
			   OR name IN (SELECT host FROM batch)`)
		if err != nil {
			return err
		}
		unnamed, err := tx.forHosts(ctx, hosts, `
			UPDATE instances
			SET via = ''
			WHERE via IN (SELECT host FROM batch)`)
		if err != nil {
			return err
		}
		if unnamed > 0 {
			if err := s.revise(ctx, tx); err != nil {
				return err
			}
		}
		for _, query := range []string{
			`UPDATE domains SET face = '' WHERE face IN (SELECT host FROM batch)`,
			`DELETE FROM domains WHERE state = 'open' AND domain IN (SELECT host FROM batch)`,
		} {
			if _, err := tx.forHosts(ctx, hosts, query); err != nil {
				return err
			}
		}
		return s.remove(ctx, tx, hosts)
	})
}

// remove deletes hosts. The frontier's rows are locked first, in the order in which
// Complete locks them.
func (s *Store) remove(ctx context.Context, tx tx, hosts []landfall.Host) error {
	_, err := tx.forHosts(ctx, hosts, `
		DELETE FROM frontier
		WHERE host IN (
			SELECT f.host
			FROM batch AS b
			JOIN frontier AS f ON f.host = b.host`+s.lockRows+`
		)`)
	if err != nil {
		return err
	}
	if err := tx.drop(ctx, hosts, slices.Concat(ofInstances, []string{"declared", "notices", "optouts"})...); err != nil {
		return err
	}
	removed, err := tx.forHosts(ctx, hosts, `
		DELETE FROM instances
		WHERE host IN (SELECT host FROM batch)`)
	if err != nil || removed == 0 {
		return err
	}
	return s.revise(ctx, tx)
}

// ofInstances are the tables that hold what instances themselves showed.
var ofInstances = []string{"icons", "clues", "trending", "wordings"}

// drop removes everything about hosts from tables.
func (t tx) drop(ctx context.Context, hosts []landfall.Host, tables ...string) error {
	if len(hosts) == 0 {
		return nil
	}
	for _, table := range tables {
		_, err := t.forHosts(ctx, hosts, `
			DELETE FROM `+table+`
			WHERE host IN (SELECT host FROM batch)`)
		if err != nil {
			return err
		}
	}
	return nil
}

// Forgotten calls fn for every tombstone in order of host. It stops at the first
// error of fn and returns it.
func (s *Store) Forgotten(ctx context.Context, fn func(landfall.Tombstone) error) error {
	after := ""
	for {
		page, err := s.tombstones(ctx, after)
		if err != nil {
			return fmt.Errorf("read forgotten hosts: %w", err)
		}
		for _, t := range page {
			if err := fn(t); err != nil {
				return err
			}
		}
		if len(page) < pageSize {
			return nil
		}
		after = string(page[len(page)-1].Host)
	}
}

func (s *Store) tombstones(ctx context.Context, after string) (page []landfall.Tombstone, err error) {
	err = s.ask(ctx, func(ctx context.Context) error {
		page = nil
		rows, err := s.read.QueryContext(ctx, `
			SELECT host, at_us, why
			FROM forgotten
			WHERE host > $1
			ORDER BY host
			LIMIT $2`, after, pageSize)
		if err != nil {
			return err
		}
		defer rows.Close()
		return scanTombstones(rows, &page)
	})
	return page, err
}

func scanTombstones(rows *sql.Rows, page *[]landfall.Tombstone) error {
	for rows.Next() {
		var t landfall.Tombstone
		var at int64
		if err := rows.Scan(&t.Host, &at, &t.Why); err != nil {
			return err
		}
		t.At = timeOf(at)
		*page = append(*page, t)
	}
	return rows.Err()
}
