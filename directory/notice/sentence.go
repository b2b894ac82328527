package notice

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
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

	reachComplement = 6 // after "of"
)

// sentence is words[first:end] of a text, with what was found in it.
type sentence struct {
	*reading
	index      int
	first, end int
	hits       []hit
	dates      []day // see days
	dated      bool
	clauses    map[span]span // see clause
	whose      subject       // see named
	named      bool
}

// span is words[first:end] of a text, or those of a hit, with what its languages are.
type span struct {
	first, end int
	languages  languages
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

// dayAndMonth reports whether a full stop before a word is that of "31. Dezember", or
// the second one of "am 31.12. wird".
func dayAndMonth(r *reading, word int) bool {
	before, after := r.Words[word-1], r.Words[word]
	if yearSign.MatchString(r.Folded.Text[max(before.Start-5, 0):before.End]) {
		next, _ := utf8.DecodeRuneInString(r.Orig[r.From[after.Start]:])
		return !unicode.IsUpper(next)
	}
	if from := max(before.Start-3, 0); shortDay.MatchString(r.Folded.Text[from:before.End]) && r.Folded.Text[before.End] == '.' {
		return true
	}
	if _, err := strconv.Atoi(r.Folded.Text[before.Start:before.End]); err != nil || before.End-before.Start > 2 {
		return false
	}
	if month, err := strconv.Atoi(r.Folded.Text[after.Start:after.End]); err == nil {
		return month <= 12 && after.End-after.Start <= 2 && strings.HasPrefix(r.Folded.Text[after.End:], ".")
	}
	return days().months[r.Folded.Text[after.Start:after.End]] != 0
}

// yearSign matches a year with the short word for it that has a full stop: "2026 г."
var yearSign = regexp.MustCompile(`\d{4} ?(?:г|р|r)$`)

// shortDay matches the end of a day without a year, as "31.12" or "1. 8".
var shortDay = regexp.MustCompile(`(?:^|\D)?\d\.\s?\d{1,2}$`)

// settle drops what is part of a phrase that says something else: hits inside a neutral
// phrase, and those inside a longer hit of their kind.
func (s *sentence) settle() {
	all := s.hits
	s.hits = slices.DeleteFunc(slices.Clone(all), func(h hit) bool {
		return slices.ContainsFunc(all, func(o hit) bool {
			same := o.Mean.languages&h.Mean.languages != 0
			if o.Mean.kind == kindNeutral && h.Mean.kind != kindNeutral && h.Mean.kind != kindForever && h.Mean.kind != kindFarewell {
				longer := h.Start <= o.Start && o.End <= h.End && h.End-h.Start > o.End-o.Start
				return same && !longer && o.Start < h.End && h.Start < o.End
			}
			inside := o.Start <= h.Start && h.End <= o.End && o.End-o.Start > h.End-h.Start
			return inside && o.Mean.kind == h.Mean.kind && h.Mean.parted.number == 0
		})
	})
	s.join()
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
	of := span{h.First, h.Last, h.Mean.languages}
	found, ok := s.clauses[of]
	if !ok {
		found = s.findClause(h)
		if s.clauses == nil {
			s.clauses = map[span]span{}
		}
		s.clauses[of] = found
	}
	return found.first, found.end
}

func (s *sentence) findClause(h hit) span {
	found := span{first: s.first, end: s.end}
	breaks := func(word int) bool {
		return s.Words[word].Item && !s.added(word) || s.announced(word) || s.some(h, kindClause, func(c hit) bool { return c.First == word && !s.isVerb(c) })
	}
	for word := h.First; word > s.first; word-- {
		if breaks(word) {
			found.first = word
			break
		}
	}
	for word := h.Last + 1; word < s.end; word++ {
		if breaks(word) {
			found.end = word
			break
		}
	}
	return found
}

// announced reports whether a colon stands before a word, and not one of a time of day.
func (s *sentence) announced(word int) bool {
	between := s.Folded.Text[s.Words[word-1].End:s.Words[word].Start]
	return len(between) > 1 && strings.Contains(between, ":")
}

// isVerb reports whether a joining word is the Italian or Portuguese for "is", which only
// an accent tells from "and".
func (s *sentence) isVerb(h hit) bool {
	return strings.ContainsAny(s.Written(h), "èéÈÉ")
}

// added reports whether only a plus sign stands before a word: that of a name.
func (s *sentence) added(word int) bool {
	return strings.TrimSpace(s.Folded.Text[s.Words[word-1].End:s.Words[word].Start]) == "+"
}

// negated reports whether the hit is said not to be so.
func (s *sentence) negated(h hit) bool {
	first, end := s.clause(h)
	return s.some(h, kindNegation, func(n hit) bool {
		before := n.Last < h.First || n.Start < h.Start && n.End > h.Start
		return before && n.First >= first && h.First-n.Last <= reachNegation || within(n, h)
	}) || s.some(h, kindNegationAfter, func(n hit) bool {
		return n.End > h.End && n.Start >= h.Start && n.First <= h.Last+reachAfter && n.First < end
	})
}

// uncertain reports whether the hit is said to be so perhaps, on a condition or some day,
// or is asked.
func (s *sentence) uncertain(h hit) bool {
	first, end := s.clause(h)
	if h.Mean.kind != kindClosed && s.some(h, kindWas, func(w hit) bool { return w.First >= first && w.Last < h.First && h.First-w.Last <= reachMaybe }) {
		return true // it was so for a time
	}
	asked := strings.ContainsAny(s.stop(), "?？؟")
	return asked || s.with(h, kindAnytime) || s.some(h, kindMaybe, func(m hit) bool {
		before := m.First >= first && m.Start < h.Start && m.End <= h.End && h.First-m.Last <= reachMaybe
		return (before || within(m, h)) && !s.inDay(m)
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
	return !s.with(h, kindForever) && (s.lasts() || s.some(h, kindTemporary, func(t hit) bool {
		return t.First <= h.Last+reachTemporary && h.First <= t.Last+reachTemporary && !s.deniedAfter(t)
	}))
}

// objectMarks stand after the object in Japanese and Korean.
var objectMarks = []string{"を", "을", "를"}

// otherObject reports whether the object right before a verb is nothing that stands for a
// server: "ends the uploading of pictures".
func (s *sentence) otherObject(h hit) bool {
	before := strings.TrimSuffix(s.Folded.Text[:h.Start], " ")
	mark := slices.IndexFunc(objectMarks, func(m string) bool { return strings.HasSuffix(before, m) })
	if mark < 0 {
		return false
	}
	marked := len(before)
	before = strings.TrimSuffix(before, objectMarks[mark])
	if strings.HasSuffix(before, string(rune(masked))) || strings.HasSuffix(before, "」") {
		return false
	}
	return !slices.ContainsFunc(s.hits, func(o hit) bool {
		return slices.Contains(standForServers, o.Mean.kind) && (o.End == len(before) || o.End == marked)
	})
}

// standForServers are what an object may be that is the server, or the running of it.
var standForServers = []kind{kindNoun, kindItself, kindAll, kindAspect, kindDeed, kindClosing, kindWhole}

// deniedAfter reports whether a word is followed by one that says not so: "a return is not
// planned", where the verb comes last.
func (s *sentence) deniedAfter(t hit) bool {
	return s.some(t, kindNegationAfter, func(n hit) bool { return n.Start >= t.End && n.First <= t.Last+reachAfter })
}

// ofOther reports whether something else than a server is said to close, or for some only.
func (s *sentence) ofOther(h hit) bool {
	first, end := s.clause(h)
	return s.some(h, kindOther, func(o hit) bool {
		if s.inPhrase(o) {
			return false
		}
		before := o.First >= first && o.End <= h.Start && h.First-o.Last <= reachOther
		after := o.Start >= h.End && o.First-h.Last <= reachObject && o.First < end && !strings.Contains(s.Folded.Text[h.End:o.Start], ":")
		return before || after || within(o, h)
	}) || s.otherObject(h) || s.some(h, kindLimited, func(l hit) bool { return l.First >= first && l.First < end })
}

// inPhrase reports whether a hit is part of a longer one for a closing: "shut up shop".
func (s *sentence) inPhrase(o hit) bool {
	return s.some(o, kindClosing, func(c hit) bool {
		return c.Start <= o.Start && o.End <= c.End && c.End-c.Start > o.End-o.Start && c.Mean.parted.number == 0
	})
}

// elseCloses reports whether the sentence names something else that may close.
func (s *sentence) elseCloses() bool {
	return slices.ContainsFunc(s.hits, func(o hit) bool { return o.Mean.kind == kindOther && !s.inPhrase(o) })
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
	rest := strings.TrimLeft(s.Orig[s.From[s.Words[s.end-1].End]:], " \u00a0\u202f")
	if r, size := utf8.DecodeRuneInString(rest); strings.ContainsRune(".!?。！？؟", r) {
		return rest[:size]
	}
	return ""
}

// days returns the days that the sentence names, with their places in it as spelled.
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
