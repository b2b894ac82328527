//go:build bench

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"landfall"
	"landfall/crawler"
	"landfall/internal/duckstore"
)

var (
	benchHosts   = flag.Int("bench-hosts", 5000, "names per mix")
	benchRepeats = flag.Int("bench-repeats", 3, "runs of each side per mix")
	benchOnly    = flag.String("bench-only", "", "only mixes whose name begins so, such as A")
)

// benchMix is one kind of network and what is asked of the crawler on it.
type benchMix struct {
	name  string
	sim   []string
	ratio float64 // of the bare loop
	rate  float64 // names per second, 0 if only the ratio counts
}

var benchMixes = []benchMix{
	{name: "A 30 ms, healthy", sim: []string{"--mix", "healthy", "--latency", "30ms"}, ratio: 0.7},
	{name: "B 300 ms, healthy", sim: []string{"--mix", "healthy", "--latency", "300ms"}, ratio: 0.9},
	{name: "C 300 ms, 30 % hanging", sim: []string{"--mix", "hanging", "--latency", "300ms"}, ratio: 0.9, rate: 260},
}

// TestBenchCrawl crawls three mixes with the real program as it is by default,
// each beside a bare net/http loop that makes the very same requests in the same
// order with as many visits in flight, alternating, and prints the ratios. It
// judges nothing: a number that falls short of its goal is printed as such.
func TestBenchCrawl(t *testing.T) {
	load, _ := os.ReadFile("/proc/loadavg")
	t.Logf("%d CPUs, load %s; %d names, %d in flight", runtime.NumCPU(), strings.TrimSpace(string(load)), *benchHosts, crawler.DefaultConfig().InFlight)
	var table strings.Builder
	fmt.Fprintf(&table, "\n%-24s %30s %24s %6s %5s %8s %8s %18s\n", "mix", "landfall names/s (min med max)", "bare loop names/s", "ratio", "goal", "req/name", "RSS MiB", "CPU ms/name (bare)")
	for _, mix := range benchMixes {
		if !strings.HasPrefix(mix.name, *benchOnly) {
			continue
		}
		var ours, bare []benchRun
		for range *benchRepeats {
			network := startSim(t, append([]string{"--warm", "--hosts", strconv.Itoa(*benchHosts), "--seed-hosts", strconv.Itoa(*benchHosts)}, mix.sim...)...)
			data := t.TempDir()
			ours = append(ours, crawlOnce(t, network, data))
			run := bareOnce(t, network, data)
			if run.Other > 0 {
				t.Logf("the bare loop was answered otherwise than the crawler %d times", run.Other)
			}
			bare = append(bare, run)
		}
		table.WriteString(benchLine(mix, ours, bare))
	}
	t.Log(table.String())
}

// benchRun is what one run came to.
type benchRun struct {
	Names    float64 `json:"hosts"`
	PerName  float64 `json:"requests_per_host"`
	Rate     float64 `json:"hosts_per_second"`
	PeakRSS  float64 `json:"peak_rss_mib"`
	Answered int     `json:"answered"`
	CPU      float64 `json:"cpu_seconds"` // user and system
	Other    int     `json:"other_answers"`
}

func crawlOnce(t *testing.T, network simulated, data string) benchRun {
	t.Helper()
	args := append(network.lab(), "--data", data, "--log-level", "error", "crawl", "--once", "--no-pictures", "--seeds", network.seeds, "--summary", "json")
	var run benchRun
	if err := json.Unmarshal([]byte(landfallOutput(t, args...)), &run); err != nil {
		t.Fatal(err)
	}
	return run
}

// bareOnce runs the bare loop in a process of its own: this test binary again.
func bareOnce(t *testing.T, network simulated, data string) benchRun {
	t.Helper()
	job := bareJob{Addr: network.addr, CA: network.ca, Visits: filepath.Join(data, "visits.json"), InFlight: crawler.DefaultConfig().InFlight}
	writeVisits(t, data, job.Visits)
	text, err := json.Marshal(job)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(context.Background(), os.Args[0], "-test.run", "^TestBareLoop$", "-test.v")
	cmd.Env = append(os.Environ(), "LANDFALL_BARE_LOOP="+string(text))
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("bare loop: %v\n%s", err, out)
	}
	_, rest, found := bytes.Cut(out, []byte("bare: "))
	if !found {
		t.Fatalf("bare loop said nothing: %s", out)
	}
	line, _, _ := bytes.Cut(rest, []byte("\n"))
	var run benchRun
	if err := json.Unmarshal(line, &run); err != nil {
		t.Fatal(err)
	}
	return run
}

// writeVisits writes down which requests a crawl made, host by host, in the order
// in which it began with them.
func writeVisits(t *testing.T, data, file string) {
	t.Helper()
	store, err := duckstore.Open(t.Context(), duckstore.Config{Path: filepath.Join(data, "observations.duckdb")})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	var visits []bareVisit
	err = store.Observations(t.Context(), "", time.Time{}, time.Time{}, func(o landfall.Observation) error {
		visit := bareVisit{at: o.At}
		for _, step := range o.Steps {
			if step.Took > 0 { // others are remarks
				visit.Requests = append(visit.Requests, bareRequest{step.URL, step.Status})
			}
		}
		visits = append(visits, visit)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(visits, func(a, b bareVisit) int { return a.at.Compare(b.at) })
	text, err := json.Marshal(visits)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

func benchLine(mix benchMix, ours, bare []benchRun) string {
	rate := func(r benchRun) float64 { return r.Rate }
	cpu := func(r benchRun) float64 { return 1000 * r.CPU / r.Names }
	lo, mid, hi := spread(ours, rate)
	blo, bmid, bhi := spread(bare, rate)
	_, used, _ := spread(ours, cpu)
	_, bused, _ := spread(bare, cpu)
	_, _, rss := spread(ours, func(r benchRun) float64 { return r.PeakRSS })
	verdict := "met"
	if mid/bmid < mix.ratio || mid < mix.rate || rss > 300 {
		verdict = "SHORT"
	}
	return fmt.Sprintf("%-24s %12.0f %8.0f %8.0f %8.0f %7.0f %7.0f %6.2f %5.2f %8.1f %8.0f %9.2f %8.2f  %s\n",
		mix.name, lo, mid, hi, blo, bmid, bhi, mid/bmid, mix.ratio, ours[0].PerName, rss, used, bused, verdict)
}

// spread returns the least, the median and the most of what the runs came to.
func spread(runs []benchRun, of func(benchRun) float64) (least, median, most float64) {
	all := make([]float64, len(runs))
	for i, r := range runs {
		all[i] = of(r)
	}
	slices.Sort(all)
	return all[0], all[len(all)/2], all[len(all)-1]
}
