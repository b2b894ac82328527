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
	weightPostponed   = 0.30 // what is put off is real
	weightDecided     = 0.15
	weightNextDate    = 0.15 // a sentence near it names the day
	weightSoon        = 0.15 // a time to come, if no day
	weightTold        = 0.25 // of a host, by somebody who says whence he knows
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
		case kindClosing, kindClosed, kindReadOnly, kindShut, kindEnds, kindActs, kindTerm:
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
