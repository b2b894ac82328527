package landfall

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Skeleton returns what the name looks like at a glance: letters without their marks,
// letters of other scripts as the Latin ones they pose as, and the few Latin ones that
// are taken for others as these. Names with one skeleton are easily confused. It
// follows the idea of Unicode TS #39 §4, for the characters that host names may have.
func (h Host) Skeleton() string {
	name := string(h)
	if strings.Contains(name, "xn--") {
		if text, err := hostProfile.ToUnicode(name); err == nil {
			name = text
		}
	}
	var out strings.Builder
	for _, r := range norm.NFD.String(name) {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case poses[r] != 0:
			r = poses[r]
		}
		out.WriteRune(r)
	}
	return pairs.Replace(out.String())
}

// pairs are letters that stand for one beside each other.
var pairs = strings.NewReplacer("rn", "m", "vv", "w", "cl", "d")

// poses says which letter each of others is taken for.
var poses = posesOf(
	"аa", "сc", "ԁd", "еe", "һh", "іi", "јj", "ӏl", "оo", "рp", "ԛq", "ѕs", "ԝw", "хx", "уy", "ьb", "ѵv", "гr", "кk", "мm", "нh", "пn", "тt", "вb", "үy",
	"αa", "βb", "γy", "ιi", "κk", "νv", "οo", "ρp", "τt", "υu", "ωw", "χx", "ηn", "εe",
	"ցg", "հh", "յj", "ոn", "սu", "օo", "զq",
	"ıi", "łl", "øo", "đd", "ħh", "ŧt", "ɑa", "ɡg", "0o", "1l",
)

// posesOf reads pairs of a letter and the one that it is taken for.
func posesOf(pairs ...string) map[rune]rune {
	table := make(map[rune]rune, len(pairs))
	for _, pair := range pairs {
		if letters := []rune(pair); len(letters) == 2 {
			table[letters[0]] = letters[1]
		}
	}
	return table
}
