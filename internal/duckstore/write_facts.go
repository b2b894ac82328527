//go:build cgo

package duckstore

import (
	"context"
	"database/sql/driver"

	"github.com/duckdb/duckdb-go/v2"
)

// DuckDB keeps a text of 4 KiB and more pinned in memory until the next
// checkpoint. A few hundred of the largest documents would use its limit up, and
// then no commit succeeds any more. So documents go in small transactions, and a
// checkpoint follows when a few MiB of large texts have come together.
const (
	pinnedText  = 4096
	pinnedMost  = 4 << 20
	factsAtOnce = 2 << 20 // bytes in one transaction
)

// writeFacts stores the documents that no earlier visit had.
func (s *Store) writeFacts(ctx context.Context, rows []row) error {
	fresh, err := s.unknownFacts(ctx, rows)
	if err != nil {
		return err
	}
	for len(fresh) > 0 {
		n, size := 0, 0
		for n < len(fresh) && (n == 0 || size+len(fresh[n].facts) <= factsAtOnce) {
			size += len(fresh[n].facts)
			n++
		}
		if err := s.transact(ctx, func() error { return s.appendFacts(fresh[:n]) }); err != nil {
			return err
		}
		for i := range fresh[:n] {
			s.pin(fresh[i].facts)
		}
		s.unpin(ctx)
		fresh = fresh[n:]
	}
	return nil
}

// unknownFacts returns a row for each document that is not stored.
func (s *Store) unknownFacts(ctx context.Context, rows []row) ([]row, error) {
	var names []string
	for i := range rows {
		if rows[i].facts != nil {
			names = append(names, rows[i].digest.String())
		}
	}
	if len(names) == 0 {
		return nil, nil
	}
	known, err := s.strings(ctx, `
		SELECT CAST(digest AS VARCHAR)
		FROM facts
		WHERE digest IN (SELECT CAST(unnest(?) AS UUID))`, names)
	if err != nil {
		return nil, err
	}
	var fresh []row
	for i := range rows {
		if name := rows[i].digest.String(); rows[i].facts != nil && !known[name] {
			known[name] = true
			fresh = append(fresh, rows[i])
		}
	}
	return fresh, nil
}

func (s *Store) appendFacts(rows []row) error {
	return s.append("facts", []string{"digest", "bytes", "body"}, func(add func(...driver.Value) error) error {
		for i := range rows {
			if err := add(duckdb.UUID(rows[i].digest), int64(len(rows[i].facts)), rows[i].facts); err != nil {
				return err
			}
		}
		return nil
	})
}

// pin counts a text that has been written.
func (s *Store) pin(text []byte) {
	if len(text) >= pinnedText {
		s.pinned += len(text)
	}
}

// unpin makes a checkpoint if much is pinned. Should something be in its way, the
// next batch tries again.
func (s *Store) unpin(ctx context.Context) {
	if s.pinned <= pinnedMost {
		return
	}
	if _, err := s.writer.ExecContext(ctx, `CHECKPOINT store`); err == nil {
		s.pinned = 0
	}
}
