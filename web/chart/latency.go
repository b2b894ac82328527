package chart

import (
	"context"
	"slices"
	"strings"
	"time"

	"landfall"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// The drawing's own units; it is stretched to its box.
const (
	plotWidth  = 1000.0
	plotHeight = 240.0
)

// Latency is a chart of response times by day, from the first measured one on: the
// median as a line, the 95th percentile as a dashed line, and the band between them. A
// day without answered visits is a gap.
type Latency struct {
	// Sentence says what the chart shows.
	Sentence string
	// YLabels go from the top down to zero, evenly spaced; XLabels are the first,
	// middle and last day.
	YLabels, XLabels []string
	// Grid, Band, P50 and P95 are paths. Band and P95 are empty if no day's 95th
	// percentile differs from its median, as of days with a single sample.
	Grid, Band, P50, P95 string
	// Gaps says that there are days without an answered visit, Dots that there are
	// measured days between two such.
	Gaps, Dots bool
}

// NewLatency draws what each click cost on the given days, oldest first. It returns
// false if there is no line to draw: no two measured days follow each other.
func NewLatency(ctx context.Context, days []landfall.Day) (Latency, bool) {
	begins := slices.IndexFunc(days, func(d landfall.Day) bool { return d.Click.N > 0 })
	if begins < 0 {
		return Latency{}, false
	}
	days = days[begins:]
	stretches := runs(days)
	if !slices.ContainsFunc(stretches, func(run []point) bool { return len(run) > 1 }) {
		return Latency{}, false
	}
	var most time.Duration
	apart := false
	for _, d := range days {
		if d.Click.N > 0 {
			most = max(most, d.Click.P95, d.Click.P50)
			apart = apart || d.Click.P95 > d.Click.P50
		}
	}
	scale := newScale(most)
	chart := Latency{Sentence: latencySentence(ctx, days), YLabels: scale.labels(ctx), Grid: grid(scale)}
	chart.XLabels = dayLabels(ctx, days)
	var band, p50, p95 strings.Builder
	measured := 0
	for _, run := range stretches {
		measured += len(run)
		chart.Dots = chart.Dots || len(run) == 1
		draw(&p50, run, scale, func(d landfall.Day) time.Duration { return d.Click.P50 })
		if apart {
			draw(&p95, run, scale, func(d landfall.Day) time.Duration { return d.Click.P95 })
			fill(&band, run, scale)
		}
	}
	chart.Gaps = measured < len(days)
	chart.Band, chart.P50, chart.P95 = band.String(), p50.String(), p95.String()
	return chart, true
}

// dayLabels names the first, the middle and the last day; of two days there is none in
// the middle.
func dayLabels(ctx context.Context, days []landfall.Day) []string {
	middle := ""
	if len(days) > 2 {
		middle = tongue.ShortDate(ctx, days[len(days)/2].Date)
	}
	return []string{tongue.ShortDate(ctx, days[0].Date), middle, tongue.ShortDate(ctx, days[len(days)-1].Date)}
}

// point is one measured day and where it stands.
type point struct {
	x   float64
	day landfall.Day
}

// runs splits days into stretches without a gap.
func runs(days []landfall.Day) [][]point {
	var all [][]point
	var run []point
	for i, d := range days {
		if d.Click.N == 0 {
			if run != nil {
				all = append(all, run)
			}
			run = nil
			continue
		}
		run = append(run, point{x: plotWidth * (float64(i) + 0.5) / float64(len(days)), day: d})
	}
	if run != nil {
		all = append(all, run)
	}
	return all
}

// draw appends a run's line. A run of one day is a line of no length, which round
// line ends make a dot.
func draw(path *strings.Builder, run []point, s scale, value func(landfall.Day) time.Duration) {
	for i, p := range run {
		letter := "L"
		if i == 0 {
			letter = "M"
		}
		path.WriteString(letter + coordinate(p.x) + " " + coordinate(s.y(value(p.day), plotHeight)))
	}
	if len(run) == 1 {
		path.WriteString("h0")
	}
}

// fill appends the area between a run's median and its 95th percentile.
func fill(path *strings.Builder, run []point, s scale) {
	if len(run) < 2 {
		return
	}
	draw(path, run, s, func(d landfall.Day) time.Duration { return d.Click.P95 })
	for _, p := range slices.Backward(run) {
		path.WriteString("L" + coordinate(p.x) + " " + coordinate(s.y(p.day.Click.P50, plotHeight)))
	}
	path.WriteString("z")
}

func grid(s scale) string { return evenLines(s.lines) }

// evenLines returns a path of lines across the drawing, from its upper edge to zero.
func evenLines(lines int) string {
	var path strings.Builder
	for line := range lines + 1 {
		y := coordinate(plotHeight * float64(line) / float64(lines))
		path.WriteString("M0 " + y + "H" + coordinate(plotWidth))
	}
	return path.String()
}

// latencySentence says the range of both lines.
func latencySentence(ctx context.Context, days []landfall.Day) string {
	var low, high, worst time.Duration
	measured := 0
	for _, d := range days {
		if d.Click.N == 0 {
			continue
		}
		if measured == 0 {
			low = d.Click.P50
		}
		low, high, worst = min(low, d.Click.P50), max(high, d.Click.P50), max(worst, d.Click.P95)
		measured++
	}
	args := []any{"low", phrase.Duration(ctx, low), "high", phrase.Duration(ctx, high), "worst", phrase.Duration(ctx, worst)}
	if args[1] == args[3] {
		return tongue.Count(ctx, measured, "On {n} day with answers the median of a day was {low}; on the worst day 95 of 100 visits were within {worst}.",
			"On {n} days with answers the median of a day was {low}; on the worst day 95 of 100 visits were within {worst}.", args...)
	}
	return tongue.Count(ctx, measured, "On {n} day with answers the median of a day lay between {low} and {high}; on the worst day 95 of 100 visits were within {worst}.",
		"On {n} days with answers the median of a day lay between {low} and {high}; on the worst day 95 of 100 visits were within {worst}.", args...)
}
