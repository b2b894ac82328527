package directory

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"landfall/directory/search"
)

// cleanText returns typed text in its one spelling: NFC, single spaces, nothing
// invisible, at most MaxText runes. Text without a letter or digit is "".
func cleanText(text string) string {
	text = norm.NFC.String(Visible(text))
	text = strings.TrimSpace(clipRunes(strings.Join(strings.Fields(text), " "), MaxText))
	if !search.Searchable(text) {
		return ""
	}
	return text
}

// Visible drops what nobody can see: bytes that are no text, control characters
// other than white space, and format characters such as direction overrides. The
// two joiners stay, for Persian and Indic scripts spell with them. The result is one line.
func Visible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == unicode.ReplacementChar, unicode.IsControl(r):
			return -1
		case unicode.Is(unicode.Cf, r) && r != '\u200c' && r != '\u200d':
			return -1
		}
		return r
	}, text)
}

// clipRunes shortens text to at most n runes.
func clipRunes(text string, n int) string {
	for i := range text {
		if n == 0 {
			return text[:i]
		}
		n--
	}
	return text
}

// wordRune reports whether r is part of words.
func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
