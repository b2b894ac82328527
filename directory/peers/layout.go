package peers

import (
	"cmp"
	"math"
	"slices"
)

// plane is how wide the plane is, and between are the gaps between what does not hang
// together.
const plane, between = 1000.0, .4

// layOut places all nodes: what hangs together by springs in a square, and the squares
// beside each other in rows, the largest first.
func (g *Graph) layOut(steps int) {
	if len(g.Nodes) == 0 {
		return
	}
	parts := g.parts()
	area := 0.0
	for _, part := range parts {
		area += math.Pow(sideOf(part)+between, 2)
	}
	wide := max(math.Sqrt(area*1.3), sideOf(parts[0])+between)
	x, y, row, right := 0.0, 0.0, 0.0, 0.0
	for _, part := range parts {
		side := sideOf(part)
		if x > 0 && x+side > wide {
			x, y, row = 0, y+row+between, 0
		}
		for k, at := range spring(part, g.among(part), steps) {
			g.Nodes[part[k]].X, g.Nodes[part[k]].Y = x+at[0]*side, y+at[1]*side
		}
		right, row = max(right, x+side), max(row, side)
		x += side + between
	}
	scale := plane / right
	for i := range g.Nodes {
		g.Nodes[i].X *= scale
		g.Nodes[i].Y *= scale
	}
	g.Width, g.Height = plane, (y+row)*scale
}

func sideOf(part []int) float64 { return math.Sqrt(float64(len(part))) }

// among returns the edges among some nodes, which are in order.
func (g *Graph) among(part []int) []Edge {
	var edges []Edge
	for _, e := range g.Edges {
		if _, in := slices.BinarySearch(part, e.A); in { // and so is the other end
			edges = append(edges, e)
		}
	}
	return edges
}

// parts are the nodes that hang together, each in order, the largest first.
func (g *Graph) parts() [][]int {
	root := g.all()
	var find func(i int) int
	find = func(i int) int {
		if root[i] != i {
			root[i] = find(root[i])
		}
		return root[i]
	}
	for _, e := range g.Edges {
		root[find(e.A)] = find(e.B)
	}
	byRoot := map[int][]int{}
	for i := range g.Nodes {
		byRoot[find(i)] = append(byRoot[find(i)], i)
	}
	parts := make([][]int, 0, len(byRoot))
	for _, part := range byRoot {
		parts = append(parts, part)
	}
	slices.SortFunc(parts, func(a, b []int) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a[0], b[0])) })
	return parts
}
