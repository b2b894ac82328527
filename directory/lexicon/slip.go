package lexicon

import "unicode"

// minSlip is the length from which a word may have a slip, in letters.
const minSlip = 5

// MayHaveSlip reports whether a word is long enough to be recognised with a slip in
// it, counting letters only: a number with another digit is another number.
func MayHaveSlip(word string) bool {
	letters := 0
	for _, r := range word {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters >= minSlip
}

// OneSlip reports whether exactly one edit turns a into b: a letter inserted, left
// out or replaced, or two neighbours swapped.
func OneSlip(a, b []rune) bool {
	if d := len(a) - len(b); d < -1 || d > 1 {
		return false
	}
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	switch {
	case len(a)+len(b) == 1, len(a) == 1 && len(b) == 1:
		return true
	case len(a) == 2 && len(b) == 2:
		return a[0] == b[1] && a[1] == b[0]
	}
	return false
}
