package notice

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// How many words may stand between a deed and the server it is done to, and how many more
// if there is a day.
const (
	reachTaken = 6
	dayWide    = 5
)

// takes reports whether a verb that may be said of much is said of a server: one stands
// close before or after it in its clause, or the name of a host follows at once.
func (s *sentence) takes(h hit, host string, posted time.Time) bool {
	first, end := s.clause(h)
	if s.some(h, kindOther, func(o hit) bool { return o.First >= first && o.First < end }) {
		return false
	}
	if s.namesNext(h) || s.namesBefore(h) {
		return true
	}
	near := func(n hit) bool {
		before := n.End <= h.Start && (n.First >= first || s.announced(first)) && h.First-n.Last <= reachTaken+dayWide*min(len(s.days(posted)), 1) && !s.possessor(n)
		after := n.Start >= h.End && n.First < end && n.First-h.Last <= 3 && !s.ofNoun(n, h)
		return (before || after) && !s.beside(n, h, host) &&
			(after || s.with(h, kindForever) || s.dayNext(h, posted) || s.dayBetween(n, h, posted))
	}
	return s.some(h, kindNoun, near) || s.some(h, kindItself, near)
}

// dayBetween reports whether a day stands between a noun and a verb, or before both.
func (s *sentence) dayBetween(n, h hit, posted time.Time) bool {
	at := s.place(h.Start)
	return slices.ContainsFunc(s.days(posted), func(d day) bool { return d.end <= at }) && (s.endsClause(h) || s.place(n.End) <= at)
}

// headsOfServers are what a word may be for that has a server after "of" and means it.
var headsOfServers = []kind{kindAspect, kindNoun, kindDeed, kindClosing, kindClosed, kindActs, kindHead, kindDecided, kindWe, kindLast, kindFarewell}

// possessor reports whether a noun only says whose something is: "the address of the
// server". What is an aspect of it, as its operation, is the server itself.
func (s *sentence) possessor(n hit) bool {
	return s.some(n, kindGenitive, func(g hit) bool {
		word := g.First - 1
		if g.Last >= n.First || n.First-g.Last > 3 || word < s.first || s.Words[g.First].Item || s.announced(g.First) ||
			strings.ContainsAny(s.Folded.Text[s.Words[word].Start:n.Start], "0123456789,:;(") {
			return false
		}
		if n.Mean.languages == languageOf("de") {
			// "der" is an article as well: after a noun, which is written large, it says whose.
			r, _ := utf8.DecodeRuneInString(s.Orig[s.From[s.Words[word].Start]:])
			if !unicode.IsUpper(r) {
				return false
			}
		}
		named := func(o hit) bool { return o.First <= word && word <= o.Last }
		return !slices.ContainsFunc(headsOfServers, func(k kind) bool { return s.some(n, k, named) })
	})
}

// ofNoun reports whether a word such as "of" or "from" stands between a verb and a noun.
func (s *sentence) ofNoun(n, h hit) bool {
	between := func(o hit) bool { return o.Start >= h.End && o.End <= n.Start }
	return s.some(h, kindGenitive, between) || s.some(h, kindPlace, between)
}

// namesNext reports whether the name of a host follows a word at once.
func (s *sentence) namesNext(h hit) bool {
	text := strings.TrimLeft(s.Folded.Text[h.End:], " \"'(")
	return text != "" && text[0] == masked && len(s.Folded.Text[h.End:])-len(text) <= 2
}

// namesBefore reports whether the name of a host stands right before a word.
func (s *sentence) namesBefore(h hit) bool {
	text := strings.TrimRight(s.Folded.Text[:h.Start], " \"')")
	return text != "" && text[len(text)-1] == masked && h.Start-len(text) <= 2
}
