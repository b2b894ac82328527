package lexicon

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Entry is one word or phrase of a list and what finding it means. A "*" at its end
// stands for the rest of a word.
type Entry[T any] struct {
	Text string
	Use  T
}

// Matcher finds all entries of many lists in one pass over a text. It is safe for
// concurrent use.
type Matcher[T any] struct {
	automaton *Automaton
	uses      [][]use[T] // by pattern of the automaton
}

type use[T any] struct {
	prefix bool
	mean   T
}

// NewMatcher returns a matcher of entries. Those with no letters are left out.
func NewMatcher[T any](entries []Entry[T]) *Matcher[T] {
	m := &Matcher[T]{}
	index := map[string]int{}
	var texts []string
	for _, e := range entries {
		text, prefix := strings.CutSuffix(e.Text, "*")
		text = FoldTerm(text)
		if text == "" {
			continue
		}
		i, ok := index[text]
		if !ok {
			i = len(texts)
			index[text] = i
			texts = append(texts, text)
			m.uses = append(m.uses, nil)
		}
		m.uses[i] = append(m.uses[i], use[T]{prefix, e.Use})
	}
	m.automaton = NewAutomaton(texts)
	return m
}

// Reading is one text, folded, with its words and every entry found in it.
type Reading[T any] struct {
	Text
	*Folded
	Words []Word
	// Hits are by where they start and, there, from the longest to the shortest.
	Hits []Hit[T]
}

// Hit is an entry found at Folded.Text[Start:End], in Words[First] to Words[Last].
type Hit[T any] struct {
	Mean        T
	Term        string
	Start, End  int
	First, Last int
}

// Read finds the entries in a text. Addresses in it are passed over.
func (m *Matcher[T]) Read(text Text) *Reading[T] {
	text.Text = text.Head()
	r := &Reading[T]{Text: text, Folded: Fold(Mask(text.Text))}
	r.Orig = text.Text
	r.Words = SplitWords(r.Folded.Text)
	m.automaton.Scan(r.Folded.Text, func(pattern, start, end int) {
		for _, u := range m.uses[pattern] {
			if Whole(r.Folded.Text, start, end, u.prefix) {
				r.add(u, start, end)
			}
		}
	})
	slices.SortStableFunc(r.Hits, func(a, b Hit[T]) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	return r
}

func (r *Reading[T]) add(u use[T], start, end int) {
	h := Hit[T]{Mean: u.mean, Term: r.Folded.Text[start:end], Start: start, End: end, First: WordAt(r.Words, start), Last: WordAt(r.Words, end-1)}
	if h.Last >= len(r.Words) {
		return
	}
	if u.prefix {
		h.Term += "*"
		h.End = max(end, r.Words[h.Last].End)
	}
	r.Hits = append(r.Hits, h)
}

// Snippet returns what is around a hit, as it was written.
func (r *Reading[T]) Snippet(h Hit[T]) string {
	return Snippet(r.Orig, r.From[h.Start], r.From[h.End])
}

// Written returns the hit as it was written.
func (r *Reading[T]) Written(h Hit[T]) string { return r.Orig[r.From[h.Start]:r.From[h.End]] }

// OneSentence reports whether two words, by their indices, are in one sentence.
func (r *Reading[T]) OneSentence(i, j int) bool {
	return i >= 0 && j >= 0 && i < len(r.Words) && j < len(r.Words) && r.Words[i].Sentence == r.Words[j].Sentence
}

// Inside reports whether the hit is part of a longer one of those for which alike holds.
// Where there are no spaces, one that begins inside another is part of it.
func (r *Reading[T]) Inside(h Hit[T], alike func(T) bool) bool {
	first, _ := utf8.DecodeRuneInString(r.Folded.Text[h.Start:])
	return slices.ContainsFunc(r.Hits, func(o Hit[T]) bool {
		within := o.Start <= h.Start && h.End <= o.End && o.End-o.Start > h.End-h.Start
		return alike(o.Mean) && (within || IsSign(first) && o.Start < h.Start && h.Start < o.End)
	})
}
