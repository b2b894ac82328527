package searchbox

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// scripts are languages whose ways of writing people tell apart.
var scripts = []string{"zh-Hant", "pt-PT", "sr-Latn"}

// Languages returns the names of languages: their own ones, those in the languages that
// pages are to speak first, and their codes. All languages that CLDR has texts in are among
// them, and those of the given codes (BCP 47, as the directory spells them).
func Languages(codes []string) []Term {
	all := slices.Clone(codes)
	all = append(all, scripts...)
	for _, tag := range display.Supported.Tags() {
		if base, script, region := tag.Raw(); script.String() == "Zzzz" && region.String() == "ZZ" && base.String() != "und" {
			all = append(all, base.String())
		}
	}
	slices.Sort(all)
	var terms []Term
	for _, code := range slices.Compact(all) {
		terms = append(terms, languageTerms(code)...)
	}
	return terms
}

func languageTerms(code string) []Term {
	tag, err := language.Parse(code)
	if err != nil || tag == language.Und {
		return nil
	}
	own, english := display.Self.Name(tag), display.English.Tags().Name(tag)
	label := english
	if own != "" && !strings.EqualFold(own, english) {
		label = capital(own) + " (" + english + ")"
	}
	term := func(text string, named bool) Term {
		return Term{Text: text, Key: KeyLanguage, Value: code, Label: label, Own: named}
	}
	terms := []Term{term(own, true), term(english, true)}
	for _, locale := range speaksFirst {
		if name := display.Tags(language.Make(locale)).Name(tag); name != english && name != own {
			terms = append(terms, term(name, locale != "zh" && locale != "ja"))
		}
	}
	short := term(code, false)
	short.Capitals = ordinary[strings.ToLower(code)]
	short.Guess = utf8.RuneCountInString(code) <= 3
	return append(slices.DeleteFunc(terms, func(t Term) bool { return t.Text == "" || t.Text == code }), short)
}

// capital gives a text a capital first letter in scripts that have one.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToTitle(first)) + text[size:]
}
