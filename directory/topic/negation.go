package topic

import "slices"

// negated reports whether the text says that f is not what the place is about: a
// negation reaches it from before ("no politics", "we are not a school") or from after
// ("politics is not allowed", 政治禁止).
func (r *reading) negated(f *found) bool {
	first, last := wordAt(r.words, f.start), wordAt(r.words, f.end-1)
	return r.hyphenFree(f) || slices.ContainsFunc(r.found, func(o found) bool {
		switch o.kind {
		case kindNegation:
			from := wordAt(r.words, o.end-1)
			return from < first && r.reaches(from, first)
		case kindNegationOf:
			to := wordAt(r.words, o.start)
			return to > last && r.reaches(last, to)
		}
		return false
	})
}

// reaches reports whether nothing stops a negation between two words, neither of them
// counted: they are in one sentence, and in each item of a list between them there are
// fewer words than a negation carries over.
func (r *reading) reaches(from, to int) bool {
	if !r.oneSentence(from, to) {
		return false
	}
	run := 0
	for i := from + 1; i <= to; i++ {
		joined := r.is(i, kindAnd)
		if r.words[i].item || joined {
			run = 0
		}
		if i < to && r.is(i, kindEnd) && i > from+1 {
			return false
		}
		if !joined && i < to {
			run++
		}
		if run > negationReach {
			return false
		}
	}
	return true
}

// is reports whether a phrase of this kind starts with the word.
func (r *reading) is(i int, kind kind) bool {
	return slices.ContainsFunc(r.found, func(f found) bool {
		return f.kind == kind && f.start == r.words[i].start
	})
}

// hyphenFree reports whether "-free" or "-frei" follows: "porn-free". With a space in
// between it would mean something else.
func (r *reading) hyphenFree(f *found) bool {
	at := r.from[f.end]
	if at+5 > len(r.orig) || r.orig[at] != '-' {
		return false
	}
	switch foldTerm(r.orig[at+1 : at+5]) {
	case "free", "frei":
		return true
	}
	return false
}
