package web

import (
	"context"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"landfall/web/tongue"
)

// query reads the values of a form. What is no use is left out and noted; what is, and is not
// what it would be without being said, is in tidy.
type query struct {
	ctx    context.Context
	values url.Values
	tidy   url.Values
	notes  []string
}

// choice reads one of some values, usual if none is given.
func (q *query) choice(key, label, usual string, of []string) string {
	text := q.values.Get(key)
	switch {
	case text == "" || text == usual:
		return usual
	case !slices.Contains(of, text):
		q.note(tongue.Say(q.ctx, "{what} was left out: “{value}” is none of what there is to choose.", "what", label, "value", clip(text, 40)))
		return usual
	}
	q.tidy.Set(key, text)
	return text
}

// choices reads all values of a key that are some of what there is, commas between them or
// not, in the order of what there is.
func (q *query) choices(key, label string, of []string) []string {
	chosen := map[string]bool{}
	for _, text := range q.values[key] {
		for value := range strings.SplitSeq(text, ",") {
			if value != "" && !slices.Contains(of, value) && len(q.notes) < mostNotes {
				q.note(tongue.Say(q.ctx, "{what} was left out: “{value}” is none of what there is to choose.", "what", label, "value", clip(value, 40)))
			}
			chosen[value] = true
		}
	}
	all := slices.DeleteFunc(slices.Clone(of), func(value string) bool { return !chosen[value] })
	if len(all) > 0 {
		q.tidy.Set(key, strings.Join(all, ","))
	}
	return all
}

// mostNotes bounds how many values are complained of.
const mostNotes = 8

// whole reads a whole number from least to most, usual if none is given.
func (q *query) whole(key, label string, usual, least, most int) int {
	n := q.decimal(key, label, float64(usual), float64(least), float64(most))
	if n != math.Trunc(n) {
		n = math.Trunc(n)
		q.tidy.Set(key, strconv.Itoa(int(n)))
	}
	return int(n)
}

// decimal reads a number from least to most, with a point or a comma.
func (q *query) decimal(key, label string, usual, least, most float64) float64 {
	text := strings.TrimSpace(q.values.Get(key))
	if text == "" {
		return usual
	}
	n, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
	if err != nil || !(n >= least && n <= most) {
		q.note(tongue.Say(q.ctx, "{what} was left out: “{value}” is no number from {least} to {most}.", "what", label, "value", clip(text, 40),
			"least", bound(q.ctx, least), "most", bound(q.ctx, most)))
		return usual
	}
	if n != usual {
		q.tidy.Set(key, plainNumber(n))
	}
	return n
}

func (q *query) note(text string) { q.notes = append(q.notes, text) }

// bound says the least or most that a number may be: whole, or with one digit behind the mark.
func bound(ctx context.Context, n float64) string {
	if n == math.Trunc(n) {
		return tongue.Number(ctx, int64(n))
	}
	return tongue.Decimal(ctx, n, 1)
}

// plainNumber writes a number as forms have it: with a point, and without a mark for
// thousands.
func plainNumber(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }
