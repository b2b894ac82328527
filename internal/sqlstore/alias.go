package sqlstore

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"landfall"
)

// SaveAliases keeps what visits learnt of names. A name that is merged is no instance
// of its own: it is removed, and [Store.Strangers] leaves it out. A name is not merged
// into one that is itself another's, so that no circle of names makes all of them
// disappear, nor into one that was not made known. Hosts that are own answered under their own names, which ends whatever
// they were merged into.
func (s *Store) SaveAliases(ctx context.Context, own []landfall.Host, aliases []landfall.Alias) error {
	if len(own) == 0 && len(aliases) == 0 {
		return nil
	}
	err := s.transact(ctx, func(ctx context.Context, tx tx) error {
		// Beside a Forget, this could miss a tombstone that is not yet committed.
		if err := tx.begin(ctx, s.together); err != nil {
			return err
		}
		parted, err := tx.forHosts(ctx, own, `
			DELETE FROM aliases
			WHERE name IN (SELECT host FROM batch)
			  AND merged = 1`)
		if err != nil {
			return err
		}
		if len(aliases) == 0 && parted == 0 {
			return nil
		}
		if err := tx.each(ctx, aliasBatch(), aliasRows(aliases), upsertAliases, nil); err != nil {
			return err
		}
		return s.removeMerged(ctx, tx, aliases)
	})
	if err != nil {
		return fmt.Errorf("save %d other names: %w", len(aliases), err)
	}
	return nil
}

const upsertAliases = `
	INSERT INTO aliases (name, host, evidence, source, merged, first_seen_at_us, last_seen_at_us)
	SELECT b.name, b.host, b.evidence, b.source,
		CASE WHEN EXISTS (SELECT 1 FROM aliases AS x WHERE x.name = b.host AND x.merged = 1)
			OR NOT EXISTS (SELECT 1 FROM instances AS x WHERE x.host = b.host) THEN 0 ELSE b.merged END,
		b.first_seen_at_us, b.last_seen_at_us
	FROM batch AS b
	WHERE NOT EXISTS (
		SELECT 1
		FROM forgotten AS x
		WHERE x.host = b.host
		   OR x.host = b.name
	)
	ON CONFLICT (name, host) DO UPDATE
	SET evidence = excluded.evidence, source = excluded.source, merged = excluded.merged, last_seen_at_us = excluded.last_seen_at_us`

func aliasBatch() []column {
	return []column{{"name", text}, {"host", text}, {"evidence", text}, {"source", text}, {"merged", number}, {"first_seen_at_us", number}, {"last_seen_at_us", number}}
}

// aliasRows has each pair of names once, as said last, in the order in which rows are
// locked.
func aliasRows(aliases []landfall.Alias) [][]any {
	pair := func(a, b landfall.Alias) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Host, b.Host))
	}
	latest := slices.Clone(aliases)
	slices.Reverse(latest)
	slices.SortStableFunc(latest, pair)
	latest = slices.CompactFunc(latest, func(a, b landfall.Alias) bool { return pair(a, b) == 0 })
	rows := make([][]any, len(latest))
	for i, a := range latest {
		merged := int64(0)
		if a.Merged {
			merged = 1
		}
		rows[i] = []any{string(a.Name), string(a.Host), string(a.Evidence), clean(a.Source), merged, a.FirstSeen.UnixMicro(), a.LastSeen.UnixMicro()}
	}
	return rows
}

// removeMerged removes the names that were merged just now, and what was said of
// the same two names the other way round.
func (s *Store) removeMerged(ctx context.Context, tx tx, aliases []landfall.Alias) error {
	var gone []landfall.Host
	for _, a := range aliases {
		if !a.Merged {
			continue
		}
		var merged int // 0 too if it was not kept
		err := tx.QueryRowContext(ctx, `
			SELECT merged
			FROM aliases
			WHERE name = $1
			  AND host = $2`, string(a.Name), string(a.Host)).Scan(&merged)
		if errors.Is(err, sql.ErrNoRows) || err == nil && merged == 0 {
			continue
		}
		if err != nil {
			return err
		}
		gone = append(gone, a.Name)
		_, err = tx.ExecContext(ctx, `
			DELETE FROM aliases
			WHERE name = $1
			  AND host = $2`, string(a.Host), string(a.Name))
		if err != nil {
			return err
		}
	}
	if len(gone) == 0 {
		return s.revise(ctx, tx)
	}
	return s.remove(ctx, tx, gone)
}

// Aliases calls fn for every name that leads to an instance, in order of instance
// and name. It stops at the first error of fn and returns it.
func (s *Store) Aliases(ctx context.Context, fn func(landfall.Alias) error) error {
	var host, name string
	for {
		page, err := s.aliasesAfter(ctx, host, name)
		if err != nil {
			return fmt.Errorf("read other names: %w", err)
		}
		for _, a := range page {
			if err := fn(a); err != nil {
				return err
			}
			host, name = string(a.Host), string(a.Name)
		}
		if len(page) < pageSize {
			return nil
		}
	}
}

func (s *Store) aliasesAfter(ctx context.Context, host, name string) (page []landfall.Alias, err error) {
	err = s.ask(ctx, func(ctx context.Context) error {
		page = nil
		rows, err := s.read.QueryContext(ctx, `
			SELECT name, host, evidence, source, merged, first_seen_at_us, last_seen_at_us
			FROM aliases
			WHERE (host, name) > ($1, $2)
			ORDER BY host, name
			LIMIT $3`, host, name, pageSize)
		if err != nil {
			return err
		}
		defer rows.Close()
		return scanAliases(rows, &page)
	})
	return page, err
}

func scanAliases(rows *sql.Rows, page *[]landfall.Alias) error {
	for rows.Next() {
		var a landfall.Alias
		var merged, first, last int64
		if err := rows.Scan(&a.Name, &a.Host, &a.Evidence, &a.Source, &merged, &first, &last); err != nil {
			return err
		}
		a.Merged, a.FirstSeen, a.LastSeen = merged == 1, timeOf(first), timeOf(last)
		*page = append(*page, a)
	}
	return rows.Err()
}

// MergedInto returns the instance that a name belongs to, "" if it is no other's.
func (s *Store) MergedInto(ctx context.Context, name landfall.Host) (instance landfall.Host, err error) {
	err = s.ask(ctx, func(ctx context.Context) error {
		instance = ""
		err := s.read.QueryRowContext(ctx, `
			SELECT host
			FROM aliases
			WHERE name = $1
			  AND merged = 1
			ORDER BY host
			LIMIT 1`, string(name)).Scan(&instance)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	})
	if err != nil {
		return "", fmt.Errorf("instance of %s: %w", name, err)
	}
	return instance, nil
}
