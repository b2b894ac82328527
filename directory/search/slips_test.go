package search

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"landfall/directory/lexicon"
)

// TestSlipsFindsAll: looking at terms that share a half misses none.
func TestSlipsFindsAll(t *testing.T) {
	word := rapid.StringMatching(`[abé]{4,7}`)
	rapid.Check(t, func(t *rapid.T) {
		terms := rapid.SliceOfNDistinct(word, 1, 20, rapid.ID).Draw(t, "terms")
		documents := make([]Document, len(terms))
		for i, term := range terms {
			documents[i].Name = term
		}
		x := Build(slices.Values(documents))
		query := fold(word.Draw(t, "query"))
		var got []string
		for _, term := range x.slips(query) {
			got = append(got, x.terms[term])
		}
		slices.Sort(got)
		var want []string
		for _, term := range x.terms {
			if lexicon.OneSlip([]rune(query), []rune(term)) {
				want = append(want, term)
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("slips(%q) = %q, want %q", query, got, want)
		}
	})
}
