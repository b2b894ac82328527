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
	first, end := s.clause(h)
	best := s.ofHosts(host)
	if best == subjectOwn && !s.namedBefore(end, host) {
		best = subjectNone // it is named later, for something else
	}
	theirs := best == subjectNamed && host != "" && s.hostIn(first, h.Last+1)
	near := func(o hit, reach int) bool {
		return o.First-h.Last <= reach && (h.First-o.Last <= reach || h.First-o.Last-s.figures(o.Last, h.First) <= reach)
	}
	for _, o := range s.hits {
		o.Mean.languages &= h.Mean.languages
		noun := s.isNoun(o, h)
		switch {
		case o.Mean.languages == 0, o.First >= end, !noun && o.Mean.kind != kindItself:
		case theirs && (o.First < first || !s.owned(o)), noun && s.beside(o, h, host), s.qualifies(o, h):
		case (!noun || s.owned(o)) && near(o, reachSubject):
			best = max(best, subjectOwn)
		case noun && near(o, reachNoun):
			best = max(best, subjectNoun)
		}
	}
	we := s.some(h, kindWe, func(o hit) bool {
		return o.First >= first && o.First < h.First && h.First-o.Last <= reachWe || within(o, h)
	}) || s.some(h, kindMine, func(o hit) bool { return o.Start < h.End && h.Start < o.End })
	if foreign := host != "" && best == subjectNamed; we && best > subjectNone && !foreign {
		best = max(best, subjectWe)
	}
	if best == subjectNoun && h.Mean.languages == languageOf("ja") && !s.with(h, kindWe) {
		// Whoever speaks to his people in Japanese is polite; without that it is told of.
		if s.ofHosts(host) == subjectNamed {
			return subjectNamed
		}
		return subjectNone
	}
	return best
}

// figures counts the words between two that are numbers, as those of a day.
func (s *sentence) figures(from, to int) int {
	n := 0
	for _, w := range s.Words[from+1 : to] {
		if by := s.Folded.Text[w.Start]; by >= '0' && by <= '9' {
			n++
		}
	}
	return n
}

// isNoun reports whether a hit may name what a closing is said of: a noun, one that is
// the closing as well, or a software that is called one's own.
func (s *sentence) isNoun(o, h hit) bool {
	switch o.Mean.kind {
	case kindNoun:
		return true
	case kindWhole:
		return o.Start < h.End && h.Start < o.End
	case kindSoftware:
		return s.owned(o)
	default:
		return false
	}
}

// namedBefore reports whether the own host is named before a word, or opens the sentence.
func (s *sentence) namedBefore(end int, host string) bool {
	if end >= s.end {
		return true
	}
	text := strings.ToLower(s.Orig[s.From[s.Words[s.first].Start]:s.From[s.Words[end].Start]])
	return names(text, host) || strings.HasPrefix(strings.TrimLeft(strings.ToLower(s.written()), "\"'«“( "), host)
}

// hostIn reports whether the name of a host stands in or before one of some words.
func (s *sentence) hostIn(first, end int) bool {
	from := s.Words[first].Start
	for from > 0 && s.Folded.Text[from-1] <= ' ' && (first > s.first || s.Folded.Text[from-1] != '\n') {
		from--
	}
	return strings.IndexByte(s.Folded.Text[from:s.Words[end-1].End], masked) >= 0
}

// owned reports whether a word such as "this" stands before a noun, or after it where a
// language does so.
func (s *sentence) owned(noun hit) bool {
	return s.some(noun, kindOwn, func(o hit) bool {
		before := o.End <= noun.Start && noun.First-o.Last <= 3
		return before || o.Start >= noun.End && o.First <= noun.Last+1
	})
}

// hostLike matches what may be the name of a host.
var hostLike = regexp.MustCompile(`(?i)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}`)

// ofHosts says what the host names of a sentence stand for: the own host, somebody's or
// none.
func (s *sentence) ofHosts(host string) subject {
	if s.named {
		return s.whose
	}
	s.named = true
	text := s.written()
	if !strings.Contains(text, ".") {
		return subjectNone
	}
	for _, at := range hostLike.FindAllStringIndex(text, -1) {
		if at[0] == 0 || text[at[0]-1] != '@' { // else it is somebody's account there
			s.whose = subjectNamed
		}
	}
	if s.whose != subjectNone && host != "" && names(strings.ToLower(text), host) {
		s.whose = subjectOwn
	}
	return s.whose
}

// names reports whether a text names a host by its whole name. Letters of other scripts
// may follow without a space.
func names(text, host string) bool {
	for from := 0; ; {
		at := strings.Index(text[from:], host)
		if at < 0 {
			return false
		}
		start, end := from+at, from+at+len(host)
		before := strings.TrimSuffix(text[:start], "www.")
		inName := func(b byte) bool { return b == '-' || b == '.' || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' }
		if (before == "" || before[len(before)-1] != '@' && !inName(before[len(before)-1])) && (end == len(text) || text[end] == '.' || !inName(text[end])) {
			return true
		}
		from = end
	}
}

// about reports whether the sentence speaks of a server that may be the own one, and of
// nothing else that closes.
func (s *sentence) about(host string) bool {
	return !s.has(kindOther) && s.speaks(host)
}

// speaks reports whether the sentence names a server that may be the own one.
func (s *sentence) speaks(host string) bool {
	return s.has(kindItself) || s.ofHosts(host) == subjectOwn || slices.ContainsFunc(s.hits, func(o hit) bool {
		return o.Mean.kind == kindNoun && !s.anybodys(o) && !s.modified(o) && !s.foreign(o, host)
	})
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
	if frozen(before) || s.points(h) && before.about(doc.host) {
		return subjectNoun
	}
	return subjectNone
}

// named reports whether a pronoun points to a host that is not the own one and that the
// sentence before names.
func (doc *document) named(s *sentence, h hit) bool {
	return s.index > 0 && s.points(h) && doc.sentences[s.index-1].ofHosts(doc.host) == subjectNamed
}

// points reports whether a pronoun such as "it" stands before a hit in its clause.
func (s *sentence) points(h hit) bool {
	first, _ := s.clause(h)
	return s.some(h, kindPronoun, func(p hit) bool { return p.First >= first && p.Last < h.First && h.First-p.Last <= reachWe })
}

// speaksOf reports whether any sentence is about a server that may be the own one.
func (doc *document) speaksOf() bool {
	return slices.ContainsFunc(doc.sentences, func(s *sentence) bool { return s.about(doc.host) })
}
