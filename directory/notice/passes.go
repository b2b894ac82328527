package notice

import (
	"regexp"
	"slices"
	"time"
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
