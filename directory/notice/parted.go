package notice

import (
	"strings"

	"landfall/directory/lexicon"
)

// parted is a phrase whose ends stand apart: "schalten … ab", "take … offline".
type parted struct {
	number int
	kind   kind // of the whole
	// closed says that its tail ends a clause: "ein" and "ab" mean much else.
	closed bool
}

// gap stands for what parts the ends in the lists, and "|" between ways to say one.
const gap = " … "

// reachParted is how many words may stand between the ends.
const reachParted = 10

// endsOf returns the entries for a phrase as it stands in the lists.
func endsOf(text string, p parted, in languages) []lexicon.Entry[meaning] {
	head, tail, _ := strings.Cut(strings.TrimSuffix(text, "$"), gap)
	var ends []lexicon.Entry[meaning]
	for word := range strings.SplitSeq(head, "|") {
		ends = append(ends, lexicon.Entry[meaning]{Text: word, Use: meaning{kindHead, in, p}})
	}
	for word := range strings.SplitSeq(tail, "|") {
		ends = append(ends, lexicon.Entry[meaning]{Text: word, Use: meaning{kindTail, in, p}})
	}
	return ends
}

// join puts the ends of phrases together: each tail with the nearest head before it, if
// nothing sets them apart.
func (s *sentence) join() {
	var joined []hit
	for i, tail := range s.hits {
		if tail.Mean.kind != kindTail || tail.Mean.parted.closed && !s.endsClause(tail) {
			continue
		}
		for j := i - 1; j >= 0; j-- {
			head := s.hits[j]
			if head.Mean.kind != kindHead || head.Mean.parted.number != tail.Mean.parted.number || head.Last >= tail.First {
				continue
			}
			if tail.First-head.Last <= reachParted && !s.setApart(head, tail) {
				whole := hit{Mean: meaning{kind: tail.Mean.parted.kind, languages: tail.Mean.languages, parted: tail.Mean.parted}}
				whole.Start, whole.End, whole.First, whole.Last = head.Start, tail.End, head.First, tail.Last
				joined = append(joined, whole)
			}
			break
		}
	}
	s.hits = append(s.hits, joined...)
}

// endsClause reports whether a hit is the last of its clause.
func (s *sentence) endsClause(h hit) bool {
	_, end := s.clause(h)
	return end == h.Last+1
}

// setApart reports whether a comma or the like stands between two hits.
func (s *sentence) setApart(a, b hit) bool {
	for word := a.Last + 1; word <= b.First; word++ {
		if s.Words[word].Item {
			return true
		}
	}
	return false
}

// within reports whether a hit stands between the ends of a parted one.
func within(o, h hit) bool {
	return h.Mean.parted.number != 0 && o.Start >= h.Start && o.End < h.End
}
