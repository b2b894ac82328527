package main

import (
	"context"
	"slices"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"landfall"
	"landfall/crawler/probe"
	"landfall/internal/sqlstore"
	"landfall/web"
)

// How often new names are counted, and over how many days what is usual is told.
const (
	canaryEvery = 10 * time.Minute
	canaryDays  = 14
	canaryLeast = 7 // days before anything counts as usual
)

// canary watches whether discovery still finds names through every software. A parser
// that no longer reads a software's peers fails no visit: nothing new is all it shows.
// It counts in the store, so that a restart takes nothing from it.
type canary struct {
	hosts *sqlstore.Store
	now   func() time.Time
	found *prometheus.GaugeVec
	usual *prometheus.GaugeVec
	last  atomic.Pointer[[]web.Find]
}

func newCanary(hosts *sqlstore.Store, registry prometheus.Registerer, now func() time.Time) *canary {
	gauge := func(name, help string) *prometheus.GaugeVec {
		return prometheus.NewGaugeVec(prometheus.GaugeOpts{Namespace: "landfall", Subsystem: "discovery", Name: name, Help: help}, []string{"family"})
	}
	c := &canary{
		hosts: hosts, now: now,
		found: gauge("new_names", "Hosts made known in the last 24 hours, by the family of software of the instance that named them."),
		usual: gauge("new_names_usual", "Median of the same over the 14 days before; absent in the first week."),
	}
	registry.MustRegister(c.found, c.usual)
	return c
}

// count counts what was found.
func (c *canary) count(ctx context.Context) error {
	finds, err := c.hosts.Finds(ctx, c.now(), 1+canaryDays)
	if err != nil {
		return err
	}
	first, err := c.hosts.FirstFind(ctx)
	if err != nil {
		return err
	}
	before := 0 // whole days before the last
	if !first.IsZero() {
		before = min(canaryDays, int(c.now().Sub(first)/(24*time.Hour))-1)
	}
	families := probe.Families()
	days := make(map[string][]int, len(families))
	for _, family := range families {
		days[family] = make([]int, 1+canaryDays)
	}
	for software, found := range finds {
		for i, n := range found {
			days[probe.Family(software)][i] += n
		}
	}
	all := make([]web.Find, 0, len(families))
	for _, family := range families {
		f := web.Find{Family: family, Day: days[family][0], Usual: landfall.Missing(landfall.WhyNotMeasured)}
		c.found.WithLabelValues(family).Set(float64(f.Day))
		if before >= canaryLeast {
			f.Usual = landfall.Known(int64(median(days[family][1 : 1+before])))
			c.usual.WithLabelValues(family).Set(float64(f.Usual.N))
		}
		all = append(all, f)
	}
	c.last.Store(&all)
	return nil
}

// lately is what was counted last, nil if nothing was yet.
func (c *canary) lately() []web.Find {
	if last := c.last.Load(); last != nil {
		return *last
	}
	return nil
}

// median is the lower middle of numbers.
func median(numbers []int) int {
	sorted := slices.Sorted(slices.Values(numbers))
	return sorted[(len(sorted)-1)/2]
}
