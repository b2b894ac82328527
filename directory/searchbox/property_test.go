package searchbox

import (
	"maps"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"landfall/directory/lexicon"
)

// letters counts the letters, digits and pictures of a text that folding leaves anything of.
func letters(text string) map[rune]int {
	count := map[rune]int{}
	for _, r := range norm.NFC.String(strings.ToValidUTF8(text, "")) {
		if (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.So, r)) && lexicon.FoldTerm(string(r)) != "" {
			count[r]++
		}
	}
	return count
}

// checkParse checks what holds for every input.
func checkParse(t interface {
	Errorf(format string, args ...any)
}, input string) {
	p := standard().Parse(input)
	parts := []string{p.Text}
	for _, c := range p.Chips {
		parts = append(parts, c.Words)
		if c.Value == "" || c.Label == "" || c.Words == "" {
			t.Errorf("%q: chip %+v", input, c)
		}
	}
	if !strings.ContainsAny(input, "@/.。．｡:") { // of addresses parts are dropped
		if diff := cmp.Diff(letters(input), letters(strings.Join(parts, " "))); diff != "" {
			t.Errorf("%q: chips and text do not add up: %s", input, diff)
		}
	}
	if again := standard().Parse(p.Text); len(again.Chips) > 0 || again.Text != p.Text {
		t.Errorf("%q: text %q is read again as %s", input, p.Text, shown(again))
	}
	if diff := cmp.Diff(p, standard().Parse(input)); diff != "" {
		t.Errorf("%q: two readings differ: %s", input, diff)
	}
	for i := range p.Chips {
		if want := len(p.Chips); len(standard().Parse(p.AsText(i)).Values()) > want+1 {
			t.Errorf("%q: as text %q has more", input, p.AsText(i))
		}
	}
}

// some words of all kinds, which are put together anyhow.
var some = strings.Fields(`metal heavy berlin open fast no not kein or and in new york germany german deutsch nice france "metal" "open -jazz
	東京 メタル 広告 なし 日本語 서울 music music, (ads) ad-free photograph phtography sci-fi fiction science DE de servers @ada@amber.social amber.social
	https://amber.social/@ada cambridge london c# 🎵 ß ﬁ ½ the the a 's don't mastodn gnu social . , – — “open fast” small klein بدون إعلانات київ`)

func TestNoWordIsLostAndTheTextHasNoChip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(some), rapid.StringN(1, 6, -1)), 0, 9).Draw(t, "words")
		checkParse(t, strings.Join(words, rapid.SampledFrom([]string{" ", "", ", ", "-"}).Draw(t, "gap")))
	})
}

func TestOrderOfOtherWordsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.Permutation([]string{"metal", "berlin", "open", "fast", "xyzzy"}).Draw(t, "words")
		got := standard().Parse(strings.Join(words, " "))
		want := standard().Parse("metal berlin open fast xyzzy")
		if !maps.EqualFunc(got.Values(), want.Values(), func(a, b []string) bool { return a[0] == b[0] }) {
			t.Errorf("%q: %s", words, shown(got))
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, seed := range append(some, "metal berlin open fast", "no politics or metal berlin", "\xff metal", "«open» „fast“ \"") {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, input string) {
		if len(input) < 400 {
			checkParse(t, input)
			standard().Suggest(input, 8)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	p := standard()
	for _, input := range []string{"metal berlin open fast", "a friendly german server for photographers in hamburg with no ads", "東京のメタルが好きな人のための小さいサーバー", strings.Repeat("xyzzy plugh ", 16)} {
		b.Run(strings.ReplaceAll(input[:min(len(input), 12)], " ", "_"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p.Parse(input)
			}
		})
	}
}
