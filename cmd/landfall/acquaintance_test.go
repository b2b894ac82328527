package main

import (
	"errors"
	"log/slog"
	"testing"
	"time"

	"landfall"
	"landfall/directory"
	"landfall/internal/sim"
)

// A crawl that has just begun knows few lists: the graph of those does not stand for half a day.
func TestTheGraphOfAYoungCrawlIsMadeAnewSoon(t *testing.T) {
	_, s, clock := newTestJobs(t)
	current := &directory.Current{}
	a := &acquaintance{observations: s.observations, current: current, logger: slog.New(slog.DiscardHandler), began: *clock, now: func() time.Time { return *clock }}
	c := newCircles(4, 20)
	current.Store(c.snapshot(*clock))
	var edges []landfall.Edge
	_ = c.lists(func(host, peer landfall.Host) { // it has no errors
		edges = append(edges, landfall.Edge{Host: host, Peer: peer, First: *clock, Last: *clock})
	})
	read := func(edges []landfall.Edge) {
		t.Helper()
		if err := s.observations.TakeEdges(t.Context(), edges); err != nil {
			t.Fatal(err)
		}
		if err := s.observations.Roll(t.Context(), *clock); err != nil {
			t.Fatal(err)
		}
	}
	for _, step := range []struct {
		later time.Duration
		reads []landfall.Edge
		made  bool
	}{
		{later: time.Minute, made: true}, // of nothing
		{later: time.Minute, reads: edges[:len(edges)/2], made: true},
		{later: time.Minute, reads: edges[len(edges)/2:]},
		{later: time.Minute, made: true},
		{later: 3 * time.Minute},
		{later: time.Minute, made: true},
		{later: 20 * time.Hour, made: true},
		{later: 11 * time.Hour},
		{later: time.Hour, made: true},
	} {
		*clock = clock.Add(step.later)
		read(step.reads)
		if err := a.refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
		if made := current.Graph().At.Equal(*clock); made != step.made {
			t.Errorf("%s after the start the graph is made anew: %v, want %v", clock.Sub(a.began), made, step.made)
		}
	}
	if g := current.Graph(); g.Lists != 80 || g.Communities < 3 {
		t.Errorf("%d lists make %d communities", g.Lists, g.Communities)
	}
}

// The lists of a network like the demo's are of circles that know each other, and the graph of
// what a crawl has read shows them.
func TestTheDemosNetworkHasCommunities(t *testing.T) {
	t.Parallel()
	_, _, data := crawlSim(t, sim.Config{Hosts: 200, Seed: 1, Mix: sim.MixDemo()})
	e := &env{cli: &cli{storeFlags: storeFlags{Data: data}}, logger: slog.New(slog.DiscardHandler)}
	s, err := e.openStores(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	site, err := e.newSite(t.Context(), siteFlags{Listen: "127.0.0.1:0"}, s, e.newJobs(s, "test"), newRegistry(), true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(site.close)
	if err := errors.Join(s.observations.Roll(t.Context(), time.Now()), site.acquaintance.refresh(t.Context())); err != nil {
		t.Fatal(err)
	}
	g := site.acquaintance.current.Graph()
	t.Logf("%d communities with %d edges between %d servers of %d compared", g.Communities, len(g.Edges), len(g.Nodes), g.Compared)
	if g.Communities < 3 || len(g.Edges) < 30 {
		t.Error("these are too few to look at")
	}
}
