package chart

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"landfall/web/tongue"
)

// Shares is what parts make up a whole: what [NewStacked] draws.
type Shares struct {
	// Title and Unit are as those of a [Series].
	Title, Unit string
	// Of names a part, such as "software".
	Of    string
	Parts []Part
	// Rest tells that the last part is what is not known: none of those that are compared.
	Rest bool
}

// Part is one part of a whole; its value is nil if it is unknown. Less than nothing is no
// part and drawn as none.
type Part struct {
	Label string
	Value *float64
}

// Stacked is a bar of the largest parts side by side, and of all others together at its end.
// Its table has every part.
type Stacked struct {
	Twin

	Slices []Slice
}

// Slice is a part that is drawn.
type Slice struct {
	Label, Share string
	// Class is that of its colour. Every other part is striped as well, so that neighbours
	// differ without their colours.
	Class, Stripes string
	X, Width       string
}

const (
	stackedParts            = 6 // at most, besides all others
	stackedWidth, stackedAt = 1000.0, 100.0
	stripe                  = 20.0
)

// classes are the colours of parts, the last one that of all others.
var classes = [...]string{"f2", "f4", "f3", "f1", "bar-silent", "f2", "f5"}

// NewStacked draws shares, the largest part first.
func NewStacked(ctx context.Context, s Shares) Stacked {
	of := s.Of
	if of == "" {
		of = tongue.Mark("part")
	}
	bar := Stacked{Twin: newTwin(ctx, s.Title, column{name: of}, column{unit: s.Unit})}
	var parts []Part
	total, unknown := 0.0, 0
	for _, p := range s.Parts {
		bar.add(ctx, p.Label, "", p.Value)
		switch x, ok := known(p.Value); {
		case !ok:
			unknown++
		case x > 0:
			parts, total = append(parts, p), total+x
		}
	}
	slices.SortStableFunc(parts, func(a, b Part) int { return cmp.Compare(*b.Value, *a.Value) })
	if len(parts) == 0 {
		bar.Sentence = tongue.Say(ctx, "Nothing is known of it.")
		return bar
	}
	bar.Sentence = tongue.Say(ctx, "The largest part is {name}: {amount}, {share} of {total}.", "name", parts[0].Label,
		"amount", amount(ctx, *parts[0].Value, s.Unit), "share", share(ctx, *parts[0].Value, total), "total", amount(ctx, total, s.Unit)) +
		unknownShare(ctx, unknown, len(s.Parts))
	bar.draw(ctx, parts, total)
	return bar
}

// draw gives each part its stretch.
func (b *Stacked) draw(ctx context.Context, parts []Part, total float64) {
	shown, rest := parts, 0.0
	if len(parts) > stackedParts {
		shown = parts[:stackedParts]
		for _, p := range parts[stackedParts:] {
			rest += *p.Value
		}
	}
	x, sum := 0.0, 0.0
	add := func(label, class string, value float64, striped bool) {
		sum += value
		end := min(math.Round(10*sum/total*stackedWidth)/10, stackedWidth)
		slice := Slice{Label: label, Share: share(ctx, value, total), Class: class, X: tenth(x), Width: tenth(end - x)}
		if striped {
			slice.Stripes = stripes(x, end)
		}
		b.Slices = append(b.Slices, slice)
		x = end
	}
	for i, p := range shown {
		add(p.Label, classes[i], *p.Value, i%2 == 1)
	}
	if rest > 0 {
		add(tongue.Say(ctx, "Other"), classes[stackedParts], rest, false)
	}
}

// stripes is a path of upright lines between two places.
func stripes(x, end float64) string {
	var path strings.Builder
	for at := x + stripe/2; at < end; at += stripe {
		path.WriteString("M" + tenth(at) + " 0V" + tenth(stackedAt))
	}
	return path.String()
}

func share(ctx context.Context, part, total float64) string {
	percent := 100 * part / total
	if percent < 1 {
		return tongue.Say(ctx, "under {share}", "share", tongue.Percent(ctx, .01, 0))
	}
	return tongue.Percent(ctx, math.Floor(percent)/100, 0)
}
