package promise

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"landfall/directory/lexicon"
)

// weightOf holds the weight of one sentence by where it is stated; a name states nothing.
var weightOf = map[lexicon.Source]float64{
	lexicon.Description: 0.7, lexicon.About: 0.6, lexicon.Rules: 0.6,
}

// weightMention is for a server that says it is run by an account it names.
const weightMention = 0.5

// How far, in words, one thing bears on another.
const (
	reachNegation = 4
	reachAfter    = 3
	reachHope     = 10
	reachRuns     = 7
	reachRefusal  = 2
	reachOther    = 5
	reachWeak     = 3
	maxSentence   = 60 // words; what is longer is taken for several
)

type reading = lexicon.Reading[meaning]

type hit = lexicon.Hit[meaning]

// Read returns what is stated.
func (r *Reader) Read(in Input) Result {
	var all []found
	for _, s := range in.Stated {
		s.Evidence.Rule = r.rule
		all = append(all, found{kind: s.Kind, id: s.ID, evidence: s.Evidence})
	}
	for _, text := range in.Texts {
		if weightOf[text.Source] > 0 {
			all = append(all, r.text(text)...)
		}
	}
	return collect(all)
}

func (r *Reader) text(text lexicon.Text) []found {
	read := r.matcher.Read(text)
	var all []found
	for first := 0; first < len(read.Words); {
		end := first + 1
		for end < len(read.Words) && read.OneSentence(end-1, end) && end-first < maxSentence {
			end++
		}
		s := newSentence(read, first, end)
		for _, h := range s.hits {
			if kind, ok := s.states(h); ok && (kind == KindPromise || text.Source != lexicon.Rules) {
				all = append(all, r.found(s, h, kind, weightOf[text.Source]))
			}
		}
		if runs, ok := s.runByMention(); ok {
			all = append(all, r.found(s, runs, KindPeople, weightMention))
		}
		first = end
	}
	return all
}

func (r *Reader) found(s *sentence, h hit, kind Kind, weight float64) found {
	return found{kind: kind, id: h.Mean.id, sentence: s.text(), evidence: lexicon.Evidence{
		Source: s.Source, Term: h.Term, Text: s.Snippet(h), Weight: weight,
		FirstSeen: s.FirstSeen, LastSeen: s.LastSeen, Rule: r.rule,
	}}
}

// sentence is words[first:end] of a text with what was found in it.
type sentence struct {
	*reading
	first, end int
	hits       []hit
}

// newSentence takes in the hits that are no part of a phrase which says something else,
// nor of a longer one of their kind.
func newSentence(read *reading, first, end int) *sentence {
	s := &sentence{reading: read, first: first, end: end}
	var within []hit
	for _, h := range read.Hits {
		if h.First >= first && h.Last < end {
			within = append(within, h)
		}
	}
	for _, h := range within {
		hidden := slices.ContainsFunc(within, func(o hit) bool {
			if o.Mean.languages&h.Mean.languages == 0 {
				return false
			}
			if o.Mean.role == roleNeutral && h.Mean.role != roleNeutral {
				return o.Start < h.End && h.Start < o.End
			}
			longer := o.Start <= h.Start && h.End <= o.End && o.End-o.Start > h.End-h.Start
			return longer && o.Mean.role == h.Mean.role
		})
		if !hidden {
			s.hits = append(s.hits, h)
		}
	}
	return s
}

// some reports whether a hit of a role, in a language of h, passes the test.
func (s *sentence) some(h hit, r role, test func(hit) bool) bool {
	return slices.ContainsFunc(s.hits, func(o hit) bool {
		return o.Mean.role == r && o.Mean.languages&h.Mean.languages != 0 && test(o)
	})
}

// states reports whether a hit states what it names, and of which kind that is.
func (s *sentence) states(h hit) (Kind, bool) {
	switch h.Mean.role {
	case rolePromise:
		return KindPromise, !s.negated(h) && !s.refused(h) && (h.Mean.id == Notice || !s.hoped(h))
	case rolePeople:
		return KindPeople, !s.negated(h) && !s.hoped(h) && s.runs(h)
	case roleFunding:
		return KindFunding, !s.negated(h) && !s.refused(h) && !s.others(h)
	case roleRuns, roleIs, roleNegation, roleHope, roleRefusal, roleOther, roleAt, roleNeutral:
	}
	return "", false
}

// runs reports whether whom a hit names is said to run the server.
func (s *sentence) runs(h hit) bool {
	if h.Mean.weak {
		return s.some(h, roleRuns, func(o hit) bool { return o.End <= h.Start && h.First-o.Last <= reachWeak })
	}
	near := func(o hit) bool {
		if o.Start == h.Start || o.Mean.before && o.Start > h.Start {
			return false
		}
		within := h.First-o.Last <= reachRuns && o.First-h.Last <= reachRuns
		return within && (h.Mean.id != Public || !s.partOf(o, h))
	}
	return s.some(h, roleRuns, near) || h.Mean.id != Public && s.some(h, roleIs, near)
}

// partOf reports whether who runs it, as o says, is at a public body only.
func (s *sentence) partOf(o, h hit) bool {
	return s.some(h, roleAt, func(at hit) bool { return o.End <= at.Start && at.End <= h.Start })
}

// refused reports whether the words right after a hit say that it is not so.
func (s *sentence) refused(h hit) bool {
	return s.some(h, roleRefusal, func(o hit) bool {
		return o.Last > h.Last && o.First >= h.First && o.First-h.Last <= reachRefusal && !s.apart(h, o)
	})
}

// others reports whether money goes to others than the server, or is not taken yet.
func (s *sentence) others(h hit) bool {
	return s.some(h, roleOther, func(o hit) bool { return o.Last < h.First && h.First-o.Last <= reachOther })
}

func (s *sentence) negated(h hit) bool {
	return s.some(h, roleNegation, func(o hit) bool {
		sign, _ := utf8.DecodeRuneInString(s.Folded.Text[h.Start:])
		if lexicon.IsSign(sign) {
			return o.Start >= h.End && o.First-h.Last <= reachAfter
		}
		return o.Last < h.First && h.First-o.Last <= reachNegation && !s.apart(o, h)
	})
}

// apart reports whether a comma or the like stands between two hits.
func (s *sentence) apart(a, b hit) bool {
	for word := a.Last + 1; word <= b.First; word++ {
		if s.Words[word].Item {
			return true
		}
	}
	return false
}

func (s *sentence) hoped(h hit) bool {
	return s.some(h, roleHope, func(o hit) bool {
		sign, _ := utf8.DecodeRuneInString(s.Folded.Text[h.Start:])
		if lexicon.IsSign(sign) {
			return o.Start >= h.End && o.First-h.Last <= 2*reachAfter
		}
		return o.Last < h.First && h.First-o.Last <= reachHope
	})
}

// mentions is an account that is named, and the next one where several are.
var mentions = regexp.MustCompile(`^[ :(]{0,2}@[\w@.-]*\w(\s*(?:,|&|\+|and|et|und|y|e|en|i|och|og)\s*@\w)?`)

// runByMention returns the words that say who runs the server where accounts follow, and
// whether that is one person or a group.
func (s *sentence) runByMention() (hit, bool) {
	for _, h := range s.hits {
		if h.Mean.role != roleRuns || s.negated(h) {
			continue
		}
		if found := mentions.FindStringSubmatch(s.Orig[s.From[h.End]:]); found != nil {
			h.Mean.id = Person
			if found[1] != "" {
				h.Mean.id = Group
			}
			return h, true
		}
	}
	return hit{}, false
}

// maxText is how much of a sentence is shown, in characters.
const maxText = 300

// text returns the sentence as it was written, with what ends it.
func (s *sentence) text() string {
	from, to := s.From[s.Words[s.first].Start], s.From[s.Words[s.end-1].End]
	if to < len(s.Orig) && strings.ContainsRune(".!?", rune(s.Orig[to])) {
		to++
	}
	out := strings.Join(strings.Fields(lexicon.Clean(s.Orig[from:to])), " ")
	if utf8.RuneCountInString(out) > maxText {
		out = string([]rune(out)[:maxText-1]) + "…"
	}
	return out
}
