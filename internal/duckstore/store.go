//go:build cgo

package duckstore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/duckdb/duckdb-go/v2"

	"landfall"
	"landfall/schema"
)

// Store is an open observations store. It is safe for concurrent use. A process
// may have a file open once.
type Store struct {
	path   string
	db     *sql.DB
	writer *sql.Conn
	turn   chan struct{} // holds a token while nobody writes
	// What follows belongs to the token's holder.
	writes int // since Open
	pinned int // bytes of large documents since the last checkpoint
	// generation counts the calls of Roll, over all processes.
	generation int64
}

// readers is how many queries may read at the same time.
const readers = 4

// Open opens the file, making or migrating it if need be. A file with a newer
// schema gives [landfall.ErrNewerSchema], one that another process has open
// [landfall.ErrUnavailable].
func Open(ctx context.Context, cfg Config) (*Store, error) {
	if strings.Contains(cfg.Path, "?") {
		return nil, fmt.Errorf("open %s: %w: DuckDB takes no question mark in a file's name", cfg.Path, landfall.ErrInvalid)
	}
	connector, err := duckdb.NewConnector("?"+settings(cfg).Encode(), attach(cfg.Path)) //nolint:contextcheck // the driver gives its hook none
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", cfg.Path, err)
	}
	s := &Store{path: cfg.Path, db: sql.OpenDB(connector), turn: make(chan struct{}, 1)}
	s.turn <- struct{}{}
	s.db.SetMaxOpenConns(1 + readers)
	s.db.SetMaxIdleConns(1 + readers)
	if s.writer, err = s.db.Conn(ctx); err == nil {
		_, err = schema.Migrate(ctx, s.writer, schema.DuckDB())
	}
	if err == nil {
		err = s.writer.QueryRowContext(ctx, `
			SELECT coalesce(max(generation), 0) + 1
			FROM dirty_days`).Scan(&s.generation)
	}
	if err != nil {
		s.db.Close()
		return nil, fmt.Errorf("open %s: %w", cfg.Path, explain(ctx, err))
	}
	return s, nil
}

// settings are DuckDB's, for the whole process.
func settings(cfg Config) url.Values {
	if cfg.MemoryLimit == "" {
		cfg.MemoryLimit = defaultMemoryLimit
	}
	return url.Values{
		"memory_limit":              {cfg.MemoryLimit},
		"threads":                   {strconv.Itoa(max(cfg.Threads, 1))},
		"temp_directory":            {cfg.Path + ".tmp"},
		"max_temp_directory_size":   {"4GB"},
		"allocator_flush_threshold": {"16MB"}, // memory goes back to the system sooner
		// Nothing is ever fetched from the network.
		"autoload_known_extensions":    {"false"},
		"autoinstall_known_extensions": {"false"},
		"allow_community_extensions":   {"false"},
		// A checkpoint writes what is new and rewrites nothing. Merging the row
		// groups that small checkpoints leave behind costs several times as much as
		// writing them, again and again.
		"max_vacuum_tasks": {"0"},
		// The page of Observations fetches wide columns only for the rows it shows.
		"late_materialization_max_rows": {strconv.Itoa(pageSize)},
	}
}

// attach returns what prepares each new connection: the first one opens the file
// in the instance that all connections share. Small row groups keep little in
// memory until they are written, and are skipped in finer steps when a query asks
// for a time or an id.
func attach(path string) func(driver.ExecerContext) error {
	attached := false
	return func(conn driver.ExecerContext) error {
		run := func(query string) error {
			_, err := conn.ExecContext(context.Background(), query, nil)
			return err
		}
		if !attached {
			name := strings.ReplaceAll(path, "'", "''")
			err := run(`ATTACH '` + name + `' AS store (ROW_GROUP_SIZE 20480, STORAGE_VERSION 'v1.5.0')`)
			if err != nil {
				return err
			}
			// From here on SQL reaches no other file.
			if err := run(`SET enable_external_access = false`); err != nil {
				return err
			}
			attached = true
		}
		return run(`USE store`)
	}
}

// Close writes a checkpoint and closes the file. Calls under way are waited for.
func (s *Store) Close() error {
	<-s.turn
	defer func() { s.turn <- struct{}{} }()
	err := s.writer.Close()
	if errors.Is(err, sql.ErrConnDone) {
		return nil // closed before
	}
	if err := errors.Join(err, s.db.Close()); err != nil {
		return fmt.Errorf("close %s: %w", s.path, err)
	}
	return nil
}

// explain says in the error what can be done about it, and marks the faults that
// pass by themselves.
func explain(ctx context.Context, err error) error {
	if newer, ok := errors.AsType[*schema.NewerError](err); ok {
		return fmt.Errorf("%w: %w", landfall.ErrNewerSchema, newer)
	}
	fault, ok := errors.AsType[*duckdb.Error](err)
	if !ok {
		return err
	}
	switch {
	case fault.Type == duckdb.ErrorTypeInterrupt && ctx.Err() != nil:
		return ctx.Err()
	case strings.Contains(fault.Msg, "Could not set lock on file"):
		return fmt.Errorf("another landfall process uses it: %w: %w", landfall.ErrUnavailable, err)
	case fault.Type == duckdb.ErrorTypeOutOfMemory, fault.Type == duckdb.ErrorTypeIO:
		return fmt.Errorf("%w: %w", landfall.ErrUnavailable, err)
	}
	return err
}
