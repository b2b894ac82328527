package directory

import (
	"math/bits"

	"github.com/RoaringBitmap/roaring/v2"
)

// bitset is a set of places, a bit for each. Counting what two of them have in common
// takes the same short time whatever they hold, while two lists of places take long.
type bitset []uint64

// newBitset returns the places of a set that are below n.
func newBitset(set *roaring.Bitmap, n int) bitset {
	b := make(bitset, (n+63)/64)
	if set != nil {
		set.WriteDenseTo(b)
	}
	return b
}

// has reports whether a place is in the set.
func (b bitset) has(place int) bool { return b[place/64]&(1<<(place%64)) != 0 }

// common returns how many places are in both sets, which are of one length.
func (b bitset) common(other bitset) int {
	n := 0
	for i, word := range b {
		n += bits.OnesCount64(word & other[i])
	}
	return n
}
