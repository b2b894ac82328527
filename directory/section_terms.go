package directory

import (
	"cmp"
	"iter"
	"slices"

	"landfall/directory/lexicon"
	"landfall/directory/place"
	"landfall/directory/topic"
)

// Term is a word by which servers were found to belong to a section.
type Term struct {
	Text    string // "*" stands for the rest of a word
	Hashtag bool
	Servers int // that it speaks for
}

// wordless are the sources whose evidence is no word of a server.
var wordless = []lexicon.Source{topic.SourceAdmin, topic.SourceCurator, topic.SourceActivity, place.SourceLanguage}

// Terms returns the words that speak for most servers of the section, at most n, the most
// frequent first. Only topics and places are told by words.
func (c *Section) Terms(n int) []Term {
	type key struct {
		text    string
		hashtag bool
	}
	counts, last := map[key]int{}, map[key]*Server{}
	c.each(func(s *Server) {
		for e := range c.evidence(s) {
			k := key{e.Term, e.Source == topic.SourceHashtag || e.Source == topic.SourceTags}
			if e.Weight == 0 || e.Against || e.Term == "" || last[k] == s || slices.Contains(wordless, e.Source) {
				continue
			}
			last[k] = s
			counts[k]++
		}
	})
	terms := make([]Term, 0, len(counts))
	for k, count := range counts {
		terms = append(terms, Term{k.text, k.hashtag, count})
	}
	slices.SortFunc(terms, func(a, b Term) int {
		return cmp.Or(cmp.Compare(b.Servers, a.Servers), cmp.Compare(a.Text, b.Text), compareBool(a.Hashtag, b.Hashtag))
	})
	return terms[:min(len(terms), n)]
}

// evidence yields why a server belongs to the section.
func (c *Section) evidence(s *Server) iter.Seq[*lexicon.Evidence] {
	return func(yield func(*lexicon.Evidence) bool) {
		switch c.Key {
		case KeyTopic:
			for i := range s.Reading.Topics.Topics {
				f := &s.Reading.Topics.Topics[i]
				for j := range f.Evidence {
					if f.ID == topic.ID(c.Value) && !yield(&f.Evidence[j].Evidence) {
						return
					}
				}
			}
		case KeyPlace:
			for i := range s.Reading.Places.CommunityFor.Shown {
				f := &s.Reading.Places.CommunityFor.Shown[i]
				for j := range f.Evidence {
					if f.ID == place.ID(c.Value) && !yield(&f.Evidence[j].Evidence) {
						return
					}
				}
			}
		}
	}
}
