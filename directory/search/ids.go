package search

// termIDs numbers words. Short ones, which are nearly all, are looked up by their bytes
// as one number: that takes half the time of looking up a string.
type termIDs struct {
	short map[uint64]uint32
	long  map[string]uint32
}

// maxShort is up to how many bytes a word is short.
const maxShort = 8

func newTermIDs() termIDs { return termIDs{map[uint64]uint32{}, map[string]uint32{}} }

func (t termIDs) of(word []byte) (id uint32, known bool) {
	if len(word) <= maxShort {
		id, known = t.short[number(word)]
		return id, known
	}
	id, known = t.long[string(word)]
	return id, known
}

func (t termIDs) put(word string, id uint32) {
	if len(word) <= maxShort {
		t.short[number(word)] = id
		return
	}
	t.long[word] = id
}

// number reads a short word as a number. Words have no zero bytes, so two of them never
// have the same.
func number[T []byte | string](word T) uint64 {
	var n uint64
	for i := range len(word) {
		n = n<<8 | uint64(word[i])
	}
	return n
}
