package place

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"landfall/directory/lexicon"
)

// What one mention weighs in a description.
const (
	weightFor       = 0.65 // after or before a phrase that says whom the place is for
	weightWeak      = 0.4  // after a preposition
	weightPlain     = 0.3
	weightPeople    = 0.6 // "a Danish server", "for Singaporeans"
	weightAdjective = 0.2
	weightName      = 0.6 // in the name of the instance
	weightStated    = 0.6 // where the machines or the law are
	ruleStated      = 0.5 // the same in rules
)

// aboutShare is what the long description weighs of the short one.
const aboutShare = 0.6

// The distances in words over which one thing bears on another.
const (
	cueReach      = 2
	negationReach = 3
	nounReach     = 2
	machineReach  = 5
)

// reading is a text with what was found in it.
type reading struct {
	*lexicon.Reading[meaning]
	cased     bool // the text has capitals and small letters
	ambiguous map[string]bool
}

type hit = lexicon.Hit[meaning]

// fromText returns the places that a text mentions.
func (f *Finder) fromText(text lexicon.Text) []mention {
	r := &reading{Reading: f.matcher.Read(text), ambiguous: f.ambiguous}
	f.addTowns(r)
	r.cased = strings.ContainsFunc(r.Orig, unicode.IsUpper) && strings.ContainsFunc(r.Orig, unicode.IsLower)
	var mentions []mention
	for i, h := range r.Hits {
		if !h.Mean.named() || r.Inside(h, meaning.named) || !r.isName(h) {
			continue
		}
		if i > 0 && r.Hits[i-1].Start == h.Start && r.Hits[i-1].End == h.End && len(mentions) > 0 && mentions[len(mentions)-1].Term == h.Term {
			last := &mentions[len(mentions)-1] // another meaning of the same words
			last.means = append(last.means, h.Mean)
			continue
		}
		h.Mean = f.qualified(r, h)
		question, weight, against := r.weigh(h)
		spoken := weight == 0 && !against && h.Mean.kind == kindPeople && r.isLanguage(h)
		if weight == 0 && !against && !spoken {
			continue
		}
		mentions = append(mentions, mention{question: question, means: []meaning{h.Mean}, spoken: spoken, Evidence: lexicon.Evidence{
			Source: r.Source, Term: h.Term, Text: r.Snippet(h), Weight: weight, Against: against,
			FirstSeen: r.FirstSeen, LastSeen: r.LastSeen,
		}})
	}
	return mentions
}

// isName reports whether a hit is written as a name: with a capital where the script has
// them, and all in capitals if it is an abbreviation. Languages other than English write
// what people are called with a small letter.
func (r *reading) isName(h hit) bool {
	written := r.Written(h)
	first, _ := utf8.DecodeRuneInString(written)
	if !unicode.IsUpper(first) && !unicode.IsLower(first) {
		return true
	}
	const abbreviation = 3
	if len(written) <= abbreviation {
		return strings.ToUpper(written) == written
	}
	return unicode.IsUpper(first) || !r.cased && !r.ambiguous[h.Term] || h.Mean.kind == kindPeople && !english(h.Term)
}

// english reports whether a word has the ending of an English one for people. It is asked
// for words with a small letter only: "polish your code" is about nobody.
func english(term string) bool {
	for _, ending := range []string{"ish", "an", "ans", "ese", "ch", "kiwis", "poles", "danes", "finns", "turks"} {
		if strings.HasSuffix(term, ending) {
			return true
		}
	}
	return false
}

// weigh says which question a mention answers and what it is worth.
func (r *reading) weigh(h hit) (q question, weight float64, against bool) {
	if r.next(h, kindStyle) {
		return q, 0, false
	}
	q, weight = r.judge(h)
	switch {
	case weight == 0:
	case r.negated(h):
		return q, 0, true
	case r.Source == lexicon.Rules:
		if q == communityFor {
			return q, 0, false
		}
		return q, ruleStated, false
	case r.Source == lexicon.About:
		weight *= aboutShare
	}
	return q, weight, false
}

// judge says what a mention would be worth in a description.
func (r *reading) judge(h hit) (question, float64) {
	cue, stated := r.cue(h)
	unsure := r.unsure(h)
	switch {
	case stated && (cue == kindHosted || cue == kindLegal):
		return map[kind]question{kindHosted: hostedIn, kindLegal: legallyBased}[cue], weightStated
	case r.next(h, kindBased):
		return legallyBased, weightStated
	case h.Mean.kind == kindPeople:
		return communityFor, r.people(h, stated)
	case !stated && r.before(h, kindIn, 1) && r.before(h, kindMachines, machineReach):
		return hostedIn, weightStated
	case unsure && cue == kindSubject, h.Mean.town.unsure && r.personal(h):
		return communityFor, 0 // "all about Orange", "Central Virginia"
	case stated, r.next(h, kindForOf) && !unsure:
		return communityFor, weightFor
	case r.before(h, kindPerson, 1), r.personal(h):
		return communityFor, 0
	case unsure && r.Source == lexicon.Name:
		return communityFor, weightPlain
	case unsure:
		return communityFor, 0
	case r.Source == lexicon.Name:
		return communityFor, weightName
	case h.Mean.town.inhabitants == 0 && r.before(h, kindWeak, 1):
		return communityFor, weightWeak
	}
	return communityFor, weightPlain
}

// people weighs what people are called.
func (r *reading) people(h hit, stated bool) float64 {
	switch {
	case r.isLanguage(h):
		return 0
	case r.withNoun(h), stated, r.before(h, kindFor, cueReach), r.before(h, kindSubject, cueReach), r.before(h, kindWeak, 1) && plural(h.Term):
		return weightPeople
	case r.Source == lexicon.Name:
		return weightPeople
	}
	return weightAdjective
}

// isLanguage reports whether what people are called is what they speak: "in German".
func (r *reading) isLanguage(h hit) bool {
	return r.next(h, kindSpeaking) || r.before(h, kindSpeaking, 1) || r.before(h, kindIn, 1)
}

func plural(term string) bool {
	return strings.HasSuffix(term, "s") || strings.HasSuffix(term, "*") || strings.HasSuffix(term, "en") || strings.HasSuffix(term, "er")
}

// cue returns the phrase that comes last before a mention, or before the list of places
// that it is in.
func (r *reading) cue(h hit) (kind, bool) {
	best, found := hit{Last: -1}, false
	for _, o := range r.Hits {
		switch o.Mean.kind {
		case kindFor, kindSubject, kindHosted, kindLegal:
			better := o.Last > best.Last || o.Last == best.Last && o.End-o.Start > best.End-best.Start
			if o.End <= h.Start && better && r.OneSentence(o.Last, h.First) && r.gap(o.Last, h.First) <= cueReach {
				best, found = o, true
			}
		}
	}
	return best.Mean.kind, found
}

// gap counts the words between two that are no places and join no list.
func (r *reading) gap(from, to int) int {
	n := 0
	for i := from + 1; i < to; i++ {
		place := slices.ContainsFunc(r.Hits, func(o hit) bool { return o.Mean.named() && o.First <= i && i <= o.Last })
		word := r.Folded.Text[r.Words[i].Start:r.Words[i].End]
		if !place && !slices.Contains(joins, word) {
			n++
		}
	}
	return n
}

// joins are words that join a list of places, or stand before a name.
var joins = []string{"and", "or", "und", "oder", "et", "ou", "y", "o", "e", "en", "the", "of", "greater", "city", "state", "der", "die", "das", "la", "le", "el", "los", "de", "og", "och"}

// next reports whether a phrase of this kind begins right after a mention.
func (r *reading) next(h hit, kind kind) bool {
	return slices.ContainsFunc(r.Hits, func(o hit) bool {
		return o.Mean.kind == kind && o.Start >= h.End && o.First-h.Last <= 1 && r.OneSentence(h.Last, o.First) && (o.First == h.Last || !r.Words[o.First].Item)
	})
}

// before reports whether a phrase of this kind ends within reach words before a mention.
func (r *reading) before(h hit, kind kind, reach int) bool {
	return slices.ContainsFunc(r.Hits, func(o hit) bool {
		return o.Mean.kind == kind && o.End <= h.Start && h.First-o.Last <= reach && r.OneSentence(o.Last, h.First)
	})
}

// withNoun reports whether a mention goes with a word for people or for their place on the
// network, with nothing of weight between them.
func (r *reading) withNoun(h hit) bool {
	joined := func(from, to int) bool {
		for i := from + 1; i < to; i++ {
			if !slices.ContainsFunc(r.Hits, func(o hit) bool {
				return (o.Mean.kind == kindBetween || o.Mean.kind == kindNoun) && o.First <= i && i <= o.Last
			}) {
				return false
			}
		}
		return true
	}
	return slices.ContainsFunc(r.Hits, func(o hit) bool {
		if o.Mean.kind != kindNoun || !r.OneSentence(o.First, h.First) {
			return false
		}
		if o.Start >= h.End {
			return o.First-h.Last <= nounReach+1 && joined(h.Last, o.First)
		}
		return o.End <= h.Start && h.First-o.Last <= nounReach+1 && joined(o.Last, h.First)
	})
}

// negated reports whether a mention is said not to be meant.
func (r *reading) negated(h hit) bool {
	return slices.ContainsFunc(r.Hits, func(o hit) bool {
		if o.Mean.kind != kindNegation || o.End > h.Start || h.First-o.Last > negationReach+1 || !r.OneSentence(o.Last, h.First) {
			return false
		}
		for i := o.Last + 1; i <= h.First; i++ {
			if r.Words[i].Item {
				return false
			}
		}
		return !slices.ContainsFunc(r.Hits, func(n hit) bool {
			return n.Mean.kind == kindNeutral && n.Start < o.End && o.Start < n.End
		})
	})
}

// unsure reports whether the name is also a word or a person's.
func (r *reading) unsure(h hit) bool { return r.ambiguous[h.Term] || h.Mean.town.unsure }

// personal reports whether a mention looks like the first name of a person: an ambiguous
// name before another word with a capital.
func (r *reading) personal(h hit) bool {
	if !r.unsure(h) || r.next(h, kindForOf) || h.Last+1 >= len(r.Words) || r.Words[h.Last+1].Item {
		return false
	}
	next := r.Words[h.Last+1]
	first, _ := utf8.DecodeRuneInString(r.Orig[r.From[next.Start]:])
	return unicode.IsUpper(first)
}
