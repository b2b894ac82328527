package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// latinLetters spells letters that Unicode does not take apart the way people type
// them without the right keyboard.
var latinLetters = strings.NewReplacer(
	"ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "æ", "ae", "œ", "oe", "ħ", "h", "ı", "i", "ŋ", "n",
)

// fold brings text into the form in which it is compared: compatibility forms
// unified (NFKC), case and accents gone. Marks that carry the sound of a word, as in
// Japanese, Thai or Hindi, stay. fold(fold(x)) = fold(x).
func fold(text string) string {
	if isASCII(text) {
		return strings.ToLower(text)
	}
	text = norm.NFKD.String(text)
	text = strings.Map(func(r rune) rune {
		if isAccent(r) {
			return -1
		}
		return r
	}, text)
	text = latinLetters.Replace(cases.Fold().String(text))
	return norm.NFKC.String(text)
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// isAccent reports whether r is a combining mark that people leave out when they
// type in a hurry: the general diacritics, Hebrew points and Arabic vowels.
func isAccent(r rune) bool {
	switch {
	case r < 0x300:
		return false
	case r <= 0x36f, r >= 0x1ab0 && r <= 0x1aff, r >= 0x1dc0 && r <= 0x1dff:
		return true
	case r >= 0x591 && r <= 0x5c7, r >= 0x64b && r <= 0x65f, r == 0x670:
		return unicode.Is(unicode.Mn, r)
	}
	return false
}
