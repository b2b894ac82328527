package rank

import (
	"math"
	"time"

	"landfall"
)

// fit is how well a server does in one part, from 0 to 1. Where nothing is known it is
// Prior and known is false.
type fit struct {
	f     float64
	known bool
}

var unknown = fit{f: Prior}

func known(f float64) fit { return fit{f, true} }

func clamp(f float64) float64 { return min(max(f, 0), 1) }

// The bounds of a click: the fastest that is told apart, and one worth nothing.
const (
	swiftClick = 250 * time.Millisecond
	slowClick  = 3 * time.Second
	// minClicks is how many samples a speed needs.
	minClicks = 20
)

func (c Click) fit() fit {
	if c.N < minClicks {
		return unknown
	}
	if c.P75 <= swiftClick {
		return known(1)
	}
	return known(clamp(1 - math.Log(float64(c.P75)/float64(swiftClick))/math.Log(float64(slowClick)/float64(swiftClick))))
}

// click returns what a click costs from a region, or from all places together if that
// is not known of the region; from is then "".
func (m *Measured) click(region Region) (click Click, from Region) {
	if c, ok := m.Regions[region]; ok && c.N >= minClicks {
		return c, region
	}
	return m.Click, ""
}

// The bounds of availability, and what an outage costs.
const (
	poorAvailability = 0.97
	fullAvailability = 0.999
	outageCost       = 0.1
)

// reliability is unknown for as long as the gate waits for samples: too few of them, all
// answered, would look bad.
func (m *Measured) reliability() fit {
	if m.Samples < minSamples {
		return unknown
	}
	f := clamp((wilson(m.Answered, m.Samples) - poorAvailability) / (fullAvailability - poorAvailability))
	if m.Outages.Known {
		f -= outageCost * float64(m.Outages.N)
	}
	return known(clamp(f))
}

// wilson returns the lower end of the 95 % interval of a share (Wilson 1927): what it is
// at least, however few the samples.
func wilson(hits, n int) float64 {
	const z = 1.959964
	share, count := float64(hits)/float64(n), float64(n)
	centre := share + z*z/(2*count)
	spread := z * math.Sqrt(share*(1-share)/count+z*z/(4*count*count))
	return (centre - spread) / (1 + z*z/count)
}

// curve is a plateau on a logarithmic scale: 0 up to none, 1 from low to high, 0 again
// from over on.
type curve struct{ none, low, high, over float64 }

// The curves of size. Where over is 0, they fall to the network's cap.
var (
	anySize    = curve{1, 50, 5_000, 0}
	smallSize  = curve{1, 10, 500, 5_000}
	livelySize = curve{20, 1_000, 5_000, 0}
)

// sizeCap is the share of the network's active people from which on a server is never
// the right size: sending more people there concentrates the network. In a network so
// small that the plateau would not fit below it, which is one hardly known yet, the fall
// is over at fallOff times the plateau's end.
const (
	sizeCap = 0.02
	fallOff = 2
)

// within returns the curve in a network of so many active people.
func (c curve) within(network int64) curve {
	if c.over == 0 {
		c.over = max(sizeCap*float64(network), fallOff*c.high)
	}
	return c
}

func (c curve) fit(active landfall.Count) fit {
	n := float64(active.N)
	switch {
	case !active.Plausible():
		return unknown
	case n >= c.over, n <= c.none:
		return known(0)
	case n < c.low:
		return known(math.Log(n/c.none) / math.Log(c.low/c.none))
	case n > c.high:
		return known(math.Log(c.over/n) / math.Log(c.over/c.high))
	}
	return known(1)
}
