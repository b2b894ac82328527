package notice

import (
	"slices"
	"strings"
	"time"

	"landfall/directory/lexicon"
)

// The weight of each reason to think that a text is a notice. Confidence is
// 1 − Π(1 − weight).
const (
	weightClosing     = 0.30
	weightForever     = 0.30
	weightFarewell    = 0.20
	weightConsequence = 0.15
	weightDate        = 0.30
	weightAgain       = 0.20 // it is said in another sentence as well
	weightPostponed   = 0.30 // what is put off is real
	weightDecided     = 0.15
	weightNextDate    = 0.15 // a sentence near it names the day
)

// weightOf holds the weight of what is said to close.
var weightOf = map[subject]float64{subjectNamed: 0.25, subjectNoun: 0.35, subjectWe: 0.50, subjectOwn: 0.60}

// Sure is the confidence from which on a text is taken for a notice.
const Sure = 0.60

// Detect reads one text. The first [lexicon.MaxText] bytes of it are read.
func (d *Detector) Detect(in Input) Result {
	r := d.matcher.Read(lexicon.Text{Text: in.Text})
	doc := &document{in: in, host: strings.ToLower(in.Host), sentences: nil, posted: in.Posted}
	if !mentions(r) {
		return Result{Verdict: None, Announced: in.Posted}
	}
	doc.sentences = sentences(r)
	doc.hear()
	return doc.judge()
}

// mentions reports whether anything in a text is said to close, or to go into other
// hands, so that all others need no further look.
func mentions(r *reading) bool {
	var has [kinds]bool
	heads := map[int]bool{}
	for _, h := range r.Hits {
		switch h.Mean.kind {
		case kindClosing, kindClosed, kindReadOnly, kindShut, kindEnds:
			return true
		case kindHead:
			heads[h.Mean.parted.number] = true
		case kindTail:
			if heads[h.Mean.parted.number] {
				return true
			}
		default:
			has[h.Mean.kind] = true
		}
	}
	return has[kindHandover] && has[kindStays]
}

// claim is a sentence that says that a server closes.
type claim struct {
	*sentence
	hit     hit
	subject subject
	stage   Stage
	closes  Window
	told    bool // by somebody else
	weight  float64
}

// document is a text under judgement.
type document struct {
	in        Input
	host      string
	posted    time.Time
	sentences []*sentence
	claims    []claim
	denied    []claim
	// considered are closings that are thought about.
	considered []claim
	own        bool // it may be about the own server
	we, you    bool // its author speaks for the server, or to its people
	reporter   bool // it tells of what others said
	handover   bool
	handsOn    *sentence // it says that it goes on in other hands
	cancelled  bool
	briefly    int // sentences about something that passes
}

// hear collects what the sentences say.
func (doc *document) hear() {
	for _, s := range doc.sentences {
		doc.we = doc.we || s.has(kindWe)
		doc.you = doc.you || s.has(kindYou)
		doc.reporter = doc.reporter || s.has(kindReporter)
		doc.handover = doc.handover || s.has(kindHandover)
		doc.cancelled = doc.cancelled || s.has(kindCancelled)
		if s.has(kindTemporary) {
			doc.briefly++
		}
	}
	doc.own = doc.host != "" || doc.speaksOf()
	doc.handsOn = doc.goesOn()
	for _, s := range doc.sentences {
		doc.hearSentence(s)
	}
}

// goesOn returns the sentence that gives the server into other hands, if one near it says
// that it stays.
func (doc *document) goesOn() *sentence {
	const near = 2
	for i, s := range doc.sentences {
		if !s.has(kindHandover) || !s.speaks(doc.host) {
			continue
		}
		for _, o := range doc.sentences[max(i-near, 0):min(i+near+1, len(doc.sentences))] {
			if o.has(kindStays) {
				return s
			}
		}
	}
	return nil
}

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
			c.subject = doc.referred(s, h)
		}
		switch {
		case s.ofOther(h), s.ofWhat(h, doc.host), s.quoted(h):
		case c.subject == subjectNone && !(doc.own && s.setBack(h)):
		case s.negated(h), c.subject == subjectNone && s.with(h, kindCancelled):
			doc.denied = append(doc.denied, c)
		case s.with(h, kindConsidering) && !s.decided(h):
			doc.considered = append(doc.considered, c)
		case s.uncertain(h), s.forAWhile(h), c.subject <= subjectNoun && doc.fiction(s):
		case h.Mean.kind == kindReadOnly && !s.with(h, kindForever):
		case h.Mean.kind == kindShut && !s.shut(h, doc.posted):
		case h.Mean.kind == kindEnds && !(c.subject == subjectOwn && s.ends(h, doc.posted)):
		case c.subject == subjectNone && !s.with(h, kindPostponed):
		default:
			if c.subject == subjectNone {
				c.subject = subjectNoun
			}
			c.told = s.with(h, kindReporter) || s.some(h, kindThird, func(t hit) bool { return t.First < h.First })
			c.weigh(doc)
			over = over || c.stage == Closed
			if best == nil || best.weaker(&c) {
				best = &c
			}
		}
	}
	if best != nil {
		if over && best.stage == Announced && !(best.closes.Stated() && best.closes.Doubt != DoubtPast) {
			best.stage = Closed // it says so by another word
		}
		doc.claims = append(doc.claims, *best)
	}
}

// weaker reports whether another claim of the same sentence says more: that something
// becomes read-only says less than that it closes.
func (c *claim) weaker(other *claim) bool {
	if (c.stage == ReadOnly) != (other.stage == ReadOnly) {
		return c.stage == ReadOnly
	}
	return other.weight > c.weight || other.weight == c.weight && other.stage == Closed
}

// setBack reports whether a closing that names nothing is denied, taken back, put off or
// thought about: nobody does so of what nobody has heard of.
func (s *sentence) setBack(h hit) bool {
	return s.negated(h) || s.with(h, kindCancelled) || s.with(h, kindPostponed) || s.with(h, kindConsidering)
}

// shut reports whether a word such as "closed" tells of an end: by a day that is past,
// with no word of what is to come.
func (s *sentence) shut(h hit, posted time.Time) bool {
	first, _ := s.clause(h)
	return s.date(h, posted).Doubt == DoubtPast && !s.some(h, kindFuture, func(f hit) bool {
		return f.First >= first && f.Last < h.First
	})
}

// ends reports whether a word that may be said of much, as "ends", is said with a day and
// of nothing more: the day follows at once, or the word ends the clause after it.
func (s *sentence) ends(h hit, posted time.Time) bool {
	const link = 12 // bytes of "on the" and the like
	w := s.date(h, posted)
	if !w.Stated() || w.Doubt == DoubtPast {
		return false
	}
	at := s.place(h.End)
	return s.endsClause(h) || slices.ContainsFunc(s.days(posted), func(d day) bool { return d.start >= at && d.start-at <= link })
}

// stageOf returns the stage of which a word tells; ok is false if it tells of none.
func stageOf(k kind) (stage Stage, ok bool) {
	switch k {
	case kindClosing, kindEnds:
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
	c.closes = c.date(c.hit, doc.posted)
	if c.with(c.hit, kindPostponed) {
		c.closes = c.lastDay(doc.posted)
	}
	doubt := (1 - weightClosing) * (1 - weightOf[c.subject])
	for _, reason := range []struct {
		holds  bool
		weight float64
	}{
		{c.with(c.hit, kindForever), weightForever}, {c.with(c.hit, kindFarewell), weightFarewell},
		{c.with(c.hit, kindPostponed), weightPostponed}, {c.decided(c.hit), weightDecided}, {c.closes.Stated() && (c.closes.Doubt != DoubtPast || c.stage == Closed), weightDate},
	} {
		if reason.holds {
			doubt *= 1 - reason.weight
		}
	}
	c.weight = 1 - doubt
}
