package rank

import (
	"strings"

	"landfall"
)

// Score is what a server scores for a wish, item by item. The points of the parts add
// up to the total exactly.
type Score struct {
	Total Points
	Parts []Part // in the order of Weights, without those that the wish leaves out
}

// Part is one item of a score.
type Part struct {
	Key, Label string
	// Weight is what the part is worth at most: its weight out of those of all parts of
	// the wish, which are worth 100 together.
	Weight Points
	// Value is how well the server does, from 0 to 1, and Known whether anything is
	// known of it; without, Value is [Prior].
	Value float64
	Known bool
	// Points are Weight × Value, to the nearest tenth.
	Points Points
	// Asked is whether the wish asks for it: a topic, a language, a place, or something
	// that matters.
	Asked bool
	Why   landfall.Phrase
}

// String returns the sum: "88 = topic 35 + language 14 + speed 14.1 …". A part of
// which nothing is known says so.
func (s Score) String() string {
	parts := make([]string, len(s.Parts))
	for i, p := range s.Parts {
		parts[i] = p.Label + " " + p.Points.String()
		if !p.Known {
			parts[i] += " (not known)"
		}
	}
	return s.Total.String() + " = " + strings.Join(parts, " + ")
}

// Part returns the part with a key; ok is false if the wish leaves it out.
func (s Score) Part(key string) (p Part, ok bool) {
	for _, p := range s.Parts {
		if p.Key == key {
			return p, true
		}
	}
	return Part{}, false
}

// score returns the itemised score of a candidate and its row.
func (t *Table) score(c *Candidate, r *row, p *plan) Score {
	var s Score
	asked := askedParts(p.wish)
	for i, f := range p.fits(r) {
		if p.weights[i] == 0 {
			continue
		}
		part := Part{
			Key: weights[i].Key, Label: weights[i].Label, Weight: p.weights[i], Value: f.f, Known: f.known,
			Points: p.weights[i].of(f.f), Asked: asked[i], Why: t.why(part(i), c, r, p),
		}
		s.Total += part.Points
		s.Parts = append(s.Parts, part)
	}
	return s
}

// askedParts says of each part whether the wish asks for it.
func askedParts(w Wish) (asked [parts]bool) {
	asked[about] = len(w.Topics) > 0
	asked[tongue] = len(w.Languages) > 0
	asked[near] = w.Place != ""
	for _, m := range w.Matters {
		if i := m.part(); i < parts {
			asked[i] = true
		}
	}
	return asked
}
