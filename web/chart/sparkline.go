package chart

import (
	"context"

	"landfall/web/tongue"
)

// Sparkline is a small line without axes, for a row of a table or a card.
type Sparkline struct {
	Twin

	Path string
}

// The drawing's own units; it is stretched to its box. A margin keeps the stroke inside.
const (
	sparkWidth, sparkHeight = 100.0, 24.0
	sparkMargin             = 1.0
)

// NewSparkline draws a series from zero up. What is unknown is a gap.
func NewSparkline(ctx context.Context, s Series) Sparkline {
	spark := Sparkline{Twin: newTwin(ctx, s.Title, column{name: tongue.Mark("time")}, column{s.Value, s.Unit})}
	values := make([]*float64, 0, len(s.Points))
	for _, p := range s.Points {
		label, machine := name(ctx, p.At, p.Label)
		spark.add(ctx, label, machine, p.Value)
		values = append(values, p.Value)
	}
	spark.Sentence = s.sentence(ctx, column{name: s.Value}.said(ctx))
	a := newAxis(extent(values))
	spark.Path = line(stretches(values, sparkWidth), a, sparkHeight-2*sparkMargin)
	return spark
}
