package topic

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"landfall/directory/lexicon"
)

// reading is one text with everything of interest found in it.
type reading struct {
	Text
	*lexicon.Folded
	words  []lexicon.Word
	begins []uint32 // for each word the kinds of phrases that begin with it, a bit each
	found  []found
}

// found is one use of a pattern at text[start:end], in words[first] to words[last].
type found struct {
	use
	start, end  int
	first, last int
}

func (f *found) names() bool { return f.kind <= kindTag || f.kind == kindIgnore }

func (f *found) negates() bool { return f.kind >= kindNegation && f.kind <= kindNeutral }

// read finds everything of interest in a text.
func (c *Classifier) read(text Text) *reading {
	text.Text = text.Head()
	r := &reading{Text: text, Folded: lexicon.Fold(lexicon.Mask(text.Text))}
	r.Orig = text.Text
	r.words = lexicon.SplitWords(r.Folded.Text)
	r.begins = make([]uint32, len(r.words))
	c.automaton.Scan(r.Folded.Text, func(pattern, start, end int) {
		for _, u := range c.uses[pattern] {
			switch {
			case u.kind == kindDomain, !lexicon.Whole(r.Folded.Text, start, end, u.prefix):
			case u.kind == kindTag && !r.isTag(start):
			default:
				r.add(u, start, end)
			}
		}
	})
	slices.SortStableFunc(r.found, func(a, b found) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end), compareBool(a.weak, b.weak), compareBool(a.prefix, b.prefix))
	})
	r.dropInner()
	return r
}

// isTag reports whether a word that starts here is a hashtag.
func (r *reading) isTag(start int) bool { return strings.HasSuffix(r.Folded.Text[:start], "#") }

// add takes in a use; one of a word's start covers the word.
func (r *reading) add(u use, start, end int) {
	f := found{use: u, start: start, end: end, first: lexicon.WordAt(r.words, start), last: lexicon.WordAt(r.words, end-1)}
	if u.prefix && f.last < len(r.words) && r.words[f.last].Start < end {
		f.end = max(end, r.words[f.last].End)
	}
	if f.first < len(r.words) && r.words[f.first].Start == start {
		r.begins[f.first] |= 1 << u.kind
	}
	r.found = append(r.found, f)
}

// dropInner drops a topic's word inside a longer one, and a negation inside a longer
// phrase: "science fiction" is no science, "not only" no negation. Where there are no
// spaces a word that begins inside another one is none.
func (r *reading) dropInner() {
	var kept []found
	outer := func(f *found, alike func(*found) bool) bool {
		first, _ := utf8.DecodeRuneInString(r.Folded.Text[f.start:])
		return slices.ContainsFunc(kept, func(o found) bool {
			inside := o.start <= f.start && f.end <= o.end && o.end-o.start > f.end-f.start
			return alike(&o) && (inside || lexicon.IsSign(first) && o.start < f.start && f.start < o.end)
		})
	}
	for _, f := range r.found {
		if r.again(kept, &f) || f.kind == kindNegation && r.neutral(&f) || f.names() && outer(&f, (*found).names) || f.negates() && outer(&f, (*found).negates) {
			continue
		}
		kept = append(kept, f)
	}
	r.found = kept
}

// neutral reports whether a negation is part of a phrase that negates nothing, or runs
// into one: "is not limited to".
func (r *reading) neutral(f *found) bool {
	return slices.ContainsFunc(r.found, func(o found) bool {
		return o.kind == kindNeutral && o.start < f.end && f.start < o.end
	})
}

// again reports whether another term has named the topic at this very place. Terms that
// say much come first.
func (r *reading) again(kept []found, f *found) bool {
	return f.names() && slices.ContainsFunc(kept, func(o found) bool {
		return o.names() && o.topic == f.topic && o.start == f.start && o.end == f.end
	})
}

// The distances, in words, over which one thing bears on another.
const (
	negationReach = 4
	focusReach    = 6
	needReach     = 8
	listReach     = 40 // over the items of a list
)

// near reports whether a word of this kind, and for a context the one needed, is
// within reach words of f on either side, in any sentence.
func (r *reading) near(f *found, need int) bool {
	return slices.ContainsFunc(r.found, func(o found) bool {
		if o.kind != kindNeed || o.need != need || o.start < f.end && f.start < o.end && o.end-o.start <= f.end-f.start {
			return false
		}
		return o.first >= f.first-needReach && o.first <= f.last+needReach
	})
}

// focused reports whether a phrase nearby says that f is what the place is about.
func (r *reading) focused(f *found) bool {
	return r.preceded(f, kindFocus) || r.followed(f, kindFocusOf)
}

// preceded reports whether a phrase of this kind precedes f within focusReach words, or
// the list that f is in.
func (r *reading) preceded(f *found, kind kind) bool {
	return slices.ContainsFunc(r.found, func(o found) bool {
		return o.kind == kind && o.last < f.first && r.reaches(o.last, f.first, focusReach)
	})
}

// followed reports whether a phrase of this kind follows f within two words.
func (r *reading) followed(f *found, kind kind) bool {
	return slices.ContainsFunc(r.found, func(o found) bool {
		return o.kind == kind && o.first > f.last && o.first-f.last <= 2 && r.oneSentence(f.last, o.first)
	})
}

// regardless reports whether f stands in a sentence that says by what nobody is judged.
func (r *reading) regardless(f *found) bool {
	return slices.ContainsFunc(r.found, func(o found) bool {
		return o.kind == kindRegardless && r.oneSentence(o.first, f.first)
	})
}

func (r *reading) oneSentence(i, j int) bool {
	return i < len(r.words) && j < len(r.words) && r.words[i].Sentence == r.words[j].Sentence
}
