package chstore

import (
	"context"
	"fmt"
	"strings"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

// steps runs the statements of migrations.
type steps struct{ *Store }

// versions is where migrations are recorded. It is made before the first of them.
const versions = `-- +shard 0
CREATE TABLE IF NOT EXISTS schema_version (
    version UInt32,
    name    String
)
ENGINE = ReplacingMergeTree
ORDER BY version`

// Version counts the recorded migrations.
func (s *steps) Version(ctx context.Context) (int, error) {
	statements := []string{versions}
	if s.tables.cluster != "" {
		var err error
		if statements, err = s.tables.statement(versions); err != nil {
			return 0, err
		}
	}
	for _, statement := range statements {
		if err := s.Exec(ctx, statement); err != nil {
			return 0, err
		}
	}
	n, err := scalar[uint64](ctx, s.Store, `
		SELECT uniqExact(version)
		FROM schema_version`)
	return int(n), err
}

// Exec runs one statement on every server that has to.
func (s *steps) Exec(ctx context.Context, statement string) error {
	ctx, cancel := s.limit(ctx)
	defer cancel()
	return s.define(ctx, statement)
}

// Record notes a migration.
func (s *steps) Record(ctx context.Context, version int, name string) error {
	return s.exec(ctx, `
		INSERT INTO schema_version (version, name)
		VALUES (?, ?)`, uint32(version), name)
}

// exec runs a statement that writes.
func (s *Store) exec(ctx context.Context, statement string, args ...any) error {
	ctx, cancel := s.limit(ctx)
	defer cancel()
	return s.writes.Exec(ctx, statement, args...)
}

// list runs a query on the connections that write, for what must not lag behind
// them, and calls take for each of its rows.
func (s *Store) list(ctx context.Context, take func(driver.Rows) error, query string, args ...any) error {
	ctx, cancel := s.limit(ctx)
	defer cancel()
	rows, err := s.writes.Query(ctx, query, args...)
	if err != nil {
		return err
	}
	return scanEach(rows, func() error { return take(rows) })
}

// scalar reads one value on the connections that write.
func scalar[T any](ctx context.Context, s *Store, query string, args ...any) (value T, err error) {
	ctx, cancel := s.limit(ctx)
	defer cancel()
	err = s.writes.QueryRow(ctx, query, args...).Scan(&value)
	return value, err
}

// define runs a statement that changes tables. Where the tables are a cluster's, it
// says so itself.
func (s *Store) define(ctx context.Context, statement string, args ...any) error {
	return s.tables.run(ctx, s.writes, statement, args...)
}

// keep makes ClickHouse drop raw visits after the configured time. Only parts that
// are altogether too old go, which costs nothing.
func (s *Store) keep(ctx context.Context) error {
	table, _, _ := strings.Cut(s.tables.local("observations"), " ")
	engine, err := scalar[string](ctx, s, `
		SELECT engine_full
		FROM system.tables
		WHERE database = currentDatabase()
		  AND name = ?`, table)
	if err != nil {
		return fmt.Errorf("look for the TTL of observations: %w", err)
	}
	wanted := ""
	if s.cfg.KeepDays > 0 {
		wanted = fmt.Sprintf("toDateTime(visited_at) + toIntervalDay(%d)", s.cfg.KeepDays)
	}
	_, now, _ := strings.Cut(engine, " TTL ")
	now, _, _ = strings.Cut(now, " SETTINGS ")
	if now == wanted {
		return nil
	}
	change := "MODIFY TTL " + wanted
	if wanted == "" {
		change = "REMOVE TTL"
	}
	ctx, cancel := s.limit(ctx)
	defer cancel()
	if err := s.define(ctx, "ALTER TABLE "+s.tables.local("observations")+" "+change); err != nil {
		return fmt.Errorf("set the TTL of observations: %w", err)
	}
	return nil
}
