package chserver

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
)

func TestMaterializedViewAndMutations(t *testing.T) {
	c, ctx := open(t, Start(t, Config{}).Addr(), clickhouse.CompressionLZ4), context.Background()
	execAll(t, c,
		"CREATE TABLE raw (ts DateTime64(3), site LowCardinality(String), v Float64) ENGINE=MergeTree PARTITION BY toDate(ts) ORDER BY (site, ts)",
		"CREATE TABLE agg (m DateTime, site LowCardinality(String), n AggregateFunction(count), q AggregateFunction(quantilesTDigest(0.5,0.99), Float64), s SimpleAggregateFunction(sum, Float64)) ENGINE=AggregatingMergeTree ORDER BY (site, m)",
		"CREATE MATERIALIZED VIEW mv TO agg AS SELECT toStartOfMinute(ts) m, site, countState() n, quantilesTDigestState(0.5,0.99)(v) q, sum(v) s FROM raw GROUP BY site, m")
	const rowsIn = 200_000
	t0 := time.Date(2026, 3, 4, 5, 0, 0, 0, time.UTC)
	b, err := c.PrepareBatch(ctx, "INSERT INTO raw (ts, site, v)")
	must(t, err)
	began := time.Now()
	for i := range rowsIn {
		must(t, b.Append(t0.Add(time.Duration(i)*time.Millisecond), fmt.Sprint("site", i%10), rand.Float64()*100))
		if i%50_000 == 49_999 {
			must(t, b.Flush())
		}
	}
	must(t, b.Send())
	t.Logf("%.0f rows/s into a table with a materialized view", rowsIn/time.Since(began).Seconds())

	var n uint64
	var q []float32
	must(t, c.QueryRow(ctx, "SELECT countMerge(n), quantilesTDigestMerge(0.5,0.99)(q) FROM agg").Scan(&n, &q))
	if n != rowsIn || q[0] < 45 || q[0] > 55 {
		t.Fatal(n, q)
	}
	var arr []string
	must(t, c.QueryRow(ctx, "SELECT groupArray(3)(x) FROM (SELECT DISTINCT toString(site) x FROM raw ORDER BY x)").Scan(&arr))
	if fmt.Sprint(arr) != "[site0 site1 site2]" {
		t.Fatal(arr)
	}
	rows, err := c.Query(ctx, "SELECT toStartOfInterval(ts, INTERVAL 1 MINUTE) b, count() n, sum(n) OVER (ORDER BY b) running, avg(v) FROM raw WHERE site = ? AND ts >= ? GROUP BY b ORDER BY b", "site3", t0)
	must(t, err)
	var buckets int
	var running uint64
	for rows.Next() {
		var bucket time.Time
		var avg float64
		must(t, rows.Scan(&bucket, &n, &running, &avg))
		buckets++
	}
	must(t, rows.Err())
	if buckets != 4 || running != rowsIn/10 {
		t.Fatal(buckets, running)
	}

	execAll(t, c,
		"ALTER TABLE raw ADD COLUMN extra String DEFAULT 'e'",
		"ALTER TABLE raw DELETE WHERE site='site1' SETTINGS mutations_sync=1",
		"ALTER TABLE raw UPDATE v = 0 WHERE site='site2' SETTINGS mutations_sync=1",
		"OPTIMIZE TABLE raw FINAL")
	if n := count(t, c, "SELECT uniqExact(site) FROM raw WHERE extra='e'"); n != 9 {
		t.Fatalf("%d sites after ALTER DELETE", n)
	}
	execAll(t, c, "DELETE FROM raw WHERE site='site3'")
	if n := count(t, c, "SELECT uniqExact(site) FROM raw"); n != 8 {
		t.Fatalf("%d sites after DELETE", n)
	}
	execAll(t, c, "TRUNCATE TABLE raw")
}

func TestStatements(t *testing.T) {
	c, ctx := open(t, Start(t, Config{}).Addr(), clickhouse.CompressionLZ4), context.Background()
	execAll(t, c, "CREATE TABLE ai (a UInt64, b String) ENGINE=MergeTree ORDER BY a")
	for _, q := range []string{
		"SHOW TABLES", "DESCRIBE TABLE ai", "SHOW CREATE TABLE ai", "EXPLAIN SELECT 1", "EXISTS TABLE ai", "SHOW DATABASES",
		"SELECT * FROM system.parts", "SELECT * FROM system.columns", "SELECT * FROM system.settings LIMIT 500",
		"SELECT name, type FROM system.columns WHERE table='ai' FORMAT JSON", "SELECT 1; ",
		"(SELECT 1) UNION ALL (SELECT 2)", "WITH 1 AS x SELECT x -- comment",
		"SELECT 1 /* VALUES */ SETTINGS max_threads=1", "SELECT now(), now('Asia/Tokyo'), [now('UTC')]", "SHOW TABLES LIKE 'zzz'",
	} {
		rows, err := c.Query(ctx, q)
		if err != nil {
			t.Errorf("%s: %v", q, err)
			continue
		}
		n := 0
		for rows.Next() {
			n++
		}
		empty := strings.Contains(q, "zzz") || strings.Contains(q, "system.parts")
		if rows.Err() != nil || len(rows.Columns()) == 0 || n == 0 && !empty {
			t.Errorf("%s: %d columns, %d rows, %v", q, len(rows.Columns()), n, rows.Err())
		}
	}
}

func TestDatabaseSQL(t *testing.T) {
	addr, ctx := Start(t, Config{}).Addr(), context.Background()
	db, err := sql.Open("clickhouse", "clickhouse://default:@"+addr+"/default?dial_timeout=2s&compress=lz4&max_execution_time=60")
	must(t, err)
	defer db.Close()
	_, err = db.Exec("CREATE TABLE st (a UInt64, s String, t DateTime64(6,'UTC'), n Nullable(Int64)) ENGINE=MergeTree ORDER BY a")
	must(t, err)
	tx, err := db.Begin()
	must(t, err)
	st, err := tx.Prepare("INSERT INTO st (a, s, t, n)")
	must(t, err)
	defer st.Close()
	for i := range 1000 {
		_, err = st.Exec(uint64(i), strconv.Itoa(i), time.Now(), nil)
		must(t, err)
	}
	must(t, tx.Commit())
	var n int
	var last sql.NullString
	must(t, db.QueryRow("SELECT count(), max(s) FROM st WHERE a < ?", 500).Scan(&n, &last))
	if n != 500 || last.String != "99" {
		t.Fatal(n, last)
	}
	conn, err := db.Conn(ctx) // one connection is one session
	must(t, err)
	defer conn.Close()
	for _, q := range []string{"CREATE TEMPORARY TABLE tmp1 (a Int32)", "INSERT INTO tmp1 VALUES (1),(2)"} {
		_, err = conn.ExecContext(ctx, q)
		must(t, err)
	}
	must(t, conn.QueryRowContext(ctx, "SELECT count() FROM tmp1").Scan(&n))
	if n != 2 {
		t.Fatal(n)
	}
}
