package notice

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"landfall/directory/lexicon"
)

type reading = lexicon.Reading[meaning]

type hit = lexicon.Hit[meaning]

// How far, in words, one thing bears on another.
const (
	reachNegation  = 8  // before what closes
	reachAfter     = 4  // what follows it and turns it round
	reachMaybe     = 12 // a modal verb in its clause
	reachCondition = 20 // a condition in its sentence
	reachTemporary = 20
	reachOther     = 6 // something else that closes, before
	reachObject    = 2 // and after
	reachSubject   = 14
	reachNoun      = 8
	reachWe        = 6
)

// sentence is words[first:end] of a text, with what was found in it.
type sentence struct {
	*reading
	index      int
	first, end int
	hits       []hit
	dates      []day // see days
	dated      bool
}

// maxSentence is the length in words from which on a sentence is taken for several: what
// is further apart does not bear on one another, and old pages come as one.
const maxSentence = 80

// sentences splits a reading and shares out its hits.
func sentences(r *reading) []*sentence {
	var all []*sentence
	for first := 0; first < len(r.Words); {
		end := first + 1
		for end < len(r.Words) && (r.OneSentence(end-1, end) || dayAndMonth(r, end)) && end-first < maxSentence {
			end++
		}
		all = append(all, &sentence{reading: r, index: len(all), first: first, end: end})
		first = end
	}
	s := 0
	for _, h := range r.Hits {
		for s < len(all) && h.First >= all[s].end {
			s++
		}
		if s < len(all) && h.Last < all[s].end {
			all[s].hits = append(all[s].hits, h)
		}
	}
	for _, each := range all {
		each.settle()
	}
	return all
}

// dayAndMonth reports whether a full stop before a word is that of "31. Dezember".
func dayAndMonth(r *reading, word int) bool {
	before, after := r.Words[word-1], r.Words[word]
	if _, err := strconv.Atoi(r.Folded.Text[before.Start:before.End]); err != nil || before.End-before.Start > 2 {
		return false
	}
	return days().months[r.Folded.Text[after.Start:after.End]] != 0
}

// settle drops what is part of a phrase that says something else: hits inside a neutral
// phrase, and those inside a longer hit of their kind.
func (s *sentence) settle() {
	all := s.hits
	s.hits = slices.DeleteFunc(slices.Clone(all), func(h hit) bool {
		return slices.ContainsFunc(all, func(o hit) bool {
			same := o.Mean.languages&h.Mean.languages != 0
			if o.Mean.kind == kindNeutral && h.Mean.kind != kindNeutral && h.Mean.kind != kindForever && h.Mean.kind != kindFarewell {
				return same && o.Start < h.End && h.Start < o.End
			}
			inside := o.Start <= h.Start && h.End <= o.End && o.End-o.Start > h.End-h.Start
			return inside && o.Mean.kind == h.Mean.kind
		})
	})
}

// some reports whether a hit of a kind, in a language of h, passes the test.
func (s *sentence) some(h hit, k kind, test func(hit) bool) bool {
	return slices.ContainsFunc(s.hits, func(o hit) bool {
		return o.Mean.kind == k && o.Mean.languages&h.Mean.languages != 0 && test(o)
	})
}

// with reports whether there is a hit of a kind in a language of h.
func (s *sentence) with(h hit, k kind) bool { return s.some(h, k, func(hit) bool { return true }) }

// has reports whether there is a hit of a kind in any language.
func (s *sentence) has(k kind) bool {
	return slices.ContainsFunc(s.hits, func(o hit) bool { return o.Mean.kind == k })
}

// clause returns the words of the clause that a hit stands in, without commas and words
// that join.
func (s *sentence) clause(h hit) (first, end int) {
	first, end = s.first, s.end
	breaks := func(word int) bool {
		return s.Words[word].Item || s.some(h, kindClause, func(c hit) bool { return c.First == word })
	}
	for word := h.First; word > s.first; word-- {
		if breaks(word) {
			first = word
			break
		}
	}
	for word := h.Last + 1; word < s.end; word++ {
		if breaks(word) {
			end = word
			break
		}
	}
	return first, end
}

// negated reports whether the hit is said not to be so.
func (s *sentence) negated(h hit) bool {
	first, end := s.clause(h)
	return s.some(h, kindNegation, func(n hit) bool {
		return n.Last < h.First && n.First >= first && h.First-n.Last <= reachNegation
	}) || s.some(h, kindNegationAfter, func(n hit) bool {
		return n.End > h.End && n.Start >= h.Start && n.First <= h.Last+reachAfter && n.First < end
	})
}

// uncertain reports whether the hit is said to be so perhaps, on a condition or some day,
// or is asked.
func (s *sentence) uncertain(h hit) bool {
	first, end := s.clause(h)
	asked := strings.ContainsAny(s.stop(), "?？؟")
	return asked || s.with(h, kindAnytime) || s.some(h, kindMaybe, func(m hit) bool {
		before := m.First >= first && m.Last < h.First && h.First-m.Last <= reachMaybe
		return before
	}) || s.some(h, kindCondition, func(m hit) bool {
		before := m.Last < h.First && h.First-m.Last <= reachCondition && !s.joined(m, h)
		return before || m.End > h.End && m.First < end+1 && m.First-h.Last <= reachMaybe
	})
}

// joined reports whether a word such as "and" or "so" stands between two hits.
func (s *sentence) joined(a, b hit) bool {
	return s.some(b, kindClause, func(c hit) bool { return a.Last < c.First && c.Last < b.First })
}

// forAWhile reports whether the hit is said to be so for a while only.
func (s *sentence) forAWhile(h hit) bool {
	return !s.with(h, kindForever) && s.some(h, kindTemporary, func(t hit) bool {
		return t.First <= h.Last+reachTemporary && h.First <= t.Last+reachTemporary
	})
}

// ofOther reports whether something else than a server is said to close.
func (s *sentence) ofOther(h hit) bool {
	first, end := s.clause(h)
	return s.some(h, kindOther, func(o hit) bool {
		before := o.First >= first && o.Last < h.First && h.First-o.Last <= reachOther
		after := o.First > h.Last && o.First-h.Last <= reachObject && o.First < end
		return before || after
	})
}

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
		case o.Mean.kind == kindNoun && s.owned(o) && near(o, reachSubject):
			best = max(best, subjectOwn)
		case o.Mean.kind == kindNoun && near(o, reachNoun) && !s.anybodys(o):
			best = max(best, subjectNoun)
		}
	}
	first, _ := s.clause(h)
	we := s.some(h, kindWe, func(o hit) bool { return o.First >= first && o.First < h.First && h.First-o.Last <= reachWe })
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

// hostLike matches what may be the name of a host.
var hostLike = regexp.MustCompile(`(?i)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}`)

// named says what the host names of a sentence stand for: the own host, somebody's or
// none.
func (s *sentence) named(host string) subject {
	text := s.written()
	switch {
	case host != "" && strings.Contains(strings.ToLower(text), host):
		return subjectOwn
	case hostLike.MatchString(text):
		return subjectNamed
	}
	return subjectNone
}

// written returns the sentence as it was written, with the address that may stand before
// its first word or after its last.
func (s *sentence) written() string {
	text := s.Folded.Text
	from, to := s.Words[s.first].Start, s.Words[s.end-1].End
	for from > 0 && (text[from-1] == masked || text[from-1] == ' ' && from > 1 && text[from-2] == masked) {
		from--
	}
	for to < len(text) && (text[to] == masked || text[to] == ' ' && to+1 < len(text) && text[to+1] == masked) {
		to++
	}
	return s.Orig[s.From[from]:s.From[to]]
}

// masked stands for each byte of an address; see [lexicon.Mask].
const masked = 1

// maxQuote is how much of a sentence is shown, in characters.
const maxQuote = 300

// quote returns the sentence as it was written, with what ends it.
func (s *sentence) quote() string {
	out := strings.Join(strings.Fields(lexicon.Clean(s.written()+s.stop())), " ")
	if utf8.RuneCountInString(out) > maxQuote {
		out = string([]rune(out)[:maxQuote-1]) + "…"
	}
	return out
}

// stop returns the sign that ends the sentence.
func (s *sentence) stop() string {
	rest := s.Orig[s.From[s.Words[s.end-1].End]:]
	if r, size := utf8.DecodeRuneInString(rest); strings.ContainsRune(".!?。！？؟", r) {
		return rest[:size]
	}
	return ""
}

// days returns the days that the sentence names, with their places in s.Orig.
func (s *sentence) days(posted time.Time) []day {
	if s.dated {
		return s.dates
	}
	from, to := s.From[s.Words[s.first].Start], s.From[s.Words[s.end-1].End]
	const slack = 4 // a full stop or a sign may belong to the day
	to = min(to+slack, len(s.Orig))
	s.dates, s.dated = days().find(strings.ToValidUTF8(s.Orig[from:to], ""), posted), true
	return s.dates
}
