package sqlstore

import (
	"context"
	"database/sql"
	"time"
)

// tx is a write transaction. On both stores a connection keeps its prepared statements.
type tx struct {
	*sql.Tx
	arrays bool
}

// begin runs one of the dialect's statements that begin a transaction.
func (t tx) begin(ctx context.Context, statement string) error {
	if statement == "" {
		return nil
	}
	_, err := t.ExecContext(ctx, statement)
	return err
}

// commitError is an error of COMMIT: whether the transaction happened is unknown,
// unless the database itself says that it did not.
type commitError struct{ error }

func (e commitError) Unwrap() error { return e.error }

// transact runs do in one write transaction. It waits for its turn as long as ctx
// allows, and then finishes whatever becomes of ctx. If the database rolls back a
// transaction that got in another's way, or loses the connection before the
// commit, do runs again, a few times at most.
func (s *Store) transact(ctx context.Context, do func(context.Context, tx) error) error {
	return s.persist(ctx, func() error { return s.attempt(ctx, do) })
}

func (s *Store) attempt(ctx context.Context, do func(context.Context, tx) error) error {
	turn, cancel := s.bounded(ctx)
	defer cancel()
	conn, err := s.write.Conn(turn)
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := ctx.Err(); err != nil {
		return err
	}
	ctx, cancel = s.bounded(context.WithoutCancel(ctx))
	defer cancel()
	begun, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer begun.Rollback()
	if err := do(ctx, tx{Tx: begun, arrays: s.arrays}); err != nil {
		return err
	}
	if err := begun.Commit(); err != nil {
		return commitError{err}
	}
	return nil
}

// ask runs a read, again if its connection turned out to be dead.
func (s *Store) ask(ctx context.Context, do func(context.Context) error) error {
	return s.persist(ctx, func() error {
		ctx, cancel := s.bounded(ctx)
		defer cancel()
		return do(ctx)
	})
}

func (s *Store) bounded(ctx context.Context) (context.Context, context.CancelFunc) {
	if s.patience == 0 {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, s.patience)
}

// firstWait is how long the second attempt waits; each later one, twice as long.
const firstWait = 5 * time.Millisecond

// persist calls try until it succeeds, its error is final, or it is enough.
func (s *Store) persist(ctx context.Context, try func() error) error {
	wait := firstWait
	for attempt := 1; ; attempt++ {
		err := try()
		if err == nil || attempt >= s.attempts || !s.again(err) {
			return s.explain(ctx, err)
		}
		select {
		case <-time.After(wait):
			wait *= 2
		case <-ctx.Done():
			return s.explain(ctx, err)
		}
	}
}
