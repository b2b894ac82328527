package peers

import (
	"math"

	"gonum.org/v1/gonum/graph/layout"
	"gonum.org/v1/gonum/spatial/r2"
)

// coordinates are where nodes are. They note when springs have torn: gonum must not go on
// from there.
type coordinates struct {
	at   map[int64]r2.Vec
	torn bool
}

// farthest is how far from the origin a node may be thrown.
const farthest = 1e9

// IsInitialized reports whether nodes have been placed.
func (c *coordinates) IsInitialized() bool { return len(c.at) > 0 }

// SetCoord2 places a node.
func (c *coordinates) SetCoord2(id int64, at r2.Vec) {
	c.torn = c.torn || !(math.Hypot(at.X, at.Y) < farthest)
	c.at[id] = at
}

// Coord2 returns where a node is.
func (c *coordinates) Coord2(id int64) r2.Vec { return c.at[id] }

// spring places the nodes of one part of a graph that hangs together, in order, in a square
// of side 1.
func spring(nodes []int, edges []Edge, steps int) [][2]float64 {
	const softest = 1e-3
	for rate := .1; rate > softest; rate /= 4 {
		c := &coordinates{at: make(map[int64]r2.Vec, len(nodes))}
		g, eades := newNetwork(nodes, edges), layout.EadesR2{Updates: steps, Repulsion: 1, Rate: rate, Theta: .5, Src: chance()}
		for !c.torn && eades.Update(g, c) {
		}
		if !c.torn && len(c.at) == len(nodes) {
			return c.inSquare(nodes)
		}
	}
	return circle(len(nodes))
}

// inSquare returns where nodes are, with the least place at the origin.
func (c *coordinates) inSquare(nodes []int) [][2]float64 {
	low, high := r2.Vec{X: math.Inf(1), Y: math.Inf(1)}, r2.Vec{X: math.Inf(-1), Y: math.Inf(-1)}
	for _, p := range c.at {
		low, high = r2.Vec{X: min(low.X, p.X), Y: min(low.Y, p.Y)}, r2.Vec{X: max(high.X, p.X), Y: max(high.Y, p.Y)}
	}
	side := max(high.X-low.X, high.Y-low.Y, 1e-9)
	places := make([][2]float64, 0, len(nodes))
	for _, i := range nodes {
		p := c.at[int64(i)]
		places = append(places, [2]float64{(p.X - low.X) / side, (p.Y - low.Y) / side})
	}
	return places
}

// circle places nodes of which nothing better is known.
func circle(n int) [][2]float64 {
	places := make([][2]float64, 0, n)
	for i := range n {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		places = append(places, [2]float64{.5 + cos/2, .5 + sin/2})
	}
	return places
}
