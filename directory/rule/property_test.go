package rule

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"landfall/directory/lexicon"
)

// TestAnyTextIsRead feeds words, cues and noise in any order: every finding has a stance, a
// short sentence and a reason.
func TestAnyTextIsRead(t *testing.T) {
	pieces := rapid.OneOf(
		rapid.SampledFrom([]string{"no ", "racism", " must be marked", "差別", "禁止", "18歳以上", "at least 16", "allowed", ". ", "\n\n", "\u202e", "\xff", "18+ content", "🇫🇷", "ﬁ"}),
		rapid.String(),
	)
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(pieces, 0, 12).Draw(t, "pieces"), "")
		for _, f := range Default().Read([]lexicon.Text{{Source: lexicon.Rules, Text: text}}) {
			fits := utf8.RuneCountInString(f.Sentence) <= maxSentence && utf8.ValidString(f.Sentence)
			if strength(f.Stance) <= 0 || f.Sentence == "" || !fits || len(f.Evidence) == 0 {
				t.Fatalf("%+v", f)
			}
		}
	})
}
