package pgserver

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"sync"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

// Shared starts one server for all tests of a test program when the first asks
// for it. TestMain ends it with Close.
type Shared struct {
	once   sync.Once
	server *Server
	err    error
}

// Server returns the shared server. Without a PostgreSQL it skips the test and
// says why; in CI that is fatal.
func (s *Shared) Server(t testing.TB) *Server {
	t.Helper()
	s.once.Do(func() { s.server, s.err = Start(context.Background()) })
	return check(t, s.server, s.err)
}

// Close ends the shared server if there is one.
func (s *Shared) Close() error {
	if s.server == nil {
		return nil
	}
	return s.server.Close()
}

// Own starts a server for one test, which may kill it, and ends it afterwards.
// Without a PostgreSQL it does as [Shared.Server] does.
func Own(t testing.TB) *Server {
	t.Helper()
	server, err := Start(t.Context())
	check(t, server, err)
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Errorf("end PostgreSQL: %v", err)
		}
	})
	return server
}

func check(t testing.TB, server *Server, err error) *Server {
	t.Helper()
	switch {
	case err == nil:
		return server
	case errors.Is(err, ErrNone) && os.Getenv("CI") == "":
		t.Skip(err)
	}
	t.Fatal(err)
	return nil
}

// Database makes a new database for one test and returns its URL. It is a copy of
// the database template, or empty if template is "".
func (s *Server) Database(t testing.TB, template string) string {
	t.Helper()
	name := s.name()
	if template == "" {
		template = "template0"
	}
	// Names cannot be bound; these two are ours.
	s.Exec(t, "postgres", fmt.Sprintf(`CREATE DATABASE %s TEMPLATE %s`, name, template))
	return s.URL(name)
}

// Schema makes a new schema for one test in the database "postgres" and returns a
// URL on which everything is in it. It is some ten times faster than a database,
// for tests that need many.
func (s *Server) Schema(t testing.TB) string {
	t.Helper()
	name := s.name()
	s.Exec(t, "postgres", `CREATE SCHEMA `+name)
	return s.URL("postgres") + "&search_path=" + name
}

// name returns a name that no other database or schema of the server has.
func (s *Server) name() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.names++
	return fmt.Sprintf("test_%d", s.names)
}

// Exec runs one statement in a database, as an administrator would.
func (s *Server) Exec(t testing.TB, database, statement string, args ...any) {
	t.Helper()
	db, err := sql.Open("pgx", s.URL(database))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(context.WithoutCancel(t.Context()), statement, args...); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}
