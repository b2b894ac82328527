package lexicon

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

type occurrence struct{ Pattern, Start, End int }

func TestAutomatonFindsWhatANaiveSearchFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.StringMatching(`[abé音]{1,6}`)
		patterns := rapid.SliceOfNDistinct(letters, 1, 12, rapid.ID[string]).Draw(t, "patterns")
		text := rapid.StringMatching(`[abé音 ]{0,60}`).Draw(t, "text")
		var got, want []occurrence
		NewAutomaton(patterns).Scan(text, func(pattern, start, end int) {
			got = append(got, occurrence{pattern, start, end})
		})
		for end := 1; end <= len(text); end++ {
			for start := range end {
				if i := slices.Index(patterns, text[start:end]); i >= 0 {
					want = append(want, occurrence{i, start, end})
				}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%q in %q (-naive +automaton):\n%s", patterns, text, diff)
		}
	})
}

func BenchmarkScan(b *testing.B) {
	text := strings.Repeat("a quiet place for people who like trains, metal and old computers. ", 100)
	a := NewAutomaton([]string{"train", "trains", "metal", "computer", "quiet place", "old"})
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		a.Scan(text, func(int, int, int) {})
	}
}
