package sqlstore

import (
	"context"
	"database/sql/driver"
	"errors"

	"modernc.org/sqlite"
)

// kept is how many prepared statements a connection to SQLite keeps: a few more than there are
// that run all the time.
const kept = 128

// keeping makes connections that keep their prepared statements: to prepare one takes longer
// than most take to run.
type keeping struct{ driver.Connector }

func keepStatements(dsn string) (driver.Connector, error) {
	plain, err := sqlite.NewConnector(dsn)
	return keeping{plain}, err
}

// Connect implements [driver.Connector].
func (k keeping) Connect(ctx context.Context) (driver.Conn, error) {
	plain, err := k.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	conn, ok := plain.(sqliteConn)
	if !ok {
		return nil, errors.Join(errors.New("the driver's connections have changed"), plain.Close())
	}
	return &keeper{conn, make(map[string]sqliteStmt)}, nil
}

// sqliteConn is what the driver's connections can do and database/sql asks of one.
type sqliteConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// sqliteStmt is what its statements can do. They are reset after each use, so that one that is
// kept holds no lock, and SQLite prepares it again itself if the schema has changed.
type sqliteStmt interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// keeper is a connection and its statements that are not in use. As any connection, it is used
// by one goroutine at a time.
type keeper struct {
	sqliteConn
	idle map[string]sqliteStmt
}

// take returns a statement that is in use then.
func (k *keeper) take(ctx context.Context, query string) (sqliteStmt, error) {
	if stmt := k.idle[query]; stmt != nil {
		delete(k.idle, query)
		return stmt, nil
	}
	plain, err := k.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	stmt, ok := plain.(sqliteStmt)
	if !ok {
		return nil, errors.Join(errors.New("the driver's statements have changed"), plain.Close())
	}
	return stmt, nil
}

// give keeps a statement for the next time, any other one not if there are too many.
func (k *keeper) give(query string, stmt sqliteStmt) error {
	if k.idle[query] != nil { // it was in use twice
		return stmt.Close()
	}
	k.idle[query] = stmt
	if len(k.idle) <= kept {
		return nil
	}
	for other, stmt := range k.idle {
		if other != query {
			delete(k.idle, other)
			return stmt.Close()
		}
	}
	return nil
}

// ExecContext implements [driver.ExecerContext].
func (k *keeper) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	stmt, err := k.take(ctx, query)
	if err != nil {
		return nil, err
	}
	result, err := stmt.ExecContext(ctx, args)
	if err != nil {
		stmt.Close()
		return nil, err
	}
	return result, k.give(query, stmt)
}

// QueryContext implements [driver.QueryerContext].
func (k *keeper) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	stmt, err := k.take(ctx, query)
	if err != nil {
		return nil, err
	}
	rows, err := stmt.QueryContext(ctx, args)
	if err != nil {
		stmt.Close()
		return nil, err
	}
	return &keptRows{rows, func() error { return k.give(query, stmt) }}, nil
}

// Close implements [driver.Conn].
func (k *keeper) Close() error {
	var errs []error
	for _, stmt := range k.idle {
		errs = append(errs, stmt.Close())
	}
	clear(k.idle)
	return errors.Join(append(errs, k.sqliteConn.Close())...)
}

// keptRows are the rows of a statement that is kept after them.
type keptRows struct {
	driver.Rows
	give func() error
}

// Close implements [driver.Rows].
func (r *keptRows) Close() error { return errors.Join(r.Rows.Close(), r.give()) }
