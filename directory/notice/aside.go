package notice

import (
	"slices"
	"strings"
)

// inDay reports whether a hit is the name of a month in a day: "31 May", "by May".
func (s *sentence) inDay(h hit) bool {
	if days().months[h.Term] == 0 {
		return false
	}
	for _, word := range []int{h.First - 1, h.Last + 1} {
		if word < s.first || word >= s.end {
			continue
		}
		text := s.Folded.Text[s.Words[word].Start:s.Words[word].End]
		if text[0] >= '0' && text[0] <= '9' || word < h.First && slices.Contains(beforeMonths, text) {
			return true
		}
	}
	return false
}

// beforeMonths are words before the bare name of a month.
var beforeMonths = []string{"in", "of", "by", "until", "till", "since", "from", "mid", "early", "late", "next", "end", "of"}

// quotes are the signs around what somebody else said, and around titles.
var quotes = [][2]string{{"「", "」"}, {"『", "』"}, {"“", "”"}, {"„", "“"}, {"«", "»"}, {"\"", "\""}}

// maxQuoted is how long, in bytes, what is quoted may be.
const maxQuoted = 120

// quoted reports whether a hit stands in quotes, and does not fill them.
func (s *sentence) quoted(h hit) bool {
	from, to := s.From[s.Words[s.first].Start], s.From[s.Words[s.end-1].End]
	for from > 0 && s.From[h.Start]-from < maxQuoted && s.Orig[from-1] != '\n' && s.Orig[from-1] != ' ' {
		from--
	}
	before, after := s.Orig[from:s.From[h.Start]], s.Orig[s.From[h.End]:min(to+maxQuoted, len(s.Orig))]
	for _, q := range quotes {
		open := strings.LastIndex(before, q[0])
		if open < 0 || q[0] == q[1] && strings.Count(before, q[0])%2 == 0 || q[0] != q[1] && strings.LastIndex(before, q[1]) > open {
			continue
		}
		end := strings.Index(after, q[1])
		inside := len(before) - open - len(q[0]) + end
		if end >= 0 && inside > 0 && inside <= maxQuoted {
			return true
		}
	}
	return false
}

// fiction reports whether a closing is one of a story or a song, by its sentence or the
// one before.
func (doc *document) fiction(s *sentence) bool {
	return s.has(kindFiction) || s.index > 0 && doc.sentences[s.index-1].has(kindFiction)
}

// decided reports whether a sentence says that something has been decided, and not that
// it has not.
func (s *sentence) decided(h hit) bool {
	return s.some(h, kindDecided, func(d hit) bool { return !s.negated(d) })
}
