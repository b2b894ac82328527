package chart

import (
	"context"
	"slices"
	"strings"
	"time"

	"landfall/web/tongue"
)

// Spread is a distribution over time: what [NewBand] draws. Points are in order, oldest
// first, evenly spaced.
type Spread struct {
	// Title and Unit are as those of a [Series].
	Title, Unit string
	// Low, Middle and High name the percentiles, such as "p25", "p50" and "p90".
	Low, Middle, High string
	Points            []SpreadPoint
}

// SpreadPoint is the distribution at one time. Each of its values is nil if it is unknown.
type SpreadPoint struct {
	At                time.Time
	Label             string // the date of At if it is empty
	Low, Middle, High *float64
}

// Band is the middle of a distribution as a line within the area between a low and a high
// percentile; the high one is dashed. What is unknown is a gap.
type Band struct {
	Twin

	// YLabels go from the top down, evenly spaced; XLabels are the first, the middle and the
	// last time.
	YLabels, XLabels []string
	// Key says what the solid and the dashed line are.
	Key string
	// Grid, Area, Middle and High are paths.
	Grid, Area, Middle, High string
}

// NewBand draws a spread.
func NewBand(ctx context.Context, s Spread) Band {
	band := Band{Twin: newTwin(ctx, s.Title, column{name: tongue.Mark("time")}, column{s.Low, s.Unit}, column{s.Middle, s.Unit}, column{s.High, s.Unit})}
	low, middle, high := make([]*float64, 0, len(s.Points)), make([]*float64, 0, len(s.Points)), make([]*float64, 0, len(s.Points))
	middles := Series{Unit: s.Unit}
	for _, p := range s.Points {
		label, machine := name(ctx, p.At, p.Label)
		band.add(ctx, label, machine, p.Low, p.Middle, p.High)
		low, middle, high = append(low, p.Low), append(middle, p.Middle), append(high, p.High)
		middles.Points = append(middles.Points, Point{p.At, p.Label, p.Middle})
	}
	band.Sentence = middles.sentence(ctx, valueOf(ctx, tongue.Say(ctx, s.Middle)))
	band.Key = tongue.Say(ctx, "Solid: {middle}. Dashed: {high}. The area reaches from {low} to {high}. A gap is unknown.",
		"middle", tongue.Say(ctx, s.Middle), "high", tongue.Say(ctx, s.High), "low", tongue.Say(ctx, s.Low))
	a := newAxis(extent(low, middle, high))
	band.YLabels, band.Grid = a.labels(ctx, s.Unit), a.grid(plotWidth, plotHeight)
	band.XLabels = ends(ctx, len(s.Points), func(i int) (time.Time, string) { return s.Points[i].At, s.Points[i].Label })
	band.Middle = line(stretches(middle, plotWidth), a, plotHeight)
	band.High = line(stretches(high, plotWidth), a, plotHeight)
	band.Area = area(low, high, a)
	return band
}

// area is a path around the stretches in which both edges are known.
func area(low, high []*float64, a axis) string {
	floor, roof := slices.Clone(low), slices.Clone(high)
	for i := range floor {
		_, below := known(floor[i])
		_, above := known(roof[i])
		if !below || !above {
			floor[i], roof[i] = nil, nil
		}
	}
	upper, lower := stretches(roof, plotWidth), stretches(floor, plotWidth)
	var path strings.Builder
	for i, run := range upper {
		if len(run) < 2 {
			continue
		}
		path.WriteString(line([][]spot{run}, a, plotHeight))
		for _, s := range slices.Backward(lower[i]) {
			path.WriteString("L" + tenth(s.x) + " " + tenth(a.y(s.value, plotHeight)))
		}
		path.WriteString("z")
	}
	return path.String()
}
