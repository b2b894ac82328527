package directory

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"landfall/directory/topic"
)

// Relaxation is a way out of an empty result and what it would give.
type Relaxation struct {
	Label string // "Without Sign-up: Open now"
	// Without are the filters that it lifts, Including the kinds of servers that it adds:
	// the same as the label in parts.
	Without, Including []Lifted
	Count              int
	Query              Query
}

// Lifted is one thing that a query asks for, or does not: the values of a key.
type Lifted struct {
	Key    string
	Values []string
}

// maxRelax bounds how many ways out of an empty result are offered.
const maxRelax = 5

// filter is one thing that a query asks for, or one kind of servers that it does not
// ask for.
type filter struct {
	Lifted
	label string
	adds  bool            // lifting it adds a kind of servers
	fail  *roaring.Bitmap // the servers that it leaves out
	lift  func(*Query)    // nil: it is not offered to lift it
}

// relax finds the fewest filters whose removal gives anything, and returns the ways
// to remove that many, the most rewarding first. A server that fails the fewest filters
// is given by their removal and by no smaller one; so it is enough to look once at what
// each server fails.
func (s *Snapshot) relax(q Query, m *match) []Relaxation {
	filters := s.filters(&q, m)
	var locked uint32
	fails := make([]uint32, len(s.listed))
	for i, f := range filters {
		if f.lift == nil {
			locked |= 1 << i
		}
		f.fail.Iterate(func(place uint32) bool {
			fails[place] |= 1 << i
			return true
		})
	}
	var ways []Relaxation
	for set, count := range fewest(fails, locked) {
		ways = append(ways, without(q, filters, set, count))
	}
	slices.SortFunc(ways, func(a, b Relaxation) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Label, b.Label))
	})
	return ways[:min(len(ways), maxRelax)]
}

// fewest counts the sets that have the fewest members, and none of those locked.
func fewest(sets []uint32, locked uint32) map[uint32]int {
	counts := map[uint32]int{}
	least := 32
	for _, set := range sets {
		n := bits.OnesCount32(set)
		switch {
		case n > least || set&locked != 0:
			continue
		case n < least:
			least = n
			clear(counts)
		}
		counts[set]++
	}
	return counts
}

// filters lists what a query asks for, with the servers that fail it.
func (s *Snapshot) filters(q *Query, m *match) []filter {
	var filters []filter
	if m.text != nil {
		filters = append(filters, filter{
			Lifted: Lifted{KeyText, []string{q.Text}}, label: "Words: “" + q.Text + "”", fail: roaring.AndNot(s.all, m.text), lift: func(q *Query) { q.Text = "" },
		})
	}
	for i := range s.facets {
		kind, chosen := &facets[i], q.Chosen[facets[i].key]
		switch {
		case kind.include:
			filters = append(filters, s.facets[i].holding(q)...)
		case m.parts[i] != nil:
			filters = append(filters, filter{
				Lifted: Lifted{kind.key, chosen}, label: kind.label + ": " + kind.names(chosen), fail: roaring.AndNot(s.all, m.parts[i]),
				lift: func(q *Query) { *q = q.With(kind.key) },
			})
		}
	}
	return filters
}

// holding lists the kinds of servers that the query does not ask for. Adult content is
// only offered to who chose a topic of that kind.
func (x *facetIndex) holding(q *Query) []filter {
	var filters []filter
	key, chosen := x.kind.key, q.Chosen[x.kind.key]
	adult := slices.ContainsFunc(q.Chosen[KeyTopic], func(value string) bool { return AdultTopic(topic.ID(value)) })
	for _, value := range x.kind.values {
		set := x.held.sets[value]
		if set == nil || slices.Contains(chosen, value) {
			continue
		}
		f := filter{Lifted: Lifted{key, []string{value}}, label: x.kind.name(value), adds: true, fail: set}
		if value != ShowAdult || adult {
			f.lift = func(q *Query) { *q = q.With(key, append(slices.Clone(q.Chosen[key]), value)...) }
		}
		filters = append(filters, f)
	}
	return filters
}

// names returns the labels of values, at most three of them in words.
func (f *facetKind) names(values []string) string {
	const most = 3
	var names []string
	for i, value := range values {
		if i == most {
			names = append(names, "…")
			break
		}
		names = append(names, f.name(value))
	}
	return strings.Join(names, ", ")
}

// without returns the query without a set of its filters.
func without(q Query, filters []filter, set uint32, count int) Relaxation {
	var without, including []string
	way := Relaxation{Count: count}
	q.Page = 1
	for i, f := range filters {
		if set&(1<<i) == 0 {
			continue
		}
		f.lift(&q)
		if f.adds {
			including, way.Including = append(including, f.label), append(way.Including, f.Lifted)
		} else {
			without, way.Without = append(without, f.label), append(way.Without, f.Lifted)
		}
	}
	var parts []string
	if len(without) > 0 {
		parts = append(parts, "Without "+strings.Join(without, " and "))
	}
	if len(including) > 0 {
		parts = append(parts, "Including "+strings.Join(including, " and "))
	}
	way.Label, way.Query = strings.Join(parts, ". "), q.normal()
	return way
}
