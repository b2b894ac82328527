package chart

import (
	"context"
	"strings"
	"time"

	"landfall/web/tongue"
)

// Series is a value over time: what [NewSparkline] draws. Points are in order, oldest first,
// evenly spaced.
type Series struct {
	// Title, Unit and Value are English texts that are said to the reader: what is drawn, in
	// what it is counted ("ms", "%", "" for a number), and what a value is called.
	Title, Unit, Value string
	Points             []Point
}

// sentence says the peak, the last value and how it changed, and how much is unknown.
func (s Series) sentence(ctx context.Context, what string) string {
	var first, last, peak *Point
	unknown := 0
	for i := range s.Points {
		p := &s.Points[i]
		x, ok := known(p.Value)
		if !ok {
			unknown++
			continue
		}
		if first == nil {
			first, peak = p, p
		}
		if x > *peak.Value {
			peak = p
		}
		last = p
	}
	if first == nil {
		return tongue.Say(ctx, "Nothing is known of this time.")
	}
	when := func(p *Point) string { label, _ := name(ctx, p.At, p.Label); return label }
	if first == last {
		return tongue.Say(ctx, "One {what} is known: {last} ({then}).", "what", what, "last", amount(ctx, *last.Value, s.Unit), "then", when(last)) + unknownShare(ctx, unknown, len(s.Points))
	}
	return tongue.Say(ctx, "The highest {what} is {peak} ({when}), the last {last} ({then}), {change} since {start}.",
		"what", what, "peak", amount(ctx, *peak.Value, s.Unit), "when", when(peak), "last", amount(ctx, *last.Value, s.Unit), "then", when(last),
		"change", change(ctx, *first.Value, *last.Value, s.Unit), "start", when(first)) + unknownShare(ctx, unknown, len(s.Points))
}

// valueOf tells in a sentence which of several values is meant.
func valueOf(ctx context.Context, name string) string {
	return tongue.Say(ctx, "value of “{name}”", "name", name)
}

func change(ctx context.Context, from, to float64, unit string) string {
	switch {
	case to > from:
		return tongue.Say(ctx, "up by {amount}", "amount", amount(ctx, to-from, unit))
	case to < from:
		return tongue.Say(ctx, "down by {amount}", "amount", amount(ctx, from-to, unit))
	}
	return tongue.Say(ctx, "unchanged")
}

// spot is a known value and where it stands.
type spot struct{ x, value float64 }

// stretches splits values, evenly spaced over a width, into stretches without a gap.
func stretches(values []*float64, width float64) [][]spot {
	var all [][]spot
	open := false
	for i, v := range values {
		value, ok := known(v)
		if ok && !open {
			all = append(all, nil)
		}
		open = ok
		if ok {
			end := &all[len(all)-1]
			*end = append(*end, spot{width * (float64(i) + .5) / float64(len(values)), value})
		}
	}
	return all
}

// line is one path of all stretches. One of a single value is a line of no length, which
// round ends make a dot.
func line(all [][]spot, a axis, height float64) string {
	var path strings.Builder
	for _, run := range all {
		for i, s := range run {
			path.WriteString(pen(i) + tenth(s.x) + " " + tenth(a.y(s.value, height)))
		}
		if len(run) == 1 {
			path.WriteString("h0")
		}
	}
	return path.String()
}

func pen(i int) string {
	if i == 0 {
		return "M"
	}
	return "L"
}

// ends names the first, the middle and the last of points.
func ends(ctx context.Context, n int, at func(i int) (time.Time, string)) []string {
	if n == 0 {
		return nil
	}
	label := func(i int) string {
		t, label := at(i)
		if label == "" && !t.IsZero() {
			return tongue.ShortDate(ctx, t)
		}
		return label
	}
	middle := ""
	if n > 2 {
		middle = label(n / 2)
	}
	if n == 1 {
		return []string{label(0)}
	}
	return []string{label(0), middle, label(n - 1)}
}

// extent is the lowest and the highest known value, 0 and 0 if none is.
func extent(lists ...[]*float64) (low, high float64) {
	first := true
	for _, list := range lists {
		for _, v := range list {
			if x, ok := known(v); ok {
				if first {
					low, high, first = x, x, false
				}
				low, high = min(low, x), max(high, x)
			}
		}
	}
	return low, high
}
