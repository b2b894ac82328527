package topic

import (
	"slices"

	"landfall/directory/lexicon"
)

// negated reports whether the text says that f is not what the place is about: a
// negation reaches it from before ("no politics", "we are not a school") or from after
// ("politics is not allowed", 政治禁止).
func (r *reading) negated(f *found) bool {
	return r.hyphenFree(f) || slices.ContainsFunc(r.found, func(o found) bool {
		switch o.kind {
		case kindNegation:
			return o.end <= f.start && r.reaches(o.last, f.first, negationReach) && !r.ended(o.last, f.first)
		case kindNegationOf:
			return o.start >= f.end && r.reaches(f.last, o.first, negationReach) && !r.ended(f.last, o.first)
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
	return slices.ContainsFunc(r.found, func(o found) bool {
		return o.kind == kindWelcomeOf && o.first > f.last && r.oneSentence(f.last, o.first) && !r.words[o.first].Item && r.listed(f.last, o.first)
	})
}

// listed reports whether the words between two are the items of a list, of one or two
// words each.
func (r *reading) listed(from, to int) bool {
	run := 0
	for i := from + 1; i < to; i++ {
		if r.words[i].Item || r.is(i, kindAnd) {
			run = 0
			continue
		}
		if run++; run > 2 || r.is(i, kindEnd) {
			return false
		}
	}
	return to == from+1 || r.words[from+1].Item || r.is(from+1, kindAnd)
}

// reaches reports whether a phrase carries over from one word to another: they are in
// one sentence, and in each item of a list between them there are at most reach words.
func (r *reading) reaches(from, to, reach int) bool {
	if to-from > listReach || !r.oneSentence(from, to) {
		return false
	}
	run := 0
	for i := from + 1; i < to; i++ {
		if r.words[i].Item || r.is(i, kindAnd) {
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

// ended reports whether something between two words says that a negation is over.
func (r *reading) ended(from, to int) bool {
	for i := from + 1; i < to; i++ {
		item := r.words[i].Item || r.is(i-1, kindAnd)
		if r.is(i, kindBut) || item && i > from+1 && r.is(i, kindEnd) {
			return true
		}
	}
	return false
}

// is reports whether a phrase of this kind starts with the word.
func (r *reading) is(i int, kind kind) bool { return r.begins[i]&(1<<kind) != 0 }

// hyphenFree reports whether "-free" or "-frei" follows: "porn-free". With a space in
// between it would mean something else.
func (r *reading) hyphenFree(f *found) bool {
	at := r.From[f.end]
	if at+5 > len(r.Orig) || r.Orig[at] != '-' {
		return false
	}
	switch lexicon.FoldTerm(r.Orig[at+1 : at+5]) {
	case "free", "frei":
		return true
	}
	return false
}
