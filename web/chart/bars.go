package chart

import (
	"context"
	"strings"

	"landfall/web/tongue"
)

// Bars is numbers beside each other, as lying bars from the top down: what [NewBars] draws
// of [Shares] that need not make up a whole, in their order.
type Bars struct {
	Twin

	// Names are those of the bars; XLabels are the ends of the scale.
	Names, XLabels []string
	// Path is the bars, Grid the lines of the scale.
	Path, Grid string
}

// barsDrawn is how many bars there is room for beside their names. The table has all.
const barsDrawn = 8

// NewBars draws the first bars of a list. A part that is unknown has no bar.
func NewBars(ctx context.Context, s Shares) Bars {
	of := s.Of
	if of == "" {
		of = tongue.Mark("part")
	}
	bars := Bars{Twin: newTwin(ctx, s.Title, column{name: of}, column{unit: s.Unit})}
	values, top, unknown := make([]*float64, 0, len(s.Parts)), -1, 0
	for i, p := range s.Parts {
		bars.add(ctx, p.Label, "", p.Value)
		values = append(values, p.Value)
		if x, ok := known(p.Value); !ok {
			unknown++
		} else if top < 0 || x > *s.Parts[top].Value {
			top = i
		}
	}
	if top < 0 {
		bars.Sentence = tongue.Say(ctx, "Nothing is known of it.")
		return bars
	}
	bars.Sentence = tongue.Say(ctx, "The largest of {n} is {name}: {amount}.", "n", len(s.Parts), "name", s.Parts[top].Label,
		"amount", amount(ctx, *s.Parts[top].Value, s.Unit)) + unknownShare(ctx, unknown, len(s.Parts))
	shown := values[:min(len(values), barsDrawn)]
	_, high := extent(shown)
	a := newAxis(0, high)
	for _, p := range s.Parts[:len(shown)] {
		bars.Names = append(bars.Names, p.Label)
	}
	bars.XLabels = []string{figure(ctx, 0), measured(ctx, a.step*float64(a.above), s.Unit)}
	bars.Path, bars.Grid = lying(shown, a), upright(a)
	return bars
}

// lying is a path of bars, each in the middle of its row.
func lying(values []*float64, a axis) string {
	var path strings.Builder
	row := plotHeight / float64(len(values))
	for i, v := range values {
		x, ok := known(v)
		if !ok || x <= 0 {
			continue
		}
		path.WriteString("M0 " + tenth(row*(float64(i)+.2)) + "h" + tenth(plotWidth-a.y(x, plotWidth)) + "v" + tenth(row*.6) + "H0z")
	}
	return path.String()
}

// upright is a path of the lines of a scale from left to right.
func upright(a axis) string {
	var path strings.Builder
	for line := range a.above + 1 {
		path.WriteString("M" + tenth(plotWidth*float64(line)/float64(a.above)) + " 0V" + tenth(plotHeight))
	}
	return path.String()
}
