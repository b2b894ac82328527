package directory

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
)

// Relaxation is a filter to drop from an empty result and what that would give.
type Relaxation struct {
	Label string // "Sign-up: Open now"
	Count int
	Query Query
}

// maxRelax bounds how many ways out of an empty result are offered.
const maxRelax = 5

// relax finds the fewest filters whose removal gives anything, and returns the ways
// to remove that many, the most rewarding first.
func (s *Snapshot) relax(q Query) []Relaxation {
	filters := activeFilters(&q)
	for size := 1; size <= len(filters); size++ {
		var found []Relaxation
		for set := range uint(1) << len(filters) {
			if bits.OnesCount(set) != size {
				continue
			}
			if r := s.without(q, filters, set); r.Count > 0 {
				found = append(found, r)
			}
		}
		if len(found) > 0 {
			slices.SortFunc(found, func(a, b Relaxation) int {
				return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Label, b.Label))
			})
			return found[:min(len(found), maxRelax)]
		}
	}
	return nil
}

// filter is one thing that a query asks for.
type filter struct {
	label string
	lift  func(*Query)
}

func activeFilters(q *Query) []filter {
	var filters []filter
	if q.Text != "" {
		filters = append(filters, filter{"Words: “" + q.Text + "”", func(q *Query) { q.Text = "" }})
	}
	for i := range facets {
		kind := &facets[i]
		if chosen := *q.field(kind.key); len(chosen) > 0 {
			filters = append(filters, filter{
				label: kind.label + ": " + kind.names(chosen),
				lift:  func(q *Query) { *q.field(kind.key) = nil },
			})
		}
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

// without returns what the query gives without a set of its filters.
func (s *Snapshot) without(q Query, filters []filter, set uint) Relaxation {
	var labels []string
	q.Page = 1
	for i, f := range filters {
		if set&(1<<i) != 0 {
			labels = append(labels, f.label)
			f.lift(&q)
		}
	}
	q = q.normal()
	return Relaxation{Label: strings.Join(labels, " and "), Count: s.match(&q).total(), Query: q}
}
