package sqlstore

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"landfall"
	"landfall/internal/storetest"
)

// TestThePostgresFrontierIsNeverScanned asks PostgreSQL how it runs what workers
// wait for, with the parameters known and unknown, before it has statistics of the
// tables and afterwards.
func TestThePostgresFrontierIsNeverScanned(t *testing.T) {
	store := openPostgresStore(t)
	if err := addHosts(t, store.Store, 0, 30_000); err != nil {
		t.Fatal(err)
	}
	leases, err := store.Lease(t.Context(), "a", 256, storetest.Start(), time.Minute)
	if err != nil || len(leases) != 256 {
		t.Fatal(len(leases), err)
	}
	queries := map[string]string{
		"free expired leases": freeExpired(store.dialect),
		"take free hosts":     takeFree(store.dialect),
		"next due":            nextDue,
		"lag":                 frontierLag,
		"count due":           countDue,
		"page of instances":   allAfter,
		"page of answered":    answeredAfter,
		"instances held":      source(leaseColumns(), true) + heldInstances + store.lockHeld,
	}
	arguments := map[string]string{
		"free expired leases": "(2000000000000000)",
		"take free hosts":     "(2000000000000000, 'a', 2000000000000000, 256)",
		"lag":                 "(2000000000000000)",
		"count due":           "(2000000000000000, 100000)",
		"page of instances":   "('m', 500)",
		"page of answered":    "('m', 500)",
		"instances held":      "(ARRAY[" + quoted(leases) + "], array_fill(1, ARRAY[256]))",
	}
	conn, err := store.write.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	execute := func(query string) {
		t.Helper()
		if _, err := conn.ExecContext(t.Context(), query, pgx.QueryExecModeExec); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
	}
	for _, analyzed := range []bool{false, true} {
		if analyzed {
			execute(`ANALYZE`)
		}
		for _, mode := range []string{"force_custom_plan", "force_generic_plan"} {
			execute(`SET plan_cache_mode = ` + mode)
			for name, query := range queries {
				execute(`PREPARE ask AS ` + query)
				var plan strings.Builder
				rows, err := conn.QueryContext(t.Context(), `EXPLAIN EXECUTE ask`+arguments[name], pgx.QueryExecModeExec)
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				for rows.Next() {
					var line string
					if err := rows.Scan(&line); err != nil {
						t.Fatal(err)
					}
					fmt.Fprintln(&plan, line)
				}
				if err := rows.Err(); err != nil {
					t.Fatal(err)
				}
				rows.Close() //nolint:sqlclosecheck // once per query
				if scans.MatchString(plan.String()) {
					t.Errorf("%s (%s, analyzed %v) reads a whole table:\n%s", name, mode, analyzed, plan.String())
				}
				execute(`DEALLOCATE ask`)
			}
		}
	}
}

var scans = regexp.MustCompile(`Seq Scan on (frontier|instances)|(Hash|Merge).* Join`)

func quoted(leases []landfall.Lease) string {
	names := make([]string, len(leases))
	for i, l := range leases {
		names[i] = "'" + string(l.Host) + "'"
	}
	return strings.Join(names, ", ")
}

// TestABatchTakesFewRoundTrips counts what goes over the wire for batches of 256,
// once statements are prepared. Two of those to complete are for wordings of rules, which
// are all new here.
func TestABatchTakesFewRoundTrips(t *testing.T) {
	var wire counter
	store := openPostgresStore(t)
	store.write.Close()
	config, err := pgx.ParseConfig(store.url)
	if err != nil {
		t.Fatal(err)
	}
	config.Tracer = &wire
	store.write = pool(config, 1, session(true))
	if err := addHosts(t, store.Store, 0, 2_000); err != nil {
		t.Fatal(err)
	}
	now := storetest.Start()
	for round := range 3 {
		wire = 0
		leases, err := store.Lease(t.Context(), "a", 256, now, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		leasing := wire
		wire = 0
		if _, err := store.Complete(t.Context(), answers(leases, now), hourly); err != nil {
			t.Fatal(err)
		}
		completing := wire
		wire = 0
		leases, err = store.Lease(t.Context(), "a", 256, now, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		wire = 0
		if err := store.Release(t.Context(), leases); err != nil {
			t.Fatal(err)
		}
		if round > 0 && (leasing > 4 || completing > 8 || wire > 3) {
			t.Errorf("256 hosts took %d round trips to lease, %d to complete, %d to release; want at most 4, 8 and 3", leasing, completing, wire)
		}
	}
}

// counter counts the messages that wait for an answer.
type counter int

func (c *counter) TraceQueryStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceQueryStartData) context.Context {
	*c++
	return ctx
}

func (c *counter) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

func (c *counter) TracePrepareStart(ctx context.Context, _ *pgx.Conn, _ pgx.TracePrepareStartData) context.Context {
	return ctx
}

func (c *counter) TracePrepareEnd(_ context.Context, _ *pgx.Conn, data pgx.TracePrepareEndData) {
	if !data.AlreadyPrepared {
		*c++
	}
}
