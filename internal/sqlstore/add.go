package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"landfall"
)

// addChunk is how many hosts one transaction of Add takes, so that a long list
// does not keep the other writers waiting.
const addChunk = 2000

// Add makes hosts known as candidates named by via, and due at due. Hosts already
// known stay as they are. It returns how many were new. A long list is written in
// several transactions; after an error, adding it again does the rest.
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

// addChunk hands the names over as one JSON array: a statement with thousands of
// rows runs several times faster than thousands of statements.
func (s *Store) addChunk(ctx context.Context, via string, hosts []landfall.Host, now, due time.Time) (int, error) {
	names, err := json.Marshal(hosts)
	if err != nil {
		return 0, err
	}
	var added int64
	err = s.transact(ctx, func(ctx context.Context, tx *sql.Tx) error {
		// The revision to come: it is taken for good only if something was new.
		result, err := tx.ExecContext(ctx, `
			INSERT INTO instances (host, status, discovered_at_us, via, revision)
			SELECT value, ?, ?, ?, (SELECT value + 1 FROM meta WHERE name = 'revision')
			FROM json_each(?)
			WHERE true
			ON CONFLICT (host) DO NOTHING`,
			landfall.StatusCandidate, now.UnixMicro(), via, string(names))
		if err != nil {
			return err
		}
		if added, err = result.RowsAffected(); err != nil || added == 0 {
			return err
		}
		_, err = tx.ExecContext(ctx, `
			INSERT INTO frontier (host, due_at_us)
			SELECT value, ?
			FROM json_each(?)
			WHERE true
			ON CONFLICT (host) DO NOTHING`,
			due.UnixMicro(), string(names))
		if err != nil {
			return err
		}
		_, err = nextRevision(ctx, tx)
		return err
	})
	return int(added), err
}
