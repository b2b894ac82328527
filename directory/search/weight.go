package search

import (
	"hash/fnv"
	"math/bits"
)

// The fields of a document, as bits of a posting.
const (
	fieldHost = 1 << iota
	fieldName
	fieldTag
	fieldDescription
	fieldRule

	fieldBits = 5
)

// weights holds the weight of each set of fields: host ×10, name ×8, tags ×6,
// description ×4, rules ×1.
var weights = sums(map[int]uint32{fieldHost: 10, fieldName: 8, fieldTag: 6, fieldDescription: 4, fieldRule: 1})

func sums(of map[int]uint32) (table [1 << fieldBits]uint32) {
	for set := range table {
		for field, weight := range of {
			if set&field != 0 {
				table[set] += weight
			}
		}
	}
	return table
}

// How well a word of the query fits a word of a document.
const (
	fitExact  = 4
	fitPrefix = 3
	fitSlip   = 2
)

// nameBonus is added where the query is the whole name, in any order of words: as
// much as a rare word that fits exactly in every field.
const nameBonus = fitExact * 29 * 16

// rarity weighs a word by how few of all documents have it: 1 if more than half do,
// and one more each time that share halves.
func rarity(have, all int) uint32 {
	return uint32(bits.Len(uint(all / max(have, 1))))
}

// nameKey stands for a set of words. Two sets share one by chance only, and then a
// score is a little off.
func nameKey(words []string) uint64 {
	var key uint64
	for _, word := range words {
		h := fnv.New64a()
		h.Write([]byte(word))
		key += h.Sum64()
	}
	return key
}
