package sqlstore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"landfall"
)

// fault is an error in one line that says what to do. Its cause stays within
// reach, as pgx's own messages take several lines.
type fault struct {
	advice string
	kind   error // what it is to the rest of Landfall, or nil
	cause  error
}

// Error says what to do, and then what the database said.
func (f *fault) Error() string {
	return f.advice + ": " + strings.Join(strings.Fields(said(f.cause)), " ")
}

// Unwrap returns the kind and the cause.
func (f *fault) Unwrap() []error {
	if f.kind == nil {
		return []error{f.cause}
	}
	return []error{f.kind, f.cause}
}

// said is the innermost message worth reading: the server's, or the network's.
func said(err error) string {
	if server, ok := errors.AsType[*pgconn.PgError](err); ok {
		return fmt.Sprintf("%s: %s (SQLSTATE %s)", server.Severity, server.Message, server.Code)
	}
	if network, ok := errors.AsType[*net.OpError](err); ok {
		return network.Error()
	}
	return err.Error()
}

// The SQLSTATE codes that are told apart (PostgreSQL, appendix A). The first two
// characters are a class.
const (
	serializationFailure = "40001"
	deadlockDetected     = "40P01"
)

// againPostgres reports whether a transaction that ended with err wrote nothing
// and may be run again: it was rolled back for another's sake, or its connection
// was lost before the commit was sent. A server that cannot be reached is not
// tried again here: whoever waits for it should know.
func againPostgres(err error) bool {
	if server, ok := errors.AsType[*pgconn.PgError](err); ok {
		return server.Code == serializationFailure || server.Code == deadlockDetected || server.Code == "57P01" && !committing(err)
	}
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return false
	}
	return disconnected(err) && !committing(err)
}

func committing(err error) bool {
	_, ok := errors.AsType[commitError](err)
	return ok
}

// disconnected reports whether a connection was lost or found to be dead.
func disconnected(err error) bool {
	if _, ok := errors.AsType[*net.OpError](err); ok {
		return !errors.Is(err, context.DeadlineExceeded)
	}
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) ||
		errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone) || errors.Is(err, sql.ErrTxDone) ||
		pgconn.SafeToRetry(err)
}

// explainPostgres says what can be done about an error of PostgreSQL.
func explainPostgres(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if ctx.Err() != nil && (pgconn.Timeout(err) || disconnected(err) || errors.Is(err, context.Canceled)) {
		return fmt.Errorf("%w: %w", ctx.Err(), err)
	}
	if server, ok := errors.AsType[*pgconn.PgError](err); ok {
		return explainServer(server, err)
	}
	_, unconnected := errors.AsType[*pgconn.ConnectError](err)
	switch {
	case unconnected:
		return &fault{"PostgreSQL cannot be reached; check that it runs, and its host and port", landfall.ErrUnavailable, err}
	case pgconn.Timeout(err) || errors.Is(err, context.DeadlineExceeded):
		return &fault{"PostgreSQL does not answer", landfall.ErrUnavailable, err}
	case disconnected(err):
		return &fault{"the connection to PostgreSQL was lost", landfall.ErrUnavailable, err}
	}
	return err
}

// explainServer explains what the server itself has reported.
func explainServer(server *pgconn.PgError, err error) error {
	switch server.Code {
	case "28P01":
		return &fault{"PostgreSQL refused the user or the password; check both in the URL of the database", nil, err}
	case "28000":
		return &fault{"PostgreSQL does not let this user in; create the role, or allow it in pg_hba.conf", nil, err}
	case "3D000":
		return &fault{"the database does not exist; create it with CREATE DATABASE, owned by the user in the URL", nil, err}
	case "42501":
		return &fault{"the user may not do this; make it the owner of the database", nil, err}
	case "25006":
		return &fault{"the database is read-only, a standby or set so; point the URL at the primary", landfall.ErrUnavailable, err}
	case "53300":
		return &fault{"PostgreSQL has no connection to spare; raise max_connections or run fewer workers", landfall.ErrUnavailable, err}
	case "53100":
		return &fault{"PostgreSQL's disk is full; make room", landfall.ErrUnavailable, err}
	case "57P01", "57P02", "57P03":
		return &fault{"PostgreSQL is stopping or starting", landfall.ErrUnavailable, err}
	case "55P03", serializationFailure, deadlockDetected:
		return &fault{"other workers keep the database busy", landfall.ErrUnavailable, err}
	case "57014", "25P03":
		return &fault{"PostgreSQL ended the query for taking too long", landfall.ErrUnavailable, err}
	case "XX001", "XX002":
		return &fault{"the database is damaged; restore it from a backup", nil, err}
	}
	switch server.Code[:2] {
	case "08", "53", "58":
		return &fault{"PostgreSQL is in trouble; see its log", landfall.ErrUnavailable, err}
	}
	return err
}
