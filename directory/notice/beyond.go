package notice

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// longPast is how long ago an end is history: who still writes of it tells of something
// else, as of a place whose regulars meet here.
const longPast = 365 * 24 * time.Hour

// past reports whether a claim is of an end long before the text was published.
func (doc *document) past(c claim) bool {
	own := slices.ContainsFunc(c.hits, func(n hit) bool { return n.Mean.kind == kindNoun && c.owned(n) })
	return !own && c.stage == Closed && c.closes.Doubt == DoubtPast && doc.posted.Sub(c.closes.To) > longPast
}

// soonest is how soon something is to close that nobody says is for good or takes leave of.
const soonest = 2 * 24 * time.Hour

// hasty reports whether a claim, made but once, is of the day or the next ones, and the text tells nobody to
// leave, takes leave of nobody and says nothing of for good: then it passes.
func (doc *document) hasty(c claim) bool {
	return len(doc.claims) == 1 && c.stage == Announced && c.subject < subjectOwn && c.closes.toCome() && c.closes.To.Sub(doc.posted) <= soonest && !c.told &&
		!c.decided(c.hit) && !doc.has(kindForever) && !doc.has(kindFarewell) && !doc.has(kindConsequence)
}

// reachJest is how many sentences away it is said that something was a joke.
const reachJest = 4

// aYear matches a year at the head of a sentence, after two words at most.
var aYear = regexp.MustCompile(`^(?:\pL+ ){0,2}((?:19|20)\d\d)(?:\D|$)`)

// dayOf returns the day that a sentence names for a hit; where it only points back, "that
// day", that of the sentence before.
func (doc *document) dayOf(s *sentence, h hit) Window {
	w := s.date(h, doc.posted)
	if !w.Stated() && s.index > 0 && s.with(h, kindThen) {
		return doc.sentences[s.index-1].firstDay(doc.posted)
	}
	return w
}

// longAgo reports whether a sentence begins with a year that was over when the text was
// published, and names no day to come: it tells of what was said then.
func (s *sentence) longAgo(h hit, posted time.Time) bool {
	m := aYear.FindStringSubmatch(s.Folded.Text[s.Words[s.first].Start:])
	return m != nil && !posted.IsZero() && number(m[1]) < posted.Year() && h.Mean.kind != kindClosed && h.Mean.kind != kindShut &&
		!s.date(h, posted).toCome()
}

// inJest reports whether it is said near a claim that it is a joke, and not that it is none.
func (doc *document) inJest(c claim) bool {
	near := doc.sentences[max(c.index-reachJest, 0):min(c.index+reachJest+1, len(doc.sentences))]
	return slices.ContainsFunc(near, func(s *sentence) bool {
		return slices.ContainsFunc(s.hits, func(h hit) bool {
			return h.Mean.kind == kindJoke && !s.negated(h)
		})
	})
}

// comesBack reports whether the sentence or the next one says that it comes back.
func (doc *document) comesBack(s *sentence, h hit) bool {
	if s.with(h, kindForever) {
		return false
	}
	if s.some(h, kindBack, func(b hit) bool { return !s.negated(b) }) {
		return true
	}
	return s.index+1 < len(doc.sentences) && doc.sentences[s.index+1].some(h, kindBack, func(b hit) bool {
		return !doc.sentences[s.index+1].negated(b)
	})
}

// reachStays is how many sentences away it is said that the server goes on.
const reachStays = 2

// staysOn reports whether a sentence near by says of the server that it goes on, with no
// day until which it does: then something else ends.
func (doc *document) staysOn(s *sentence, h hit) bool {
	if s.with(h, kindForever) || s.decided(h) {
		return false
	}
	for i := max(s.index-reachStays, 0); i <= min(s.index+reachStays, len(doc.sentences)-1); i++ {
		o := doc.sentences[i]
		if i != s.index && o.some(h, kindStays, func(k hit) bool { return o.keeps(k, doc.host, doc.posted) }) {
			return true
		}
	}
	return false
}

// keeps reports whether a word such as "stays" is said of the server and of no time only.
func (s *sentence) keeps(k hit, host string, posted time.Time) bool {
	if len(s.days(posted)) > 0 || s.with(k, kindLast) || s.negated(k) || s.uncertain(k) || s.with(k, kindClosing) {
		return false
	}
	return s.ofHosts(host) == subjectOwn || s.some(k, kindItself, func(hit) bool { return true }) || s.some(k, kindNoun, func(n hit) bool {
		software := s.some(n, kindSoftware, func(o hit) bool { return o.Start == n.Start })
		return !software && n.End <= k.Start && k.First-n.Last <= reachMaybe && !s.beside(n, k, host)
	})
}

// hearsay reports whether a claim is what people ask or tell of a host that is not theirs.
func (doc *document) hearsay(c *claim) bool {
	return c.subject < subjectOwn && c.subject != subjectNone && (c.names || c.ofHosts(doc.host) == subjectNamed) &&
		(c.with(c.hit, kindHearsay) || strings.ContainsAny(c.stop(), "?？؟"))
}

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
		before := n.End <= h.Start && n.First >= first && h.First-n.Last <= reachTaken+dayWide*min(len(s.days(posted)), 1) && !s.possessor(n)
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
