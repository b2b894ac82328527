package chserver

import (
	"context"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
)

func BenchmarkSelect(b *testing.B) {
	c := open(b, Start(b, Config{}).Addr(), clickhouse.CompressionLZ4)
	for b.Loop() {
		var n uint8
		must(b, c.QueryRow(context.Background(), "SELECT 1").Scan(&n))
	}
}

func BenchmarkConnect(b *testing.B) {
	addr := Start(b, Config{}).Addr()
	for b.Loop() {
		c, err := clickhouse.Open(&clickhouse.Options{Addr: []string{addr}})
		must(b, err)
		must(b, c.Ping(context.Background()))
		c.Close()
	}
}

func BenchmarkInsertMillionRows(b *testing.B) {
	c, ctx := open(b, Start(b, Config{}).Addr(), clickhouse.CompressionLZ4), context.Background()
	execAll(b, c, "CREATE TABLE bi (ts DateTime64(3), id UInt64, site LowCardinality(String), v Float64, path String) ENGINE=MergeTree ORDER BY (site, ts)")
	for b.Loop() {
		batch, err := c.PrepareBatch(ctx, "INSERT INTO bi")
		must(b, err)
		now := time.Now()
		for k := range 1_000_000 {
			must(b, batch.Append(now, uint64(k), "site", float64(k), "/path/to/page"))
			if k%100_000 == 99_999 {
				must(b, batch.Flush())
			}
		}
		must(b, batch.Send())
	}
}
