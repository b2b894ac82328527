package search

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// maxToken bounds the length of a word in runes; a longer one is cut, in documents
// and in queries alike.
const maxToken = 40

// unspaced are the scripts whose words are not told apart by spaces, or, as in
// Korean, not reliably.
var unspaced = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul,
	unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar,
}

// kind sorts runes into those that words are made of and the rest.
type kind uint8

const (
	gap    kind = iota // between words
	letter             // of a word between gaps
	mark               // of a letter before it
	sign               // of text without spaces
	silent             // inside a word, but not compared
)

func kindOf(r rune) kind {
	switch {
	case r < utf8.RuneSelf:
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return letter
		case r == '\'':
			return silent
		}
		return gap
	case r == '’', r == '\u200c', r == '\u200d', r == '\u00ad', unicode.Is(unicode.Variation_Selector, r):
		return silent
	case r == 'ー' || unicode.In(r, unspaced...):
		return sign
	case unicode.In(r, unicode.L, unicode.N):
		return letter
	case unicode.Is(unicode.M, r):
		return mark
	}
	return gap
}

// tokenizer cuts folded text into words. Its buffers are reused, so a word is only
// valid until the next one.
type tokenizer struct {
	word  []byte
	runes int
	signs []rune
}

// plain holds what each byte of ASCII is compared as: a letter or digit as itself in
// small, 0 between words, 1 where nothing is compared.
var plain = func() (table [utf8.RuneSelf]byte) {
	for c := range table {
		small := unicode.ToLower(rune(c))
		switch kindOf(small) {
		case letter:
			table[c] = byte(small)
		case silent:
			table[c] = 1
		case gap, mark, sign:
		}
	}
	return table
}()

// each calls yield with every word of text: the words between gaps, and for a run of
// signs each pair of neighbours. With singles set it adds each sign by itself, which
// is what documents need so that a query of one sign finds them.
func (t *tokenizer) each(text string, singles bool, yield func(word []byte)) {
	if isASCII(text) {
		t.eachPlain(text, yield)
	} else {
		t.eachFolded(fold(text), singles, yield)
	}
}

// eachPlain is each of text that is all ASCII, which most text is.
func (t *tokenizer) eachPlain(text string, yield func(word []byte)) {
	word := t.word[:0]
	for i := range len(text) {
		switch c := plain[text[i]]; {
		case c > 1:
			if len(word) < maxToken {
				word = append(word, c)
			}
		case c == 0 && len(word) > 0:
			yield(word)
			word = word[:0]
		}
	}
	if len(word) > 0 {
		yield(word)
	}
	t.word = word[:0]
}

func (t *tokenizer) eachFolded(text string, singles bool, yield func(word []byte)) {
	for _, r := range text {
		switch kindOf(r) {
		case letter:
			t.endSigns(singles, yield)
			t.add(r)
		case mark:
			if t.runes > 0 {
				t.add(r)
			}
		case sign:
			t.endWord(yield)
			t.signs = append(t.signs, r)
		case gap:
			t.endSigns(singles, yield)
			t.endWord(yield)
		case silent:
		}
	}
	t.endSigns(singles, yield)
	t.endWord(yield)
}

func (t *tokenizer) add(r rune) {
	if t.runes < maxToken {
		t.word = utf8.AppendRune(t.word, r)
	}
	t.runes++
}

func (t *tokenizer) endWord(yield func([]byte)) {
	if t.runes > 0 {
		yield(t.word)
	}
	t.word, t.runes = t.word[:0], 0
}

func (t *tokenizer) endSigns(singles bool, yield func([]byte)) {
	signs := t.signs
	t.signs = signs[:0]
	if len(signs) == 0 {
		return
	}
	buffer := t.word[:0]
	if singles || len(signs) == 1 {
		for _, r := range signs {
			yield(utf8.AppendRune(buffer, r))
		}
	}
	for i := 1; i < len(signs); i++ {
		yield(utf8.AppendRune(utf8.AppendRune(buffer, signs[i-1]), signs[i]))
	}
}

// words returns the distinct words of a query in their order, at most limit. One that
// is repeated stands where it does last: the last word may be unfinished.
func words(text string, limit int) []string {
	var found []string
	var t tokenizer
	t.each(text, false, func(word []byte) {
		if at := slices.Index(found, string(word)); at >= 0 {
			found = append(slices.Delete(found, at, at+1), string(word))
		} else if len(found) < limit {
			found = append(found, string(word))
		}
	})
	return found
}

// Searchable reports whether text has anything in it that can be searched for.
func Searchable(text string) bool { return len(words(text, 1)) > 0 }
