package sqlstore

import (
	"context"
	"time"

	"landfall/schema"
)

// dialect is what SQLite and PostgreSQL do differently. Both take $1 for a
// parameter, ON CONFLICT, RETURNING and UPDATE FROM, so that a statement is
// written once, with these parts in it.
type dialect struct {
	migrations schema.Set
	// lockHeld and skipLocked end a SELECT whose rows the transaction is about to
	// write. SQLite has nothing to lock: its transaction is the only one.
	lockHeld, lockRows, skipLocked string
	// together and alone are statements that begin a transaction: one that is alone
	// runs beside none of those that run together. "" where all run alone.
	together, alone string
	// shard is the shard of the revision that this connection moves on.
	shard string
	// software is the expression for the name of the software in i.facts.
	software string
	// arrays says that parameters may be arrays, so that a batch is one statement.
	arrays bool
	// patience bounds a transaction or a read; 0 is no bound.
	patience time.Duration
	// attempts is how often a transaction or a read is tried whose error is again.
	attempts int
	// again reports whether nothing was written and the next attempt may do better.
	again func(error) bool
	// explain says in the error what can be done about it, and marks the faults
	// that pass by themselves as landfall.ErrUnavailable.
	explain func(context.Context, error) error
	// damage looks for what is broken in the database's own structures.
	damage func(context.Context, *Store) ([]error, error)
}
