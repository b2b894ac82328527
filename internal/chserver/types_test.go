package chserver

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"strconv"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/google/uuid"
	"github.com/shopspring/decimal"
)

const eventsDDL = `CREATE TABLE ev (
 ts DateTime64(3,'UTC') CODEC(DoubleDelta, ZSTD(1)), id UUID, site LowCardinality(String), kind Enum8('view'=1,'click'=2),
 ip IPv4, ok Bool, dur Nullable(UInt32), tags Array(String), attrs Map(String,UInt64), price Decimal(18,4),
 d Date, dt DateTime('Europe/Berlin'), f Float64 CODEC(Gorilla), ls Array(LowCardinality(String)), tup Tuple(a Int32, b String), nlc LowCardinality(Nullable(String)),
 fx FixedString(4), i6 IPv6, mat UInt64 MATERIALIZED cityHash64(site), def UInt8 DEFAULT 7
) ENGINE = ReplacingMergeTree(ts) PARTITION BY toYYYYMM(ts) ORDER BY (site, id) TTL toDateTime(ts) + INTERVAL 10 YEAR`

const eventsColumns = "ts,id,site,kind,ip,ok,dur,tags,attrs,price,d,dt,f,ls,tup,nlc,fx,i6"

type event struct {
	TS    time.Time         `ch:"ts"`
	ID    uuid.UUID         `ch:"id"`
	Site  string            `ch:"site"`
	Kind  string            `ch:"kind"`
	IP    net.IP            `ch:"ip"`
	OK    bool              `ch:"ok"`
	Dur   *uint32           `ch:"dur"`
	Tags  []string          `ch:"tags"`
	Attrs map[string]uint64 `ch:"attrs"`
	Price decimal.Decimal   `ch:"price"`
	D     time.Time         `ch:"d"`
	DT    time.Time         `ch:"dt"`
	F     float64           `ch:"f"`
	LS    []string          `ch:"ls"`
	Tup   map[string]any    `ch:"tup"`
	NLC   *string           `ch:"nlc"`
	FX    string            `ch:"fx"`
	I6    net.IP            `ch:"i6"`
}

func sampleEvent(t0 time.Time, i int) event {
	e := event{
		TS: t0.Add(time.Duration(i) * time.Millisecond), ID: uuid.New(), Site: fmt.Sprint("s", i%7), Kind: "click",
		IP: net.IPv4(10, 0, 0, byte(i)), OK: i%2 == 0, Tags: []string{"a", strconv.Itoa(i)},
		Attrs: map[string]uint64{"x": uint64(i)}, Price: decimal.New(int64(i), -4), D: t0, DT: t0, F: float64(i) / 3,
		LS: []string{"p", "q"}, Tup: map[string]any{"a": int32(i), "b": "z"}, FX: "abcd", I6: net.ParseIP("2001:db8::1"),
	}
	if i%3 == 0 {
		d, s := uint32(i), "n"
		e.Dur, e.NLC = &d, &s
	}
	return e
}

func TestTypesRoundTrip(t *testing.T) {
	addr := Start(t, Config{}).Addr()
	for _, m := range []clickhouse.CompressionMethod{clickhouse.CompressionNone, clickhouse.CompressionLZ4, clickhouse.CompressionZSTD} {
		t.Run(m.String(), func(t *testing.T) {
			c := open(t, addr, m)
			must(t, c.Ping(t.Context()))
			execAll(t, c, "DROP TABLE IF EXISTS ev", eventsDDL)
			b, err := c.PrepareBatch(t.Context(), "INSERT INTO ev ("+eventsColumns+")")
			must(t, err)
			t0 := time.Date(2026, 3, 4, 5, 6, 7, 89e6, time.UTC)
			var want []event
			for i := range 1000 {
				e := sampleEvent(t0, i)
				want = append(want, e)
				must(t, b.AppendStruct(&e))
			}
			must(t, b.Send())
			var got []event
			must(t, c.Select(t.Context(), &got, "SELECT "+eventsColumns+" FROM ev ORDER BY ts"))
			if len(got) != len(want) {
				t.Fatalf("%d rows of %d", len(got), len(want))
			}
			g, w := got[9], want[9]
			if g.ID != w.ID || !g.TS.Equal(w.TS) || g.Dur == nil || *g.Dur != 9 || g.NLC == nil || *g.NLC != "n" ||
				g.Attrs["x"] != 9 || g.Tags[1] != "9" || !g.Price.Equal(w.Price) || g.Tup["a"].(int32) != 9 ||
				g.DT.Location().String() != "Europe/Berlin" || !g.I6.Equal(w.I6) || g.FX != w.FX {
				t.Fatalf("got %+v\nwant %+v", g, w)
			}
			if n := count(t, c, "SELECT count() FROM ev FINAL WHERE mat = cityHash64(site) AND def = 7"); n != 1000 {
				t.Fatalf("%d rows with defaults", n)
			}
		})
	}
}

func TestEmptyResultHasColumns(t *testing.T) {
	c, ctx := open(t, Start(t, Config{}).Addr(), clickhouse.CompressionLZ4), context.Background()
	execAll(t, c, eventsDDL)
	rows, err := c.Query(ctx, "SELECT site, dt FROM ev WHERE 0")
	must(t, err)
	defer rows.Close()
	if rows.Next() || len(rows.Columns()) != 2 || rows.ColumnTypes()[1].DatabaseTypeName() != "DateTime('Europe/Berlin')" {
		t.Fatal(rows.Columns(), rows.ColumnTypes()[1].DatabaseTypeName())
	}
	if err := c.QueryRow(ctx, "SELECT site FROM ev WHERE 0").Scan(new(string)); !errors.Is(err, sql.ErrNoRows) {
		t.Fatal(err)
	}
}

func TestJSONVariantDynamic(t *testing.T) {
	c, ctx := open(t, Start(t, Config{}).Addr(), clickhouse.CompressionLZ4), context.Background()
	execAll(t, c, "CREATE TABLE jt (id UInt64, j JSON, v Variant(String, UInt64), d Dynamic) ENGINE=MergeTree ORDER BY id")
	b, err := c.PrepareBatch(ctx, "INSERT INTO jt")
	must(t, err)
	in := clickhouse.NewJSON()
	in.SetValueAtPath("a.b", "hello")
	must(t, b.Append(uint64(1), in, clickhouse.NewVariant(uint64(5)), clickhouse.NewDynamicWithType("x", "String")))
	must(t, b.Send())
	var j clickhouse.JSON
	var v clickhouse.Variant
	var d clickhouse.Dynamic
	must(t, c.QueryRow(ctx, "SELECT j, v, d FROM jt").Scan(&j, &v, &d))
	const want = "map[a:map[b:{hello String}]] {5 UInt64} {x String}"
	if got := fmt.Sprint(j.NestedMap(), " ", v, " ", d); got != want {
		t.Fatalf("%s, want %s", got, want)
	}
}
