package schema

import (
	"context"
	"fmt"
)

// Steps is a database without transactions, as a migration sees it.
type Steps interface {
	// Version returns how many migrations are recorded, 0 in an empty database.
	Version(ctx context.Context) (int, error)
	Exec(ctx context.Context, statement string) error
	// Record notes that the database has had a migration. Doing so again changes
	// nothing.
	Record(ctx context.Context, version int, name string) error
}

// MigrateSteps brings db up to the set's newest version and says how many
// migrations that took. The statements of a migration must be such that they may be
// run again, because it is recorded after the last of them: whatever ends the
// program in between, the next call begins that migration anew. So two programs may
// migrate at once. A database with a newer version is left alone and gives a
// [NewerError].
func MigrateSteps(ctx context.Context, db Steps, set Set) (applied int, err error) {
	version, err := db.Version(ctx)
	if err != nil {
		return 0, fmt.Errorf("migrate %s: read version: %w", set.Name, err)
	}
	if version > len(set.Migrations) {
		return 0, fmt.Errorf("migrate %s: %w", set.Name, &NewerError{Database: version, Program: len(set.Migrations)})
	}
	for i, migration := range set.Migrations[version:] {
		for j, statement := range migration.Statements {
			if err := db.Exec(ctx, statement); err != nil {
				return applied, fmt.Errorf("migrate %s: %s, statement %d: %w", set.Name, migration.Name, j+1, err)
			}
		}
		if err := db.Record(ctx, version+i+1, migration.Name); err != nil {
			return applied, fmt.Errorf("migrate %s: %s: record version: %w", set.Name, migration.Name, err)
		}
		applied++
	}
	return applied, nil
}
