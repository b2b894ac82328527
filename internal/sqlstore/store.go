// Package sqlstore keeps relational state: the hosts Landfall knows, when each is
// due, who is looking at it, and the best present knowledge of each instance.
//
// The database is SQLite in WAL mode. One connection writes; a few others read
// beside it without waiting. A write transaction is short, and once begun it is
// not given up when its context ends: an interrupted statement is the one way to
// leave a connection in an unknown state.
//
// The writer runs with synchronous=NORMAL: a committed transaction survives the
// end of the process, but a power cut may take back the last few. What they said
// can be had again, because the observations they were made from are on disk in
// the spool, which syncs in full: a visit whose result was rolled back is due
// again, and an instance is what its observations add up to.
package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"landfall"
	"landfall/schema"
)

// Config says where the database is.
type Config struct {
	Path string // the file; it is made if absent
}

// Store is an open database. It is safe for concurrent use.
type Store struct {
	path  string
	write *sql.DB // one connection
	read  *sql.DB
}

// readers is how many queries may read at the same time.
const readers = 4

// Open opens the database, making or migrating it if need be. A database with a
// newer schema gives [landfall.ErrNewerSchema]; one that another process keeps
// busy gives [landfall.ErrUnavailable].
func Open(ctx context.Context, cfg Config) (*Store, error) {
	store := &Store{path: cfg.Path}
	var err error
	if store.write, err = connect(cfg.Path, 1, forWriting()); err != nil {
		return nil, fmt.Errorf("open %s: %w", cfg.Path, err)
	}
	if store.read, err = connect(cfg.Path, readers, forReading()); err != nil {
		store.write.Close()
		return nil, fmt.Errorf("open %s: %w", cfg.Path, err)
	}
	if _, err := schema.Migrate(ctx, store.write, schema.SQLite()); err != nil {
		store.Close()
		if newer, ok := errors.AsType[*schema.NewerError](err); ok {
			return nil, fmt.Errorf("open %s: %w: %w", cfg.Path, landfall.ErrNewerSchema, newer)
		}
		return nil, fmt.Errorf("open %s: %w", cfg.Path, explain(err))
	}
	return store, nil
}

// Close ends all connections; the last one folds the write-ahead log into the
// file. Queries under way are waited for.
func (s *Store) Close() error {
	if err := errors.Join(s.read.Close(), s.write.Close()); err != nil {
		return fmt.Errorf("close %s: %w", s.path, err)
	}
	return nil
}

// Integrity reads the whole database and reports what is damaged in it.
func (s *Store) Integrity(ctx context.Context) error {
	rows, err := s.read.QueryContext(ctx, `PRAGMA integrity_check(20)`)
	if err != nil {
		return fmt.Errorf("check %s: %w", s.path, explain(err))
	}
	defer rows.Close()
	var faults []error
	for rows.Next() {
		var finding string
		if err := rows.Scan(&finding); err != nil {
			return fmt.Errorf("check %s: %w", s.path, explain(err))
		}
		if finding != "ok" {
			faults = append(faults, errors.New(finding))
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("check %s: %w", s.path, explain(err))
	}
	if len(faults) > 0 {
		return fmt.Errorf("check %s: damaged: %w", s.path, errors.Join(faults...))
	}
	return nil
}

// transact runs do in one write transaction. It waits for its turn as long as ctx
// allows, and then finishes whatever becomes of ctx.
func (s *Store) transact(ctx context.Context, do func(context.Context, *sql.Tx) error) error {
	conn, err := s.write.Conn(ctx)
	if err != nil {
		return explain(err)
	}
	defer conn.Close()
	if err := ctx.Err(); err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx)
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return explain(err)
	}
	defer tx.Rollback()
	if err := do(ctx, tx); err != nil {
		return explain(err)
	}
	return explain(tx.Commit())
}
