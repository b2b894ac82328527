//go:build chaos

package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
	"time"

	"landfall"
	"landfall/internal/chserver"
	"landfall/internal/chstore"
	"landfall/internal/duckstore"
)

var (
	chaosCycles = flag.Int("cycles", 100, "how often the crawler is killed, for each store")
	chaosHosts  = flag.Int("chaos-hosts", 20_000, "instances to crawl")
)

// TestChaosStore kills the crawler with SIGKILL over and over while it records into
// each observations store, and ClickHouse's engine with it now and then. In the end
// every visit that was acknowledged is there, once.
func TestChaosStore(t *testing.T) {
	network := startSim(t, "--hosts", strconv.Itoa(*chaosHosts), "--seed-hosts", strconv.Itoa(*chaosHosts), "--mix", "healthy", "--latency", "20ms")
	t.Run("DuckDB", func(t *testing.T) {
		data := t.TempDir()
		chaos(t, network, data, "", nil, func() (observationStore, error) {
			return duckstore.Open(context.Background(), duckstore.Config{Path: filepath.Join(data, "observations.duckdb")})
		})
	})
	t.Run("ClickHouse", func(t *testing.T) {
		server := chserver.Start(t, chserver.Config{})
		dsn := server.DSN("default")
		chaos(t, network, t.TempDir(), dsn, server, func() (observationStore, error) {
			return chstore.Open(context.Background(), chstore.Config{DSN: dsn})
		})
	})
}

func chaos(t *testing.T, network simulated, data, dsn string, server *chserver.Server, open func() (observationStore, error)) {
	rng := rand.New(rand.NewPCG(1, uint64(len(dsn))))
	acknowledged := map[string]bool{}
	args := append(network.lab(), "--data", data, "--observations", dsn, "--log-level", "debug")
	crawl := append(args, "crawl", "--seeds", network.seeds, "--in-flight", "48", "--summary", "none")
	serverKilled := 0
	for cycle := range *chaosCycles {
		if server != nil && cycle%5 == 4 {
			time.AfterFunc(time.Duration(rng.Int64N(int64(time.Second))), server.Kill)
			serverKilled++
		}
		killedCrawl(t, crawl, 400*time.Millisecond+time.Duration(rng.Int64N(int64(1500*time.Millisecond))), acknowledged)
		if server != nil && cycle%5 == 4 {
			time.Sleep(time.Second) // its own kill may still be to come
			server.Restart()
		}
		if cycle%20 == 19 {
			t.Logf("cycle %d: %d acknowledged", cycle+1, len(acknowledged))
		}
	}
	// One more that ends by itself ships what is left.
	landfallOutput(t, append(args, "--log-level", "error", "crawl", "--once", "--max-hosts", "1", "--summary", "none")...)
	judge(t, open, acknowledged, serverKilled)
}

var recordedLine = regexp.MustCompile(`msg="visit recorded".* id=(\w+)`)

// killedCrawl runs a crawl, kills it after a while, and notes what it acknowledged.
func killedCrawl(t *testing.T, args []string, after time.Duration, acknowledged map[string]bool) {
	t.Helper()
	cmd := landfallCommand(context.Background(), t, args...)
	log, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
	defer timer.Stop()
	lines := bufio.NewScanner(log)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if found := recordedLine.FindStringSubmatch(lines.Text()); found != nil {
			acknowledged[found[1]] = true
		}
	}
	if err := cmd.Wait(); err == nil {
		t.Error("the crawl ended by itself: nothing was due any more")
	}
}

func judge(t *testing.T, open func() (observationStore, error), acknowledged map[string]bool, serverKilled int) {
	t.Helper()
	store, err := open()
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	present := map[string]int{}
	err = store.Observations(t.Context(), "", time.Time{}, time.Time{}, func(o landfall.Observation) error {
		present[o.ID]++
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	missing, doubled, unacknowledged := 0, 0, 0
	for id := range acknowledged {
		if present[id] == 0 {
			missing++
		}
	}
	for id, n := range present {
		if n > 1 {
			doubled++
		}
		if !acknowledged[id] {
			unacknowledged++ // killed between recording it and saying so
		}
	}
	fmt.Printf("%s: %d cycles, store killed %d times: acknowledged %d, missing %d, present %d, doubled %d, recorded but killed before saying so %d\n",
		t.Name(), *chaosCycles, serverKilled, len(acknowledged), missing, len(present), doubled, unacknowledged)
	if missing > 0 || doubled > 0 || len(acknowledged) < *chaosCycles {
		t.Fail()
	}
}
