package chserver

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
)

func TestErrorsKeepTheirCodes(t *testing.T) {
	addr, ctx := Start(t, Config{}).Addr(), context.Background()
	c := open(t, addr, clickhouse.CompressionNone)
	wantCode := func(what string, err error, code int32) {
		t.Helper()
		var ex *clickhouse.Exception
		if !errors.As(err, &ex) || ex.Code != code {
			t.Errorf("%s: %v, want code %d", what, err, code)
		}
	}
	for q, code := range map[string]int32{
		"SELECT nosuch":                         47,
		"SELECT * FROM nosuch_t":                60,
		"SELEC 1":                               62,
		"CREATE TABLE x (a Nope) ENGINE=Memory": 50,
		"SELECT throwIf(number=150000, 'boom') FROM numbers(200000)": 395, // after the first rows
	} {
		rows, err := c.Query(ctx, q)
		if err == nil {
			for rows.Next() {
			}
			err = rows.Err()
		}
		wantCode(q, err, code)
	}
	_, err := c.PrepareBatch(ctx, "INSERT INTO nosuch (a)")
	wantCode("insert into no table", err, 60)
	execAll(t, c, "CREATE TABLE chk (a UInt8, CONSTRAINT c CHECK a < 10) ENGINE=MergeTree ORDER BY a")
	b, err := c.PrepareBatch(ctx, "INSERT INTO chk")
	must(t, err)
	must(t, b.Append(uint8(20)))
	wantCode("violated constraint", b.Send(), 469)
	nope := clickhouse.Context(ctx, clickhouse.WithSettings(clickhouse.Settings{"nope": 1}))
	wantCode("unknown setting", c.Exec(nope, "SELECT 1"), 115)
	must(t, c.Ping(ctx)) // the connection outlives the errors
	c2, err := clickhouse.Open(&clickhouse.Options{Addr: []string{addr}, Auth: clickhouse.Auth{Database: "nodb"}})
	must(t, err)
	defer c2.Close()
	wantCode("unknown database", c2.Ping(ctx), 81)
}

func TestPassword(t *testing.T) {
	addr := Start(t, Config{User: "app", Password: "right"}).Addr()
	for password, ok := range map[string]bool{"right": true, "wrong": false} {
		c, err := clickhouse.Open(&clickhouse.Options{Addr: []string{addr}, Auth: clickhouse.Auth{Username: "app", Password: password}})
		must(t, err)
		err = c.Ping(context.Background())
		var ex *clickhouse.Exception
		if ok != (err == nil) || !ok && (!errors.As(err, &ex) || ex.Code != 516) {
			t.Errorf("password %q: %v", password, err)
		}
		c.Close()
	}
}

func TestCancelEndsTheQuery(t *testing.T) {
	c, ctx := open(t, Start(t, Config{}).Addr(), clickhouse.CompressionNone), context.Background()
	for _, q := range []string{
		"SELECT sleepEachRow(1) FROM numbers(60) SETTINGS function_sleep_max_microseconds_per_block=100000000",
		"SELECT count() FROM numbers(100000000000) WHERE NOT ignore(cityHash64(number))",
		"SELECT number FROM numbers(100000000000)",
	} {
		short, cancel := context.WithTimeout(ctx, 700*time.Millisecond)
		began := time.Now()
		rows, err := c.Query(short, q)
		if err == nil {
			for rows.Next() {
			}
			err = rows.Err()
		}
		cancel()
		if err == nil || time.Since(began) > 3*time.Second {
			t.Errorf("%s: %v after %v", q, err, time.Since(began))
		}
		left := uint64(2)
		for range 50 {
			if left = count(t, c, "SELECT count() FROM system.processes"); left == 1 {
				break
			}
			time.Sleep(100 * time.Millisecond)
		}
		if left != 1 {
			t.Errorf("%s: still running", q)
		}
		t.Logf("gone after %v", time.Since(began).Round(time.Millisecond))
	}
}
