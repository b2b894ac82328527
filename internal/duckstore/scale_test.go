//go:build cgo && bench

package duckstore

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"landfall"
	"landfall/internal/storetest"
)

var (
	scaleMillions = flag.Int("millions", 10, "millions of observations, spread over a year")
	scaleInserts  = flag.Int("inserts", 200_000, "observations to write through the store first")
	scaleMost     = flag.Duration("most", 2*time.Hour, "how long to fill; what is there then is asked about")
)

// TestBenchStore writes observations through the store, fills it up to a year of
// them by SQL, rolls each day up as time goes by, and asks the questions of the site
// and of research.
func TestBenchStore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "observations.duckdb")
	s, err := Open(t.Context(), Config{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	from := midnight(storetest.Start())
	measureInserts(t, s, from.AddDate(-1, 0, 0))
	nameHosts(t, s)
	began := time.Now()
	var rolling time.Duration
	day := 0
	for ; day < 365 && time.Since(began) < *scaleMost; day++ {
		fillDay(t, s, from.AddDate(0, 0, day), *scaleMillions*1_000_000/365)
		mark := time.Now()
		if err := s.Roll(t.Context(), from.AddDate(0, 0, day+1)); err != nil {
			t.Fatal(err)
		}
		rolling += time.Since(mark)
		if day%73 == 72 {
			t.Logf("day %d after %s, %s of it rolling up", day+1, time.Since(began).Round(time.Second), rolling.Round(time.Second))
		}
	}
	n, err := s.Count(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d observations of %d hosts in %d days, %d MiB on disk (%.1f bytes each, record included), %.2f s to roll a day up",
		n, storetest.BenchHosts, day, info.Size()>>20, float64(info.Size())/float64(n), rolling.Seconds()/float64(day))
	storetest.MeasureQuestions(t, storetest.Questions(s, from), func(ctx context.Context, columns []string) error {
		for i, column := range columns {
			columns[i] = "max(" + column + ")"
		}
		_, err := s.db.ExecContext(ctx, `SELECT `+strings.Join(columns, ", ")+` FROM observations`)
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

// nameHosts makes a table of the hosts, for fillDay.
func nameHosts(t *testing.T, s *Store) {
	t.Helper()
	err := s.inTurn(t.Context(), func(ctx context.Context) error {
		_, err := s.writer.ExecContext(ctx, `CREATE TEMP TABLE names (h BIGINT, host VARCHAR, key UINTEGER)`)
		if err != nil {
			return err
		}
		for h := range storetest.BenchHosts {
			host := storetest.Host(h)
			if _, err := s.writer.ExecContext(ctx, `INSERT INTO names VALUES (?, ?, ?)`, h, string(host), hostKey(host)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// fillDay invents a day of visits inside DuckDB.
func fillDay(t *testing.T, s *Store, day time.Time, n int) {
	t.Helper()
	err := s.inTurn(t.Context(), func(ctx context.Context) error {
		_, err := s.writer.ExecContext(ctx, `
			INSERT INTO observations (
				id, host_key, host, visited_at, took_us, outcome, class, reason, http_status,
				first_dns_us, first_tcp_us, first_tls_us, first_first_byte_us, first_transfer_us,
				click_dns_us, click_tcp_us, click_tls_us, click_first_byte_us, click_transfer_us,
				requests, peers, software, software_version, signup, users_total, users_active_month, posts, rules_digest
			)
			SELECT
				strftime(moment, '%Y%m%d%H%M%S') || lpad(CAST(i AS VARCHAR), 12, '0'), key, host, moment, 2000000,
				CASE WHEN ok THEN 'answered' ELSE 'unreachable' END, CASE WHEN ok THEN '' ELSE 'ambiguous' END,
				CASE WHEN NOT ok THEN 'tcp_timeout' END, CASE WHEN ok THEN 200 END,
				CASE WHEN ok THEN 9000 END, CASE WHEN ok THEN 20000 END, CASE WHEN ok THEN 30000 END,
				CASE WHEN ok THEN latency END, CASE WHEN ok THEN 3000 END,
				CASE WHEN ok THEN 0 END, CASE WHEN ok THEN 0 END, CASE WHEN ok THEN 0 END,
				CASE WHEN ok THEN latency END, CASE WHEN ok THEN 3000 END,
				5, 100, CASE WHEN ok THEN 'software' || h % 30 END, CASE WHEN ok THEN '4.' || CAST($4 AS BIGINT) // 60 END,
				CASE WHEN ok THEN 'open' END,
				CASE WHEN ok THEN h END, CASE WHEN ok THEN h // 10 END, CASE WHEN ok THEN h * 50 END,
				CASE WHEN ok THEN 'rules' || (h + $4) // 300 END
			FROM (
				SELECT
					i, h, names.host, names.key,
					CAST($2 AS TIMESTAMP) + to_microseconds(CAST(i AS BIGINT) * (86400000000 // $1)) AS moment,
					hash(i + h) % 50 <> 0 AS ok,
					CAST(20000 * exp(3.0 * (hash(i * 31 + h) % 1000) / 1000) AS BIGINT) AS latency
				FROM (SELECT range AS i, (range * 31 + $4 * 17) % $3 AS h FROM range($1))
				JOIN names USING (h)
			)`, n, day, storetest.BenchHosts, int(day.Unix()/86400))
		if err != nil {
			return err
		}
		_, err = s.writer.ExecContext(ctx, `
			INSERT INTO dirty_days (day, generation)
			VALUES (CAST(? AS DATE), ?)`, day, s.generation)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
