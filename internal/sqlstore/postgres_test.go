package sqlstore_test

import (
	"fmt"
	"os"
	"testing"

	"go.uber.org/goleak"

	"landfall/internal/sqlstore"
	"landfall/internal/storetest"
)

func TestMain(m *testing.M) {
	code := m.Run()
	err := sqlstore.Postgres.Close()
	if err == nil && code == 0 {
		err = goleak.Find()
	}
	if err != nil {
		fmt.Println(err)
		code = 1
	}
	os.Exit(code)
}

func TestPostgresIsAFrontier(t *testing.T) {
	server := sqlstore.Postgres.Server(t)
	storetest.Frontier(t, func(t *testing.T) storetest.OpenFrontier {
		url := server.Schema(t)
		return func(t *testing.T) storetest.FrontierStore { return openURL(t, url) }
	})
}

func TestPostgresHasLeaders(t *testing.T) {
	server := sqlstore.Postgres.Server(t)
	storetest.Leader(t, func(t *testing.T) storetest.OpenLeaders {
		url := server.Schema(t)
		return func(t *testing.T) storetest.LeaderStore { return openURL(t, url) }
	})
}

func TestPostgresHasGaps(t *testing.T) {
	server := sqlstore.Postgres.Server(t)
	storetest.Gap(t, func(t *testing.T) storetest.GapStore { return openURL(t, server.Schema(t)) })
}

// TestPooledIsAFrontier goes as a pooler by transaction demands: no statement is
// prepared, so none is asked of another connection than the one that knows it.
func TestPooledIsAFrontier(t *testing.T) {
	server := sqlstore.Postgres.Server(t)
	storetest.Frontier(t, func(t *testing.T) storetest.OpenFrontier {
		url := server.Schema(t) + "&default_query_exec_mode=exec"
		return func(t *testing.T) storetest.FrontierStore { return openURL(t, url) }
	})
}

func TestPooledHasLeaders(t *testing.T) {
	server := sqlstore.Postgres.Server(t)
	storetest.Leader(t, func(t *testing.T) storetest.OpenLeaders {
		url := server.Schema(t) + "&default_query_exec_mode=simple_protocol"
		return func(t *testing.T) storetest.LeaderStore { return openURL(t, url) }
	})
}

func TestPostgresHasIcons(t *testing.T) {
	server := sqlstore.Postgres.Server(t)
	storetest.Icon(t, func(t *testing.T) storetest.IconStore { return openURL(t, server.Schema(t)) })
}

func TestPostgresHasClues(t *testing.T) {
	server := sqlstore.Postgres.Server(t)
	storetest.Clue(t, func(t *testing.T) storetest.ClueStore { return openURL(t, server.Schema(t)) })
}

func TestPostgresHasNotices(t *testing.T) {
	server := sqlstore.Postgres.Server(t)
	storetest.Notice(t, func(t *testing.T) storetest.NoticeStore { return openURL(t, server.Schema(t)) })
}

func TestPostgresIsACoreStore(t *testing.T) {
	server := sqlstore.Postgres.Server(t)
	storetest.Core(t, func(t *testing.T) storetest.CoreStore {
		store := openURL(t, server.Schema(t))
		t.Cleanup(func() { store.Close() })
		return store.Core()
	})
}

func TestPostgresQueuesDeliveries(t *testing.T) {
	server := sqlstore.Postgres.Server(t)
	storetest.Delivery(t, func(t *testing.T) (storetest.CoreStore, storetest.DeliveryStore) {
		store := openURL(t, server.Schema(t))
		t.Cleanup(func() { store.Close() })
		return store.Core(), store.Core().Deliveries()
	})
}

func openURL(t testing.TB, url string) *sqlstore.Store {
	t.Helper()
	store, err := sqlstore.Open(t.Context(), sqlstore.Config{DSN: url})
	if err != nil {
		t.Fatal(err)
	}
	return store
}
