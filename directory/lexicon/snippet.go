package lexicon

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxSnippet is how long a snippet is at most, in characters.
const MaxSnippet = 80

// Snippet returns text[start:end] on one line with what is around it, at most
// [MaxSnippet] characters.
func Snippet(text string, start, end int) string {
	room := MaxSnippet - 2 - utf8.RuneCountInString(text[start:end])
	if room < 0 {
		runes := []rune(text[start:end])
		return Clean(string(runes[:MaxSnippet-1])) + "…"
	}
	from, to := start, end
	for before := room / 2; before > 0 && from > 0; before-- {
		_, size := utf8.DecodeLastRuneInString(text[:from])
		from, room = from-size, room-1
	}
	for ; room > 0 && to < len(text); room-- {
		_, size := utf8.DecodeRuneInString(text[to:])
		to += size
	}
	out := Clean(text[from:to])
	if from > 0 {
		out = "…" + out
	}
	if to < len(text) {
		out += "…"
	}
	return out
}

// Clean turns control and format characters into spaces, so that a snippet is one
// line and cannot turn the text around it.
func Clean(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			return ' '
		}
		return r
	}, text))
}
