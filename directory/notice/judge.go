package notice

import (
	"slices"
	"strings"
)

// judge weighs up what was heard.
func (doc *document) judge() Result {
	none := Result{Verdict: None, Announced: doc.posted, Stage: doc.stageOfNothing()}
	if len(doc.claims) == 0 {
		said := slices.Concat(doc.denied, doc.considered)
		if len(said) == 0 && doc.handsOn != nil {
			said = []claim{{sentence: doc.handsOn}}
		}
		doc.cite(&none, said)
		return none
	}
	best := doc.best()
	if doc.past(best) || doc.inJest(best) || doc.hasty(best) {
		return none
	}
	if doc.tookBack(best) {
		none.Stage = Cancelled
		doc.cite(&none, []claim{best})
		return none
	}
	r := Result{Verdict: Notice, Confidence: doc.confidence(best), Stage: best.stage, Announced: doc.posted, Closes: doc.closes(best)}
	if doc.toldByOthers(best) {
		r.Verdict = Report
	}
	switch {
	case r.Confidence < Sure:
		doc.cite(&none, []claim{best})
		none.Stage = ""
		return none
	case best.stage == Announced && doc.postponed(best):
		r.Stage = Postponed
	}
	doc.cite(&r, []claim{best})
	return r
}

// stageOfNothing says what a text is about that announces no closing.
func (doc *document) stageOfNothing() Stage {
	switch {
	case len(doc.denied) > 0 && doc.handover, doc.handsOn != nil:
		return HandedOver
	case len(doc.denied) > 0 && doc.cancelled:
		return Cancelled
	case len(doc.considered) > 0:
		return Considering
	}
	return ""
}

// best returns the claim that says most.
func (doc *document) best() claim {
	best := doc.claims[0]
	for _, c := range doc.claims[1:] {
		if c.weight > best.weight {
			best = c
		}
	}
	return best
}

// tookBack reports whether the text says that a closing is off: it cancels it in the
// same breath, or denies it as plainly as it is claimed, and before.
func (doc *document) tookBack(best claim) bool {
	first, end := best.clause(best.hit)
	deed := best.some(best.hit, kindDeed, func(h hit) bool { return h.Start < best.hit.End && best.hit.Start < h.End })
	cancelled := best.some(best.hit, kindCancelled, func(h hit) bool {
		return h.First >= first && h.Last < end || deed && h.First > best.hit.First && h.First-best.hit.Last <= reachMaybe
	})
	return cancelled || slices.ContainsFunc(doc.denied, func(d claim) bool {
		return d.subject >= best.subject && (d.index < best.index || doc.cancelled)
	})
}

// confidence adds what the rest of the text says to the best claim.
func (doc *document) confidence(best claim) float64 {
	doubt := 1 - best.weight
	others := 0
	for _, c := range doc.claims {
		if c.index != best.index {
			others++
		}
	}
	if others > 0 {
		doubt *= 1 - weightAgain
	}
	if next := doc.closes(best); !best.closes.Stated() && next.toCome() {
		doubt *= 1 - weightNextDate
	}
	if doc.has(kindConsequence) {
		doubt *= 1 - weightConsequence
	}
	if !best.has(kindFarewell) && doc.has(kindFarewell) {
		doubt *= 1 - weightFarewell/2
	}
	sure := 1 - doubt
	if doc.briefly > 0 && !best.told && !best.has(kindForever) {
		// It speaks of maintenance or the like as well.
		sure *= 1 - min(0.05*float64(doc.briefly), 0.2)
	}
	return float64(int(1000*sure+0.5)) / 1000
}

func (doc *document) has(k kind) bool {
	return slices.ContainsFunc(doc.sentences, func(s *sentence) bool { return s.has(k) })
}

// postponed reports whether a claim is of something put off, by its clause, by what it
// says of it as a noun, or by a sentence next to it that speaks of the closing too.
func (doc *document) postponed(c claim) bool {
	first, end := c.clause(c.hit)
	if c.some(c.hit, kindPostponed, func(p hit) bool { return p.First >= first && p.First < end }) || c.has(kindPostponed) && c.has(kindDeed) {
		return true
	}
	for i := max(c.index-1, 0); i <= min(c.index+1, len(doc.sentences)-1); i++ {
		if s := doc.sentences[i]; i != c.index && s.has(kindPostponed) && (s.has(kindClosing) || s.has(kindDeed)) {
			return true
		}
	}
	return false
}

// toldByOthers reports whether the text is somebody else's word. Who names only a host,
// and neither speaks for a server nor to its people, is somebody else; so is who says
// what an admin said, unless "this server" is his.
func (doc *document) toldByOthers(best claim) bool {
	if doc.host != "" && best.subject == subjectOwn {
		return best.told && !doc.we
	}
	switch best.subject {
	case subjectNamed:
		toIts := doc.you && (best.has(kindForever) || doc.we && best.has(kindFarewell))
		return doc.host != "" || doc.reporter || !toIts
	case subjectNoun:
		return best.told || doc.reporter || doc.host == "" && !doc.we && doc.follows(best) || !doc.we && !doc.you && doc.names(best) && !doc.linksHome(best)
	case subjectWe:
		return best.told
	}
	return best.told && doc.reporter && !doc.you
}

// follows reports whether the sentence before a claim names a host.
func (doc *document) follows(c claim) bool {
	return c.index > 0 && !c.owned(c.hit) && doc.sentences[c.index-1].ofHosts(doc.host) == subjectNamed && !doc.linksHome(claim{sentence: doc.sentences[c.index-1]})
}

// names reports whether a claim names a host.
func (doc *document) names(c claim) bool { return c.ofHosts(doc.host) == subjectNamed }

// linksHome reports whether the text links to a page of the host that a claim names: who
// tells of his own server has more to say there.
func (doc *document) linksHome(c claim) bool {
	for word := range strings.FieldsSeq(c.quote()) {
		host := strings.ToLower(strings.Trim(word, ".,;:!?()[]\"'"))
		if strings.Contains(host, ".") && strings.Contains(strings.ToLower(doc.in.Text), "://"+host+"/") {
			return true
		}
	}
	return false
}

// closes returns when it closes: the day of the best claim, else of the sentence that
// is nearest after it and speaks of the end, else of another claim.
func (doc *document) closes(best claim) Window {
	if best.closes.toCome() || best.closes.Stated() && best.stage == Closed {
		return best.closes
	}
	const ahead = 4
	for i := best.index + 1; i < min(best.index+1+ahead, len(doc.sentences)); i++ {
		s := doc.sentences[i]
		if !s.has(kindLast) && !s.has(kindClosing) && !s.has(kindConsequence) {
			continue
		}
		if w := s.firstDay(doc.posted); w.toCome() {
			return w
		}
	}
	for _, c := range doc.claims {
		if c.closes.toCome() {
			return c.closes
		}
	}
	for i := best.index - 1; i >= max(best.index-ahead, 0); i-- {
		if s := doc.sentences[i]; (s.has(kindClosing) || i == best.index-1) && !s.has(kindOther) {
			if w := s.firstDay(doc.posted); w.toCome() {
				return w
			}
		}
	}
	return best.closes
}

// cite puts the sentence and the words that led there into a result.
func (doc *document) cite(r *Result, claims []claim) {
	if len(claims) == 0 {
		return
	}
	c := claims[0]
	r.Quote = c.quote()
	kinds := []kind{
		kindClosing, kindClosed, kindReadOnly, kindNoun, kindItself, kindOwn, kindWe, kindForever, kindFarewell, kindNegation,
		kindConsidering, kindPostponed, kindCancelled, kindHandover, kindEnds, kindShut, kindActs, kindTerm, kindMine,
	}
	hits := slices.DeleteFunc(slices.Clone(c.hits), func(h hit) bool {
		spoken := c.hit.Mean.languages == 0 || h.Mean.languages&c.hit.Mean.languages != 0
		return !spoken || !slices.Contains(kinds, h.Mean.kind)
	})
	slices.SortStableFunc(hits, func(a, b hit) int { return a.Start - b.Start })
	for _, h := range hits {
		for _, word := range c.cited(h) {
			if !slices.Contains(r.Words, word) {
				r.Words = append(r.Words, word)
			}
		}
	}
}

// cited returns a hit as it was written, of a parted one the first and the last word.
func (s *sentence) cited(h hit) []string {
	if h.Mean.parted.number == 0 {
		return []string{strings.Join(strings.Fields(s.Written(h)), " ")}
	}
	word := func(i int) string { return s.Orig[s.From[s.Words[i].Start]:s.From[s.Words[i].End]] }
	return []string{word(h.First), word(h.Last)}
}
