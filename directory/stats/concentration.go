package stats

import (
	"cmp"
	"math"
	"slices"
)

// Concentration says how unevenly a whole is parted.
type Concentration struct {
	Parts int     // that are more than nothing
	Total float64 // of all parts
	// HHI is the Herfindahl–Hirschman index, the sum of the squares of the shares, on its
	// usual scale: 10,000 is one part that has all, and near 0 are very many small ones.
	HHI float64
	// Shannon is the entropy of the shares in bits: 0 is one part that has all, and each
	// doubling of equal parts adds 1.
	Shannon float64
	// Effective is how many equal parts would be as concentrated: 10,000 / HHI.
	Effective float64

	shares []float64 // the largest first
}

// Concentrate measures parts. Those that are not more than nothing are no parts; without
// any, all is zero.
func Concentrate(parts []float64) Concentration {
	var c Concentration
	for _, p := range parts {
		if p > 0 {
			c.shares, c.Total = append(c.shares, p), c.Total+p
		}
	}
	if c.Parts = len(c.shares); c.Parts == 0 {
		return c
	}
	slices.SortFunc(c.shares, func(a, b float64) int { return cmp.Compare(b, a) })
	for i := range c.shares {
		c.shares[i] /= c.Total
		c.HHI += 10_000 * c.shares[i] * c.shares[i]
		c.Shannon -= c.shares[i] * math.Log2(c.shares[i])
	}
	c.Shannon = max(c.Shannon, 0)
	c.Effective = 10_000 / c.HHI
	return c
}

// Top is the share of the n largest parts, from 0 to 1.
func (c Concentration) Top(n int) float64 {
	sum := 0.0
	for _, share := range c.shares[:min(n, len(c.shares))] {
		sum += share
	}
	return min(sum, 1)
}
