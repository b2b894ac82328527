// Package schema holds the databases' schemas as forward-only migrations and
// brings a database up to date with them. A migration is a numbered file of SQL;
// a database's version is the number of migrations it has had. Files are never
// edited once merged: a change is a new file.
package schema

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

//go:embed sqlite/*.sql postgres/*.sql duckdb/*.sql clickhouse/*.sql spool/*.sql
var files embed.FS

// Set is one database's migrations in order: the migration at index i brings
// version i to version i+1.
type Set struct {
	Name string // names the database in messages, such as "sqlite"
	// Lock, if not "", is run first in each migration's transaction and makes other
	// programs that are about to migrate wait for its end. Databases that begin a
	// transaction with a lock of their own need none.
	Lock       string
	Migrations []Migration
}

// Migration is one step forward.
type Migration struct {
	Name       string // the file's name
	Statements []string
}

// SQLite returns the migrations of the relational store in SQLite.
func SQLite() Set { return embedded("sqlite") }

// Postgres returns the migrations of the relational store in PostgreSQL: those of
// SQLite by number, table by table.
func Postgres() Set {
	set := embedded("postgres")
	// The number is only ours: "landfall" in ASCII. Without the lock, two programs
	// would meet in CREATE TABLE IF NOT EXISTS, which is not safe against itself.
	set.Lock = `SELECT pg_advisory_xact_lock(x'6c616e6466616c6c'::bigint)`
	return set
}

// DuckDB returns the migrations of the observations store in DuckDB.
func DuckDB() Set { return embedded("duckdb") }

// ClickHouse returns the migrations of the observations store in ClickHouse, for
// [MigrateSteps]. Every statement may be run again.
func ClickHouse() Set { return embedded("clickhouse") }

// Spool returns the migrations of the spool.
func Spool() Set { return embedded("spool") }

// embedded loads a set that is part of the program, so a fault in it is ours.
func embedded(name string) Set {
	set, err := load(files, name)
	if err != nil {
		panic(err)
	}
	return set
}

// load reads the files of one folder, which must be numbered 0001, 0002, … .
func load(fsys fs.FS, name string) (Set, error) {
	entries, err := fs.ReadDir(fsys, name)
	if err != nil {
		return Set{}, fmt.Errorf("migrations of %s: %w", name, err)
	}
	set := Set{Name: name}
	for i, entry := range entries {
		number, _, _ := strings.Cut(entry.Name(), "_")
		if n, err := strconv.Atoi(number); err != nil || n != i+1 || len(number) != 4 {
			return Set{}, fmt.Errorf("migrations of %s: %s should begin with %04d_", name, entry.Name(), i+1)
		}
		text, err := fs.ReadFile(fsys, path.Join(name, entry.Name()))
		if err != nil {
			return Set{}, fmt.Errorf("migrations of %s: %w", name, err)
		}
		statements, err := split(string(text))
		if err != nil {
			return Set{}, fmt.Errorf("migrations of %s: %s: %w", name, entry.Name(), err)
		}
		set.Migrations = append(set.Migrations, Migration{Name: entry.Name(), Statements: statements})
	}
	return set, nil
}
