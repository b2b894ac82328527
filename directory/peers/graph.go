package peers

import (
	"cmp"
	"slices"
	"time"

	"landfall"
)

// Lists calls fn for each name in each server's list of peers, each once, those of one server
// together: of a long list a part, always the same one of the same list. It returns the first
// error of its own.
type Lists func(fn func(host, peer landfall.Host)) error

// Config bounds a graph.
type Config struct {
	Servers  int     // at most, those first that most lists name
	Edges    int     // at most, those first that stand out most
	Names    int     // that a list has at least, to be compared
	StandOut float64 // how likely chance alone would make a likeness as great, at most
	Steps    int     // of the layout
}

// DefaultConfig returns the bounds of the graph that pages show.
func DefaultConfig() Config {
	return Config{Servers: 2000, Edges: 6000, Names: 8, StandOut: .05, Steps: 200}
}

// Graph is the servers whose lists are alike.
type Graph struct {
	At time.Time // when it was made
	// Lists is how many lists there were, Compared how many of them were compared.
	Lists, Compared int
	// Nodes are in the order of their hosts.
	Nodes []Node
	Edges []Edge
	// Communities is how many there are; they are numbered from 1 on, the largest first.
	Communities int
	// Width and Height are the size of the plane, 0 of an empty graph.
	Width, Height float64
}

// Node is a server.
type Node struct {
	Host landfall.Host
	// Named is how many of the lists name it.
	Named     int
	Community int
	X, Y      float64
}

// Edge is a likeness of two servers that stands out.
type Edge struct {
	A, B int // places among the nodes, A < B
	// Likeness is from 0 to 1.
	Likeness float64
	// Chance is how likely chance alone would make it as great.
	Chance float64
}

// Build makes a graph of the lists of servers that may be shown. It goes through all lists
// twice, and keeps those alone that are compared. Its errors are those of the lists.
func Build(lists Lists, shown func(landfall.Host) bool, cfg Config, at time.Time) (*Graph, error) {
	c, err := compare(lists, shown, cfg)
	if err != nil {
		return nil, err
	}
	g := &Graph{At: at, Lists: len(c.length), Compared: len(c.hosts)}
	edges := c.backbone(cfg)
	place := make(map[int]int)
	for _, e := range edges {
		for _, i := range []int{e.A, e.B} {
			place[i] = 0
		}
	}
	for i := range c.hosts {
		if _, ok := place[i]; ok {
			place[i] = len(g.Nodes)
			g.Nodes = append(g.Nodes, Node{Host: c.hosts[i], Named: c.named[c.hosts[i]]})
		}
	}
	for _, e := range edges {
		e.A, e.B = place[e.A], place[e.B]
		g.Edges = append(g.Edges, e)
	}
	g.findCommunities()
	g.layOut(cfg.Steps)
	return g, nil
}

// Only returns the graph without the nodes that are not kept, and their edges. What is left
// keeps its place and its community.
func (g *Graph) Only(keep func(landfall.Host) bool) *Graph {
	less := *g
	less.Nodes, less.Edges = nil, nil
	place := make([]int, len(g.Nodes))
	for i := range g.Nodes {
		place[i] = -1
		if keep(g.Nodes[i].Host) {
			place[i] = len(less.Nodes)
			less.Nodes = append(less.Nodes, g.Nodes[i])
		}
	}
	for _, e := range g.Edges {
		if e.A, e.B = place[e.A], place[e.B]; e.A >= 0 && e.B >= 0 {
			less.Edges = append(less.Edges, e)
		}
	}
	return &less
}

// Node returns the place of a host among the nodes, -1 if it is not there.
func (g *Graph) Node(host landfall.Host) int {
	i, ok := slices.BinarySearchFunc(g.Nodes, host, func(n Node, host landfall.Host) int { return cmp.Compare(n.Host, host) })
	if !ok {
		return -1
	}
	return i
}

// Neighbour is a server that another is like.
type Neighbour struct {
	Node     int
	Likeness float64
}

// Neighbours returns whom a node is like, the most alike first.
func (g *Graph) Neighbours(node int) []Neighbour {
	var list []Neighbour
	for _, e := range g.Edges {
		switch node {
		case e.A:
			list = append(list, Neighbour{e.B, e.Likeness})
		case e.B:
			list = append(list, Neighbour{e.A, e.Likeness})
		}
	}
	slices.SortFunc(list, func(a, b Neighbour) int {
		return cmp.Or(cmp.Compare(b.Likeness, a.Likeness), cmp.Compare(a.Node, b.Node))
	})
	return list
}
