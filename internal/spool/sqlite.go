package spool

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"landfall"
	"landfall/schema"
)

// connect opens the file with its one connection and takes the lock on it, which
// is held until the connection closes.
func connect(ctx context.Context, path string) (*sql.DB, *sql.Conn, error) {
	settings := url.Values{
		"_busy_timeout": {"2000"},
		"_auto_vacuum":  {"incremental"},
		"_pragma": {
			"locking_mode(EXCLUSIVE)",
			"journal_mode(WAL)",
			"synchronous(FULL)", // an acknowledgement means that the disk has it
			"mmap_size(0)",      // an I/O error is then an error and not a signal
			"cache_size(-4000)",
			"wal_autocheckpoint(2000)",
			"journal_size_limit(16777216)",
		},
	}
	name := url.URL{Path: path}
	db, err := sql.Open("sqlite", "file:"+name.EscapedPath()+"?"+settings.Encode())
	if err != nil {
		return nil, nil, err
	}
	db.SetMaxOpenConns(1)
	conn, err := db.Conn(ctx)
	if err == nil {
		_, err = conn.ExecContext(ctx, `BEGIN IMMEDIATE`)
	}
	if err == nil {
		_, err = conn.ExecContext(ctx, `COMMIT`)
	}
	if err != nil {
		db.Close()
		return nil, nil, err
	}
	return db, conn, nil
}

// migrate brings the file up to date.
func migrate(ctx context.Context, conn *sql.Conn) error {
	_, err := schema.Migrate(ctx, conn, schema.Spool())
	if newer, ok := errors.AsType[*schema.NewerError](err); ok {
		return fmt.Errorf("%w: %w", landfall.ErrNewerSchema, newer)
	}
	return err
}

// code returns SQLite's primary result code of an error, 0 if it is not SQLite's.
func code(err error) int {
	if fault, ok := errors.AsType[*sqlite.Error](err); ok {
		return fault.Code() & 0xff
	}
	return 0
}

// damaged reports whether an error says that the file is not what it should be.
func damaged(err error) bool {
	c := code(err)
	return c == sqlite3.SQLITE_CORRUPT || c == sqlite3.SQLITE_NOTADB
}

// explain says in the error what can be done about it.
func explain(err error) error {
	switch code(err) {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return fmt.Errorf("another landfall process uses it: %w: %w", landfall.ErrUnavailable, err)
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("the disk is full: %w: %w", landfall.ErrUnavailable, err)
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		return fmt.Errorf("the file or its folder cannot be written: %w", err)
	}
	return err
}
