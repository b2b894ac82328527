package peers

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"landfall"
)

var at = time.Date(2026, 10, 7, 9, 40, 0, 0, time.UTC)

// list is what one server names.
type list struct {
	Host  landfall.Host
	Peers []landfall.Host
}

// of tells of lists.
func of(lists []list) Lists {
	return func(fn func(host, peer landfall.Host)) error {
		for _, l := range lists {
			for _, peer := range l.Peers {
				fn(l.Host, peer)
			}
		}
		return nil
	}
}

// built makes a graph of lists that can be read.
func built(t rapid.TB, lists []list, shown func(landfall.Host) bool, cfg Config) *Graph {
	g, err := Build(of(lists), shown, cfg, at)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestListsThatCannotBeReadGiveNoGraph(t *testing.T) {
	broken := errors.New("store is closed")
	for _, fails := range []int{1, 2} {
		reads := 0
		lists := func(fn func(host, peer landfall.Host)) error {
			if reads++; reads == fails {
				return broken
			}
			return of(circles(1, 10))(fn)
		}
		if g, err := Build(lists, everybody, DefaultConfig(), at); g != nil || !errors.Is(err, broken) {
			t.Errorf("reading %d fails: %v, %v", fails, g, err)
		}
	}
}

func everybody(landfall.Host) bool { return true }

// circles are lists of servers of so many circles: each names others of its circle, some
// that everybody names, and a few of anywhere.
func circles(n, size int) []list {
	rng := rand.New(rand.NewPCG(3, 4))
	name := func(circle, i int) landfall.Host {
		return landfall.Host(fmt.Sprintf("c%d-%02d-sim.social", circle, i))
	}
	var lists []list
	for circle := range n {
		for i := range size {
			l := list{Host: name(circle, i)}
			for range size / 2 {
				l.Peers = append(l.Peers, name(circle, rng.IntN(size)))
			}
			for range 2 {
				l.Peers = append(l.Peers, name(rng.IntN(n), rng.IntN(size)))
			}
			for i := range 10 {
				l.Peers = append(l.Peers, landfall.Host(fmt.Sprintf("giant-%d-sim.social", i)))
			}
			slices.Sort(l.Peers)
			l.Peers = slices.Compact(l.Peers)
			lists = append(lists, l)
		}
	}
	return lists
}

func TestCirclesAreFound(t *testing.T) {
	const n, size = 4, 30
	cfg := DefaultConfig()
	cfg.StandOut = .2
	g := built(t, circles(n, size), everybody, cfg)
	if len(g.Nodes) < n*size*8/10 {
		t.Fatalf("only %d of %d servers have an edge", len(g.Nodes), n*size)
	}
	within := 0
	for _, e := range g.Edges {
		if g.Nodes[e.A].Host[:2] == g.Nodes[e.B].Host[:2] {
			within++
		}
	}
	if within < len(g.Edges)*95/100 {
		t.Errorf("only %d of %d edges are within a circle", within, len(g.Edges))
	}
	mixed := 0
	circleOf := map[int]map[landfall.Host]int{}
	for _, node := range g.Nodes {
		if circleOf[node.Community] == nil {
			circleOf[node.Community] = map[landfall.Host]int{}
		}
		circleOf[node.Community][node.Host[:2]]++
	}
	for _, counts := range circleOf {
		most, all := 0, 0
		for _, n := range counts {
			most, all = max(most, n), all+n
		}
		mixed += all - most
	}
	if mixed > len(g.Nodes)/20 || len(circleOf) != g.Communities {
		t.Errorf("%d of %d servers are in communities of another circle; %d communities", mixed, len(g.Nodes), g.Communities)
	}
}

func TestTheSameListsGiveTheSamePicture(t *testing.T) {
	lists := circles(3, 20)
	want := built(t, lists, everybody, DefaultConfig())
	slices.Reverse(lists)
	if diff := cmp.Diff(want, built(t, lists, everybody, DefaultConfig())); diff != "" {
		t.Errorf("another picture (-want +got):\n%s", diff)
	}
}

func TestANameThatAllHaveTellsNothing(t *testing.T) {
	var lists []list
	for i := range 30 {
		l := list{Host: landfall.Host(fmt.Sprintf("h%02d-sim.social", i))}
		for j := range 20 {
			l.Peers = append(l.Peers, landfall.Host(fmt.Sprintf("giant-%02d-sim.social", j)))
		}
		lists = append(lists, l)
	}
	if g := built(t, lists, everybody, DefaultConfig()); len(g.Edges) > 0 || g.Compared != 30 || g.Width != 0 {
		t.Errorf("%d edges of lists that are all the same, of %d compared", len(g.Edges), g.Compared)
	}
}

func TestChanceOfAnEdge(t *testing.T) {
	for _, tt := range []struct {
		x, strength float64
		degree      int
		want        float64
	}{
		{1, 1, 1, 1}, {1, 2, 2, .5}, {1, 4, 4, .421875}, {3, 4, 2, .25}, {9, 10, 11, 1e-10},
	} {
		if got := chanceOf(tt.x, tt.strength, tt.degree); math.Abs(got-tt.want) > 1e-12 {
			t.Errorf("chanceOf(%v, %v, %d) = %v; want %v", tt.x, tt.strength, tt.degree, got, tt.want)
		}
	}
}

// Whatever the lists: bounds hold, only what may be shown is there, likenesses are those of
// the lists, every node has an edge, a community and a place on the plane.
func TestGraphsHoldTheirBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		host := rapid.Map(rapid.IntRange(0, 40), func(i int) landfall.Host { return landfall.Host(fmt.Sprintf("h%02d-sim.social", i)) })
		var lists []list
		for _, h := range rapid.SliceOfNDistinct(host, 0, 30, rapid.ID).Draw(t, "hosts") {
			lists = append(lists, list{h, rapid.SliceOfNDistinct(host, 0, 20, rapid.ID).Draw(t, "peers")})
		}
		cfg := Config{Servers: rapid.IntRange(0, 30).Draw(t, "servers"), Edges: rapid.IntRange(0, 60).Draw(t, "edges"), Names: 2, StandOut: rapid.Float64Range(0, 1).Draw(t, "chance"), Steps: 20}
		shown := func(h landfall.Host) bool { return h[2]%5 != 0 }
		g := built(t, lists, shown, cfg)
		if len(g.Nodes) > cfg.Servers || len(g.Edges) > cfg.Edges || g.Compared > cfg.Servers {
			t.Errorf("%d nodes and %d edges of %+v", len(g.Nodes), len(g.Edges), cfg)
		}
		degree := make([]int, len(g.Nodes))
		for _, e := range g.Edges {
			if e.A >= e.B || e.Likeness <= 0 || e.Likeness > 1+1e-9 || e.Chance > cfg.StandOut {
				t.Errorf("edge %+v", e)
			}
			degree[e.A]++
			degree[e.B]++
		}
		for i, node := range g.Nodes {
			if !shown(node.Host) || degree[i] == 0 || node.Community < 1 || node.Community > g.Communities || g.Node(node.Host) != i || len(g.Neighbours(i)) != degree[i] {
				t.Errorf("node %+v with %d edges", node, degree[i])
			}
			if !(node.X >= 0 && node.X <= g.Width+1e-6 && node.Y >= 0 && node.Y <= g.Height+1e-6) {
				t.Errorf("%s is at %v %v, outside of %v × %v", node.Host, node.X, node.Y, g.Width, g.Height)
			}
		}
		kept := func(h landfall.Host) bool { return h[1] != '1' }
		for _, node := range g.Only(kept).Nodes {
			was := g.Nodes[g.Node(node.Host)]
			if !kept(node.Host) || was != node {
				t.Errorf("%+v is left of %+v", node, was)
			}
		}
		for _, e := range g.Only(kept).Edges {
			if less := g.Only(kept); e.A >= len(less.Nodes) || e.B >= len(less.Nodes) {
				t.Errorf("edge %+v among %d nodes", e, len(less.Nodes))
			}
		}
	})
}

// BenchmarkBuild makes a graph of as many servers as pages show.
func BenchmarkBuild(b *testing.B) {
	lists := circles(20, 100)
	for b.Loop() {
		g := built(b, lists, everybody, DefaultConfig())
		b.ReportMetric(float64(len(g.Nodes)), "nodes")
		b.ReportMetric(float64(len(g.Edges)), "edges")
	}
}
