package search

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"landfall/directory/lexicon"
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
		if lexicon.IsAccent(r) {
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
