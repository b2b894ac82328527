package searchbox

import (
	"slices"
)

// reader is one reading of a text.
type reader struct {
	*Parser
	text   string
	tokens []token
	before []found // chips that are there already
	// countries and languages are those that something else in the input names.
	countries, languages []string
}

// span is a phrase that was chosen, and what it means.
type span struct {
	first, end int
	term       Term
	sure       bool
}

// read returns the chips in the text and marks the tokens that they use.
func (r *reader) read() []found {
	spans := r.forbidden()
	windows := r.words.windows(r.tokens)
	r.look(windows)
	spans = r.choose(spans, windows)
	spans = r.choose(spans, r.words.slipped(r.tokens, func(i int) bool { return covered(spans, i) }))
	slices.SortFunc(spans, func(a, b span) int { return a.first - b.first })
	spans = r.affirmed(spans)
	for _, s := range spans {
		r.use(s.first, s.end)
	}
	var all []found
	for i := range spans {
		s := &spans[i]
		r.join(s)
		all = append(all, found{at: s.first, Chip: Chip{
			Key: s.term.Key, Value: s.term.Value, Label: s.term.Label, Sure: s.sure,
			Words: written(r.text, r.tokens[s.first:s.end], func(*token) bool { return true }),
		}})
	}
	return all
}

func (r *reader) use(first, end int) {
	for i := first; i < end; i++ {
		r.tokens[i].used = true
	}
}

func covered(spans []span, i int) bool {
	return slices.ContainsFunc(spans, func(s span) bool { return s.first <= i && i < s.end })
}

// choose takes the windows that do not overlap what is chosen already.
func (r *reader) choose(spans []span, windows []window) []span {
	for _, w := range windows {
		free := !slices.ContainsFunc(spans, func(s span) bool { return s.first < w.end && w.first < s.end })
		if !free {
			continue
		}
		if term, ok := r.meaning(w); ok {
			spans = append(spans, span{w.first, w.end, term, !w.slip && (!term.Guess || term.Key == KeyTopic && term.Own)})
		}
	}
	return spans
}

// meaning returns what a window means here.
func (r *reader) meaning(w window) (Term, bool) {
	for i := 0; i < len(w.terms); i++ {
		t := r.words.terms[w.terms[i]]
		switch {
		case t.Key == KeyPlace:
			last := i
			for last < len(w.terms) && r.words.terms[w.terms[last]].Key == KeyPlace {
				last++
			}
			if place, ok := r.place(w, w.terms[i:last]); ok {
				return place, true
			}
			i = last - 1
		case t.Capitals && !r.capitals(w):
		default:
			return t, true
		}
	}
	return Term{}, false
}

// capitals reports whether a window stands out by its capitals.
func (r *reader) capitals(w window) bool {
	for i := w.first; i < w.end; i++ {
		if !r.tokens[i].upper {
			return false
		}
	}
	return len(r.tokens) == w.end-w.first || slices.ContainsFunc(r.tokens, func(t token) bool { return !t.upper })
}

// join takes in the words beside a phrase that mean nothing without it.
func (r *reader) join(s *span) {
	for s.first > 0 {
		t := &r.tokens[s.first-1]
		if t.used || t.quoted || t.minus || r.tokens[s.first].apart || !joining[t.text] && !trailing[t.text] && !r.links(s.first-1) {
			break
		}
		t.used = true
		s.first--
	}
	for s.end < len(r.tokens) {
		t := &r.tokens[s.end]
		if t.used || t.quoted || t.minus || t.apart || !trailing[t.text] && t.text != "の" && t.text != "的" {
			break
		}
		t.used = true
		s.end++
	}
}

// links reports whether a token stands between two phrases, as in "Berlin or Hamburg".
func (r *reader) links(i int) bool {
	return also[r.tokens[i].text] && i > 0 && r.tokens[i-1].used && !r.tokens[i].apart
}
