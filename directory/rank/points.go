package rank

import (
	"cmp"
	"slices"
	"strconv"
)

// Points are tenths of a point, from 0 to 1000. Scores are reckoned and compared in
// them, so that the printed parts of a score add up to the printed total.
type Points int

// whole is what all parts together are worth.
const whole Points = 1000

// String returns the points with at most one decimal: "14.1", "35".
func (p Points) String() string {
	return strconv.FormatFloat(float64(p)/10, 'f', -1, 64)
}

// of returns the points for a part that is fulfilled to the share f, to the nearest
// tenth.
func (p Points) of(f float64) Points { return Points(float64(p)*f + 0.5) }

// share divides what all parts are worth by their weights. Tenths that are left over go
// to the parts that lost most by rounding down, the first of equals first.
func share(weights [parts]int) (points [parts]Points) {
	sum := 0
	for _, w := range weights {
		sum += w
	}
	if sum == 0 {
		return points
	}
	left := whole
	var order [parts]part
	for i, w := range weights {
		points[i] = whole * Points(w) / Points(sum)
		left -= points[i]
		order[i] = part(i)
	}
	lost := func(i part) int { return int(whole) * weights[i] % sum }
	slices.SortStableFunc(order[:], func(a, b part) int { return cmp.Compare(lost(b), lost(a)) })
	for _, i := range order[:left] {
		points[i]++
	}
	return points
}
