package notice

import (
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

// mentions reports whether anything in a text is said to close, so that all others
// need no further look.
func mentions(r *reading) bool {
	for _, h := range r.Hits {
		if h.Mean.kind == kindClosing || h.Mean.kind == kindClosed || h.Mean.kind == kindReadOnly {
			return true
		}
	}
	return false
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
	we, you    bool // its author speaks for the server, or to its people
	reporter   bool // it tells of what others said
	handover   bool
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
	for _, s := range doc.sentences {
		doc.hearSentence(s)
	}
}

func (doc *document) hearSentence(s *sentence) {
	var best *claim
	for _, h := range s.hits {
		if h.Mean.kind != kindClosing && h.Mean.kind != kindClosed && h.Mean.kind != kindReadOnly {
			continue
		}
		c := claim{sentence: s, hit: h, subject: s.subject(h, doc.host), stage: stageOf(h.Mean.kind)}
		switch {
		case c.subject == subjectNone || s.ofOther(h):
		case s.negated(h):
			doc.denied = append(doc.denied, c)
		case s.with(h, kindConsidering):
			doc.considered = append(doc.considered, c)
		case s.uncertain(h), s.forAWhile(h):
		case h.Mean.kind == kindReadOnly && !s.with(h, kindForever):
		default:
			c.told = s.with(h, kindReporter) || s.some(h, kindThird, func(t hit) bool { return t.First < h.First })
			c.weigh(doc)
			if best == nil || c.weight > best.weight || c.weight == best.weight && c.stage == Closed {
				best = &c
			}
		}
	}
	if best != nil {
		doc.claims = append(doc.claims, *best)
	}
}

func stageOf(k kind) Stage {
	switch k {
	case kindClosed:
		return Closed
	case kindReadOnly:
		return ReadOnly
	}
	return Announced
}

// weigh adds up what speaks for the claim in its own sentence.
func (c *claim) weigh(doc *document) {
	c.closes = c.date(doc.posted)
	doubt := (1 - weightClosing) * (1 - weightOf[c.subject])
	for _, reason := range []struct {
		holds  bool
		weight float64
	}{
		{c.with(c.hit, kindForever), weightForever}, {c.with(c.hit, kindFarewell), weightFarewell}, {c.closes.Stated() && (c.closes.Doubt != DoubtPast || c.stage == Closed), weightDate},
	} {
		if reason.holds {
			doubt *= 1 - reason.weight
		}
	}
	c.weight = 1 - doubt
}

// date returns the day that the sentence names, after the hit or else before it.
func (c *claim) date(posted time.Time) Window { return c.sentence.date(c.hit.Start, posted) }

// date returns the first day that the sentence names at or after an offset of the folded
// text, else the last one before it. A day that was past when the text was posted comes
// last.
func (s *sentence) date(offset int, posted time.Time) Window {
	cut := len(spell(s.Orig[s.From[s.Words[s.first].Start]:s.From[offset]]))
	var best Window
	for _, after := range []bool{true, false} {
		for _, d := range s.days(posted) {
			if (d.end >= cut) != after {
				continue
			}
			w := d.Window
			past := !posted.IsZero() && w.To.Before(midnight(posted))
			if past {
				w.Doubt = DoubtPast
			}
			if !best.Stated() || best.Doubt == DoubtPast && !past {
				best = w
			}
		}
		if best.Stated() && best.Doubt != DoubtPast {
			break
		}
	}
	return best
}
