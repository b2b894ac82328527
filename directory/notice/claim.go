package notice

import (
	"time"
)

// claim is a sentence that says that a server closes.
type claim struct {
	*sentence
	hit     hit
	subject subject
	stage   Stage
	closes  Window
	told    bool // by somebody else
	weight  float64
	// referred is that the server is named by the sentence before.
	referred bool
	// names is that it is the name of a host there.
	names bool
}

// sense is what a word for a closing says where it stands.
type sense uint8

const (
	senseNone sense = iota
	senseClaimed
	senseDenied
	senseConsidered
)

// hearSentence keeps what a sentence denies, what it thinks about, and the strongest of
// what it claims.
func (doc *document) hearSentence(s *sentence) {
	var best *claim
	over := false
	for _, h := range s.hits {
		stage, ok := stageOf(h.Mean.kind)
		if !ok {
			continue
		}
		c := claim{sentence: s, hit: h, subject: s.subject(h, doc.host), stage: stage}
		if c.subject == subjectNone {
			c.subject = max(doc.referred(s, h), doc.implied(s, h))
			if c.subject == subjectNone && doc.named(s, h) {
				c.subject, c.names = subjectNamed, true
			}
			c.referred = c.subject != subjectNone
		}
		c.told = doc.hearsay(&c) || s.tells(h)
		switch doc.sense(&c) {
		case senseNone:
		case senseDenied:
			doc.denied = append(doc.denied, c)
		case senseConsidered:
			doc.considered = append(doc.considered, c)
		case senseClaimed:
			c.weigh(doc)
			over = over || c.stage == Closed
			if best == nil || best.weaker(&c) {
				best = &c
			}
		}
	}
	if best != nil {
		if over && best.stage == Announced && !best.closes.toCome() {
			best.stage = Closed // it says so by another word
		}
		doc.claims = append(doc.claims, *best)
	}
}

// sense judges a word for a closing by what stands around it.
func (doc *document) sense(c *claim) sense {
	s, h, bare := c.sentence, c.hit, c.subject == subjectNone
	setBack := doc.own && s.setBack(h)
	switch {
	case s.ofOther(h), s.ofWhat(h, doc.host), s.quoted(h), s.heads(h), bare && !setBack:
		return senseNone
	case s.negated(h), bare && s.with(h, kindCancelled):
		return senseDenied
	case s.with(h, kindConsidering) && !s.decided(h):
		return senseConsidered
	case s.longAgo(h, doc.posted):
		return senseNone
	case s.uncertain(h) && !doc.hearsay(c), s.forAWhile(h), !c.told && (doc.comesBack(s, h) || doc.staysOn(s, h)),
		bare && !s.putOff(h), c.subject <= subjectNoun && doc.fiction(s):
		return senseNone
	}
	holds := true
	switch h.Mean.kind {
	case kindReadOnly:
		holds = s.with(h, kindForever)
	case kindShut:
		holds = s.shut(h, doc.posted)
	case kindEnds:
		holds = c.subject == subjectOwn && doc.dayOf(s, h).toCome() && s.dayNext(h, doc.posted)
	case kindActs:
		holds = (c.referred && (s.points(h) || doc.dropped(s, h)) || doc.speaksFor(s, h) || s.takes(h, doc.host, doc.posted)) && (doc.dayOf(s, h).toCome() || s.with(h, kindForever) || s.decided(h))
	case kindTerm:
		holds = s.untilDay(h, doc.posted)
	default:
	}
	if !holds {
		return senseNone
	}
	return senseClaimed
}

// weaker reports whether another claim of the same sentence says more: that something
// becomes read-only says less than that it closes.
func (c *claim) weaker(other *claim) bool {
	if (c.stage == ReadOnly) != (other.stage == ReadOnly) {
		return c.stage == ReadOnly
	}
	return other.weight > c.weight || other.weight == c.weight && other.stage == Closed
}

// tells reports whether a closing is told of others: by a word that says so, or by "he"
// where nobody speaks of himself.
func (s *sentence) tells(h hit) bool {
	first, end := s.clause(h)
	return s.with(h, kindReporter) || s.some(h, kindThird, func(t hit) bool { return t.First < h.First || t.Start < h.End && h.Start < t.End }) &&
		!s.some(h, kindWe, func(w hit) bool { return w.First >= first && w.First < end })
}

// setBack reports whether a closing that names nothing is denied, taken back, put off or
// thought about: nobody does so of what nobody has heard of.
func (s *sentence) setBack(h hit) bool {
	return s.negated(h) || s.with(h, kindCancelled) || s.putOff(h) || s.with(h, kindConsidering)
}

// putOff reports whether the clause of a closing says that it is put off.
func (s *sentence) putOff(h hit) bool {
	first, end := s.clause(h)
	return s.some(h, kindPostponed, func(p hit) bool { return p.First >= first && p.First < end })
}

// shut reports whether a word such as "closed" tells of an end: by a day that is past,
// with no word of what is to come.
func (s *sentence) shut(h hit, posted time.Time) bool {
	first, _ := s.clause(h)
	return s.date(h, posted).Doubt == DoubtPast && !s.some(h, kindFuture, func(f hit) bool {
		return f.First >= first && f.Last < h.First
	})
}

// stageOf returns the stage of which a word tells; ok is false if it tells of none.
func stageOf(k kind) (stage Stage, ok bool) {
	switch k {
	case kindClosing, kindEnds, kindActs, kindTerm:
		return Announced, true
	case kindClosed, kindShut:
		return Closed, true
	case kindReadOnly:
		return ReadOnly, true
	default:
		return "", false
	}
}

// weigh adds up what speaks for the claim in its own sentence.
func (c *claim) weigh(doc *document) {
	if c.subject == subjectNone {
		c.subject = subjectNoun // put off, and so the one that has been spoken of
	}
	c.closes = doc.dayOf(c.sentence, c.hit)
	if c.with(c.hit, kindPostponed) {
		c.closes = c.lastDay(doc.posted)
	}
	if c.stage == Closed && c.closes.toCome() && c.closes.From.After(doc.posted) {
		c.stage = Announced
	}
	doubt := (1 - weightClosing) * (1 - weightOf[c.subject])
	for _, reason := range []struct {
		holds  bool
		weight float64
	}{
		{c.with(c.hit, kindForever), weightForever}, {c.with(c.hit, kindFarewell), weightFarewell},
		{c.with(c.hit, kindPostponed), weightPostponed}, {c.decided(c.hit), weightDecided},
		{(c.names || c.ofHosts(doc.host) == subjectNamed) && (doc.hearsay(c) || c.with(c.hit, kindReporter)), weightTold},
		{c.closes.toCome() || c.closes.Stated() && c.stage == Closed, weightDate},
		{!c.closes.Stated() && c.stage == Announced && c.with(c.hit, kindSoon), weightSoon},
	} {
		if reason.holds {
			doubt *= 1 - reason.weight
		}
	}
	c.weight = 1 - doubt
}
