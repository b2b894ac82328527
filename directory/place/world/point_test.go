package world

import (
	"math"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// Each point lies in the box around the outline of its country, where there is an outline,
// and nearly every outline has a point.
func TestPointsAreInTheirCountries(t *testing.T) {
	table := built(t)
	inside := 0
	for code := range table.outlines {
		lat, long, ok := Point(code)
		if !ok {
			if code != "aq" && code != "tf" && code != "fk" { // nobody lives there, or few
				t.Errorf("%s has an outline and no point", code)
			}
			continue
		}
		x, y := Place(lat, long)
		left, top, right, bottom := box(table.Outline(code))
		const near = 3.0 // outlines are coarse
		if x < left-near || x > right+near || y < top-near || y > bottom+near {
			t.Errorf("%s at %.1f %.1f is outside of %.0f %.0f to %.0f %.0f", code, x, y, left, top, right, bottom)
		}
		inside++
	}
	if inside < 100 {
		t.Errorf("only %d countries were looked at", inside)
	}
	for line := range strings.Lines(points) {
		code := strings.Fields(line)[0]
		if lat, long, ok := Point(code); !ok || math.Abs(lat) > 85 || math.Abs(long) > 180 {
			t.Errorf("%q is no point", line)
		}
	}
}

// box is around a path of absolute moves and relative lines.
func box(path string) (left, top, right, bottom float64) {
	left, top, right, bottom = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for piece := range strings.SplitSeq(path, "M") {
		start, lines, _ := strings.Cut(strings.TrimSuffix(piece, "z"), "l")
		numbers := func(text string) (all []float64) {
			for _, word := range strings.FieldsFunc(strings.ReplaceAll(text, "-", " -"), func(r rune) bool { return unicode.IsSpace(r) || r == 'l' || r == 'z' }) {
				if n, err := strconv.ParseFloat(word, 64); err == nil {
					all = append(all, n)
				}
			}
			return all
		}
		at := numbers(start)
		if len(at) != 2 {
			continue
		}
		x, y := at[0], at[1]
		steps := append([]float64{0, 0}, numbers(lines)...)
		for i := 0; i+1 < len(steps); i += 2 {
			x, y = x+steps[i], y+steps[i+1]
			left, top, right, bottom = min(left, x), min(top, y), max(right, x), max(bottom, y)
		}
	}
	return left, top, right, bottom
}
