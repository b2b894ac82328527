package sqlstore

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"landfall"
)

// Wordings returns the wordings of a host's rules, in the order in which they were first
// seen; none if nothing is kept.
func (s *Store) Wordings(ctx context.Context, host landfall.Host) ([]landfall.Wording, error) {
	var all []landfall.Wording
	err := s.ask(ctx, func(ctx context.Context) error {
		all = nil
		rows, err := s.read.QueryContext(ctx, `
			SELECT rules, first_seen_us, last_seen_us
			FROM wordings
			WHERE host = $1
			ORDER BY first_seen_us, last_seen_us, digest`, string(host))
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var rules string
			var first, last int64
			if err := rows.Scan(&rules, &first, &last); err != nil {
				return err
			}
			w := landfall.Wording{FirstSeen: timeOf(first), LastSeen: timeOf(last)}
			if err := json.Unmarshal([]byte(rules), &w.Rules); err != nil {
				return fmt.Errorf("rules: %w", err)
			}
			all = append(all, w)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("wordings of %s: %w", host, err)
	}
	return all, nil
}

// wordingsChunk is how many hosts' wordings one transaction of SaveWordings takes.
const wordingsChunk = 200

// SaveWordings keeps wordings of rules beside what is kept already. Of one that is kept,
// the earlier first and the later last time stay. Of hosts that are not known, or that
// asked not to be measured, nothing is kept; of each, the first wording and the last ones,
// no more than [landfall.WordingsPerHost]. After an error, saving again does the rest.
func (s *Store) SaveWordings(ctx context.Context, wordings map[landfall.Host][]landfall.Wording) error {
	for hosts := range slices.Chunk(slices.Sorted(maps.Keys(wordings)), wordingsChunk) {
		if err := s.saveWordings(ctx, hosts, wordings); err != nil {
			return fmt.Errorf("save wordings of %d hosts: %w", len(wordings), err)
		}
	}
	return nil
}

func (s *Store) saveWordings(ctx context.Context, hosts []landfall.Host, wordings map[landfall.Host][]landfall.Wording) error {
	return s.transact(ctx, func(ctx context.Context, tx tx) error {
		// Beside a Forget, this could miss a tombstone that is not yet committed.
		if err := tx.begin(ctx, s.together); err != nil {
			return err
		}
		welcome, err := tx.welcome(ctx, hosts)
		if err != nil {
			return err
		}
		kept := make(map[landfall.Host][]landfall.Wording, len(hosts))
		for _, host := range hosts {
			if welcome[host] {
				kept[host] = wordings[host]
			}
		}
		return tx.keepWordings(ctx, kept)
	})
}

// keepWordings writes wordings of hosts that are known and did not refuse, always in
// order of host, so that two transactions do not wait for each other.
func (t tx) keepWordings(ctx context.Context, wordings map[landfall.Host][]landfall.Wording) error {
	if len(wordings) == 0 {
		return nil
	}
	hosts := slices.Sorted(maps.Keys(wordings))
	var rows [][]any
	for _, host := range hosts {
		more, err := wordingRows(host, wordings[host])
		if err != nil {
			return err
		}
		rows = append(rows, more...)
	}
	err := t.each(ctx, []column{
		{"host", text}, {"digest", text}, {"rules", text}, {"first_seen_us", number}, {"last_seen_us", number},
	}, rows, `
		INSERT INTO wordings (host, digest, rules, first_seen_us, last_seen_us)
		SELECT host, digest, rules, first_seen_us, last_seen_us
		FROM batch
		WHERE true
		ON CONFLICT (host, digest) DO UPDATE
		SET first_seen_us = CASE WHEN excluded.first_seen_us < wordings.first_seen_us THEN excluded.first_seen_us ELSE wordings.first_seen_us END,
			last_seen_us = CASE WHEN excluded.last_seen_us > wordings.last_seen_us THEN excluded.last_seen_us ELSE wordings.last_seen_us END`, nil)
	if err != nil {
		return err
	}
	return t.boundWordings(ctx, hosts)
}

// reworded returns what is to be kept when a visit changed an instance's rules: the
// wording it found, and the one before with the last time it was seen. None if the
// rules are as they were.
func reworded(before, after *landfall.Facts) []landfall.Wording {
	now, stated := landfall.WordingOf(after)
	if !stated {
		return nil
	}
	old, had := landfall.WordingOf(before)
	switch {
	case !had:
		return []landfall.Wording{now}
	case slices.Equal(old.Rules, now.Rules):
		return nil
	}
	return []landfall.Wording{old, now}
}

// wordingRows returns the rows of one host's wordings, each once.
func wordingRows(host landfall.Host, wordings []landfall.Wording) ([][]any, error) {
	var rows [][]any
	seen := map[string]bool{}
	for _, w := range wordings {
		digest := w.Digest()
		if seen[digest] {
			continue
		}
		seen[digest] = true
		rules, err := json.Marshal(w.Rules)
		if err != nil {
			return nil, fmt.Errorf("rules of %s: %w", host, err)
		}
		rows = append(rows, []any{string(host), digest, clean(string(rules)), w.FirstSeen.UnixMicro(), w.LastSeen.UnixMicro()})
	}
	return rows, nil
}

// boundWordings drops what is more than a host may have, but never its first wording.
func (t tx) boundWordings(ctx context.Context, hosts []landfall.Host) error {
	_, err := t.forHosts(ctx, hosts, `
		DELETE FROM wordings
		WHERE (host, digest) IN (
			SELECT host, digest
			FROM (
				SELECT w.host, w.digest,
					row_number() OVER (PARTITION BY w.host ORDER BY w.first_seen_us, w.digest) AS age,
					row_number() OVER (PARTITION BY w.host ORDER BY w.last_seen_us DESC, w.digest) AS place
				FROM batch AS b
				JOIN wordings AS w ON w.host = b.host
			) AS ranked
			WHERE place > $2
			  AND age > 1
		)`, landfall.WordingsPerHost-1)
	return err
}
