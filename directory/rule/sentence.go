package rule

import (
	"slices"
	"strings"
	"unicode/utf8"

	"landfall/directory/lexicon"
)

// The weight of evidence by where it is stated.
const (
	weightRules = 0.9
	weightAbout = 0.6
)

// maxSentence is how much of a sentence is shown, in characters.
const maxSentence = 300

// maxItem is the length in words of an item of a list that a sentence before announces.
const maxItem = 8

type reading = lexicon.Reading[meaning]

type hit = lexicon.Hit[meaning]

// sentences returns a finding for each tag of each sentence that says something of it.
func (r *Reader) sentences(text lexicon.Text) Result {
	read := r.matcher.Read(text)
	var result Result
	listed := false // a sentence announced a list of what is forbidden
	for first := 0; first < len(read.Words); {
		end := first
		for end < len(read.Words) && read.OneSentence(first, end) {
			end++
		}
		s := sentence{reading: read, first: first, end: end}
		s.collect()
		stated := s.has(kindForbid) || s.has(kindRestrict) || s.has(kindAllow) || s.has(kindNotAllowed)
		switch {
		case s.has(kindForbid) && s.has(kindList):
			listed = true
		case stated || end-first > maxItem:
			listed = false
		}
		for _, tag := range s.tags() {
			if stance := s.stance(tag, listed); stance != NotStated {
				result = append(result, r.found(read, &s, tag, stance))
			}
		}
		first = end
	}
	return result
}

// found makes a finding of one tag in a sentence.
func (r *Reader) found(read *reading, s *sentence, tag hit, stance Stance) Finding {
	weight := weightRules
	if read.Source == lexicon.About {
		weight = weightAbout
	}
	return Finding{Tag: tag.Mean.tag, Stance: stance, Sentence: s.text(), Evidence: []lexicon.Evidence{{
		Source: read.Source, Term: tag.Term, Text: read.Snippet(tag), Weight: weight,
		FirstSeen: read.FirstSeen, LastSeen: read.LastSeen, Rule: r.rule,
	}}}
}

// sentence is words[first:end] of a text with what was found in it.
type sentence struct {
	*reading
	first, end int
	hits       []hit
}

// collect takes in the hits that are not part of a phrase which says nothing or more.
func (s *sentence) collect() {
	cue := func(m meaning) bool { return m.kind < kindWord }
	word := func(m meaning) bool { return m.kind == kindWord }
	for _, h := range s.Hits {
		if h.First < s.first || h.First >= s.end || h.Mean.kind < kindWord && s.Inside(h, cue) || h.Mean.kind == kindWord && s.Inside(h, word) {
			continue
		}
		overlaps := slices.ContainsFunc(s.Hits, func(o hit) bool {
			return o.Mean.kind == kindNeutral && o.Start < h.End && h.Start < o.End
		})
		if h.Mean.kind == kindNeutral || !overlaps {
			s.hits = append(s.hits, h)
		}
	}
}

func (s *sentence) has(kind kind) bool {
	return slices.ContainsFunc(s.hits, func(h hit) bool { return h.Mean.kind == kind })
}

// tags returns the first word of each tag in the sentence.
func (s *sentence) tags() []hit {
	var first []hit
	for _, h := range s.hits {
		if h.Mean.kind == kindWord && !slices.ContainsFunc(first, func(o hit) bool { return o.Mean.tag == h.Mean.tag }) {
			first = append(first, h)
		}
	}
	return first
}

// cueReach is how far in words a cue bears on a tag: old pages come as one endless sentence.
const cueReach = 24

// bears reports whether a cue of this kind is near enough to a tag's word to bear on it.
func (s *sentence) bears(kind kind, tag hit) bool {
	return slices.ContainsFunc(s.hits, func(h hit) bool {
		return h.Mean.kind == kind && h.First <= tag.Last+cueReach && tag.First <= h.Last+cueReach
	})
}

// stance says what the sentence says of a tag that it names. Conditions are stronger than
// the "no" or the "allowed" that they go with: "no adult content without a warning".
func (s *sentence) stance(word hit, listed bool) Stance {
	tag := word.Mean.tag
	narrower := slices.ContainsFunc(s.hits, func(h hit) bool { return h.Mean.kind == kindUnless && h.Mean.tag == tag })
	forbids, restricts := s.bears(kindForbid, word) || s.bears(kindNotAllowed, word), s.bears(kindRestrict, word)
	switch {
	case narrower:
		return NotStated
	case tag == AltText && (s.bears(kindRequire, word) || restricts || forbids):
		return Restricted
	case tag == AltText:
		return NotStated
	case restricts && tag != Hate && tag != Harassment && tag != Spam:
		return Restricted
	case forbids || restricts && s.bears(kindAllow, word): // all are welcome "except for" these
		return Forbidden
	case s.bears(kindAllow, word):
		return Allowed
	case listed && s.end-s.first <= maxItem:
		return Forbidden
	}
	return NotStated
}

// text returns the sentence as it was written, with what ends it.
func (s *sentence) text() string {
	from, to := s.From[s.Words[s.first].Start], s.From[s.Words[s.end-1].End]
	if to < len(s.Orig) && strings.ContainsRune(".!?", rune(s.Orig[to])) {
		to++
	}
	out := strings.Join(strings.Fields(lexicon.Clean(s.Orig[from:to])), " ")
	if utf8.RuneCountInString(out) > maxSentence {
		out = string([]rune(out)[:maxSentence-1]) + "…"
	}
	return out
}
