//go:build bench

package chstore

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"landfall"
	"landfall/internal/chserver"
	"landfall/internal/storetest"
)

var (
	scaleMillions = flag.Int("millions", 10, "millions of observations, spread over a year")
	scaleInserts  = flag.Int("inserts", 200_000, "observations to write through the store first")
	scaleMost     = flag.Duration("most", 2*time.Hour, "how long to fill; what is there then is asked about")
)

// TestBenchStore writes observations through the store, fills it up to a year of
// them inside ClickHouse, rolls them up as time goes by, and asks the questions of
// the site and of research.
func TestBenchStore(t *testing.T) {
	server := chserver.Start(t, chserver.Config{})
	cfg := database(t, server)
	cfg.Timeout = 5 * time.Minute
	s := open(t, cfg)
	defer s.Close()
	from := midnight(storetest.Start())
	measureInserts(t, s, from.AddDate(-1, 0, 0))
	began := time.Now()
	var rolling time.Duration
	days := 0
	for ; days < 365 && time.Since(began) < *scaleMost; days++ {
		fillDay(t, s, from.AddDate(0, 0, days), *scaleMillions*1_000_000/365)
		if days%4 == 3 || days == 364 {
			mark := time.Now()
			if err := s.Roll(t.Context(), time.Now()); err != nil {
				t.Fatal(err)
			}
			rolling += time.Since(mark)
		}
		if days%73 == 72 {
			t.Logf("day %d after %s, %s of it rolling up", days+1, time.Since(began).Round(time.Second), rolling.Round(time.Second))
		}
	}
	n, err := s.Count(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	size, err := scalar[uint64](t.Context(), s, `
		SELECT sum(bytes_on_disk)
		FROM system.parts
		WHERE active
		  AND database = currentDatabase()`)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d observations of %d hosts in %d days, %d MiB on disk (%.1f bytes each, record included), %.2f s to roll a day up",
		n, storetest.BenchHosts, days, size>>20, float64(size)/float64(n), rolling.Seconds()/float64(days))
	storetest.MeasureQuestions(t, storetest.Questions(s, from), func(ctx context.Context, columns []string) error {
		for i, column := range columns {
			columns[i] = "max(" + column + ")"
		}
		_, err := scalar[uint64](ctx, s, `SELECT length(toString((`+strings.Join(columns, ", ")+`))) FROM observations`)
		return err
	})
}

func measureInserts(t *testing.T, s *Store, from time.Time) {
	t.Helper()
	rng := rand.New(rand.NewPCG(1, 1))
	var spent time.Duration
	for i := 0; i < *scaleInserts; i += 1000 {
		batch := make([]landfall.Observation, 1000)
		for j := range batch {
			batch[j] = *storetest.Answered(rng, storetest.Host((i+j)*31%storetest.BenchHosts), from.Add(time.Duration(i+j)*time.Second))
		}
		began := time.Now()
		if err := s.Write(t.Context(), fmt.Sprint("insert-", i), batch); err != nil {
			t.Fatal(err)
		}
		spent += time.Since(began)
	}
	t.Logf("%d observations written in batches of 1000: %.0f a second", *scaleInserts, float64(*scaleInserts)/spent.Seconds())
}

// fillDay invents a day of visits inside ClickHouse, as one batch.
func fillDay(t *testing.T, s *Store, day time.Time, n int) {
	t.Helper()
	number := day.Unix() / 86400
	err := s.exec(t.Context(), `
		INSERT INTO observations (
			id, host, visited_at, batch, took_us, outcome, class, reason, http_status, exchanges,
			first_dns_us, first_tcp_us, first_tls_us, first_first_byte_us, first_transfer_us,
			click_first_byte_us, click_transfer_us,
			requests, peers, software, software_version, signup, users_total, users_active_month, posts, rules
		)
		WITH
			toInt64(?) AS day,
			(number * 31 + day * 17) % ? AS h,
			sipHash64(number, h) % 50 != 0 AS ok,
			toInt64(20000 * exp(3.0 * (sipHash64(number * 31, h) % 1000) / 1000)) AS latency,
			fromUnixTimestamp64Micro(day * 86400000000 + toInt64(number) * intDiv(86400000000, ?), 'UTC') AS moment
		SELECT
			formatDateTime(moment, '%Y%m%d%H%i%S') || leftPad(toString(number), 12, '0'),
			'quiet-harbour-' || toString(h) || '-sim.social', moment, toUInt64(day), 2000000,
			if(ok, 'answered', 'unreachable'), if(ok, '', 'ambiguous'), if(ok, '', 'tcp_timeout'), if(ok, 200, 0), if(ok, 3, 0),
			if(ok, 9000, 0), if(ok, 20000, 0), if(ok, 30000, 0), if(ok, latency, 0), if(ok, 3000, 0),
			if(ok, latency, 0), if(ok, 3000, 0),
			5, 100, if(ok, 'software' || toString(h % 30), ''), if(ok, '4.' || toString(intDiv(day, 60)), ''), if(ok, 'open', ''),
			if(ok, h, NULL), if(ok, intDiv(h, 10), NULL), if(ok, h * 50, NULL), if(ok, 'rules' || toString(intDiv(h + day, 300)), '')
		FROM numbers(?)`, number, storetest.BenchHosts, n, n)
	if err != nil {
		t.Fatal(err)
	}
	err = s.exec(t.Context(), `
		INSERT INTO batches (batch_id, batch, observations, first_at, last_at, roll)
		VALUES (?, ?, ?, ?, ?, 0)`, fmt.Sprint("day-", number), uint64(number), uint32(n), micro(day), micro(day.AddDate(0, 0, 1)))
	if err != nil {
		t.Fatal(err)
	}
}
