package sim

import "math"

// chance is a stream of pseudo-random numbers (SplitMix64). It is written out
// here, rather than taken from math/rand, so that a seed means the same network
// with every version of Go.
type chance struct{ state uint64 }

// golden is 2⁶⁴ divided by the golden ratio, SplitMix64's increment.
const golden = 0x9e3779b97f4a7c15

// mix64 scatters the bits of v.
func mix64(v uint64) uint64 {
	v = (v ^ v>>30) * 0xbf58476d1ce4e5b9
	v = (v ^ v>>27) * 0x94d049bb133111eb
	return v ^ v>>31
}

// key folds numbers into one that names their own stream.
func key(parts ...uint64) uint64 {
	var k uint64
	for _, part := range parts {
		k = mix64(k + golden + mix64(part+golden))
	}
	return k
}

// keyOf folds a text into a number (FNV-1a, then scattered).
func keyOf(text string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(text) {
		h = (h ^ uint64(text[i])) * 1099511628211
	}
	return mix64(h)
}

func (c *chance) next() uint64 {
	c.state += golden
	return mix64(c.state)
}

// below returns a number from 0 to n-1, and 0 if there is none.
func (c *chance) below(n int) int {
	if n <= 1 {
		return 0
	}
	return int(c.next() % uint64(n))
}

// between returns a number from low to high, both included.
func (c *chance) between(low, high int) int { return low + c.below(high-low+1) }

// float returns a number in [0, 1).
func (c *chance) float() float64 { return float64(c.next()>>11) / (1 << 53) }

// hit is true in the given share of cases.
func (c *chance) hit(share float64) bool { return c.float() < share }

// normal returns a number from the standard normal distribution (Box-Muller).
func (c *chance) normal() float64 {
	u, v := 1-c.float(), c.float()
	return math.Sqrt(-2*math.Log(u)) * math.Cos(2*math.Pi*v)
}

// pick returns one of the list, which must not be empty.
func pick[T any](c *chance, list []T) T { return list[c.below(len(list))] }

// shuffle puts the list into a random order.
func shuffle[T any](c *chance, list []T) {
	for i := len(list) - 1; i > 0; i-- {
		j := c.below(i + 1)
		list[i], list[j] = list[j], list[i]
	}
}

// weighted returns the index of one of the weights, heavier ones more often.
func weighted(c *chance, weights []float64) int {
	var total float64
	for _, w := range weights {
		total += w
	}
	at := c.float() * total
	for i, w := range weights {
		if at < w {
			return i
		}
		at -= w
	}
	return len(weights) - 1
}

// purpose keeps the streams of one instance apart, so that one more draw for
// its name does not change its rules.
type purpose uint64

const (
	forTraits purpose = iota + 1
	forName
	forSoftware
	forPeople
	forSignup
	forTexts
	forRobots
	forLatency
	forPeers
	forMisconduct
	forNodeinfo
	forHostileText
	forTarget
	forClosing
	forUsage
	forExtras
	forPicture
)
