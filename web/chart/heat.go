package chart

import (
	"context"
	"strings"

	"landfall/web/tongue"
)

// Grid is a value for each pair of a row and a column, such as weekday and hour: what
// [NewHeat] draws.
type Grid struct {
	// Title and Unit are as those of a [Series].
	Title, Unit string
	// Row says what rows are, such as "weekday"; Rows and Columns name each of them, in the
	// reader's language.
	Row           string
	Rows, Columns []string
	// Values are by row and column; nil, or one that is missing, is unknown.
	Values [][]*float64
}

// at returns a value, nil if there is none.
func (g Grid) at(row, column int) *float64 {
	if row < len(g.Values) && column < len(g.Values[row]) {
		return g.Values[row][column]
	}
	return nil
}

// Heat is a heat map: the higher a value, the larger its square. What is unknown is hollow.
type Heat struct {
	Twin

	Rows    []string
	XLabels []string
	Key     []HeatKey
	// Width and Height are the drawing's; Known and Unknown the paths of its squares.
	Width, Height  string
	Known, Unknown string
}

// HeatKey is a size of square and what it stands for; the unknown one is hollow.
type HeatKey struct {
	Label, Path string
	Unknown     bool
}

// The drawing's own units, of one square at its largest. Squares have one of few sizes, so
// that they can be told apart.
const (
	heatCell   = 10.0
	heatLevels = 5
)

// NewHeat draws a grid.
func NewHeat(ctx context.Context, g Grid) Heat {
	heat := Heat{Twin: newTwin(ctx, g.Title, column{name: g.Row}), Rows: g.Rows}
	for _, c := range g.Columns { // the reader's table is wide enough without the unit
		heat.Head, heat.English = append(heat.Head, c), append(heat.English, column{c, g.Unit}.said(english(ctx)))
	}
	heat.XLabels = columnLabels(g.Columns)
	heat.Width, heat.Height = tenth(heatCell*float64(len(g.Columns))), tenth(heatCell*float64(len(g.Rows)))
	var all []*float64
	for row, label := range g.Rows {
		var values []*float64
		for column := range g.Columns {
			values = append(values, g.at(row, column))
		}
		heat.add(ctx, label, "", values...)
		all = append(all, values...)
	}
	low, high := extent(all)
	heat.draw(all, len(g.Columns), low, high)
	heat.Sentence = g.sentence(ctx, all)
	heat.Key = heatKey(ctx, g.Unit, low, high)
	return heat
}

func (h *Heat) draw(all []*float64, columns int, low, high float64) {
	var squares, hollow strings.Builder
	for i, v := range all {
		column, row := float64(i%columns), float64(i/columns)
		if x, ok := known(v); ok {
			square(&squares, column, row, level(x, low, high))
		} else {
			square(&hollow, column, row, heatLevels)
		}
	}
	h.Known, h.Unknown = squares.String(), hollow.String()
}

// level is how large a value is, from 1 to [heatLevels]. Where all are alike, they are large.
func level(x, low, high float64) int {
	if high <= low {
		return heatLevels
	}
	return min(1+int((x-low)/(high-low)*heatLevels), heatLevels)
}

// square adds a square in the middle of its cell.
func square(path *strings.Builder, column, row float64, level int) {
	side := heatCell * (float64(level)/heatLevels*.85 + .05)
	x, y := (column+.5)*heatCell-side/2, (row+.5)*heatCell-side/2
	path.WriteString("M" + tenth(x) + " " + tenth(y) + "h" + tenth(side) + "v" + tenth(side) + "h-" + tenth(side) + "z")
}

// heatKey names the smallest and the largest square, and the hollow one.
func heatKey(ctx context.Context, unit string, low, high float64) []HeatKey {
	one := func(level int) string {
		var path strings.Builder
		square(&path, 0, 0, level)
		return path.String()
	}
	keys := []HeatKey{{Label: amount(ctx, high, unit), Path: one(heatLevels)}, {Label: tongue.Say(ctx, "unknown"), Path: one(heatLevels), Unknown: true}}
	if high > low {
		keys = append([]HeatKey{{Label: amount(ctx, low, unit), Path: one(1)}}, keys...)
	}
	return keys
}

// sentence says where the highest and the lowest value are.
func (g Grid) sentence(ctx context.Context, all []*float64) string {
	top, bottom, unknown := -1, -1, 0
	for i, v := range all {
		x, ok := known(v)
		if !ok {
			unknown++
			continue
		}
		if top < 0 || x > *all[top] {
			top = i
		}
		if bottom < 0 || x < *all[bottom] {
			bottom = i
		}
	}
	if top < 0 {
		return tongue.Say(ctx, "Nothing is known of this time.")
	}
	cell := func(i int) string {
		return tongue.Say(ctx, "{row}, {column}", "row", g.Rows[i/len(g.Columns)], "column", g.Columns[i%len(g.Columns)])
	}
	return tongue.Say(ctx, "The highest is {peak} ({where}), the lowest {low} ({there}).", "peak", amount(ctx, *all[top], g.Unit), "where", cell(top),
		"low", amount(ctx, *all[bottom], g.Unit), "there", cell(bottom)) + unknownShare(ctx, unknown, len(all))
}

// columnLabels names columns where there is room: all of a few, else four at even distances.
// Each label stands where its column begins, and the last, an empty one, at the end.
func columnLabels(columns []string) []string {
	n := len(columns)
	if n > 7 {
		n = 4
	}
	labels := make([]string, 0, n+1)
	for i := range n {
		labels = append(labels, columns[i*len(columns)/n])
	}
	return append(labels, "")
}
