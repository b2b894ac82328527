package search

import (
	"cmp"
	"slices"
)

// sorted returns the places of words in their order. Most words are told apart by the
// first eight bytes that count, which lead gives as one number, so that few need to be
// looked at whole.
func sorted(words []string, lead func(string) uint64, compare func(a, b string) int) []uint32 {
	type entry struct {
		lead  uint64
		place uint32
	}
	entries := make([]entry, len(words))
	for i, word := range words {
		entries[i] = entry{lead(word), uint32(i)}
	}
	slices.SortFunc(entries, func(a, b entry) int {
		if a.lead != b.lead {
			return cmp.Compare(a.lead, b.lead)
		}
		return compare(words[a.place], words[b.place])
	})
	places := make([]uint32, len(entries))
	for i, e := range entries {
		places[i] = e.place
	}
	return places
}

// head reads the first eight bytes of a word, tail the last eight from the end; a
// shorter word comes before what it begins or ends.
func head(word string) uint64 {
	word = word[:min(len(word), maxShort)]
	return number(word) << (8 * (maxShort - len(word)))
}

func tail(word string) uint64 {
	var n uint64
	for i := range maxShort {
		n <<= 8
		if i < len(word) {
			n |= uint64(word[len(word)-1-i])
		}
	}
	return n
}

// compareBackward compares two strings from their last byte to their first.
func compareBackward(a, b string) int {
	for i := 1; i <= min(len(a), len(b)); i++ {
		if c := cmp.Compare(a[len(a)-i], b[len(b)-i]); c != 0 {
			return c
		}
	}
	return cmp.Compare(len(a), len(b))
}
