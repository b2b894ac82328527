package stats

import (
	"math"
	"time"

	"landfall/directory"
)

// speeds are the stretches of what a click takes, in milliseconds.
var speeds = []bucket{
	{"100", "Up to 0.1 s", 100}, {"200", "0.1 to 0.2 s", 200}, {"400", "0.2 to 0.4 s", 400}, {"800", "0.4 to 0.8 s", 800},
	{"1800", "0.8 to 1.8 s", 1800}, {"more", "Over 1.8 s", math.Inf(1)},
}

func speed(m *material, c Chart) Chart {
	return m.inBuckets(c, speeds, func(s *directory.Server) (float64, bool) {
		click := s.Summary.Click
		return float64(click.P75) / float64(time.Millisecond), click.N > 0
	})
}
