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
			return from < first && r.reaches(from, first, negationReach) && !r.ended(from, first)
		case kindNegationOf:
			to := wordAt(r.words, o.start)
			return to > last && r.reaches(last, to, negationReach) && !r.ended(last, to)
		}
		return false
	})
}

// welcomed reports whether the text only says that f is welcome ("a queer and furry
// friendly place"). After "inclusive of" that goes for sensitive topics.
func (r *reading) welcomed(f *found, sensitive bool) bool {
	if sensitive && r.preceded(f, kindWelcome) {
		return true
	}
	last := wordAt(r.words, f.end-1)
	return slices.ContainsFunc(r.found, func(o found) bool {
		to := wordAt(r.words, o.start)
		return o.kind == kindWelcomeOf && to > last && !r.words[to].item && r.oneSentence(last, to) && r.listed(last, to)
	})
}

// listed reports whether the words between two are the items of a list, of one or two
// words each.
func (r *reading) listed(from, to int) bool {
	run := 0
	for i := from + 1; i < to; i++ {
		if r.words[i].item || r.is(i, kindAnd) {
			run = 0
			continue
		}
		if run++; run > 2 || r.is(i, kindEnd) {
			return false
		}
	}
	return to == from+1 || r.words[from+1].item || r.is(from+1, kindAnd)
}

// reaches reports whether a phrase carries over from one word to another: they are in
// one sentence, and in each item of a list between them there are at most reach words.
func (r *reading) reaches(from, to, reach int) bool {
	if !r.oneSentence(from, to) {
		return false
	}
	run := 0
	for i := from + 1; i < to; i++ {
		if r.words[i].item || r.is(i, kindAnd) {
			run = 0
		}
		if !r.is(i, kindAnd) {
			run++
		}
		if run > reach {
			return false
		}
	}
	return true
}

// ended reports whether something between two words says that a negation is over. The
// word right after the negation does not: "not a school".
func (r *reading) ended(from, to int) bool {
	for i := from + 2; i < to; i++ {
		if r.is(i, kindEnd) {
			return true
		}
	}
	return false
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
