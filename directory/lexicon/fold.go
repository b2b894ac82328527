package lexicon

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Folded is a text in the form in which it is compared: compatibility forms unified
// (NFKC), case and accents gone, hyphens and runs of spaces one space, line ends kept.
// It remembers where each byte comes from.
type Folded struct {
	Text string
	From []int // for each byte of Text and its end, the offset in Orig
	Orig string
}

// Fold folds text.
func Fold(text string) *Folded {
	f := &Folded{Orig: text, From: make([]int, 0, len(text)+1)}
	var out strings.Builder
	out.Grow(len(text))
	emit := func(s string, at int) {
		for i := range len(s) {
			by := s[i]
			if (by == ' ' || by == '\n') && spaced(out.String(), by) {
				continue
			}
			out.WriteByte(by)
			f.From = append(f.From, at)
		}
	}
	var it norm.Iter
	it.InitString(norm.NFKD, text)
	for !it.Done() {
		at := it.Pos()
		emit(foldSegment(it.Next()), at)
	}
	f.Text = out.String()
	f.From = append(f.From, len(text))
	return f
}

// spaced reports whether one more space or line end adds nothing to text: lines are
// set apart by one, paragraphs by two line ends.
func spaced(text string, by byte) bool {
	if by == '\n' {
		return strings.HasSuffix(text, "\n\n")
	}
	return strings.HasSuffix(text, " ") || strings.HasSuffix(text, "\n")
}

// FoldTerm folds a term of the taxonomy.
func FoldTerm(text string) string { return strings.TrimSpace(Fold(text).Text) }

// otherLetters spells letters that Unicode does not take apart.
var otherLetters = strings.NewReplacer(
	"ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "æ", "ae", "œ", "oe", "ħ", "h", "ı", "i", "ß", "ss", "ς", "σ",
)

// foldSegment folds one decomposed character with its marks.
func foldSegment(segment []byte) string {
	if len(segment) == 1 {
		return foldASCII(segment[0])
	}
	kept := strings.Map(func(r rune) rune {
		switch {
		case IsAccent(r), r == '\u200b', r == '\u200c', r == '\u200d', r == '\u00ad', unicode.Is(unicode.Variation_Selector, r):
			return -1
		case r == '’', r == '‘', r == 'ʼ':
			return '\''
		case r == '\n', r == '\r':
			return '\n'
		case unicode.Is(unicode.Pd, r), unicode.IsSpace(r), r == '_':
			return ' '
		}
		return r
	}, string(segment))
	return norm.NFKC.String(otherLetters.Replace(strings.ToLower(kept)))
}

// ascii holds every ASCII character as a string, so that folding one allocates nothing.
const ascii = "\x00\x01\x02\x03\x04\x05\x06\x07\x08\t\n\x0b\x0c\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f" +
	" !\"#$%&'()*+,-./0123456789:;<=>?@abcdefghijklmnopqrstuvwxyz[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\x7f"

func foldASCII(by byte) string {
	switch by {
	case '\r':
		by = '\n'
	case '-', '\t', '_':
		by = ' '
	}
	if by >= utf8.RuneSelf {
		return ""
	}
	return ascii[by : by+1]
}

// IsAccent reports whether r is a combining mark that people leave out when they type
// in a hurry: the general diacritics, Hebrew points and Arabic vowels. Marks that carry
// the sound of a word, as in Japanese, stay.
func IsAccent(r rune) bool {
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

// unspaced are the scripts whose words spaces do not tell apart reliably.
var unspaced = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul,
	unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar,
}

// IsSign reports whether r is of a script that does not tell words apart by spaces.
func IsSign(r rune) bool { return r > 0xe00 && (r == 'ー' || unicode.In(r, unspaced...)) }

// IsLetter reports whether r is a letter, a mark or a digit of a word.
func IsLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9'
	}
	return unicode.In(r, unicode.L, unicode.N, unicode.M) && !IsSign(r)
}

// Whole reports whether text[start:end] begins and, unless it is the start of a word
// only, ends with a word. Where text has no spaces every place is a boundary.
func Whole(text string, start, end int, prefix bool) bool {
	first, _ := utf8.DecodeRuneInString(text[start:end])
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	if IsLetter(first) && IsLetter(before) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(text[start:end])
	after, _ := utf8.DecodeRuneInString(text[end:])
	return prefix || !IsLetter(last) || !IsLetter(after)
}
