package chart

import (
	"context"
	"math"
	"strconv"
	"strings"
	"time"

	"landfall/web/tongue"
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
func (s scale) labels(ctx context.Context) []string {
	unit, name := time.Millisecond, tongue.Mark("{n} ms")
	if s.top() >= 2*time.Second {
		unit, name = time.Second, tongue.Mark("{n} s")
	}
	labels := make([]string, 0, s.lines+1)
	for line := s.lines; line > 0; line-- {
		value := float64(s.step*time.Duration(line)) / float64(unit)
		labels = append(labels, tongue.Say(ctx, name, "n", exact(ctx, value)))
	}
	return append(labels, tongue.Number(ctx, 0))
}

// exact writes a number with as many digits as it has.
func exact(ctx context.Context, x float64) string {
	return tongue.Decimal(ctx, x, decimals(x))
}

// decimals is how many digits a number has after its point.
func decimals(x float64) int {
	_, digits, _ := strings.Cut(strconv.FormatFloat(x, 'f', -1, 64), ".")
	return len(digits)
}
