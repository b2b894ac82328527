package main

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http/httptest"
	"os/exec"
	"testing"
	"time"

	"landfall"
	"landfall/directory"
	"landfall/directory/peers"
)

// circles are servers, each of which lists mostly others of its own circle as its peers.
type circles struct{ hosts [][]landfall.Host }

func newCircles(count, servers int) *circles {
	c := &circles{}
	for i := range count {
		var hosts []landfall.Host
		for j := range servers {
			hosts = append(hosts, landfall.Host(fmt.Sprintf("port-%d-of-%d-sim.social", j, i)))
		}
		c.hosts = append(c.hosts, hosts)
	}
	return c
}

// snapshot has all of them, as answering.
func (c *circles) snapshot(at time.Time) *directory.Snapshot {
	m := directory.Material{Measured: map[landfall.Host]directory.Measured{}}
	for _, hosts := range c.hosts {
		for _, host := range hosts {
			m.Instances = append(m.Instances, landfall.Instance{
				Host: host, Status: landfall.StatusAlive, Discovered: at.Add(-time.Hour), LastVisit: at, LastSeen: at,
				Facts: landfall.Facts{Software: landfall.Software{Name: "mastodon"}, Users: landfall.Known(200)},
			})
			m.Measured[host] = directory.Measure(landfall.Summary{Host: host, Visits: 1, Answered: 1})
		}
	}
	return directory.Build(m, at)
}

// lists calls fn for each name in each server's list.
func (c *circles) lists(fn func(host, peer landfall.Host)) error {
	rng := rand.New(rand.NewPCG(5, 6))
	for i, hosts := range c.hosts {
		for _, host := range hosts {
			for range 12 {
				fn(host, hosts[rng.IntN(len(hosts))])
			}
			other := c.hosts[(i+1)%len(c.hosts)]
			fn(host, other[rng.IntN(len(other))])
		}
	}
	return nil
}

// graph is made of their lists as that of the network is.
func (c *circles) graph(at time.Time) (*peers.Graph, error) {
	return peers.Build(c.lists, func(landfall.Host) bool { return true }, peers.DefaultConfig(), at)
}

// TestTheGraphInABrowser looks into the graph of some servers, in Chromium with a WebGL in
// software and without.
func TestTheGraphInABrowser(t *testing.T) {
	t.Parallel()
	root := browserTools(t)
	e := &env{cli: &cli{storeFlags: storeFlags{Data: t.TempDir()}}, logger: slog.New(slog.DiscardHandler)}
	stores, err := e.openStores(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stores.Close)
	site, err := e.newSite(t.Context(), siteFlags{Listen: "127.0.0.1:0"}, stores, e.newJobs(stores, "test"), newRegistry(), false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(site.close)
	c, now := newCircles(4, 20), time.Now()
	graph, err := c.graph(now)
	if err != nil {
		t.Fatal(err)
	}
	if len(graph.Nodes) < 40 || graph.Communities < 3 {
		t.Fatalf("%d servers in %d communities are too few to look at", len(graph.Nodes), graph.Communities)
	}
	site.acquaintance.current.Store(c.snapshot(now))
	site.acquaintance.current.Connect(graph)
	server := httptest.NewServer(site.handler)
	t.Cleanup(server.Close)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "node", "web/browser/network.mjs", server.URL)
	cmd.Dir = root
	out, err := cmd.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Errorf("browser tests: %v", err)
	}
}
