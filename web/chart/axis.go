package chart

import (
	"context"
	"math"
	"strconv"
	"strings"

	"landfall/web/tongue"
)

// axis maps numbers to heights. It has zero in it and lines at round numbers.
type axis struct {
	step         float64 // between lines
	below, above int     // lines below and above zero
}

// least is the smallest height of an axis: of nothing but zeros there is one too.
const least = 1e-6

// newAxis returns an axis from low to high, or to zero.
func newAxis(low, high float64) axis {
	low, high = min(low, 0), max(high, 0)
	step := roundStep(max(high-low, least) / 4)
	lines := func(x float64) int { return int(math.Ceil(x/step - 1e-9)) }
	a := axis{step: step, below: lines(-low), above: lines(high)}
	if a.below+a.above == 0 {
		a.above = 1
	}
	return a
}

// roundStep returns the next of 1, 2, 2.5, 5 and 10 times a power of ten.
func roundStep(rough float64) float64 {
	unit := math.Pow10(int(math.Floor(math.Log10(rough))))
	for _, factor := range []float64{1, 2, 2.5, 5} {
		if factor*unit >= rough {
			return factor * unit
		}
	}
	return 10 * unit
}

// y is the place of x in a drawing of a height; zero is at the bottom if nothing is below.
func (a axis) y(x, height float64) float64 {
	share := (float64(a.above) - x/a.step) / float64(a.above+a.below)
	return height * min(max(share, 0), 1)
}

// grid is a path of the lines.
func (a axis) grid(width, height float64) string {
	var path strings.Builder
	for line := range a.above + a.below + 1 {
		path.WriteString("M0 " + tenth(height*float64(line)/float64(a.above+a.below)) + "H" + tenth(width))
	}
	return path.String()
}

// labels names the lines from the top down.
func (a axis) labels(ctx context.Context, unit string) []string {
	scale := 1.0
	if unit == "ms" && float64(a.above)*a.step >= 2000 {
		scale, unit = 1000, "s"
	}
	var labels []string
	for line := a.above; line >= -a.below; line-- {
		x, _ := strconv.ParseFloat(strconv.FormatFloat(a.step*float64(line)/scale, 'g', 12, 64), 64)
		switch {
		case line == 0:
			labels = append(labels, figure(ctx, 0))
		case unit == "s":
			labels = append(labels, tongue.Say(ctx, "{n} s", "n", figure(ctx, x)))
		case unit == "ms":
			labels = append(labels, tongue.Say(ctx, "{n} ms", "n", figure(ctx, x)))
		default:
			labels = append(labels, measured(ctx, x, unit))
		}
	}
	return labels
}

// tenth writes a number for a path: one decimal, unless it is idle.
func tenth(x float64) string {
	text := strings.TrimSuffix(strconv.FormatFloat(x, 'f', 1, 64), ".0")
	if text == "-0" {
		return "0"
	}
	return text
}
