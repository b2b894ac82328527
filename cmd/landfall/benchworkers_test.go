//go:build bench

package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"landfall"
	"landfall/internal/chserver"
	"landfall/internal/chstore"
	"landfall/internal/pgserver"
)

var (
	workerHosts    = flag.Int("worker-hosts", 1200, "names that the workers share")
	workerInFlight = flag.Int("worker-in-flight", 48, "visits under way at once, of each worker")
)

// TestBenchWorkers lets one, two and four workers share a frontier in PostgreSQL and
// write to ClickHouse, over a network that is slow rather than the machine: each
// answer takes 300 ms. Then it kills one of two in the middle and lets the other take
// its hosts over. It counts visits and looks for any that was made twice.
func TestBenchWorkers(t *testing.T) {
	network := startSim(t, "--hosts", strconv.Itoa(*workerHosts), "--seed-hosts", strconv.Itoa(*workerHosts), "--mix", "healthy", "--latency", "300ms")
	var table strings.Builder
	fmt.Fprintf(&table, "\n%-28s %8s %10s %10s %8s %8s\n", "workers", "names", "seconds", "names/s", "speed-up", "twice")
	var alone float64
	for _, n := range []int{1, 2, 4} {
		w := newWorkers(t, network)
		began := time.Now()
		w.start(t, n)
		w.wait(t)
		took := time.Since(began)
		names, twice := w.visits(t)
		rate := float64(names) / took.Seconds()
		if n == 1 {
			alone = rate
		}
		t.Logf("%d workers: %d names in %.0f s", n, names, took.Seconds())
		fmt.Fprintf(&table, "%-28d %8d %10.1f %10.1f %8.2f %8d\n", n, names, took.Seconds(), rate, rate/alone, twice)
	}
	w := newWorkers(t, network)
	w.start(t, 2)
	time.Sleep(8 * time.Second) // in the middle
	_ = w.commands[0].Process.Kill()
	_ = w.commands[0].Wait()
	w.commands = w.commands[1:]
	w.wait(t)
	before, twice := w.visits(t)
	names, killed := before, time.Now()
	for names < *workerHosts && time.Since(killed) < 6*time.Minute {
		time.Sleep(15 * time.Second) // its leases run out
		w.start(t, 1)
		w.wait(t)
		names, twice = w.visits(t)
	}
	fmt.Fprintf(&table, "%-28s %8d %10s %10s %8s %8d   (%d when the other had done the rest, all %.0f s later)\n",
		"2, one killed, taken over", names, "", "", "", twice, before, time.Since(killed).Seconds())
	t.Log(table.String())
	if names != *workerHosts {
		t.Errorf("%d of %d names were visited", names, *workerHosts)
	}
}

// workers are crawlers that share a PostgreSQL and a ClickHouse.
type workers struct {
	args     []string
	dsn      string
	commands []*exec.Cmd
}

func newWorkers(t *testing.T, network simulated) *workers {
	t.Helper()
	postgres := pgserver.Own(t)
	clickhouse := chserver.Start(t, chserver.Config{})
	w := &workers{dsn: clickhouse.DSN("default")}
	w.args = append(network.lab(), "--data", t.TempDir(), "--log-level", "error",
		"--database", postgres.Database(t, "template1"), "--observations", w.dsn)
	landfallOutput(t, append(w.args, "migrate")...)
	landfallOutput(t, append(w.args, "seed", network.seeds)...)
	return w
}

func (w *workers) start(t *testing.T, n int) {
	t.Helper()
	for i := range n {
		cmd := landfallCommand(context.Background(), t, append(w.args, "crawl", "--once", "--summary", "none",
			"--in-flight", strconv.Itoa(*workerInFlight), "--lease", "2m", "--worker", fmt.Sprint("worker-", i))...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		w.commands = append(w.commands, cmd)
	}
}

func (w *workers) wait(t *testing.T) {
	t.Helper()
	for _, cmd := range w.commands {
		if err := cmd.Wait(); err != nil {
			t.Errorf("worker: %v", err)
		}
	}
	w.commands = nil
}

// visits counts the names that were visited, and those visited more than once.
func (w *workers) visits(t *testing.T) (names, twice int) {
	t.Helper()
	store, err := chstore.Open(t.Context(), chstore.Config{DSN: w.dsn})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	times := map[landfall.Host]int{}
	err = store.Observations(t.Context(), "", time.Time{}, time.Time{}, func(o landfall.Observation) error {
		if times[o.Host]++; times[o.Host] == 2 {
			twice++
			line, _ := json.Marshal(o)
			t.Logf("twice: %s", line)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return len(times), twice
}
