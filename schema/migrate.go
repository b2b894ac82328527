package schema

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// ErrNewer means that a database has had more migrations than the program knows.
var ErrNewer = errors.New("schema is newer than this program")

// NewerError is an [ErrNewer] with the two versions.
type NewerError struct {
	Database int // the version the database has
	Program  int // the version the program knows
}

// Error names both versions.
func (e *NewerError) Error() string {
	return fmt.Sprintf("schema version %d, but this program knows only %d", e.Database, e.Program)
}

// Is reports that the error is an [ErrNewer].
func (e *NewerError) Is(target error) bool { return target == ErrNewer }

// DB is what a migration needs: an *sql.DB or an *sql.Conn.
type DB interface {
	BeginTx(ctx context.Context, opts *sql.TxOptions) (*sql.Tx, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// Migrate brings db up to the set's newest version and says how many migrations
// that took. Each migration is one transaction together with its entry in
// schema_version, so whatever ends the program, the next call goes on where the
// last complete migration left off. A database with a newer version is left alone
// and gives a [NewerError].
func Migrate(ctx context.Context, db DB, set Set) (applied int, err error) {
	// A database that is up to date, which is nearly always, needs no write lock.
	// Whatever is wrong here is met again, and reported, by step.
	var version int
	row := db.QueryRowContext(ctx, `SELECT count(*) FROM schema_version`)
	if row.Scan(&version) == nil && version == len(set.Migrations) {
		return 0, nil
	}
	for {
		done, err := step(ctx, db, set)
		if err != nil {
			return applied, fmt.Errorf("migrate %s: %w", set.Name, err)
		}
		if done {
			return applied, nil
		}
		applied++
	}
}

// step applies the next migration, or reports that there is none. The version is
// read inside the transaction, so that two programs cannot both take the step.
func step(ctx context.Context, db DB, set Set) (done bool, err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return false, fmt.Errorf("begin: %w", err)
	}
	defer tx.Rollback()
	if set.Lock != "" {
		if _, err := tx.ExecContext(ctx, set.Lock); err != nil {
			return false, fmt.Errorf("lock: %w", err)
		}
	}
	version, err := versionOf(ctx, tx)
	switch {
	case err != nil:
		return false, err
	case version > len(set.Migrations):
		return false, &NewerError{Database: version, Program: len(set.Migrations)}
	case version == len(set.Migrations):
		return true, nil
	}
	migration := set.Migrations[version]
	for i, statement := range migration.Statements {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return false, fmt.Errorf("%s, statement %d: %w", migration.Name, i+1, err)
		}
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO schema_version (version, name)
		VALUES ($1, $2)`, version+1, migration.Name)
	if err != nil {
		return false, fmt.Errorf("%s: record version: %w", migration.Name, err)
	}
	if err := tx.Commit(); err != nil {
		return false, fmt.Errorf("%s: commit: %w", migration.Name, err)
	}
	return false, nil
}

// versionOf counts the migrations a database has had.
func versionOf(ctx context.Context, tx *sql.Tx) (int, error) {
	_, err := tx.ExecContext(ctx, `
		CREATE TABLE IF NOT EXISTS schema_version (
			version INTEGER PRIMARY KEY,
			name    VARCHAR NOT NULL
		)`)
	if err != nil {
		return 0, fmt.Errorf("create schema_version: %w", err)
	}
	var version int
	if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM schema_version`).Scan(&version); err != nil {
		return 0, fmt.Errorf("read schema_version: %w", err)
	}
	return version, nil
}
