package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"

	"landfall"
	"landfall/schema"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// readers is how many queries may read a SQLite file at the same time.
const readers = 4

// openSQLite prepares the connections to a file. The store is never nil, so that a
// message can name it.
func openSQLite(path string, cfg Config) (*Store, error) {
	store := &Store{name: path, path: path, dialect: sqliteDialect()}
	var err error
	if store.write, err = connect(path, 1, forWriting(cfg.Durable)); err != nil {
		return store, err
	}
	if store.read, err = connect(path, readers, forReading()); err != nil {
		store.write.Close()
		return store, err
	}
	return store, nil
}

// sqliteDialect has nothing to say about locks: a transaction takes the one there
// is when it begins, after the busy timeout at the latest.
func sqliteDialect() dialect {
	return dialect{
		migrations: schema.SQLite(),
		shard:      "0",
		software:   `nullif(i.facts, '') ->> '$.software.name'`,
		attempts:   1,
		explain:    func(_ context.Context, err error) error { return explain(err) },
		damage:     sqliteDamage,
	}
}

// forWriting are the settings of the one connection that writes. Transactions
// take the write lock when they begin, so none fails half way for want of it;
// another process's lock is waited for.
func forWriting(durable bool) url.Values {
	synchronous, log := "synchronous(NORMAL)", 1_000
	if durable {
		synchronous, log = "synchronous(FULL)", 8_000
	}
	return url.Values{
		"_busy_timeout": {"5000"},
		"_txlock":       {"immediate"},
		"_pragma": {
			"journal_mode(WAL)",
			synchronous,
			"foreign_keys(1)",
			"mmap_size(0)", // an I/O error is then an error and not a signal
			"cache_size(-4000)",
			// The log is folded into the file every so many pages, and cut to four times as
			// much after a burst. Readers are short, so none keeps it from being reset.
			// Whoever commits then waits for two more syncs and for each page that has
			// changed: 4 MiB are enough for the crawler, but the federation core at 1,500
			// activities a second would wait ten times in a second. Its 32 MiB have most
			// pages many times, and they are written once.
			fmt.Sprintf("wal_autocheckpoint(%d)", log),
			fmt.Sprintf("journal_size_limit(%d)", 4*log*4096),
		},
	}
}

// forReading are the settings of connections that only read.
func forReading() url.Values {
	return url.Values{
		"_busy_timeout": {"5000"},
		"_pragma":       {"query_only(1)", "mmap_size(0)", "cache_size(-2000)"},
	}
}

// connect prepares a pool of at most n connections; none is made yet.
func connect(path string, n int, settings url.Values) (*sql.DB, error) {
	name := url.URL{Path: path}
	connector, err := keepStatements("file:" + name.EscapedPath() + "?" + settings.Encode())
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(connector)
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
	return db, nil
}

// explain says in the error what can be done about it, and marks the faults that
// pass by themselves.
func explain(err error) error {
	fault, ok := errors.AsType[*sqlite.Error](err)
	if !ok {
		return err
	}
	switch fault.Code() & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return fmt.Errorf("another process keeps the database busy: %w: %w", landfall.ErrUnavailable, err)
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("the disk is full: %w: %w", landfall.ErrUnavailable, err)
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return fmt.Errorf("the file is damaged or is no SQLite database; restore it from a backup: %w", err)
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		return fmt.Errorf("the file or its folder cannot be written: %w", err)
	}
	return err
}
