package chart

import (
	"context"
	"math"
	"slices"

	"landfall"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// Year is one bar: the median days of notice of a year, of so many closings.
type Year struct {
	Year int
	Days float64
	Of   int
}

// Years is a chart of the median days of notice by year: a bar for each year, none
// where nothing is known, and a dashed line at [landfall.CovenantDays].
type Years struct {
	// Sentence says what the chart shows.
	Sentence string
	// YLabels go from the top down to zero, evenly spaced; XLabels are the years.
	YLabels, XLabels []string
	Grid, Promise    string // paths
	Bars             []Bar
}

// Bar is a rectangle of the drawing.
type Bar struct{ X, Y, Width, Height string }

const (
	yearsDrawn = 10 // at most, the last ones
	yearsSpelt = 6  // more are named by their last two digits
	barWidth   = 60.0
)

// NewYears draws years in any order. It returns false if there are not two to compare.
func NewYears(ctx context.Context, years []Year) (Years, bool) {
	known := slices.DeleteFunc(slices.Clone(years), func(y Year) bool { return y.Of == 0 })
	if len(known) < 2 {
		return Years{}, false
	}
	slices.SortFunc(known, func(a, b Year) int { return a.Year - b.Year })
	last := known[len(known)-1].Year
	known = slices.DeleteFunc(known, func(y Year) bool { return y.Year <= last-yearsDrawn })
	if len(known) < 2 {
		return Years{}, false
	}
	first := known[0].Year
	most := float64(landfall.CovenantDays)
	for _, y := range known {
		most = max(most, y.Days)
	}
	step := daysStep(most)
	lines := int(math.Ceil(most / step))
	top := step * float64(lines)
	chart := Years{Sentence: yearsSentence(ctx, known), Grid: evenLines(lines), Promise: "M0 " + coordinate(plotHeight*(1-landfall.CovenantDays/top)) + "H" + coordinate(plotWidth)}
	for line := lines; line >= 0; line-- {
		chart.YLabels = append(chart.YLabels, tongue.Number(ctx, int(step)*line))
	}
	for year := first; year <= last; year++ {
		chart.XLabels = append(chart.XLabels, yearLabel(ctx, year, last-first+1))
	}
	for _, y := range known {
		height := plotHeight * max(y.Days, 0) / top
		x := float64(y.Year-first) * (plotWidth - barWidth) / float64(last-first)
		chart.Bars = append(chart.Bars, Bar{coordinate(x), coordinate(plotHeight - height), coordinate(barWidth), coordinate(height)})
	}
	return chart, true
}

// daysStep is the distance of the lines: months while there are few of them.
func daysStep(most float64) float64 {
	step := 30.0
	for most/step > 6 {
		step *= 2
	}
	return step
}

// yearLabel is short where there are many: "’26".
func yearLabel(ctx context.Context, year, of int) string {
	label := []rune(tongue.Year(ctx, year))
	if of > yearsSpelt && len(label) == 4 {
		return "’" + string(label[2:])
	}
	return string(label)
}

// yearsSentence says the range of the bars.
func yearsSentence(ctx context.Context, known []Year) string {
	low := slices.MinFunc(known, compareDays)
	high := slices.MaxFunc(known, compareDays)
	return tongue.Say(ctx, "Median days of notice by year, from {from} to {to}: the least is {least} in {leastYear}, the most {most} in {mostYear}.",
		"from", tongue.Year(ctx, known[0].Year), "to", tongue.Year(ctx, known[len(known)-1].Year),
		"least", phrase.Days(ctx, low.Days), "leastYear", tongue.Year(ctx, low.Year), "most", phrase.Days(ctx, high.Days), "mostYear", tongue.Year(ctx, high.Year))
}

func compareDays(a, b Year) int {
	switch {
	case a.Days < b.Days:
		return -1
	case a.Days > b.Days:
		return 1
	}
	return a.Year - b.Year
}
