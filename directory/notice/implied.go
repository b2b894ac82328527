package notice

import (
	"regexp"
	"slices"
	"time"
)

// implied returns the subject of a hit that names nothing: who says in the first person
// that he closes, on a day and nothing else, closes the place he speaks for; so does who
// ends everything. In a text that speaks of the server near by and tells people where to
// go or takes leave of them, it is the server.
func (doc *document) implied(s *sentence, h hit) subject {
	if s.elseCloses() || h.Mean.kind != kindClosing && h.Mean.kind != kindActs && h.Mean.kind != kindTerm {
		return subjectNone
	}
	switch {
	case doc.speaksFor(s, h):
		return subjectWe
	case doc.briefly > 0, !doc.topic(s):
		return subjectNone
	case doc.has(kindConsequence) && doc.has(kindFarewell) && s.date(h, doc.posted).toCome():
		return subjectNoun
	case !doc.dropped(s, h) && (h.Mean.kind == kindActs || !s.personal(h)):
		return subjectNone
	case (doc.has(kindConsequence) || doc.has(kindFarewell)) && (s.decided(h) || s.date(h, doc.posted).toCome()):
		return subjectNoun
	}
	return subjectNone
}

// personal reports whether a closing is said in the first person, or decided.
func (s *sentence) personal(h hit) bool {
	first, _ := s.clause(h)
	return s.decided(h) || s.some(h, kindMine, func(o hit) bool { return o.Start < h.End && h.Start < o.End }) ||
		s.some(h, kindWe, func(o hit) bool { return o.First >= first && o.First < h.First && h.First-o.Last <= reachWe })
}

// dropsPronouns are the languages that leave out "it".
var dropsPronouns = languageOf("es") | languageOf("pt") | languageOf("it") | languageOf("pl") | languageOf("ru") | languageOf("uk") |
	languageOf("ja") | languageOf("zh") | languageOf("ko") | languageOf("ar")

// dropped reports whether a closing may be said of the server of the sentence before with
// the pronoun left out: it names no server, and ends its clause with the day next to it.
func (doc *document) dropped(s *sentence, h hit) bool {
	return h.Mean.languages&dropsPronouns != 0 && s.index > 0 && !s.has(kindNoun) && s.ofHosts(doc.host) != subjectNamed &&
		doc.sentences[s.index-1].about(doc.host) && s.endsClause(h) && s.date(h, doc.posted).toCome()
}

// speaksFor reports whether a closing is said in the first person and of nothing, or of
// everything, with the day.
func (doc *document) speaksFor(s *sentence, h hit) bool {
	if s.elseCloses() || s.ofHosts(doc.host) == subjectNamed {
		return false
	}
	mine := s.some(h, kindMine, func(o hit) bool { return o.Start < h.End && h.Start < o.End })
	first, end := s.clause(h)
	all := s.some(h, kindAll, func(o hit) bool {
		return o.Start >= h.End && o.First-h.Last <= 2 || o.End <= h.Start && h.First-o.Last <= 2 || within(o, h)
	})
	if !mine && (!all || !s.personal(h)) {
		return false
	}
	named := func(n hit) bool {
		return n.First >= first && n.First < end && (n.End <= h.Start && h.First-n.Last <= reachNoun || n.Start >= h.End && n.First-h.Last <= reachNoun)
	}
	// A noun in its clause is a server that is not the own one.
	if all && s.with(h, kindSoon) && !s.some(h, kindNoun, named) {
		return true
	}
	return !s.some(h, kindNoun, named) && s.date(h, doc.posted).toCome() && (all || s.dayNext(h, doc.posted) && !s.objectNext(h, doc.posted))
}

// dayNext reports whether a hit is followed by a day, with nothing between them but words
// that lead to it, or by the end of its clause.
func (s *sentence) dayNext(h hit, posted time.Time) bool {
	if s.endsClause(h) {
		return true
	}
	at, text := s.place(h.End), spell(s.Orig[s.From[s.Words[s.first].Start]:s.From[s.Words[s.end-1].End]])
	const particles = 15 // bytes after a day, where the verb comes last
	last, from := h.Mean.languages&verbLast != 0, s.place(h.Start)
	return slices.ContainsFunc(s.days(posted), func(d day) bool {
		return last && d.end <= from && from-d.end <= particles || d.start >= at && d.start <= len(text) && leadsOn.MatchString(text[min(at, d.start):d.start])
	})
}

// objectNext reports whether what is closed is named after the day: "we close today the vote".
func (s *sentence) objectNext(h hit, posted time.Time) bool {
	at, text := s.place(h.End), spell(s.Orig[s.From[s.Words[s.first].Start]:s.From[s.Words[s.end-1].End]])
	return slices.ContainsFunc(s.days(posted), func(d day) bool {
		return d.start >= at && d.end <= len(text) && article.MatchString(text[d.end:])
	})
}

// article matches the article of an object.
var article = regexp.MustCompile(`^ (?:a|o|as|os|la|el|los|las|le|les|il|lo|i|gli|the|our|die|das|den|het|unser\pL*|notre|nos|nuestr\pL+|noss\pL+|nostr\pL+) \pL`)

// verbLast are the languages in which the day stands before the verb.
var verbLast = languageOf("ja") | languageOf("zh") | languageOf("ko")

// leadsOn matches what may stand between a verb and the day: short words, as "on the", and
// a few longer ones.
var leadsOn = regexp.MustCompile(`^[^\pL\d]*(?:(?:\pL{1,3}|with|effect|effective|from|partir|compter|efecto|proximo|passato|prossimo|giorno|dniem|dniu|dnia|dzien|wirkung|ablauf|vanaf|already|sunday|monday|tuesday|wednesday|thursday|friday|saturday)(?:[^\pL\d]+|$))*$`)

// How many sentences before and after it a server may be named that a closing is said of.
const (
	reachTopicBefore = 6
	reachTopicAfter  = 3
)

// topic reports whether a sentence near by is about the own server.
func (doc *document) topic(s *sentence) bool {
	near := doc.sentences[max(s.index-reachTopicBefore, 0):min(s.index+reachTopicAfter+1, len(doc.sentences))]
	return slices.ContainsFunc(near, func(o *sentence) bool { return o.speaks(doc.host) })
}

// untilDay reports whether a word such as "only until" stands with a day in its clause
// that is to come.
func (s *sentence) untilDay(h hit, posted time.Time) bool {
	const link = 24 // bytes between them
	at, end := s.place(h.Start), s.place(h.End)
	frozen := s.some(h, kindReadOnly, func(o hit) bool { return o.Start < h.End && h.Start < o.End })
	return !frozen && s.date(h, posted).toCome() && slices.ContainsFunc(s.days(posted), func(d day) bool {
		return d.start <= end+link && d.end >= at-link
	})
}

// startsWithDay matches the beginning of a day in figures.
var startsWithDay = regexp.MustCompile(`^\d{1,4}(?:[^\pL]|[年月년월])`)

// heads reports whether a closing is a heading before a colon and what follows says itself
// what closes.
func (s *sentence) heads(h hit) bool {
	_, end := s.clause(h)
	return end < s.end && s.announced(end) && !startsWithDay.MatchString(s.Folded.Text[s.Words[end].Start:]) && s.some(h, kindClosing, func(o hit) bool { return o.First >= end })
}
