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
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"landfall"
)

var (
	benchHosts   = flag.Int("bench-hosts", 5000, "names per mix")
	benchRepeats = flag.Int("bench-repeats", 3, "runs of each side per mix")
)

// benchMix is one kind of network and what is asked of the crawler on it.
type benchMix struct {
	name     string
	sim      []string
	inFlight int
	ratio    float64 // of the bare loop
	rate     float64 // names per second, 0 if only the ratio counts
}

var benchMixes = []benchMix{
	{name: "A 30 ms, healthy", sim: []string{"--mix", "healthy", "--latency", "30ms"}, inFlight: 512, ratio: 0.6},
	{name: "B 300 ms, healthy", sim: []string{"--mix", "healthy", "--latency", "300ms"}, inFlight: 2048, ratio: 0.8},
	{name: "C 300 ms, 30 % hanging", sim: []string{"--mix", "hanging", "--latency", "300ms"}, inFlight: 2048, ratio: 0.8, rate: 260},
}

// TestBenchCrawl crawls three mixes with the real program, each beside a bare
// net/http loop that makes the same requests to the same names with as many in
// flight, alternating, and prints the ratios. It judges nothing: a number that
// falls short of its goal is printed as such.
func TestBenchCrawl(t *testing.T) {
	load, _ := os.ReadFile("/proc/loadavg")
	t.Logf("%d CPUs, load %s", runtime.NumCPU(), strings.TrimSpace(string(load)))
	var table strings.Builder
	fmt.Fprintf(&table, "\n%-24s %28s %28s %7s %6s %9s %9s\n", "mix", "landfall names/s (min med max)", "bare loop names/s", "ratio", "goal", "req/name", "RSS MiB")
	for _, mix := range benchMixes {
		var ours, bare []benchRun
		for range *benchRepeats {
			network := startSim(t, append([]string{"--hosts", strconv.Itoa(*benchHosts), "--seed-hosts", strconv.Itoa(*benchHosts)}, mix.sim...)...)
			ours = append(ours, crawlOnce(t, network, mix))
			bare = append(bare, bareOnce(t, network, mix))
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
}

func crawlOnce(t *testing.T, network simulated, mix benchMix) benchRun {
	t.Helper()
	args := append(network.lab(), "--data", t.TempDir(), "--log-level", "error", "crawl", "--once",
		"--in-flight", strconv.Itoa(mix.inFlight), "--seeds", network.seeds, "--summary", "json")
	var run benchRun
	if err := json.Unmarshal([]byte(landfallOutput(t, args...)), &run); err != nil {
		t.Fatal(err)
	}
	return run
}

// bareOnce runs the bare loop in a process of its own: this test binary again.
func bareOnce(t *testing.T, network simulated, mix benchMix) benchRun {
	t.Helper()
	job := bareJob{Addr: network.addr, CA: network.ca, Names: network.seeds, InFlight: mix.inFlight, Paths: pathsOf(t, network)}
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

// pathsOf learns which requests the program makes to a healthy instance, in
// order, by letting it make them.
func pathsOf(t *testing.T, network simulated) []string {
	t.Helper()
	names, err := os.ReadFile(network.seeds)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range strings.Fields(string(names)) {
		out, err := landfallCommand(t.Context(), t, append(network.lab(), "check", name, "--json")...).Output()
		if err != nil {
			continue // one that hangs
		}
		var o landfall.Observation
		if err := json.Unmarshal(out, &o); err != nil {
			t.Fatal(err)
		}
		var paths []string
		for _, step := range o.Steps {
			if _, path, ok := strings.Cut(strings.TrimPrefix(step.URL, "https://"), "/"); ok {
				paths = append(paths, "/"+path)
			}
		}
		return paths
	}
	t.Fatal("no healthy instance to learn from")
	return nil
}

func benchLine(mix benchMix, ours, bare []benchRun) string {
	rates := func(runs []benchRun) (min, med, max float64) {
		var all []float64
		for _, r := range runs {
			all = append(all, r.Rate)
		}
		slices.Sort(all)
		return all[0], all[len(all)/2], all[len(all)-1]
	}
	lo, mid, hi := rates(ours)
	blo, bmid, bhi := rates(bare)
	ratio, rss := mid/bmid, 0.0
	for _, r := range ours {
		rss = max(rss, r.PeakRSS)
	}
	verdict := "met"
	if ratio < mix.ratio || mid < mix.rate || rss > 300 {
		verdict = "SHORT"
	}
	return fmt.Sprintf("%-24s %10.0f %8.0f %8.0f %10.0f %8.0f %8.0f %7.2f %6.2f %9.1f %9.0f  %s\n",
		mix.name, lo, mid, hi, blo, bmid, bhi, ratio, mix.ratio, ours[0].PerName, rss, verdict)
}
