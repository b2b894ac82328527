package notice

import (
	"slices"
	"strings"
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

// reachJest is how many sentences away it is said that something was a joke.
const reachJest = 4

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
	if s.with(h, kindBack) {
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
	return c.subject <= subjectNoun && c.ofHosts(doc.host) == subjectNamed && (c.with(c.hit, kindHearsay) || c.some(c.hit, kindReporter, func(hit) bool {
		return strings.ContainsAny(c.stop(), "?？؟")
	}))
}

// heads reports whether a closing is a heading before a colon and what follows says itself
// what closes.
func (s *sentence) heads(h hit) bool {
	_, end := s.clause(h)
	return end < s.end && s.announced(end) && s.some(h, kindClosing, func(o hit) bool { return o.First >= end })
}

// reachTaken is how many words may stand between a deed and the server it is done to.
const reachTaken = 6

// takes reports whether a verb that may be said of much is said of a server: one stands
// close before or after it in its clause, or the name of a host follows at once.
func (s *sentence) takes(h hit, host string) bool {
	first, end := s.clause(h)
	if s.namesNext(h) {
		return true
	}
	near := func(n hit) bool {
		before := n.End <= h.Start && n.First >= first && h.First-n.Last <= reachTaken+len(s.dates)
		after := n.Start >= h.End && n.First < end && n.First-h.Last <= 3
		return (before || after) && !s.beside(n, h, host) && !s.another(n, h)
	}
	return s.some(h, kindNoun, near) || s.some(h, kindItself, near)
}

// another reports whether something else than the server stands between it and a verb.
func (s *sentence) another(n, h hit) bool {
	return s.some(h, kindOther, func(o hit) bool {
		return o.Start >= min(n.Start, h.Start) && o.End <= max(n.End, h.End) || o.First == n.Last+1
	})
}

// namesNext reports whether the name of a host follows a word at once.
func (s *sentence) namesNext(h hit) bool {
	text := strings.TrimLeft(s.Folded.Text[h.End:], " \"'(")
	return text != "" && text[0] == masked && len(s.Folded.Text[h.End:])-len(text) <= 2
}
