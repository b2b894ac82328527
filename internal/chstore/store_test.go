package chstore

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"go.uber.org/goleak"

	"landfall/internal/chserver"
	"landfall/internal/storetest"
)

func TestMain(m *testing.M) {
	chserver.Child()
	goleak.VerifyTestMain(m)
}

var databases atomic.Int64

// database makes an empty database on a server and returns the configuration that
// opens it.
func database(t testing.TB, server *chserver.Server) Config {
	t.Helper()
	name := fmt.Sprintf("landfall_%d", databases.Add(1))
	sql(t, server, "default", "CREATE DATABASE "+name)
	return Config{DSN: server.DSN(name), Timeout: 20 * time.Second}
}

// sql runs statements on a server, beside any Store.
func sql(t testing.TB, server *chserver.Server, database string, statements ...string) {
	t.Helper()
	options, err := clickhouse.ParseDSN(server.DSN(database))
	if err != nil {
		t.Fatal(err)
	}
	conn, err := clickhouse.Open(options)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	for _, statement := range statements {
		if err := conn.Exec(context.Background(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

func open(t testing.TB, cfg Config) *Store {
	t.Helper()
	s, err := Open(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestClickHouseIsAnObservationsStore(t *testing.T) {
	server := chserver.Start(t, chserver.Config{})
	storetest.Observations(t, func(t *testing.T) storetest.OpenObservations {
		cfg := database(t, server)
		return func(t *testing.T) storetest.ObservationStore { return open(t, cfg) }
	})
}

func TestClickHouseKeepsTheLongTermRecord(t *testing.T) {
	server := chserver.Start(t, chserver.Config{})
	storetest.History(t, func(t *testing.T) storetest.OpenHistory {
		cfg := database(t, server)
		return func(t *testing.T) storetest.HistoryStore { return open(t, cfg) }
	})
}
