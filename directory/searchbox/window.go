package searchbox

import (
	"cmp"
	"slices"
	"unicode"
	"unicode/utf8"
)

// window is tokens next to each other that may be a phrase, and what it may mean.
type window struct {
	first, end int // tokens[first:end]
	letters    int
	terms      []int32
	prefix     bool // of terms that stand for the rest of a word as well
	slip       bool
}

// minPrefix is the length in bytes from which the beginning of a word is looked up.
const minPrefix = 3

// windows returns what the tokens may mean, the longest phrases first and of equal ones
// the first.
func (d *dictionary) windows(tokens []token) []window {
	var all []window
	var buffer [64]byte
	for first := range tokens {
		if tokens[first].quoted || !boundary(tokens, first) {
			continue
		}
		key := buffer[:0]
		most := max(d.longest[tokens[first].text], 1)
		for end := first + 1; end <= len(tokens) && end-first <= most; end++ {
			t := &tokens[end-1]
			if end-1 > first && !continues(t) {
				break
			}
			from := len(key)
			key = phrase(key, t)
			if !boundary(tokens, end) {
				continue
			}
			w := window{first: first, end: end, letters: utf8.RuneCount(key)}
			if terms := d.exact[string(key)]; len(terms) > 0 {
				w.terms = terms
				all = append(all, w)
			} else if terms := d.beginning(key, from); len(terms) > 0 {
				w.terms, w.prefix = terms, true
				all = append(all, w)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b window) int {
		return cmp.Or(cmp.Compare(b.letters, a.letters), compareBool(a.prefix, b.prefix), cmp.Compare(a.first, b.first))
	})
	return all
}

// continues reports whether a phrase goes on to a token.
func continues(t *token) bool { return !t.apart && !t.quoted && (!t.sign || t.joined) && !t.minus }

// boundary reports whether a word may end before tokens[i]. Where there are no spaces that
// is anywhere, but inside a run of Katakana, which is one word, and before a syllable of
// Hangul only if a space is there: what follows a word without one belongs to it.
func boundary(tokens []token, i int) bool {
	if i == 0 || i == len(tokens) || !tokens[i].sign || !tokens[i].joined || !tokens[i-1].sign {
		return true
	}
	return !katakana(tokens[i-1].text) || !katakana(tokens[i].text)
}

func katakana(sign string) bool {
	r, _ := utf8.DecodeRuneInString(sign)
	return r == 'ー' || unicode.Is(unicode.Katakana, r)
}

// beginning returns the terms that stand for all words that begin as a key does, the
// longest beginning first. It may end within the last token, which begins at from.
func (d *dictionary) beginning(key []byte, from int) []int32 {
	for end := len(key); end >= from+minPrefix; end-- {
		if end < len(key) && !utf8.RuneStart(key[end]) {
			continue
		}
		if terms := d.begins[string(key[:end])]; len(terms) > 0 {
			return terms
		}
	}
	return nil
}
