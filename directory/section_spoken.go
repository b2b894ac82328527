package directory

import (
	"github.com/RoaringBitmap/roaring/v2"
)

// Spoken is how the servers of a language are known to use it: because they declare it, or
// because their own texts are in it. Neither stands in for the other.
type Spoken struct {
	Declared, Observed, Both int
}

// Spoken returns how the language of the section is known; all 0 for another section.
func (c *Section) Spoken() Spoken {
	if c.Key != KeyLanguage {
		return Spoken{}
	}
	declared, observed := c.snapshot.declared.in(c), c.snapshot.observed.in(c)
	return Spoken{
		Declared: int(declared.GetCardinality()), Observed: int(observed.GetCardinality()), Both: int(declared.AndCardinality(observed)),
	}
}

// speakers are the places of servers by a value of [KeyLanguage].
type speakers map[string]*roaring.Bitmap

func (s speakers) add(value string, place int) {
	if value == "" {
		return
	}
	if s[value] == nil {
		s[value] = roaring.New()
	}
	s[value].Add(uint32(place))
}

// in returns those of the section's language that are in the section.
func (s speakers) in(c *Section) *roaring.Bitmap {
	if s[c.Value] == nil {
		return roaring.New()
	}
	return roaring.And(s[c.Value], c.members)
}

// hear notes which listed servers declare a language, and which use it.
func (s *Snapshot) hear(values languages) {
	s.declared, s.observed = speakers{}, speakers{}
	for place, server := range s.listed {
		for _, code := range server.Facts.Languages {
			parts := values.parts(code)
			s.declared.add(parts.base, place)
			s.declared.add(parts.variant, place)
		}
		for _, f := range server.Reading.Languages {
			parts := values.parts(f.Language)
			if f.Declared {
				s.declared.add(parts.base, place)
				s.declared.add(parts.variant, place)
			}
			if f.Observed {
				s.observed.add(parts.base, place)
				s.observed.add(parts.variant, place)
			}
		}
	}
}
