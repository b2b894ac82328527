package chart

import (
	"context"
	"time"

	"landfall/web/tongue"
)

// Bundle is several values over the same times: what [NewLines] draws. The points of each
// are at Times, oldest first, evenly spaced.
type Bundle struct {
	// Title and Unit are as those of a [Series].
	Title, Unit string
	Times       []time.Time
	Strands     []Strand
}

// Strand is one value over time.
type Strand struct {
	// Label names it as the reader is to see it, English in files.
	Label, English string
	Values         []*float64 // as many as there are times; nil: unknown
}

// Lines is values over time, each as a line of its own colour and its own dashes. What is
// unknown is a gap.
type Lines struct {
	Twin

	YLabels, XLabels []string
	Grid             string
	Threads          []Thread
}

// Thread is a line that is drawn.
type Thread struct{ Label, Path, Colour, Dashes string }

// looks are the colours and dashes of lines, in their order; there is one for each line
// that is drawn.
var looks = [...]struct{ colour, dashes string }{
	{"var(--c1)", ""}, {"var(--c2)", "7 5"}, {"var(--c3)", "2 4"}, {"var(--c4)", "10 4 2 4"}, {"var(--bar-silent)", "1 5"}, {"var(--c6)", "14 6"},
}

// NewLines draws a bundle, at most six of its values; the table has all. Its sentence is
// about the first.
func NewLines(ctx context.Context, b Bundle) Lines {
	columns, first := []column{{name: tongue.Mark("day")}}, Series{Unit: b.Unit}
	for range b.Strands {
		columns = append(columns, column{unit: b.Unit})
	}
	lines := Lines{Twin: newTwin(ctx, b.Title, columns...)}
	for i, s := range b.Strands {
		lines.Head[i+1], lines.English[i+1] = s.Label, s.English
	}
	var drawn [][]*float64
	for _, s := range b.Strands[:min(len(b.Strands), len(looks))] {
		drawn = append(drawn, s.Values)
	}
	for i, at := range b.Times {
		values := make([]*float64, 0, len(b.Strands))
		for _, s := range b.Strands {
			values = append(values, s.Values[i])
		}
		label, machine := name(ctx, at, "")
		lines.add(ctx, label, machine, values...)
		if len(values) > 0 {
			first.Points = append(first.Points, Point{At: at, Value: values[0]})
		}
	}
	what := tongue.Say(ctx, "value")
	if len(b.Strands) > 1 {
		what = valueOf(ctx, b.Strands[0].Label)
	}
	lines.Sentence = first.sentence(ctx, what)
	a := newAxis(extent(drawn...))
	lines.YLabels, lines.Grid = a.labels(ctx, b.Unit), a.grid(plotWidth, plotHeight)
	lines.XLabels = ends(ctx, len(b.Times), func(i int) (time.Time, string) { return b.Times[i], "" })
	for i, values := range drawn {
		lines.Threads = append(lines.Threads, Thread{
			Label: b.Strands[i].Label, Path: line(stretches(values, plotWidth), a, plotHeight), Colour: looks[i].colour, Dashes: looks[i].dashes,
		})
	}
	return lines
}
