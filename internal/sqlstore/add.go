package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"landfall"
)

// addChunk is how many hosts one transaction of Add takes, so that a long list
// does not keep the other writers waiting.
const addChunk = 2000

// Add makes hosts known as candidates named by via, and due at due. Hosts already
// known stay as they are, and hosts to be forgotten stay out, as does the name of one
// in via. It returns how many
// were new. A long list is written in several transactions; after an error, adding
// it again does the rest.
func (s *Store) Add(ctx context.Context, via string, hosts []landfall.Host, now, due time.Time) (added int, err error) {
	for chunk := range slices.Chunk(hosts, addChunk) {
		n, err := s.addChunk(ctx, via, chunk, now, due)
		if err != nil {
			return added, fmt.Errorf("add hosts named by %s: %w", via, err)
		}
		added += n
	}
	return added, nil
}

// addChunk inserts in order of host, so that two workers that add the same hosts
// at once wait for each other in turn and not in a circle.
func (s *Store) addChunk(ctx context.Context, via string, hosts []landfall.Host, now, due time.Time) (int, error) {
	var added int64
	err := s.transact(ctx, func(ctx context.Context, tx tx) (err error) {
		// Beside a Forget, this could miss a tombstone that is not yet committed.
		if err := tx.begin(ctx, s.together); err != nil {
			return err
		}
		added, err = tx.forHosts(ctx, hosts, `
			INSERT INTO instances (host, status, discovered_at_us, via)
			SELECT b.host, $2, $3, CASE WHEN EXISTS (SELECT 1 FROM forgotten WHERE host = $4) THEN '' ELSE $4 END
			FROM batch AS b
			WHERE NOT EXISTS (
				SELECT 1
				FROM forgotten AS x
				WHERE x.host = b.host
			)
			ORDER BY b.host
			ON CONFLICT (host) DO NOTHING`,
			string(landfall.StatusCandidate), now.UnixMicro(), clean(via))
		if err != nil || added == 0 {
			return err
		}
		_, err = tx.forHosts(ctx, hosts, `
			INSERT INTO frontier (host, due_at_us, health_at_us, profile_at_us, peers_at_us)
			SELECT i.host, $2, $2, $2, $2
			FROM batch AS b
			JOIN instances AS i ON i.host = b.host
			WHERE true
			ORDER BY i.host
			ON CONFLICT (host) DO NOTHING`,
			due.UnixMicro())
		if err != nil {
			return err
		}
		return s.revise(ctx, tx)
	})
	return int(added), err
}

// Strangers returns those of the hosts that may be added: neither known, nor to be
// forgotten, nor another name of an instance; in order.
func (s *Store) Strangers(ctx context.Context, hosts []landfall.Host) (strangers []landfall.Host, err error) {
	for chunk := range slices.Chunk(hosts, addChunk) {
		if err := s.strangers(ctx, chunk, &strangers); err != nil {
			return nil, fmt.Errorf("look for new hosts: %w", err)
		}
	}
	return strangers, nil
}

func (s *Store) strangers(ctx context.Context, hosts []landfall.Host, all *[]landfall.Host) error {
	list, from, err := s.hostList(hosts)
	if err != nil {
		return err
	}
	found := len(*all)
	return s.ask(ctx, func(ctx context.Context) error {
		*all = (*all)[:found]
		rows, err := s.read.QueryContext(ctx, from+`
			SELECT b.host
			FROM batch AS b
			WHERE NOT EXISTS (SELECT 1 FROM instances AS i WHERE i.host = b.host)
			  AND NOT EXISTS (SELECT 1 FROM forgotten AS x WHERE x.host = b.host)
			  AND NOT EXISTS (SELECT 1 FROM aliases AS a WHERE a.name = b.host AND a.merged = 1)
			ORDER BY b.host`, list)
		if err != nil {
			return err
		}
		defer rows.Close()
		return scanHosts(rows, all)
	})
}

// scanHosts appends the hosts of the rows.
func scanHosts(rows *sql.Rows, all *[]landfall.Host) error {
	for rows.Next() {
		var host landfall.Host
		if err := rows.Scan(&host); err != nil {
			return err
		}
		*all = append(*all, host)
	}
	return rows.Err()
}
