package landfall

import (
	"strings"
	"unicode"
)

// Display returns the name as a reader may see it: the Unicode form if every
// label keeps to one script and to letters that do not pose as others, and the
// A-label form otherwise. Japanese (Han with Hiragana and Katakana), Korean (Han
// with Hangul) and Han with Bopomofo count as one script each, as in the highly
// restrictive profile of Unicode TS #39; only the scripts it recommends are shown.
func (h Host) Display() string {
	if !strings.Contains(string(h), "xn--") {
		return string(h)
	}
	name, err := hostProfile.ToUnicode(string(h))
	if err != nil {
		return string(h)
	}
	for label := range strings.SplitSeq(name, ".") {
		if !showable(label) {
			return string(h)
		}
	}
	return name
}

// showable reports whether a U-label may be shown as it is.
func showable(label string) bool {
	scripts := map[string]bool{}
	telling := false
	for _, r := range label {
		script := scriptOf(r)
		switch {
		case r < 0x80 && script == "": // digits and hyphens go with every script
			continue
		case script == "", script == "Latin" && !plainLatin(r):
			return false
		}
		scripts[script] = true
		telling = telling || !strings.ContainsRune(posing[script], r)
	}
	if len(scripts) == 1 {
		return telling
	}
	return len(scripts) == 0 ||
		within(scripts, "Han", "Hiragana", "Katakana") ||
		within(scripts, "Han", "Hangul") ||
		within(scripts, "Han", "Bopomofo")
}

// posing lists, for the scripts that look so much like Latin that a whole label
// in them can pose as one, the letters that do; a label needs one other letter
// to be shown.
var posing = map[string]string{
	"Armenian": "ագեզհյոսցօքւլ",
	"Cyrillic": "асԁеһіјӏорԛѕԝхуъьѵгкмнптвүз",
	"Greek":    "αβγικνορτυωχγηε",
}

func within(have map[string]bool, allowed ...string) bool {
	n := 0
	for _, a := range allowed {
		if have[a] {
			n++
		}
	}
	return n == len(have)
}

// shownScripts are the scripts that UAX #31 recommends for identifiers.
var shownScripts = []string{
	"Latin", "Cyrillic", "Han", "Hiragana", "Katakana", "Hangul", "Arabic", "Greek", "Hebrew", "Thai", "Devanagari",
	"Armenian", "Bengali", "Bopomofo", "Ethiopic", "Georgian", "Gujarati", "Gurmukhi", "Kannada", "Khmer", "Lao",
	"Malayalam", "Myanmar", "Oriya", "Sinhala", "Tamil", "Telugu", "Thaana", "Tibetan",
}

// scriptOf names the script of r, or returns "" for characters that scripts
// share and for scripts that are not shown. The long-vowel mark and the middle
// dot that only Japanese uses count as Katakana.
func scriptOf(r rune) string {
	if r == 'ー' || r == '・' {
		return "Katakana"
	}
	for _, name := range shownScripts {
		if unicode.Is(unicode.Scripts[name], r) {
			return name
		}
	}
	return ""
}

// plainLatin reports whether r is a letter of living Latin alphabets that no
// reader takes for another: a to z, and precomposed letters with a mark. Phonetic
// letters and the dotless i are not.
func plainLatin(r rune) bool {
	switch {
	case r < 0x80, 0xdf <= r && r <= 0xff:
		return true
	case 0x100 <= r && r <= 0x17e:
		return r != 'ı' && r != 'ĸ' && r != 'ŉ'
	case 0x1cd <= r && r <= 0x1dc, r == 'ơ', r == 'ư', r == 'ș', r == 'ț':
		return true
	}
	return 0x1e00 <= r && r <= 0x1ef9 && r != 'ẟ'
}
