package notice

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// qualifies reports whether a noun only says whose or what kind something else is, in
// languages that put it right before: "the server's fund-raiser". What runs or ends a
// server is the server itself.
func (s *sentence) qualifies(noun, h hit) bool {
	if noun.End > h.Start {
		return false
	}
	rest := s.Folded.Text[noun.End:h.Start]
	switch h.Mean.languages {
	case languageOf("zh"):
		return strings.HasPrefix(rest, "的") && !s.standsAt(noun.End+len("的"))
	case languageOf("ja"):
		return strings.HasPrefix(rest, "の") && !s.standsAt(noun.End+len("の"))
	case languageOf("ko"):
		return strings.HasPrefix(rest, " ") && s.topicIn(noun.End, h.Start)
	}
	return false
}

// standsAt reports whether something that means the server, or its end, begins at a place
// of the text.
func (s *sentence) standsAt(at int) bool {
	return slices.ContainsFunc(s.hits, func(o hit) bool {
		return o.Start == at && (slices.Contains(standForServers, o.Mean.kind) || o.Mean.kind == kindActs)
	})
}

// topicMarks stand after what a Korean sentence is about.
const topicMarks = "은는이가"

// topicIn reports whether a word between two places is what the sentence is about, and
// stands for no server.
func (s *sentence) topicIn(from, to int) bool {
	for word := range strings.FieldsSeq(s.Folded.Text[from:to]) {
		last, size := utf8.DecodeLastRuneInString(word)
		if size == len(word) || !strings.ContainsRune(topicMarks, last) || strings.ContainsFunc(word, unicode.IsDigit) || strings.Contains(word, "까지") {
			continue
		}
		at := from + strings.Index(s.Folded.Text[from:to], word)
		if !s.standsAt(at) {
			return true
		}
	}
	return false
}
