//go:build bench

package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"landfall"
	"landfall/internal/duckstore"
	"landfall/internal/sim"
	"landfall/internal/sqlstore"
)

var sweepHosts = flag.Int("sweep-hosts", 30_000, "instances of the sweep")

// What a sweep may take.
const (
	sweepMost = 10 * time.Minute
	sweepRSS  = 300 // MiB
)

// TestBenchSweep crawls a large network of which a part is dead, drips, bombs or
// throttles, from ten seeds to its end, with the real program as it is by default.
// It prints what became of every kind of instance, how long hosts had been due when
// their visit began, and how many requests one instance ever had at once.
func TestBenchSweep(t *testing.T) {
	load, _ := os.ReadFile("/proc/loadavg")
	network := runSim(t, sim.Config{Hosts: *sweepHosts, Seed: 1, Mix: sim.MixSweep(), Now: time.Now})
	lab := sweepLab(t, network)
	t.Logf("%d CPUs, load %s; %d instances", runtime.NumCPU(), strings.TrimSpace(string(load)), *sweepHosts)

	data := t.TempDir()
	args := append(lab.lab(), "--data", data, "--log-level", "error", "crawl", "--once", "--no-pictures", "--seeds", lab.seeds, "--summary", "json")
	ctx, cancel := context.WithTimeout(t.Context(), 3*sweepMost)
	defer cancel()
	cmd := landfallCommand(ctx, t, args...)
	cmd.Stderr = os.Stderr // how far it is
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var run crawlSummary
	if err := json.Unmarshal(out, &run); err != nil {
		t.Fatal(err)
	}
	visits := sweepVisits(t, data)
	stats := network.Stats()
	t.Log(sweepTable(network, visits))
	lags := sweepLags(t, data, visits)
	took := time.Duration(run.Seconds * float64(time.Second)).Round(time.Second)
	t.Logf("%d hosts, %d answered, %d requests (%.1f a host) in %s: %.0f a second; peak %.0f MiB",
		run.Hosts, run.Answered, run.Requests, run.RequestsPerHost, took, run.HostsPerSecond, run.PeakRSSMiB)
	t.Logf("due before the visit began: median %s, p99 %s, most %s", lags[len(lags)/2], lags[len(lags)*99/100], lags[len(lags)-1])
	t.Logf("at once on one instance: %d; forbidden requests: %d; before robots.txt: %d; sooner than Crawl-delay: %d",
		stats.Concurrent, stats.Forbidden, stats.BeforeRobots, stats.Hurried)

	if took > sweepMost || run.PeakRSSMiB > sweepRSS {
		t.Errorf("%s and %.0f MiB, want at most %s and %d MiB", took, run.PeakRSSMiB, sweepMost, sweepRSS)
	}
	if stats.Concurrent > 1 || stats.Forbidden+stats.BeforeRobots+stats.Hurried > 0 {
		t.Errorf("rude: %d at once, %d forbidden, %d before robots.txt, %d too soon",
			stats.Concurrent, stats.Forbidden, stats.BeforeRobots, stats.Hurried)
	}
	var unseen int
	for _, host := range network.Hosts() {
		if visits[landfall.Host(host.Name)] == nil {
			unseen++
		}
	}
	if unseen > 0 {
		t.Errorf("%d of %d instances were never visited", unseen, *sweepHosts)
	}
}

func sweepLab(t *testing.T, network *sim.Network) simulated {
	t.Helper()
	dir := t.TempDir()
	lab := simulated{addr: network.Addr().String(), ca: filepath.Join(dir, "ca.pem"), seeds: filepath.Join(dir, "seeds.txt")}
	for file, text := range map[string]string{
		lab.ca: string(network.CAPEM()), lab.seeds: strings.Join(network.Seeds(10), "\n") + "\n",
	} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return lab
}

// sweepVisits reads the first visit to every host.
func sweepVisits(t *testing.T, data string) map[landfall.Host]*landfall.Observation {
	t.Helper()
	store, err := duckstore.Open(t.Context(), duckstore.Config{Path: filepath.Join(data, "observations.duckdb")})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	visits := make(map[landfall.Host]*landfall.Observation)
	err = store.Observations(t.Context(), "", time.Time{}, time.Time{}, func(o landfall.Observation) error {
		if visits[o.Host] == nil {
			visits[o.Host] = &landfall.Observation{At: o.At, Took: o.Took, Outcome: o.Outcome, Reason: o.Reason, Requests: o.Requests}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return visits
}

// sweepLags says how long each host had been due, shortest first: a new one is due
// from the moment it is heard of.
func sweepLags(t *testing.T, data string, visits map[landfall.Host]*landfall.Observation) []time.Duration {
	t.Helper()
	store, err := sqlstore.Open(t.Context(), sqlstore.Config{Path: filepath.Join(data, "landfall.db")})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	var lags []time.Duration
	err = store.Instances(t.Context(), false, func(in landfall.Instance) error {
		if visit := visits[in.Host]; visit != nil {
			lags = append(lags, max(visit.At.Sub(in.Discovered), 0).Round(time.Millisecond))
		}
		return nil
	})
	if err != nil || len(lags) == 0 {
		t.Fatalf("%d hosts, %v", len(lags), err)
	}
	slices.Sort(lags)
	return lags
}

// sweepTable tells what became of the instances of each kind: outcome and reason,
// how many, how many requests each had and how long the visits took.
func sweepTable(network *sim.Network, visits map[landfall.Host]*landfall.Observation) string {
	type sum struct {
		n, requests int
		took        []time.Duration
	}
	sums := make(map[string]*sum)
	for host, visit := range visits {
		kind := "no such host"
		if info, ok := network.Host(host.String()); ok {
			kind = string(info.Kind)
		}
		line := fmt.Sprintf("%-14s %-12s %-24s", kind, visit.Outcome, visit.Reason)
		s := sums[line]
		if s == nil {
			s = &sum{}
			sums[line] = s
		}
		s.n, s.requests, s.took = s.n+1, s.requests+visit.Requests, append(s.took, visit.Took)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\n%-14s %-12s %-24s %7s %9s %8s %8s\n", "kind", "outcome", "reason", "hosts", "requests", "median", "p99")
	for _, line := range slices.Sorted(maps.Keys(sums)) {
		s := sums[line]
		slices.Sort(s.took)
		fmt.Fprintf(&b, "%s %7d %9.1f %8s %8s\n", line, s.n, float64(s.requests)/float64(s.n),
			s.took[s.n/2].Round(10*time.Millisecond), s.took[s.n*99/100].Round(10*time.Millisecond))
	}
	return b.String()
}
