package chserver

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

func TestDistributed(t *testing.T) {
	ctx := context.Background()
	var conns []driver.Conn
	for _, server := range StartCluster(t, "two", 2) {
		c := open(t, server.Addr(), clickhouse.CompressionLZ4)
		execAll(t, c,
			"CREATE TABLE sh (k UInt64, site LowCardinality(String), v Float64) ENGINE=MergeTree ORDER BY k",
			"CREATE TABLE dist AS sh ENGINE=Distributed(two, default, sh, k)")
		conns = append(conns, c)
	}
	b, err := conns[0].PrepareBatch(clickhouse.Context(ctx, clickhouse.WithSettings(clickhouse.Settings{"distributed_foreground_insert": 1})), "INSERT INTO dist")
	must(t, err)
	for i := range 1000 {
		must(t, b.Append(uint64(i), fmt.Sprint("s", i%3), float64(i)))
	}
	must(t, b.Send())
	for i, c := range conns {
		if n := count(t, c, "SELECT count() FROM sh"); n != 500 {
			t.Errorf("shard %d has %d rows", i, n)
		}
	}
	for q, want := range map[string]string{
		"SELECT count() FROM dist":                                                                    "1000 ",
		"SELECT sum(v * 2) + 1, uniqExact(site) FROM dist WHERE k > 3":                                "998989 3 ",
		"SELECT site, count() c, countIf(k > 500) FROM dist GROUP BY site HAVING c > 1 ORDER BY site": "s0 334 167 s1 333 166 s2 333 166 ",
		"SELECT k, site FROM dist WHERE v >= 990 ORDER BY k DESC LIMIT 2":                             "999 s0 998 s2 ",
		"SELECT DISTINCT site FROM dist ORDER BY site":                                                "s0 s1 s2 ",
		"SELECT quantilesExact(0.5)(v)[1] FROM dist":                                                  "500 ",
		"SELECT k FROM dist WHERE k > 5000":                                                           "",
	} {
		for i, c := range conns {
			if got, err := text(c, q); err != nil || got != want {
				t.Errorf("%s from server %d: %q %v, want %q", q, i, got, err, want)
			}
		}
	}
}

func text(c driver.Conn, query string) (string, error) {
	rows, err := c.Query(context.Background(), query)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	for rows.Next() {
		values := make([]any, len(rows.Columns()))
		for i, ct := range rows.ColumnTypes() {
			values[i] = reflect.New(ct.ScanType()).Interface()
		}
		if err := rows.Scan(values...); err != nil {
			return "", err
		}
		for _, v := range values {
			fmt.Fprint(&out, reflect.ValueOf(v).Elem().Interface(), " ")
		}
	}
	return out.String(), rows.Err()
}
