package web

import (
	"cmp"
	"context"
	"time"

	"landfall/directory/stats"
	"landfall/web/chart"
	"landfall/web/tongue"
)

// newStatsFigure draws a chart and says what it is over.
func newStatsFigure(ctx context.Context, c *stats.Chart) statsFigure {
	f := statsFigure{
		ID: c.ID, Title: tongue.Say(ctx, c.Title), Note: tongue.Say(ctx, c.Note), Empty: c.Empty(),
		Base: baseSentence(ctx, c.Base), Period: period(ctx, c.From, c.Through),
	}
	if f.Empty || len(c.Columns) == 0 {
		f.Empty = true
		return f
	}
	switch c.Shape {
	case stats.ShapeShares:
		bar := chart.NewStacked(ctx, sharesOf(ctx, c))
		f.Sentence, f.Drawing = bar.Sentence, bar.Bar() //nolint:contextcheck // it is drawn with the context of the page
	case stats.ShapeBars:
		bars := chart.NewBars(ctx, sharesOf(ctx, c))
		f.Sentence, f.Drawing = bars.Sentence, bars.Plot() //nolint:contextcheck // it is drawn with the context of the page
	case stats.ShapeLines:
		lines := chart.NewLines(ctx, bundleOf(ctx, c))
		f.Sentence, f.Drawing = lines.Sentence, lines.Plot() //nolint:contextcheck // it is drawn with the context of the page
	case stats.ShapeBand:
		band := chart.NewBand(ctx, spreadOf(c))
		f.Sentence, f.Drawing = band.Sentence, band.Plot() //nolint:contextcheck // it is drawn with the context of the page
	}
	return f
}

// sharesOf is the first column of a chart as parts.
func sharesOf(ctx context.Context, c *stats.Chart) chart.Shares {
	shares := chart.Shares{Title: c.Title, Of: c.Rows, Unit: cmp.Or(c.Columns[0].Unit, c.Columns[0].Label)}
	for i := range c.Lines {
		shares.Parts = append(shares.Parts, chart.Part{Label: lineLabel(ctx, c, &c.Lines[i]), Value: c.Lines[i].Cells[0]})
	}
	return shares
}

// bundleOf is the drawn columns of a chart over time.
func bundleOf(ctx context.Context, c *stats.Chart) chart.Bundle {
	bundle := chart.Bundle{Title: c.Title, Unit: c.Columns[0].Unit}
	for _, line := range c.Lines {
		bundle.Times = append(bundle.Times, line.At)
	}
	for i, column := range c.Columns[:c.Drawn] {
		bundle.Strands = append(bundle.Strands, chart.Strand{Label: columnLabel(ctx, column), Values: c.Column(i)})
	}
	return bundle
}

// spreadOf is the first three columns of a chart over time.
func spreadOf(c *stats.Chart) chart.Spread {
	spread := chart.Spread{Title: c.Title, Unit: c.Columns[0].Unit, Low: c.Columns[0].Label, Middle: c.Columns[1].Label, High: c.Columns[2].Label}
	for _, line := range c.Lines {
		spread.Points = append(spread.Points, chart.SpreadPoint{At: line.At, Low: line.Cells[0], Middle: line.Cells[1], High: line.Cells[2]})
	}
	return spread
}

// lineLabel says what a line of a chart is about.
func lineLabel(ctx context.Context, c *stats.Chart, line *stats.Line) string {
	switch {
	case !line.At.IsZero():
		return tongue.Date(ctx, line.At)
	case line.Foreign:
		return line.Label
	case c.Facet != "":
		return label(ctx, c.Facet, line.Key, line.Label)
	}
	return tongue.Say(ctx, line.Label)
}

func columnLabel(ctx context.Context, column stats.Column) string {
	if column.Foreign {
		return column.Label
	}
	return tongue.Say(ctx, column.Label)
}

// period says what time a chart is of.
func period(ctx context.Context, from, through time.Time) string {
	switch {
	case through.IsZero():
		return ""
	case from.IsZero():
		return tongue.Say(ctx, "Data through {when}.", "when", tongue.Moment(ctx, through))
	}
	return tongue.Say(ctx, "Data from {from} through {through}.", "from", tongue.Date(ctx, from), "through", tongue.Date(ctx, through))
}

// baseSentence says whom a chart is over.
func baseSentence(ctx context.Context, b stats.Base) string {
	switch b.Of {
	case stats.Listed:
		return tongue.Say(ctx, "Over the {whole} listed servers; known of {known}.", "whole", b.Whole, "known", b.Known)
	case stats.Answering:
		return tongue.Say(ctx, "Each day over the servers that answered on it, people’s own ones included.")
	case stats.Visits:
		return tongue.Say(ctx, "Each day over all visits, {whole} in all; visits that failed through our own fault count for nothing.", "whole", b.Whole)
	case stats.Closings:
		return tongue.Say(ctx, "Over the {whole} closings that are known; measured of {known}.", "whole", b.Whole, "known", b.Known)
	case stats.Unhidden:
		return tongue.Say(ctx, "Over the {whole} listed servers that no delivery network hides; known of {known}.", "whole", b.Whole, "known", b.Known)
	}
	return ""
}
