package chstore

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
	"github.com/google/go-cmp/cmp"

	"landfall/internal/chserver"
	"landfall/internal/storetest"
	"landfall/schema"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGoldenClusterMigrations shows what the migrations become on a cluster.
func TestGoldenClusterMigrations(t *testing.T) {
	set, err := newTables("north").migrations(schema.ClickHouse())
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, m := range set.Migrations {
		for _, statement := range m.Statements {
			text.WriteString("-- " + m.Name + "\n" + statement + "\n;\n\n")
		}
	}
	path := filepath.Join("testdata", "cluster.golden.sql")
	if *update {
		if err := os.WriteFile(path, []byte(text.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), text.String()); diff != "" {
		t.Errorf("-golden +made:\n%s", diff)
	}
}

// TestClusterMigrationsAreSQL lets the engine parse what it cannot run without a
// Keeper.
func TestClusterMigrationsAreSQL(t *testing.T) {
	server := chserver.Start(t, chserver.Config{})
	for _, name := range []string{"north", "it's `odd`"} {
		set, err := newTables(name).migrations(schema.ClickHouse())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range set.Migrations {
			for _, statement := range m.Statements {
				sql(t, server, "default", "EXPLAIN AST "+statement)
			}
		}
	}
}

func TestAStatementThatNoClusterKnowsIsRefused(t *testing.T) {
	for _, statement := range []string{
		"ALTER TABLE observations ADD COLUMN more UInt8",
		"CREATE TABLE IF NOT EXISTS undivided (\n    a UInt8\n)\nENGINE = MergeTree\nORDER BY a",
		"CREATE TABLE observations AS other",
	} {
		if made, err := newTables("north").statement(statement); err == nil {
			t.Errorf("statement(%q) = %q; want an error", statement, made)
		}
	}
}

// twoNodes opens a store whose tables are distributed over two servers. They have no
// Keeper, so the local tables are not replicated, and each server is told by itself
// what ON CLUSTER tells all.
func twoNodes(t *testing.T, servers []*chserver.Server) *Store {
	t.Helper()
	layout := tables{cluster: "two"}
	var cfg Config
	for _, server := range servers {
		sql(t, server, "default", "CREATE DATABASE IF NOT EXISTS both")
		cfg = Config{DSN: server.DSN("both")}
		options, err := clickhouse.ParseDSN(cfg.DSN)
		if err != nil {
			t.Fatal(err)
		}
		conn, err := clickhouse.Open(options)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { conn.Close() })
		layout.servers = append(layout.servers, conn)
	}
	s, err := openWith(t.Context(), cfg, layout)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// TestTwoNodesAnswerAsOne asks everything of a store on one server and of one that is
// spread over two.
func TestTwoNodesAnswerAsOne(t *testing.T) {
	servers := chserver.StartCluster(t, "two", 2)
	history := eventful(1200)
	one := open(t, database(t, servers[0]))
	defer one.Close()
	two := twoNodes(t, servers)
	for _, s := range []*Store{one, two} {
		writeAll(t, s, history[:800])
		roll(t, s)
		writeAll(t, s, history) // most of it again
		roll(t, s)
	}
	for i, conn := range two.tables.servers {
		if n := countLocal(t, conn); n == 0 || n == uint64(len(history)) {
			t.Errorf("server %d has %d of %d observations: they are not divided", i, n, len(history))
		}
	}
	compare := func(when string) {
		t.Helper()
		if diff := cmp.Diff(ask(t, one), ask(t, two)); diff != "" {
			t.Errorf("%s (-one +two):\n%s", when, diff)
		}
	}
	compare("after writing")
	for _, s := range []*Store{one, two} {
		if err := s.Forget(t.Context(), storetest.Host(2)); err != nil {
			t.Fatal(err)
		}
		if err := s.Prune(t.Context(), storetest.Start().AddDate(0, 0, 20)); err != nil {
			t.Fatal(err)
		}
	}
	compare("after forgetting and pruning")
}

func countLocal(t *testing.T, conn driver.Conn) (n uint64) {
	t.Helper()
	if err := conn.QueryRow(t.Context(), `SELECT count() FROM observations_local`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
