package storetest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"landfall"
)

// Question is something that the site or research asks of an observations store.
type Question struct {
	Name string
	// Columns of the raw visits that it is about: a plain scan of them is what the
	// answer's time is compared with.
	Columns []string
	// Ask asks it about the i-th host, if it is about one.
	Ask func(ctx context.Context, i int) error
	// Times is how often it is worth asking.
	Times int
}

// Questions are the questions of the site and of research about the year from
// from on.
func Questions(s HistoryStore, from time.Time) []Question {
	to := from.AddDate(1, 0, 0)
	latest := to.AddDate(0, 0, -90)
	host := func(i int) landfall.Host { return Host(i * 7919 % BenchHosts) }
	clicks := []string{"click_first_byte_us", "click_transfer_us"}
	about := func(columns ...string) []string { return append([]string{"host", "visited_at"}, columns...) }
	return []Question{
		{"one instance: its last 20 visits", about("id", "outcome"), func(ctx context.Context, i int) error {
			_, err := s.Recent(ctx, host(i), 20)
			return err
		}, 100},
		{"one instance: its 90 days", about(clicks...), func(ctx context.Context, i int) error {
			_, err := s.Summary(ctx, host(i), latest, to)
			return err
		}, 100},
		{"one instance: its year by day", about(append(clicks, "users_total")...), func(ctx context.Context, i int) error {
			_, err := s.Daily(ctx, host(i), from, to)
			return err
		}, 200},
		{"one instance: its year's percentiles", about(clicks...), func(ctx context.Context, i int) error {
			_, err := s.Speed(ctx, host(i), from, to)
			return err
		}, 200},
		{"one instance: what changed in a year", about("software", "software_version", "signup"), func(ctx context.Context, i int) error {
			return s.Changes(ctx, host(i), from, to, func(landfall.Change) error { return nil })
		}, 100},
		{"one instance: its peers", about("peers"), func(ctx context.Context, i int) error {
			_, err := s.Edges(ctx, host(i), from, to)
			return err
		}, 100},
		{"one instance: its neighbours", about("peers"), func(ctx context.Context, i int) error {
			_, err := s.Neighbours(ctx, host(i), latest, 20)
			return err
		}, 20},
		{"one instance: 90 days by hour of the week", about(clicks...), func(ctx context.Context, i int) error {
			_, err := s.HourSpeeds(ctx, host(i), latest, to)
			return err
		}, 20},
		{"one instance: how a week's visits ended", about("outcome"), func(ctx context.Context, i int) error {
			_, err := s.Endings(ctx, host(i), to.AddDate(0, 0, -7), to)
			return err
		}, 50},
		{"network: each day of a year", about(append(clicks, "users_total", "posts")...), func(ctx context.Context, _ int) error {
			_, err := s.Network(ctx, from, to)
			return err
		}, 20},
		{"network: percentiles over a year", about(clicks...), func(ctx context.Context, _ int) error {
			_, err := s.Speed(ctx, "", from, to)
			return err
		}, 50},
		{"network: shares of software by day", about("software", "users_total"), func(ctx context.Context, _ int) error {
			_, err := s.Shares(ctx, landfall.ShareSoftware, from, to)
			return err
		}, 20},
		{"network: 90 days of every instance", about(clicks...), func(ctx context.Context, _ int) error {
			return s.Summaries(ctx, latest, to, func(landfall.Summary) error { return nil })
		}, 3},
		{"network: why visits failed in a year", about("outcome", "class", "reason"), func(ctx context.Context, _ int) error {
			_, err := s.Reasons(ctx, from, to)
			return err
		}, 50},
	}
}

// BenchHosts is how many hosts the store is filled with that is asked.
const BenchHosts = 40_000

// MeasureQuestions asks everything and prints how long the answers took, each
// beside a plain scan of the same columns of all raw visits. It judges nothing.
func MeasureQuestions(t *testing.T, questions []Question, scan func(ctx context.Context, columns []string) error) {
	t.Helper()
	var table strings.Builder
	fmt.Fprintf(&table, "\n%-40s %6s %10s %10s %12s %8s\n", "question", "asked", "median ms", "p99 ms", "raw scan ms", "ratio")
	for _, q := range questions {
		var took []time.Duration
		for i := range q.Times {
			began := time.Now()
			if err := q.Ask(t.Context(), i); err != nil {
				t.Fatalf("%s: %v", q.Name, err)
			}
			took = append(took, time.Since(began))
		}
		slices.Sort(took)
		began := time.Now()
		if err := scan(t.Context(), q.Columns); err != nil {
			t.Fatalf("%s: raw scan: %v", q.Name, err)
		}
		raw := time.Since(began)
		ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
		median, p99 := took[len(took)/2], took[min(len(took)-1, len(took)*99/100)]
		fmt.Fprintf(&table, "%-40s %6d %10.1f %10.1f %12.0f %8.4f\n", q.Name, len(took), ms(median), ms(p99), ms(raw), ms(median)/ms(raw))
	}
	t.Log(table.String())
}
