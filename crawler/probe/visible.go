package probe

import (
	"strings"
	"unicode"
)

// maxMarks is how many combining marks one character may carry; no language needs
// more, and stacks of them cover the lines above.
const maxMarks = 6

// visible removes characters that a reader does not see but that change what is
// seen: controls, bidirectional overrides and isolates, zero-width spaces, soft
// hyphens, tags, fillers, noncharacters and private use. Joiners stay where they
// have work to do: between letters of scripts that join, and inside emoji.
func visible(s string) string {
	var out strings.Builder
	out.Grow(len(s))
	runes := []rune(strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"))
	var last rune
	marks := 0
	for i, r := range runes {
		switch {
		case ' ' <= r && r <= '~', r == '\n':
		case unicode.IsSpace(r):
			r = ' '
		case r == '\u200c' || r == '\u200d':
			if i+1 == len(runes) || !joins(last, runes[i+1]) {
				continue
			}
		case hidden(r):
			continue
		}
		if r > unicode.MaxLatin1 && unicode.Is(unicode.Mn, r) {
			if marks++; marks > maxMarks {
				continue
			}
		} else {
			marks = 0
		}
		out.WriteRune(r)
		last = r
	}
	return out.String()
}

func hidden(r rune) bool {
	switch {
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Noncharacter_Code_Point):
		return true
	case unicode.Is(unicode.Variation_Selector, r):
		return r != '\ufe0f' // emoji presentation
	}
	switch r {
	case '\u034f', '\u115f', '\u1160', '\u17b4', '\u17b5', '\u3164', '\uffa0', '\u2028', '\u2029', unicode.ReplacementChar:
		return true
	}
	return false
}

// joiners are the scripts in which a joiner or non-joiner changes the shape of
// letters.
var joiners = []*unicode.RangeTable{
	unicode.Arabic, unicode.Syriac, unicode.Mongolian, unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati,
	unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala, unicode.Khmer, unicode.Myanmar,
}

// joins reports whether a joiner between the two characters has work to do.
func joins(before, after rune) bool {
	if unicode.In(before, joiners...) && unicode.In(after, joiners...) {
		return true
	}
	return isEmoji(before) && isEmoji(after)
}

func isEmoji(r rune) bool {
	return r == '\ufe0f' || unicode.Is(unicode.So, r) || r >= 0x1f3fb && r <= 0x1f3ff
}
