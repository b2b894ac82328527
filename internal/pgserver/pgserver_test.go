package pgserver_test

import (
	"context"
	"database/sql"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"landfall/internal/pgserver"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// ask runs a query that gives one number on a connection of its own.
func ask(ctx context.Context, address, query string) (n int, err error) {
	db, err := sql.Open("pgx", address)
	if err != nil {
		return 0, err
	}
	defer db.Close()
	err = db.QueryRowContext(ctx, query).Scan(&n)
	return n, err
}

// TestAServerIsKilledPausedAndRestarted follows one server through its faults.
func TestAServerIsKilledPausedAndRestarted(t *testing.T) {
	server := pgserver.Own(t)
	t.Log(server.Version())
	address := server.Database(t, "")
	name := address[strings.LastIndexByte(address, '/')+1 : strings.IndexByte(address, '?')]
	server.Exec(t, name, `CREATE TABLE kept (n INTEGER)`)
	wanted := func(when string, want int) {
		t.Helper()
		if n, err := ask(t.Context(), address, `SELECT count(*) FROM kept`); err != nil || n != want {
			t.Fatalf("%s: %d rows, %v; want %d", when, n, err, want)
		}
	}
	for i, end := range []func() error{server.Kill, server.Stop, server.Kill} {
		server.Exec(t, name, `INSERT INTO kept VALUES (1)`)
		if err := end(); err != nil {
			t.Fatal(err)
		}
		if _, err := ask(t.Context(), address, `SELECT 1`); err == nil {
			t.Fatal("an ended server answers")
		}
		if err := server.Restart(t.Context()); err != nil {
			t.Fatal(err)
		}
		wanted("after a restart", i+1)
	}

	if err := server.Pause(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if n, err := ask(ctx, address, `SELECT count(*) FROM kept`); err == nil {
		t.Errorf("a paused server answers: %d", n)
	}
	if err := server.Resume(); err != nil {
		t.Fatal(err)
	}
	wanted("resumed", 3)
}
