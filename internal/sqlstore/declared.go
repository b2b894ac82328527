package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"landfall"
)

// Declare keeps what is said of topics, each in the place of what the same source said
// of the same topic of the same host. Of hosts that are not known nothing is kept; how
// many declarations were kept is returned. One that is more than
// [landfall.DeclaredPerHost] is [landfall.ErrInvalid], and nothing is kept then.
func (s *Store) Declare(ctx context.Context, declared []landfall.Declared) (kept int, err error) {
	rows := declaredRows(declared)
	err = s.transact(ctx, func(ctx context.Context, tx tx) error {
		kept = 0
		// Beside a Forget, this could miss a tombstone that is not yet committed.
		if err := tx.begin(ctx, s.together); err != nil {
			return err
		}
		err := tx.each(ctx, []column{
			{"host", text}, {"source", text}, {"topic", text}, {"removed", number}, {"note", text}, {"at_us", number},
		}, rows, `
			INSERT INTO declared (host, source, topic, removed, note, at_us)
			SELECT b.host, b.source, b.topic, b.removed, b.note, b.at_us
			FROM batch AS b
			JOIN instances AS i ON i.host = b.host
			WHERE true
			ON CONFLICT (host, source, topic) DO UPDATE
			SET removed = excluded.removed, note = excluded.note, at_us = excluded.at_us
			RETURNING host`, func(*sql.Rows) error {
			kept++
			return nil
		})
		if err != nil || kept == 0 {
			return err
		}
		if err := tx.boundDeclared(ctx, declared); err != nil {
			return err
		}
		return s.revise(ctx, tx)
	})
	if err != nil {
		return 0, fmt.Errorf("declare topics: %w", err)
	}
	return kept, nil
}

// declaredRows returns the rows in order of host, the last of each key.
func declaredRows(declared []landfall.Declared) [][]any {
	type key struct {
		host          landfall.Host
		source, topic string
	}
	seen := make(map[key]bool, len(declared))
	var rows [][]any
	for _, d := range slices.Backward(declared) {
		k := key{d.Host, clean(d.Source), clean(d.Topic)}
		if !seen[k] {
			seen[k] = true
			rows = append(rows, []any{string(d.Host), k.source, k.topic, flag(d.Removed), clean(d.Note), d.At.UnixMicro()})
		}
	}
	slices.SortStableFunc(rows, func(a, b []any) int { return slices.Compare([]string{a[0].(string)}, []string{b[0].(string)}) })
	return rows
}

func (t tx) boundDeclared(ctx context.Context, declared []landfall.Declared) error {
	hosts := make([]landfall.Host, len(declared))
	for i, d := range declared {
		hosts[i] = d.Host
	}
	list, from, err := dialect{arrays: t.arrays}.hostList(hosts)
	if err != nil {
		return err
	}
	var host string
	err = t.QueryRowContext(ctx, from+`
		SELECT d.host
		FROM batch AS b
		JOIN declared AS d ON d.host = b.host
		GROUP BY d.host, d.source
		HAVING count(*) > $2
		LIMIT 1`, list, landfall.DeclaredPerHost).Scan(&host)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return err
	}
	return fmt.Errorf("%s: %w: more than %d topics", host, landfall.ErrInvalid, landfall.DeclaredPerHost)
}

// Withdraw deletes all that a source said of the hosts, and returns how many
// declarations that were.
func (s *Store) Withdraw(ctx context.Context, source string, hosts []landfall.Host) (gone int64, err error) {
	err = s.transact(ctx, func(ctx context.Context, tx tx) (err error) {
		gone, err = tx.forHosts(ctx, hosts, `
			DELETE FROM declared
			WHERE source = $2
			  AND host IN (SELECT host FROM batch)`, clean(source))
		if err != nil || gone == 0 {
			return err
		}
		return s.revise(ctx, tx)
	})
	if err != nil {
		return 0, fmt.Errorf("withdraw what %s said: %w", source, err)
	}
	return gone, nil
}

// Declared calls fn for all that is declared, in order of host, source and topic. It
// stops at the first error of fn and returns it.
func (s *Store) Declared(ctx context.Context, fn func(landfall.Declared) error) error {
	for last := (landfall.Declared{}); ; {
		page, err := s.declaredAfter(ctx, last)
		if err != nil {
			return fmt.Errorf("read declared topics: %w", err)
		}
		for _, d := range page {
			if err := fn(d); err != nil {
				return err
			}
		}
		if len(page) < pageSize {
			return nil
		}
		last = page[len(page)-1]
	}
}

const declaredAfter = `
	SELECT host, source, topic, removed, note, at_us
	FROM declared
	WHERE (host, source, topic) > ($1, $2, $3)
	ORDER BY host, source, topic
	LIMIT $4`

func (s *Store) declaredAfter(ctx context.Context, last landfall.Declared) (page []landfall.Declared, err error) {
	err = s.ask(ctx, func(ctx context.Context) error {
		page = nil
		rows, err := s.read.QueryContext(ctx, declaredAfter, string(last.Host), last.Source, last.Topic, pageSize)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var d landfall.Declared
			var at int64
			if err := rows.Scan(&d.Host, &d.Source, &d.Topic, &d.Removed, &d.Note, &at); err != nil {
				return err
			}
			d.At = timeOf(at)
			page = append(page, d)
		}
		return rows.Err()
	})
	return page, err
}
