package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"landfall"
	"landfall/internal/pgserver"
	"landfall/internal/storetest"
	"landfall/schema"
)

// postgresStore is a store and where its database is.
type postgresStore struct {
	*Store
	url string
}

func openAt(t testing.TB, url string) postgresStore {
	t.Helper()
	store, err := Open(t.Context(), Config{DSN: url})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return postgresStore{store, url}
}

func openPostgresStore(t testing.TB) postgresStore {
	t.Helper()
	return openAt(t, Postgres.Server(t).Schema(t))
}

func hourly(_ landfall.Instance, _ landfall.Agenda, v landfall.Visited) landfall.Agenda {
	return landfall.Fresh(v.Observation.At.Add(time.Hour))
}

func answers(leases []landfall.Lease, now time.Time) []landfall.Visited {
	rng := rand.New(rand.NewPCG(1, 2))
	visits := make([]landfall.Visited, len(leases))
	for i, l := range leases {
		visits[i] = landfall.Visited{Lease: l, Observation: storetest.Answered(rng, l.Host, now)}
	}
	return visits
}

// oneLine fails unless err is ErrUnavailable, or is not, and its message is one
// line that says what to do and no password.
func oneLine(t *testing.T, what string, err error, unavailable bool, advice string) {
	t.Helper()
	if err == nil {
		t.Fatalf("%s succeeded", what)
	}
	t.Logf("%s: %v", what, err)
	if errors.Is(err, landfall.ErrUnavailable) != unavailable {
		t.Errorf("%s: %v; want ErrUnavailable %v", what, err, unavailable)
	}
	if text := err.Error(); strings.Contains(text, "\n") || !strings.Contains(text, advice) || strings.Contains(text, pgserver.Password) || strings.Contains(text, "s3cret") {
		t.Errorf("%s: %q; want one line with %q and no password", what, text, advice)
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	server := Postgres.Server(t)
	good := server.Database(t, "")
	openAt(t, good)
	server.Exec(t, "postgres", `CREATE ROLE nobody_else LOGIN PASSWORD 's3cret' CONNECTION LIMIT 0`)
	server.Exec(t, "postgres", `CREATE ROLE guest LOGIN PASSWORD 's3cret'`)
	readOnly := server.Database(t, "")
	server.Exec(t, "postgres", `ALTER DATABASE `+databaseOf(readOnly)+` SET default_transaction_read_only = on`)
	guest := strings.Replace(server.Database(t, ""), pgserver.User+":"+pgserver.Password, "guest:s3cret", 1)
	newer := server.Database(t, "")
	openAt(t, newer)
	known := len(schema.Postgres().Migrations)
	server.Exec(t, databaseOf(newer), fmt.Sprintf(`INSERT INTO schema_version (version, name) VALUES (%d, 'future.sql')`, known+1))
	for _, tt := range []struct {
		name, url   string
		unavailable bool
		advice      string
		err         error
	}{
		{"a wrong password", strings.Replace(good, pgserver.Password, "s3cret", 1), false, "check both in the URL", nil},
		{"an unknown user", strings.Replace(good, pgserver.User+":", "stranger:", 1), false, "check both in the URL", nil},
		{"a missing database", server.URL("nowhere"), false, "create it with CREATE DATABASE", nil},
		{"a user that may not create tables", guest, false, "make it the owner", nil},
		{"no connection to spare", strings.Replace(good, pgserver.User+":"+pgserver.Password, "nobody_else:s3cret", 1), true, "max_connections", nil},
		{"a standby", readOnly, true, "the primary", nil},
		{"nobody there", "postgres://a:s3cret@127.0.0.1:1/b", true, "check that it runs", nil},
		{"two addresses, nobody there", "postgres://a:s3cret@127.0.0.1:1,127.0.0.1:2/b", true, "check that it runs", nil},
		{"a bad URL", "postgres://a:s3cret@host:port/b", false, "should look like", landfall.ErrInvalid},
		{"a bad setting", "postgres://a:s3cret@host/b?sslmode=perhaps", false, "should look like", landfall.ErrInvalid},
		{"a newer schema", newer, false, fmt.Sprintf("schema version %d, but this program knows only %d", known+1, known), landfall.ErrNewerSchema},
	} {
		store, err := Open(t.Context(), Config{DSN: tt.url})
		if store != nil {
			store.Close()
		}
		oneLine(t, tt.name, err, tt.unavailable, tt.advice)
		if tt.err != nil && !errors.Is(err, tt.err) {
			t.Errorf("%s: %v; want %v", tt.name, err, tt.err)
		}
	}
}

func databaseOf(url string) string {
	return url[strings.LastIndexByte(url, '/')+1 : strings.IndexByte(url, '?')]
}

// TestADatabaseThatBecomesReadOnlyRefusesWritesOnly is a failover that left us with
// the old primary.
func TestADatabaseThatBecomesReadOnlyRefusesWritesOnly(t *testing.T) {
	server := Postgres.Server(t)
	url := server.Database(t, "")
	if err := addHosts(t, openAt(t, url).Store, 0, 10); err != nil {
		t.Fatal(err)
	}
	server.Exec(t, "postgres", `ALTER DATABASE `+databaseOf(url)+` SET default_transaction_read_only = on`)
	store := openAt(t, url)
	oneLine(t, "Add", addHosts(t, store.Store, 10, 20), true, "the primary")
	if n, err := store.Due(t.Context(), storetest.Start()); err != nil || n != 10 {
		t.Errorf("Due = %d, %v; want the 10 hosts from before", n, err)
	}
}

// TestAServerThatIsDownComesBack opens while it is down, and keeps a store open
// over a crash, an orderly restart and a pause.
func TestAServerThatIsDownComesBack(t *testing.T) {
	server := pgserver.Own(t)
	url := server.Database(t, "")
	store := openAt(t, url)
	hosts := 0
	work := func() error {
		// Several at once, so that every connection of the pools is used, and dies.
		faults := make([]error, 8)
		var group sync.WaitGroup
		for i := range faults {
			from := hosts + i*10
			group.Go(func() {
				_, err := store.Due(t.Context(), storetest.Start())
				faults[i] = errors.Join(err, addHosts(t, store.Store, from, from+10))
			})
		}
		group.Wait()
		hosts += 10 * len(faults)
		return errors.Join(faults...)
	}
	for _, end := range []func() error{server.Kill, server.Stop} {
		if err := work(); err != nil {
			t.Fatal(err)
		}
		if err := end(); err != nil {
			t.Fatal(err)
		}
		_, err := Open(t.Context(), Config{DSN: url})
		oneLine(t, "Open while the server is down", err, true, "check that it runs")
		oneLine(t, "Add while the server is down", addHosts(t, store.Store, 0, 1), true, "PostgreSQL")
		if err := server.Restart(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := work(); err != nil {
			t.Errorf("the first calls after a restart: %v", err)
		}
		openAt(t, url)
	}

	if err := server.Pause(); err != nil {
		t.Fatal(err)
	}
	store.patience = 50 * time.Millisecond
	oneLine(t, "Add while the server is paused", addHosts(t, store.Store, hosts, hosts+1), true, "does not answer")
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if _, err := store.Due(ctx, storetest.Start()); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Due while the server is paused: %v; want the deadline", err)
	}
	if err := server.Resume(); err != nil {
		t.Fatal(err)
	}
	store.patience = postgresPatience
	if err := work(); err != nil {
		t.Errorf("the first calls after a pause: %v", err)
	}
	if err := store.Integrity(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestAWorkerStoppedInATransactionHoldsUpNobodyForLong keeps rows locked as a
// worker does that the system stopped between two statements.
func TestAWorkerStoppedInATransactionHoldsUpNobodyForLong(t *testing.T) {
	store := openPostgresStore(t)
	if err := addHosts(t, store.Store, 0, 10); err != nil {
		t.Fatal(err)
	}
	leases, err := store.Lease(t.Context(), "stopped", 4, storetest.Start(), time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	stopped := openAt(t, store.url+"&idle_in_transaction_session_timeout=1000")
	tx, err := stopped.write.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(t.Context(), `SELECT host FROM frontier FOR UPDATE`); err != nil {
		t.Fatal(err)
	}
	hasty := openAt(t, store.url+"&lock_timeout=20")
	if got, err := hasty.Lease(t.Context(), "b", 10, storetest.Start().Add(time.Hour), time.Minute); err != nil || len(got) != 0 {
		t.Errorf("Lease beside a stopped worker = %v, %v; want it to pass the rows over", got, err)
	}
	_, err = hasty.Complete(t.Context(), answers(leases, storetest.Start()), hourly)
	oneLine(t, "Complete beside a stopped worker", err, true, "keep the database busy")
	if _, err = store.Complete(t.Context(), answers(leases, storetest.Start()), hourly); err != nil {
		t.Errorf("Complete after the server ended the stopped worker's session: %v", err)
	}
}

// TestADeadlockIsRunAgain makes one of two transactions the victim of a deadlock.
func TestADeadlockIsRunAgain(t *testing.T) {
	store := openAt(t, Postgres.Server(t).Schema(t)+"&deadlock_timeout=10")
	if err := addHosts(t, store.Store, 0, 2); err != nil {
		t.Fatal(err)
	}
	var both, group sync.WaitGroup
	both.Add(2)
	for i := range 2 {
		group.Go(func() {
			var first sync.Once
			err := store.transact(t.Context(), func(ctx context.Context, tx tx) error {
				for j, host := range []landfall.Host{storetest.Host(i), storetest.Host(1 - i)} {
					if _, err := tx.ExecContext(ctx, `UPDATE frontier SET due_at_us = due_at_us + 1 WHERE host = $1`, string(host)); err != nil {
						return err
					}
					if j == 0 {
						first.Do(func() { both.Done(); both.Wait() })
					}
				}
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	var sum int64
	if err := store.read.QueryRowContext(t.Context(), `SELECT sum(due_at_us) FROM frontier`).Scan(&sum); err != nil {
		t.Fatal(err)
	}
	if want := 2*storetest.Start().UnixMicro() + 4; sum != want {
		t.Errorf("the updates sum to %d; want %d, each once", sum, want)
	}
}
