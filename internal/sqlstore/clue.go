package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"math"
	"slices"
	"time"

	"landfall"
)

// Clues returns the evidence that is kept of the hosts, in order of its key.
func (s *Store) Clues(ctx context.Context, hosts []landfall.Host) (map[landfall.Host][]landfall.Clue, error) {
	clues := make(map[landfall.Host][]landfall.Clue, len(hosts))
	for chunk := range slices.Chunk(hosts, pageSize) {
		if err := s.cluesOf(ctx, chunk, clues); err != nil {
			return nil, fmt.Errorf("clues of %d hosts: %w", len(hosts), err)
		}
	}
	return clues, nil
}

func (s *Store) cluesOf(ctx context.Context, hosts []landfall.Host, all map[landfall.Host][]landfall.Clue) error {
	list, from, err := s.hostList(hosts)
	if err != nil {
		return err
	}
	return s.ask(ctx, func(ctx context.Context) error {
		for _, host := range hosts {
			delete(all, host)
		}
		rows, err := s.read.QueryContext(ctx, from+`
			SELECT r.host, r.kind, r.id, r.source, r.term, r.against, r.snippet, r.weight_permille, r.rule_version,
				r.first_seen_us, r.last_seen_us
			FROM batch AS b
			JOIN clues AS r ON r.host = b.host
			ORDER BY r.host, r.kind, r.id, r.source, r.term, r.against`, list)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var host landfall.Host
			var r landfall.Clue
			var weight, first, last int64
			if err := rows.Scan(&host, &r.Kind, &r.ID, &r.Source, &r.Term, &r.Against, &r.Snippet, &weight, &r.Rule, &first, &last); err != nil {
				return err
			}
			r.Weight, r.FirstSeen, r.LastSeen = float64(weight)/1000, timeOf(first), timeOf(last)
			all[host] = append(all[host], r)
		}
		return rows.Err()
	})
}

// cluesChunk is how many hosts' clues one transaction of SaveClues takes.
const cluesChunk = 200

// SaveClues keeps evidence beside what is kept of the hosts already. Of a clue
// that is kept, the earlier first and the later last time stay. Of hosts that are not
// known, or that asked not to be measured, nothing is kept; of each, no more than
// [landfall.CluesPerHost]. After an error, saving again does the rest.
func (s *Store) SaveClues(ctx context.Context, clues map[landfall.Host][]landfall.Clue) error {
	for hosts := range slices.Chunk(slices.Sorted(maps.Keys(clues)), cluesChunk) {
		if err := s.saveClues(ctx, hosts, clues); err != nil {
			return fmt.Errorf("save clues of %d hosts: %w", len(clues), err)
		}
	}
	return nil
}

func (s *Store) saveClues(ctx context.Context, hosts []landfall.Host, clues map[landfall.Host][]landfall.Clue) error {
	return s.transact(ctx, func(ctx context.Context, tx tx) error {
		// Beside a Forget, this could miss a tombstone that is not yet committed.
		if err := tx.begin(ctx, s.together); err != nil {
			return err
		}
		welcome, err := tx.welcome(ctx, hosts)
		if err != nil {
			return err
		}
		var rows [][]any
		for _, host := range hosts {
			if welcome[host] {
				rows = append(rows, clueRows(host, clues[host])...)
			}
		}
		err = tx.each(ctx, []column{
			{"host", text}, {"kind", text}, {"id", text}, {"source", text}, {"term", text}, {"against", number},
			{"snippet", text}, {"weight_permille", number}, {"rule_version", text}, {"first_seen_us", number}, {"last_seen_us", number},
		}, rows, `
			INSERT INTO clues (
				host, kind, id, source, term, against, snippet, weight_permille, rule_version, first_seen_us, last_seen_us
			)
			SELECT host, kind, id, source, term, against, snippet, weight_permille, rule_version, first_seen_us, last_seen_us
			FROM batch
			WHERE true
			ON CONFLICT (host, kind, id, source, term, against) DO UPDATE
			SET snippet = excluded.snippet, weight_permille = excluded.weight_permille, rule_version = excluded.rule_version,
				first_seen_us = CASE WHEN excluded.first_seen_us < clues.first_seen_us THEN excluded.first_seen_us ELSE clues.first_seen_us END,
				last_seen_us = CASE WHEN excluded.last_seen_us > clues.last_seen_us THEN excluded.last_seen_us ELSE clues.last_seen_us END`, nil)
		if err != nil {
			return err
		}
		return tx.boundClues(ctx, hosts)
	})
}

// clueRows returns the rows of one host's clues, each key once.
func clueRows(host landfall.Host, clues []landfall.Clue) [][]any {
	var rows [][]any
	seen := make(map[landfall.ClueKey]bool, len(clues))
	for _, r := range clues {
		r.ID, r.Source, r.Term = clean(r.ID), clean(r.Source), clean(r.Term)
		if seen[r.Key()] {
			continue
		}
		seen[r.Key()] = true
		rows = append(rows, []any{
			string(host), string(r.Kind), r.ID, r.Source, r.Term, flag(r.Against), clean(r.Snippet),
			int64(math.Round(1000 * r.Weight)), clean(r.Rule), r.FirstSeen.UnixMicro(), r.LastSeen.UnixMicro(),
		})
	}
	return rows
}

// boundClues drops what is more than a host may have.
func (t tx) boundClues(ctx context.Context, hosts []landfall.Host) error {
	_, err := t.forHosts(ctx, hosts, `
		DELETE FROM clues
		WHERE (host, kind, id, source, term, against) IN (
			SELECT host, kind, id, source, term, against
			FROM (
				SELECT r.host, r.kind, r.id, r.source, r.term, r.against, row_number() OVER (
					PARTITION BY r.host
					ORDER BY r.last_seen_us DESC, r.weight_permille DESC, r.kind, r.id, r.source, r.term, r.against
				) AS place
				FROM batch AS b
				JOIN clues AS r ON r.host = b.host
			) AS ranked
			WHERE place > $2
		)`, landfall.CluesPerHost)
	return err
}

// PruneClues deletes evidence that was last seen before a time.
func (s *Store) PruneClues(ctx context.Context, before time.Time) error {
	err := s.transact(ctx, func(ctx context.Context, tx tx) error {
		_, err := tx.ExecContext(ctx, `
			DELETE FROM clues
			WHERE last_seen_us < $1`, before.UnixMicro())
		return err
	})
	if err != nil {
		return fmt.Errorf("prune clues: %w", err)
	}
	return nil
}

// welcome returns those of the hosts of which something may be kept.
func (t tx) welcome(ctx context.Context, hosts []landfall.Host) (map[landfall.Host]bool, error) {
	rows := make([][]any, len(hosts))
	for i, host := range hosts {
		rows[i] = []any{string(host)}
	}
	welcome := make(map[landfall.Host]bool, len(hosts))
	err := t.each(ctx, []column{{"host", text}}, rows, `
		SELECT i.host
		FROM batch AS b
		JOIN instances AS i ON i.host = b.host
		WHERE i.status <> 'refused'`, func(rows *sql.Rows) error {
		var host landfall.Host
		err := rows.Scan(&host)
		welcome[host] = true
		return err
	})
	return welcome, err
}

func flag(set bool) int64 {
	if set {
		return 1
	}
	return 0
}
