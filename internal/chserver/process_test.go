package chserver

import (
	"context"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
)

// TestAServerComesBackWithItsData kills a server, pauses it, and claims another
// version for it.
func TestAServerComesBackWithItsData(t *testing.T) {
	s := Start(t, Config{})
	addr := s.Addr()
	c, ctx := open(t, addr, clickhouse.CompressionLZ4), context.Background()
	execAll(t, c, "CREATE TABLE kept (a UInt8) ENGINE=MergeTree ORDER BY a", "INSERT INTO kept VALUES (1),(2)")
	s.Kill()
	short, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	if err := c.Ping(short); err == nil {
		t.Error("a killed server answers")
	}
	s.Restart()
	if s.Addr() != addr {
		t.Errorf("the server moved from %s to %s", addr, s.Addr())
	}
	c = open(t, addr, clickhouse.CompressionLZ4)
	if n := count(t, c, "SELECT count() FROM kept"); n != 2 {
		t.Errorf("%d rows after a kill; want 2", n)
	}
	s.Pause()
	short, cancel = context.WithTimeout(ctx, 200*time.Millisecond)
	defer cancel()
	if err := c.Ping(short); err == nil {
		t.Error("a paused server answers")
	}
	s.Resume()
	must(t, c.Ping(ctx))
}

func TestVersionIsClaimed(t *testing.T) {
	c := open(t, Start(t, Config{Version: "24.3.1"}).Addr(), clickhouse.CompressionLZ4)
	v, err := c.ServerVersion()
	must(t, err)
	if v.Version.Major != 24 || v.Version.Minor != 3 {
		t.Errorf("the server claims %v; want 24.3", v.Version)
	}
}

// TestReadonlyEndsWithItsQuery has one connection ask with and without it.
func TestReadonlyEndsWithItsQuery(t *testing.T) {
	c, ctx := open(t, Start(t, Config{}).Addr(), clickhouse.CompressionLZ4), context.Background()
	readonly := clickhouse.Context(ctx, clickhouse.WithSettings(clickhouse.Settings{"readonly": 1}))
	for range 2 {
		execAll(t, c, "CREATE TABLE IF NOT EXISTS kept (a UInt8) ENGINE=MergeTree ORDER BY a")
		must(t, c.QueryRow(readonly, "SELECT count() FROM kept").Scan(new(uint64)))
		if err := c.Exec(readonly, "DROP TABLE kept"); err == nil {
			t.Error("a readonly query dropped a table")
		}
	}
}
