package chart

import (
	"math"
	"strconv"
	"time"
)

// scale maps durations to heights of a drawing whose zero is at the bottom.
type scale struct {
	step  time.Duration // between grid lines
	lines int           // grid lines above zero
}

// newScale returns a scale from zero whose grid lines are at round numbers and
// whose top is at or above most.
func newScale(most time.Duration) scale {
	ms := max(float64(most)/float64(time.Millisecond), 1)
	rough := ms / 4
	unit := math.Pow10(int(math.Floor(math.Log10(rough))))
	step := 10 * unit
	for _, factor := range []float64{1, 2, 2.5, 5} {
		if factor*unit >= rough {
			step = factor * unit
			break
		}
	}
	return scale{
		step:  time.Duration(step * float64(time.Millisecond)),
		lines: max(int(math.Ceil(ms/step-1e-9)), 1),
	}
}

// top is the duration at the upper edge.
func (s scale) top() time.Duration { return s.step * time.Duration(s.lines) }

// y is the place of d in a drawing of the given height.
func (s scale) y(d time.Duration, height float64) float64 {
	return height * (1 - float64(d)/float64(s.top()))
}

// labels names the grid lines from the top down to zero, all in one unit.
func (s scale) labels() []string {
	unit, name := time.Millisecond, " ms"
	if s.top() >= 2*time.Second {
		unit, name = time.Second, " s"
	}
	labels := make([]string, 0, s.lines+1)
	for line := s.lines; line > 0; line-- {
		value := float64(s.step*time.Duration(line)) / float64(unit)
		labels = append(labels, strconv.FormatFloat(value, 'f', -1, 64)+name)
	}
	return append(labels, "0")
}
