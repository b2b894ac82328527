package search

import (
	"cmp"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestSortedIsTheOrderOfWholeWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		// Few letters and long words, so that many begin or end alike.
		words := rapid.SliceOfDistinct(rapid.StringOfN(rapid.SampledFrom([]rune("abé")), 1, 12, -1), rapid.ID[string]).Draw(t, "words")
		for name, by := range map[string]struct {
			lead    func(string) uint64
			compare func(a, b string) int
		}{"from the start": {head, cmp.Compare[string]}, "from the end": {tail, compareBackward}} {
			places := sorted(words, by.lead, by.compare)
			if len(places) != len(words) {
				t.Fatalf("%s: %d places of %d words", name, len(places), len(words))
			}
			if !slices.IsSortedFunc(places, func(a, b uint32) int { return by.compare(words[a], words[b]) }) {
				t.Errorf("%s: %q are put in the order %v", name, words, places)
			}
		}
	})
}
