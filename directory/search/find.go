package search

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"landfall/directory/lexicon"
)

const (
	// maxQueryWords bounds the words of a query that count; the rest are ignored.
	maxQueryWords = 32
	// minPrefix is the length from which a last word may be unfinished, in runes.
	minPrefix = 2
	// fewDocuments is up to how many documents a word may occur in for words one
	// slip away to count as well. A word that is common was meant.
	fewDocuments = 2
	// maxSlips bounds how many words one slip away count, the most common first.
	maxSlips = 50
)

// Hits are the documents that a query found.
type Hits struct {
	// Docs are the documents in their order.
	Docs   []uint32
	scores []uint32 // by document, 0: not found
}

// Score returns how well a document fits, 0 if it was not found.
func (h *Hits) Score(doc uint32) uint32 { return h.scores[doc] }

// Ranked returns the documents from the best fit to the worst; of equal fits the one
// with the lower number comes first.
func (h *Hits) Ranked() []uint32 {
	// One number for both: sorting numbers is several times faster than comparing
	// through a function.
	keys := make([]uint64, len(h.Docs))
	for i, doc := range h.Docs {
		keys[i] = uint64(^h.scores[doc])<<32 | uint64(doc)
	}
	slices.Sort(keys)
	ranked := make([]uint32, len(keys))
	for i, key := range keys {
		ranked[i] = uint32(key)
	}
	return ranked
}

// Find returns the documents that have all words of text; nil if there is no word in
// it, which is not the same as words that nothing has.
func (x *Index) Find(text string) *Hits { return x.find(text, 1<<fieldBits-1) }

// FindNamed is Find among hosts and names alone: what else documents say does not count.
func (x *Index) FindNamed(text string) *Hits { return x.find(text, fieldHost|fieldName) }

// find looks in a set of fields.
func (x *Index) find(text string, fields uint32) *Hits {
	query := words(text, maxQueryWords)
	if len(query) == 0 {
		return nil
	}
	total := make([]uint32, len(x.names))
	fits := make([]uint32, len(x.names))
	for i, word := range query {
		clear(fits)
		have := x.fit(fits, word, i == len(query)-1, fields)
		factor := rarity(have, len(fits))
		for doc, fit := range fits {
			switch {
			case fit == 0:
				total[doc] = 0
			case i == 0 || total[doc] > 0:
				total[doc] += fit * factor
			}
		}
	}
	hits := &Hits{scores: total}
	key := nameKey(query)
	for doc := range total {
		if total[doc] == 0 {
			continue
		}
		if x.names[doc] == key {
			total[doc] += nameBonus
		}
		hits.Docs = append(hits.Docs, uint32(doc))
	}
	return hits
}

// fit writes into fits how well word fits each document in some fields, and returns how
// many documents it fits.
func (x *Index) fit(fits []uint32, word string, last bool, fields uint32) (have int) {
	mark := func(term uint32, quality uint32) {
		for _, p := range x.postings[x.offsets[term]:x.offsets[term+1]] {
			weight := p.weight(fields)
			if weight == 0 {
				continue
			}
			before := fits[p.doc()]
			if before == 0 {
				have++
			}
			fits[p.doc()] = max(before, quality*weight)
		}
	}
	from, to := x.startingWith(word)
	if from < to && x.terms[from] == word {
		mark(uint32(from), fitExact)
		from++
	}
	if last && utf8.RuneCountInString(word) >= minPrefix {
		for term := from; term < to; term++ {
			mark(uint32(term), fitPrefix)
		}
	}
	if have <= fewDocuments && lexicon.MayHaveSlip(word) {
		for _, term := range x.slips(word) {
			mark(term, fitSlip)
		}
	}
	return have
}

// startingWith returns the range of terms that begin with prefix.
func (x *Index) startingWith(prefix string) (from, to int) {
	from = sort.SearchStrings(x.terms, prefix)
	to = from + sort.Search(len(x.terms)-from, func(i int) bool {
		return !strings.HasPrefix(x.terms[from+i], prefix)
	})
	return from, to
}

// endingWith returns the terms that end with suffix.
func (x *Index) endingWith(suffix string) []uint32 {
	from := sort.Search(len(x.backward), func(i int) bool {
		return compareBackward(x.terms[x.backward[i]], suffix) >= 0
	})
	to := from + sort.Search(len(x.backward)-from, func(i int) bool {
		return !strings.HasSuffix(x.terms[x.backward[from+i]], suffix)
	})
	return x.backward[from:to]
}

// slips returns the terms one slip away from word: a letter too many, too few or
// wrong, or two neighbours swapped. A slip leaves the first or the second half of
// the word as it is, unless it swaps the two letters on either side of the middle;
// so only terms that share a half need to be looked at.
func (x *Index) slips(word string) []uint32 {
	letters := []rune(word)
	middle := len(letters) / 2
	var found []uint32
	look := func(term uint32) {
		far := len(x.terms[term]) - len(word)
		if -utf8.UTFMax <= far && far <= utf8.UTFMax && lexicon.OneSlip(letters, []rune(x.terms[term])) {
			found = append(found, term)
		}
	}
	from, to := x.startingWith(string(letters[:middle]))
	for term := from; term < to; term++ {
		look(uint32(term))
	}
	for _, term := range x.endingWith(string(letters[middle:])) {
		look(term)
	}
	swapped := slices.Clone(letters)
	swapped[middle-1], swapped[middle] = swapped[middle], swapped[middle-1]
	if term, ok := slices.BinarySearch(x.terms, string(swapped)); ok {
		look(uint32(term))
	}
	slices.Sort(found)
	found = slices.Compact(found)
	slices.SortStableFunc(found, func(a, b uint32) int { return x.count(b) - x.count(a) })
	return found[:min(len(found), maxSlips)]
}

// count returns how many documents have a term.
func (x *Index) count(term uint32) int { return int(x.offsets[term+1] - x.offsets[term]) }
