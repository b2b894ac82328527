package searchbox

import (
	"slices"
	"unicode/utf8"

	"landfall/directory/lexicon"
)

// maxSlipTokens is how many words a phrase with a slip in it may have.
const maxSlipTokens = 3

// each calls yield with every text that is one letter shorter. What it gets is only valid
// until the next one.
func each(key string, yield func(shorter []byte)) {
	shorter := make([]byte, 0, 64)
	for i := 0; i < len(key); {
		_, size := utf8.DecodeRuneInString(key[i:])
		shorter = append(append(shorter[:0], key[:i]...), key[i+size:]...)
		yield(shorter)
		i += size
	}
}

// slipped returns the windows of tokens that no phrase covers and that are one slip away
// from a name. A word that the vocabulary has is taken for what it is.
func (d *dictionary) slipped(tokens []token, covered func(int) bool) []window {
	var all []window
	for first := 0; first < len(tokens); first++ {
		var key []byte
		strange := 0 // words that the vocabulary does not have
		best := window{}
		for end := first + 1; end <= min(len(tokens), first+maxSlipTokens); end++ {
			t := &tokens[end-1]
			if covered(end-1) || t.quoted || t.sign || end-1 > first && !continues(t) {
				break
			}
			key = phrase(key, t)
			if !d.tokens[t.text] && !ordinary[t.text] {
				strange++
			}
			if strange > 1 {
				break // one slip is in one word
			}
			if strange == 0 || !lexicon.MayHaveSlip(string(key)) {
				continue
			}
			if terms := d.near(string(key)); len(terms) > 0 {
				best = window{first: first, end: end, letters: utf8.RuneCount(key), terms: terms, slip: true}
			}
		}
		if best.end > 0 {
			all = append(all, best)
			first = best.end - 1
		}
	}
	return all
}

// near returns the terms whose name is one slip away, if they mean one thing.
func (d *dictionary) near(typed string) []int32 {
	var found []int32
	letters := []rune(typed)
	look := func(shorter []byte) {
		for _, term := range d.slips[string(shorter)] {
			name, _, _ := key(d.terms[term].Text)
			if !slices.Contains(found, term) && lexicon.OneSlip(letters, []rune(name)) {
				found = append(found, term)
			}
		}
	}
	look([]byte(typed))
	each(typed, look)
	if len(found) == 0 {
		return nil
	}
	slices.SortFunc(found, d.compare)
	first := d.terms[found[0]]
	if slices.ContainsFunc(found, func(term int32) bool {
		return d.terms[term].Key != first.Key || d.terms[term].Value != first.Value
	}) {
		return nil
	}
	return found
}
