package chserver

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/ext"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

func TestInsertForms(t *testing.T) {
	c, ctx := open(t, Start(t, Config{}).Addr(), clickhouse.CompressionLZ4), context.Background()
	execAll(t, c,
		"CREATE TABLE ai (a UInt64, b String) ENGINE=MergeTree ORDER BY a",
		"INSERT INTO ai (a,b) VALUES (100,'x'),(101,'SELECT')",
		"INSERT INTO ai SELECT number, 'n' FROM numbers(10)")
	must(t, c.Exec(ctx, "INSERT INTO ai (a, b) VALUES (?, ?)", 5, "x"))
	for i := range 20 {
		must(t, c.Exec(clickhouse.Context(ctx, clickhouse.WithAsync(true)), "INSERT INTO ai VALUES (?, ?)", i, "VALUES ("))
	}
	b, err := c.PrepareBatch(ctx, "INSERT INTO ai (b, a) SETTINGS async_insert=1, wait_for_async_insert=1 VALUES", driver.WithReleaseConnection())
	must(t, err)
	must(t, b.Append("released", uint64(8)))
	must(t, b.Send())
	b, err = c.PrepareBatch(ctx, "INSERT INTO ai (a, b)")
	must(t, err)
	must(t, b.Column(0).Append([]uint64{1, 2, 3}))
	must(t, b.Column(1).Append([]string{"x", "y", "z"}))
	must(t, b.Send())
	b, err = c.PrepareBatch(ctx, "INSERT INTO `ai`")
	must(t, err)
	must(t, b.Abort())
	if n := count(t, c, "SELECT count() FROM ai"); n != 37 {
		t.Fatalf("%d rows", n)
	}
}

func TestParametersSettingsAndExternalTables(t *testing.T) {
	c, ctx := open(t, Start(t, Config{}).Addr(), clickhouse.CompressionLZ4), context.Background()
	var s string
	var n uint64
	var a []string
	must(t, c.QueryRow(ctx, "SELECT {s:String}, {n:UInt64}, {a:Array(String)}",
		clickhouse.Named("s", "it's\ta \\ tab\n"), clickhouse.Named("n", 42), clickhouse.Named("a", []string{"x'y", "z"})).Scan(&s, &n, &a))
	if s != "it's\ta \\ tab\n" || n != 42 || len(a) != 2 || a[0] != "x'y" {
		t.Fatalf("%q %d %q", s, n, a)
	}
	var profiled uint64
	with := clickhouse.Context(ctx,
		clickhouse.WithSettings(clickhouse.Settings{"max_threads": 3, "max_block_size": 1000}),
		clickhouse.WithProfileInfo(func(p *clickhouse.ProfileInfo) { profiled += p.Rows }))
	must(t, c.QueryRow(with, "SELECT toUInt64(getSetting('max_threads')) FROM numbers(1)").Scan(&n))
	if n != 3 || profiled != 1 {
		t.Fatal(n, profiled)
	}
	if n := count(t, c, "SELECT toUInt64(getSetting('max_threads'))"); n == 3 {
		t.Error("a setting outlived its query")
	}
	et, err := ext.NewTable("exttab", ext.Column("k", "UInt64"), ext.Column("v", "String"))
	must(t, err)
	must(t, et.Append(uint64(1), "one"))
	must(t, et.Append(uint64(2), "two"))
	must(t, c.QueryRow(clickhouse.Context(ctx, clickhouse.WithExternalTable(et)), "SELECT sum(k) FROM exttab").Scan(&n))
	if n != 3 {
		t.Fatal(n)
	}
}

func TestConcurrentClients(t *testing.T) {
	c, ctx := open(t, Start(t, Config{}).Addr(), clickhouse.CompressionLZ4), context.Background()
	execAll(t, c, "CREATE TABLE stress (g UInt8, i UInt64, s String) ENGINE=MergeTree ORDER BY (g,i)")
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range 20 {
				b, err := c.PrepareBatch(ctx, "INSERT INTO stress")
				if err != nil {
					t.Error(err)
					return
				}
				for k := range 100 {
					err = errors.Join(err, b.Append(uint8(g), uint64(i*100+k), "x"))
				}
				if err = errors.Join(err, b.Send()); err != nil {
					t.Error(err)
				}
				var n uint64
				if err := c.QueryRow(ctx, "SELECT count() FROM stress WHERE g=?", g).Scan(&n); err != nil || n != uint64(i+1)*100 {
					t.Errorf("client %d, round %d: %d rows, %v", g, i, n, err)
				}
				if i%10 == 0 { // an abandoned query
					short, cancel := context.WithTimeout(ctx, 20*time.Millisecond)
					_ = c.Exec(short, "SELECT sleepEachRow(0.5) FROM numbers(10)")
					cancel()
				}
			}
		})
	}
	wg.Wait()
}
