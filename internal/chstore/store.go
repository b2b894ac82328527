package chstore

import (
	"context"
	"fmt"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"landfall/schema"
)

// Store is an open observations store. It is safe for concurrent use. Several
// processes may have a database open and write; roll-ups, prunes and forgetting are
// for one process at a time.
type Store struct {
	cfg    Config
	name   string // of the database, for messages
	writes driver.Conn
	reads  driver.Conn
	tables tables
	turn   chan struct{} // holds a token while nobody writes
	rolls  chan struct{} // holds a token while nobody rolls, prunes or forgets
}

// Open connects to the database and makes or migrates the tables. A server that does
// not answer gives [landfall.ErrUnavailable], a database with a newer schema
// [landfall.ErrNewerSchema], a DSN that is none [landfall.ErrInvalid].
func Open(ctx context.Context, cfg Config) (*Store, error) {
	return openWith(ctx, cfg, newTables(cfg.Cluster))
}

func openWith(ctx context.Context, cfg Config, layout tables) (*Store, error) {
	cfg = cfg.withDefaults()
	options, err := parse(cfg.DSN)
	if err != nil {
		return nil, fmt.Errorf("open ClickHouse: %w", err)
	}
	s := &Store{
		cfg: cfg, tables: layout, name: fmt.Sprintf("%s of %v", options.Auth.Database, options.Addr),
		turn: make(chan struct{}, 1), rolls: make(chan struct{}, 1),
	}
	s.turn <- struct{}{}
	s.rolls <- struct{}{}
	if err := s.connect(options); err != nil {
		return nil, fmt.Errorf("open ClickHouse database %s: %w", s.name, err)
	}
	if err := s.prepare(ctx); err != nil {
		s.Close()
		return nil, fmt.Errorf("open ClickHouse database %s: %w", s.name, explain(ctx, err))
	}
	return s, nil
}

// prepare looks whether the server will do and brings the tables up to date.
func (s *Store) prepare(ctx context.Context) error {
	if err := s.ping(ctx); err != nil {
		return err
	}
	server, err := s.writes.ServerVersion()
	if err != nil {
		return err
	}
	v := server.Version
	if v.Major < oldestMajor || v.Major == oldestMajor && v.Minor < oldestMinor {
		return fmt.Errorf("the server is ClickHouse %d.%d, but landfall needs %d.%d or later: upgrade it",
			v.Major, v.Minor, oldestMajor, oldestMinor)
	}
	set, err := s.tables.migrations(schema.ClickHouse())
	if err != nil {
		return err
	}
	if _, err := schema.MigrateSteps(ctx, &steps{s}, set); err != nil {
		return err
	}
	return s.keep(ctx)
}

// ping waits for the server within the limit of a statement.
func (s *Store) ping(ctx context.Context) error {
	ctx, cancel := s.limit(ctx)
	defer cancel()
	return s.writes.Ping(ctx)
}

// The oldest server that has everything that is used here.
const (
	oldestMajor = 24
	oldestMinor = 8
)

// Close closes all connections.
func (s *Store) Close() error {
	var first error
	for _, pool := range []driver.Conn{s.writes, s.reads} {
		if err := pool.Close(); err != nil && first == nil {
			first = fmt.Errorf("close ClickHouse database %s: %w", s.name, err)
		}
	}
	return first
}
