package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"

	"landfall"
	"landfall/internal/sqlstore"
)

// namer makes known an instance of a software, and returns its host.
func namer(t *testing.T, hosts *sqlstore.Store, software string, at time.Time) landfall.Host {
	t.Helper()
	host := landfall.Host(software + "-namer-sim.social")
	if _, err := hosts.Add(t.Context(), "seed", []landfall.Host{host}, at, at); err != nil {
		t.Fatal(err)
	}
	leases, err := hosts.Lease(t.Context(), "worker", 1, at, time.Minute)
	if err != nil || len(leases) != 1 || leases[0].Host != host {
		t.Fatalf("%v, %v", leases, err)
	}
	o := &landfall.Observation{ID: software, Host: host, At: at, Outcome: landfall.OutcomeAnswered}
	o.Facts.Software.Name = software
	o.Facts.State(landfall.FieldSoftware, "https://"+string(host)+"/nodeinfo/2.0", "software", at)
	_, err = hosts.Complete(t.Context(), []landfall.Visited{{Lease: leases[0], Observation: o}}, func(landfall.Instance, landfall.Agenda, landfall.Visited) landfall.Agenda {
		return landfall.Fresh(at.AddDate(1, 0, 0))
	})
	if err != nil {
		t.Fatal(err)
	}
	return host
}

// A software whose lists are not read any more is told by the canary, in a process
// that has just begun.
func TestTheCanarySeesASoftwareGoSilent(t *testing.T) {
	hosts, err := sqlstore.Open(t.Context(), sqlstore.Config{Path: filepath.Join(t.TempDir(), hostsFile)})
	if err != nil {
		t.Fatal(err)
	}
	defer hosts.Close()
	now := time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	long := now.AddDate(0, 0, -20)
	steady, silent := namer(t, hosts, "hometown", long), namer(t, hosts, "lemmy", long)
	name := func(via landfall.Host, day, n int) {
		var found []landfall.Host
		for i := range n {
			found = append(found, landfall.Host(fmt.Sprintf("n%d-%d-%s", day, i, via)))
		}
		at := now.Add(-time.Duration(day)*24*time.Hour - time.Hour)
		if _, err := hosts.Add(t.Context(), string(via), found, at, at); err != nil {
			t.Fatal(err)
		}
	}
	for day := range 15 {
		name(steady, day, 7)
		if day > 0 {
			name(silent, day, 6)
		}
	}
	registry := prometheus.NewRegistry()
	c := newCanary(hosts, registry, func() time.Time { return now })
	if err := c.count(t.Context()); err != nil {
		t.Fatal(err)
	}
	value := func(v *prometheus.GaugeVec, family string) float64 {
		return testutil.ToFloat64(v.WithLabelValues(family))
	}
	if got, usual := value(c.found, "mastodon"), value(c.usual, "mastodon"); got != 7 || usual != 7 {
		t.Errorf("mastodon: %v, usually %v; want 7 and 7", got, usual)
	}
	if got, usual := value(c.found, "lemmy"), value(c.usual, "lemmy"); got != 0 || usual != 6 {
		t.Errorf("lemmy: %v, usually %v; want 0 and 6", got, usual)
	}
	young := newCanary(hosts, prometheus.NewRegistry(), func() time.Time { return long.AddDate(0, 0, 5) })
	if err := young.count(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := testutil.CollectAndCount(young.usual); n != 0 || young.lately()[0].Usual.Known {
		t.Errorf("%d numbers are usual after five days", n)
	}
	for _, f := range c.lately() {
		if strings.Contains(f.Family, "sim") {
			t.Errorf("a host's name is a label: %s", f.Family)
		}
	}
}
