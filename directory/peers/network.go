package peers

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/community"
	"gonum.org/v1/gonum/graph/iterator"
	"gonum.org/v1/gonum/graph/simple"
)

// network is edges as gonum wants them. Its nodes come in order, so that the same edges
// give the same picture.
type network struct {
	nodes  []graph.Node
	beside map[int64][]graph.Node
	weight map[[2]int64]float64
}

var _ graph.WeightedUndirected = (*network)(nil)

// newNetwork takes the edges among some nodes. They weigh as much as they are of all that
// their nodes have, so that no node is pulled by more than 1 in all.
func newNetwork(nodes []int, edges []Edge) *network {
	n := &network{beside: map[int64][]graph.Node{}, weight: map[[2]int64]float64{}}
	for _, i := range nodes {
		n.nodes = append(n.nodes, simple.Node(i))
	}
	strength := map[int]float64{}
	for _, e := range edges {
		strength[e.A] += e.Likeness
		strength[e.B] += e.Likeness
	}
	for _, e := range edges {
		a, b := simple.Node(e.A), simple.Node(e.B)
		n.beside[a.ID()], n.beside[b.ID()] = append(n.beside[a.ID()], b), append(n.beside[b.ID()], a)
		n.weight[[2]int64{a.ID(), b.ID()}] = e.Likeness / max(strength[e.A], strength[e.B])
	}
	return n
}

// Node returns a node by its id.
func (n *network) Node(id int64) graph.Node { return simple.Node(id) }

// Nodes returns all nodes, in order.
func (n *network) Nodes() graph.Nodes { return iterator.NewOrderedNodes(n.nodes) }

// From returns the nodes beside one.
func (n *network) From(id int64) graph.Nodes { return iterator.NewOrderedNodes(n.beside[id]) }

// HasEdgeBetween reports whether two nodes are beside each other.
func (n *network) HasEdgeBetween(x, y int64) bool { _, ok := n.between(x, y); return ok }

// Edge returns the edge between two nodes, nil if there is none.
func (n *network) Edge(x, y int64) graph.Edge { return n.EdgeBetween(x, y) }

// EdgeBetween returns the same.
func (n *network) EdgeBetween(x, y int64) graph.Edge {
	if e := n.WeightedEdgeBetween(x, y); e != nil {
		return e
	}
	return nil
}

// WeightedEdge returns the same.
func (n *network) WeightedEdge(x, y int64) graph.WeightedEdge { return n.WeightedEdgeBetween(x, y) }

// WeightedEdgeBetween returns the same.
func (n *network) WeightedEdgeBetween(x, y int64) graph.WeightedEdge {
	w, ok := n.between(x, y)
	if !ok {
		return nil
	}
	return simple.WeightedEdge{F: simple.Node(x), T: simple.Node(y), W: w}
}

// Weight returns the weight of the edge between two nodes.
func (n *network) Weight(x, y int64) (w float64, ok bool) { return n.between(x, y) }

func (n *network) between(x, y int64) (float64, bool) {
	w, ok := n.weight[[2]int64{min(x, y), max(x, y)}]
	return w, ok
}

// chance is the same for every graph.
func chance() rand.Source { return rand.NewPCG(1, 2) }

// findCommunities gives each node its community.
func (g *Graph) findCommunities() {
	if len(g.Nodes) == 0 {
		return
	}
	const resolution = 1
	found := community.Modularize(newNetwork(g.all(), g.Edges), resolution, chance()).Communities()
	for _, members := range found {
		slices.SortFunc(members, func(a, b graph.Node) int { return cmp.Compare(a.ID(), b.ID()) })
	}
	slices.SortFunc(found, func(a, b []graph.Node) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a[0].ID(), b[0].ID()))
	})
	g.Communities = len(found)
	for i, members := range found {
		for _, member := range members {
			g.Nodes[member.ID()].Community = i + 1
		}
	}
}

func (g *Graph) all() []int {
	nodes := make([]int, len(g.Nodes))
	for i := range nodes {
		nodes[i] = i
	}
	return nodes
}
