// Package sqlstore keeps relational state: the hosts Landfall knows, when each is
// due, who is looking at it, the best present knowledge of each instance, who
// leads the jobs that one worker does for all, and who asked to be forgotten. The
// database is SQLite for one machine, or PostgreSQL for many.
//
// In SQLite, in WAL mode, one connection writes; a few others read beside it
// without waiting. The writer runs with synchronous=NORMAL: a committed
// transaction survives the end of the process, but a power cut may take back the
// last few. What they said can be had again, because the observations they were
// made from are on disk in the spool, which syncs in full: a visit whose result
// was rolled back is due again, and an instance is what its observations add up to.
//
// In PostgreSQL a few connections write and a few read. What is acknowledged is as
// durable as the server's own settings make it; with its defaults it is on disk.
//
// On both a write transaction is short, and once begun it is not given up when its
// context ends: an interrupted statement is the one way to leave a connection, or
// the caller, in an unknown state.
package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"landfall"
	"landfall/schema"
)

// Config says where the database is.
type Config struct {
	// DSN is the URL of a PostgreSQL database, as in
	// postgres://user:password@host:5432/name?sslmode=verify-full, or the name of a
	// SQLite file, which is made if absent.
	DSN string
	// Path is a SQLite file whatever its name looks like; used if DSN is empty.
	Path string
	// Durable makes a commit in SQLite wait until it is on disk, so that a power cut takes
	// nothing back: what the federation core acknowledges is kept nowhere else.
	Durable bool
}

// Store is an open database. It is safe for concurrent use.
type Store struct {
	name string // of the database in messages, without its password
	path string // of the file, if it is one
	dialect
	write   *sql.DB
	read    *sql.DB
	numbers *numbers // of what the federation core stores
}

// Open opens the database, migrating it if need be. A database with a newer schema
// gives [landfall.ErrNewerSchema]; one that is busy, down or not yet up gives
// [landfall.ErrUnavailable]. An open store gets over such faults by itself.
func Open(ctx context.Context, cfg Config) (*Store, error) {
	open, location := openSQLite, cfg.Path
	if cfg.DSN != "" {
		location = cfg.DSN
		switch scheme, _, isURL := strings.Cut(cfg.DSN, "://"); {
		case isURL && (scheme == "postgres" || scheme == "postgresql"):
			open = openPostgres
		case isURL:
			return nil, fmt.Errorf("open a %q database: %w: it should be a postgres:// URL or the name of a file", scheme, landfall.ErrInvalid)
		}
	}
	store, err := open(location, cfg)
	store.numbers = newNumbers()
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", store.name, err)
	}
	if _, err := schema.Migrate(ctx, store.write, store.migrations); err != nil {
		store.Close()
		if newer, ok := errors.AsType[*schema.NewerError](err); ok {
			return nil, fmt.Errorf("open %s: %w: %w", store.name, landfall.ErrNewerSchema, newer)
		}
		return nil, fmt.Errorf("open %s: %w", store.name, store.explain(ctx, err))
	}
	return store, nil
}

// Close ends all connections; in SQLite the last one folds the write-ahead log
// into the file. Queries under way are waited for.
func (s *Store) Close() error {
	if err := errors.Join(s.read.Close(), s.write.Close()); err != nil {
		return fmt.Errorf("close %s: %w", s.name, err)
	}
	return nil
}
