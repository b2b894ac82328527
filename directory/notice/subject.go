package notice

import (
	"regexp"
	"slices"
	"strings"
)

// subject is what is said to close, from the weakest to the strongest.
type subject uint8

const (
	subjectNone  subject = iota
	subjectNamed         // a host that may be anybody's
	subjectNoun          // "the server"
	subjectWe            // "we are shutting it down"
	subjectOwn           // "this server"
)

// subject returns what is said to close. Of two that are near the stronger one counts.
func (s *sentence) subject(h hit, host string) subject {
	best := s.named(host)
	near := func(o hit, reach int) bool { return o.First-h.Last <= reach && h.First-o.Last <= reach }
	for _, o := range s.hits {
		switch {
		case o.Mean.languages&h.Mean.languages == 0:
		case o.Mean.kind == kindItself && near(o, reachSubject):
			best = max(best, subjectOwn)
		case o.Mean.kind == kindNoun && s.anybodys(o), o.Mean.kind == kindNoun && s.foreign(o, host):
		case o.Mean.kind == kindNoun && s.owned(o) && near(o, reachSubject):
			best = max(best, subjectOwn)
		case o.Mean.kind == kindNoun && near(o, reachNoun):
			best = max(best, subjectNoun)
		}
	}
	first, _ := s.clause(h)
	we := s.some(h, kindWe, func(o hit) bool {
		return o.First >= first && o.First < h.First && h.First-o.Last <= reachWe || within(o, h)
	})
	if we && best > subjectNone {
		best = max(best, subjectWe)
	}
	if best == subjectNoun && h.Mean.languages == languageOf("ja") && !s.with(h, kindWe) {
		// Whoever speaks to his people in Japanese is polite; without that it is told of.
		return subjectNone
	}
	return best
}

// owned reports whether a word such as "this" stands before a noun, or after it where a
// language does so.
func (s *sentence) owned(noun hit) bool {
	return s.some(noun, kindOwn, func(o hit) bool {
		before := o.End <= noun.Start && noun.First-o.Last <= 3
		return before || o.Start >= noun.End && o.First <= noun.Last+1
	})
}

// anybodys reports whether a word such as "another" stands before a noun.
func (s *sentence) anybodys(noun hit) bool {
	return s.some(noun, kindAny, func(o hit) bool {
		return o.Last < noun.First && noun.First-o.Last <= 2 || o.Start < noun.Start && noun.Start < o.End
	})
}

// foreign reports whether a noun is followed or preceded by the name of another host than
// the own one, where that is known: "the server x.example".
func (s *sentence) foreign(noun hit, host string) bool {
	if host == "" {
		return false
	}
	text := s.Folded.Text
	isGap := func(b byte) bool { return b == ' ' || b == '"' || b == '(' || b == '\'' }
	from := noun.End
	for from < len(text) && isGap(text[from]) && from < noun.End+3 {
		from++
	}
	to := from
	for to < len(text) && text[to] == masked {
		to++
	}
	before := noun.Start
	for before > 0 && isGap(text[before-1]) && before > noun.Start-3 {
		before--
	}
	start := before
	for start > 0 && text[start-1] == masked {
		start--
	}
	other := func(a, b int) bool {
		name := strings.ToLower(s.Orig[s.From[a]:s.From[b]])
		return a < b && hostLike.MatchString(name) && !strings.Contains(name, host)
	}
	return other(from, to) || other(start, before)
}

// hostLike matches what may be the name of a host.
var hostLike = regexp.MustCompile(`(?i)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}`)

// named says what the host names of a sentence stand for: the own host, somebody's or
// none.
func (s *sentence) named(host string) subject {
	text, best := s.written(), subjectNone
	for _, at := range hostLike.FindAllStringIndex(text, -1) {
		switch {
		case at[0] > 0 && text[at[0]-1] == '@': // somebody's account there
		case host != "" && strings.EqualFold(text[at[0]:at[1]], host):
			return subjectOwn
		default:
			best = subjectNamed
		}
	}
	return best
}

// about reports whether the sentence speaks of a server that may be the own one, and of
// nothing else that closes.
func (s *sentence) about(host string) bool {
	return !s.has(kindOther) && (s.has(kindItself) || s.named(host) == subjectOwn || slices.ContainsFunc(s.hits, func(o hit) bool {
		return o.Mean.kind == kindNoun && !s.anybodys(o) && !s.foreign(o, host)
	}))
}

// referred returns the subject of a hit that has none in its sentence: that of the
// sentence before, if a pronoun points there or it says that the server becomes
// read-only, which is what is said before it closes.
func (doc *document) referred(s *sentence, h hit) subject {
	frozen := func(o *sentence) bool { return o.has(kindReadOnly) && o.about(doc.host) }
	if frozen(s) {
		return subjectNoun
	}
	if s.index == 0 {
		return subjectNone
	}
	before := doc.sentences[s.index-1]
	first, _ := s.clause(h)
	points := s.some(h, kindPronoun, func(p hit) bool { return p.First >= first && p.Last < h.First && h.First-p.Last <= reachWe })
	if frozen(before) || points && before.about(doc.host) {
		return subjectNoun
	}
	return subjectNone
}

// speaksOf reports whether any sentence is about a server that may be the own one.
func (doc *document) speaksOf() bool {
	return slices.ContainsFunc(doc.sentences, func(s *sentence) bool { return s.about(doc.host) })
}
