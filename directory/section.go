package directory

import (
	"cmp"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"landfall/directory/topic"
)

// Section is the listed servers that have one value of a facet, whatever their sign-up: those
// about a topic, for a place, in a language, with a software, or hosted somewhere. Servers
// that lists only show to who asks are none of it, but those for adults of a topic of that
// kind.
type Section struct {
	// Key and Value are those of the facet, Label is as from [Label], and Under is the
	// value that this one is part of, "" if none.
	Key, Value, Label, Under string
	// Listed is how many servers there are, Joinable how many of them take new people.
	Listed, Joinable int

	snapshot *Snapshot
	members  *roaring.Bitmap
}

// Section returns the servers with a value of a facet, which may be none; ok is false if
// there is no such value, or if it is [Unknown].
func (s *Snapshot) Section(key, value string) (c Section, ok bool) {
	x := s.facet(key)
	if x == nil || x.held != nil {
		return Section{}, false
	}
	value, ok = x.kind.parse(value)
	if !ok || value == Unknown {
		return Section{}, false
	}
	return s.section(x, value), true
}

// Sections returns the sections of all values of a facet that some listed server has, the
// largest first. A software together with its forks is none of them.
func (s *Snapshot) Sections(key string) []Section {
	x := s.facet(key)
	if x == nil || x.held != nil {
		return nil
	}
	var sections []Section
	for value := range x.sets {
		if parsed, ok := x.kind.parse(value); !ok || parsed != value || value == Unknown || strings.HasPrefix(value, FamilyPrefix) {
			continue
		}
		if c := s.section(x, value); c.Listed > 0 {
			sections = append(sections, c)
		}
	}
	slices.SortFunc(sections, func(a, b Section) int {
		return cmp.Or(cmp.Compare(b.Listed, a.Listed), cmp.Compare(a.Value, b.Value))
	})
	return sections
}

// Unsorted returns how many listed servers have no value of a facet that is known.
func (s *Snapshot) Unsorted(key string) int {
	x := s.facet(key)
	if x == nil || x.held != nil {
		return 0
	}
	return s.section(x, Unknown).Listed
}

// ParseValue reads a value of a facet into its one spelling; ok is false if the facet has no
// such value.
func ParseValue(key, text string) (value string, ok bool) {
	for i := range facets {
		if facets[i].key == key {
			return facets[i].parse(text)
		}
	}
	return "", false
}

// facet returns the index of a facet, nil if there is none.
func (s *Snapshot) facet(key string) *facetIndex {
	i := slices.IndexFunc(facets[:], func(kind facetKind) bool { return kind.key == key })
	if i < 0 {
		return nil
	}
	return &s.facets[i]
}

func (s *Snapshot) section(x *facetIndex, value string) Section {
	key := x.kind.key
	c := Section{Key: key, Value: value, Label: x.kind.name(value), Under: x.kind.partOf(value), snapshot: s, members: roaring.New()}
	if set := x.sets[value]; set != nil {
		c.members = roaring.And(set, s.facet(KeyShow).with(shownFor(key, value)))
	}
	c.Listed = int(c.members.GetCardinality())
	c.Joinable = int(c.members.AndCardinality(s.joinable))
	return c
}

// shownFor returns the values of [KeyShow] that whoever asks for a value asks for as well.
func shownFor(key, value string) []string {
	if key == KeyTopic && AdultTopic(topic.ID(value)) {
		return []string{ShowAdult}
	}
	return nil
}

// Query finds the servers of the section and no others.
func (c *Section) Query() Query {
	q := Query{Chosen: Choices{c.Key: {c.Value}}}
	if show := shownFor(c.Key, c.Value); show != nil {
		q.Chosen[KeyShow] = show
	}
	return q.normal()
}

// Split counts the servers of the section by the values of another facet, in the order of
// that facet; without those of an open list that no server has.
func (c *Section) Split(key string) []FacetValue {
	x := c.snapshot.facet(key)
	if x == nil {
		return nil
	}
	if x.kind.values != nil {
		return x.count(newBitset(c.members, len(c.snapshot.listed)), nil, func(string) int { return 0 }).Values
	}
	var values []FacetValue
	for value, set := range x.sets {
		if n := int(set.AndCardinality(c.members)); n > 0 {
			values = append(values, FacetValue{Value: value, Label: x.kind.name(value), Under: x.kind.partOf(value), Count: n})
		}
	}
	byCount(values)
	return values
}

// each calls fn for every server of the section, in the order of their hosts.
func (c *Section) each(fn func(*Server)) {
	c.members.Iterate(func(place uint32) bool {
		fn(c.snapshot.listed[place])
		return true
	})
}
