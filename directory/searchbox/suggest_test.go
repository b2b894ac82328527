package searchbox

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func suggested(input string, n int) string {
	var parts []string
	for _, s := range standard().Suggest(input, n) {
		parts = append(parts, fmt.Sprintf("%s=%s", s.Key, s.Value))
	}
	return strings.Join(parts, " ")
}

func TestTheEndOfAnInputIsSuggested(t *testing.T) {
	for _, tt := range []struct{ in, first string }{
		{"met", "topic=music.metal"}, {"jazz berli", "place=de.berlin"}, {"new yo", "place=us.new-york"}, {"germa", "place=de lang=de"},
		{"mastod", "sw=mastodon"}, {"東", "place=jp.tokyo"}, {"amber.so", "server=amber.social"}, {"op", "signup=open"},
		{"m", ""}, {"", ""}, {`"met`, "topic=music.metal"}, {`"metal"`, ""}, {"xyzzyq", ""},
	} {
		got := suggested(tt.in, 8)
		if tt.first == "" && got != "" || !slices.Contains(strings.Fields(got), strings.Fields(tt.first + " -")[0]) && tt.first != "" {
			t.Errorf("%q: %s, want %s", tt.in, got, tt.first)
		}
	}
}

func TestASuggestionMeansWhatItSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		prefix := rapid.StringMatching(`[a-z]{2,3}`).Draw(t, "prefix")
		n := rapid.IntRange(1, 10).Draw(t, "n")
		all := standard().Suggest("xyzzy "+prefix, n)
		if len(all) > n || !slices.Equal(all, standard().Suggest("xyzzy "+prefix, n)) {
			t.Fatalf("%q: %d suggestions of %d, or another order", prefix, len(all), n)
		}
		for _, s := range all {
			p := standard().Parse(s.Text)
			if !slices.ContainsFunc(p.Chips, func(c Chip) bool { return c.Key == s.Key && c.Value == s.Value }) {
				t.Errorf("%q suggests %+v, which is %s", prefix, s, shown(p))
			}
		}
	})
}

func BenchmarkSuggest(b *testing.B) {
	p := standard()
	for b.Loop() {
		p.Suggest("metal ma", 8)
	}
}
