package directory

import (
	"cmp"
	"maps"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// maxShown bounds how many values a facet shows; the most common are shown. A value
// that is not shown can still be asked for.
const maxShown = 200

// facetIndex knows which servers have which value of a facet.
type facetIndex struct {
	kind *facetKind
	// sets are the servers that a value gives as the one value of the facet.
	sets map[string]*roaring.Bitmap
	// shown are the values that pages may show.
	shown []shown
	n     int   // of servers
	held  *held // of a facet that adds servers; nil of all others
}

// shown is a value with its label and what it gives.
type shown struct {
	label
	gives bitset
}

func newFacetIndex(kind *facetKind, listed []*Server) facetIndex {
	x := facetIndex{kind: kind, sets: map[string]*roaring.Bitmap{}, n: len(listed)}
	for place, server := range listed {
		for _, value := range kind.of(server) {
			set := x.sets[value]
			if set == nil {
				set = roaring.New()
				x.sets[value] = set
			}
			set.Add(uint32(place))
		}
	}
	for _, set := range x.sets {
		set.RunOptimize()
	}
	if kind.include {
		x.held = newHeld(x.sets, len(listed))
		x.sets = x.held.gives(kind.values)
	}
	values := kind.values
	if values == nil {
		values = x.common()
	}
	for _, value := range values {
		x.shown = append(x.shown, x.show(value))
	}
	return x
}

func (x *facetIndex) show(value string) shown {
	return shown{label{value, x.kind.name(value)}, newBitset(x.sets[value], x.n)}
}

// common returns the most common values, at most maxShown.
func (x *facetIndex) common() []string {
	values := slices.Collect(maps.Keys(x.sets))
	if x.kind.family != nil {
		largest := map[string]uint64{} // of a family
		for value, set := range x.sets {
			if family := x.kind.family(value); family != "" {
				largest[family] = max(largest[family], set.GetCardinality())
			}
		}
		values = slices.DeleteFunc(values, func(value string) bool { return largest[value] == x.sets[value].GetCardinality() })
	}
	slices.SortFunc(values, func(a, b string) int {
		return cmp.Or(
			cmp.Compare(x.sets[b].GetCardinality(), x.sets[a].GetCardinality()),
			cmp.Compare(a, b),
		)
	})
	return values[:min(len(values), maxShown)]
}

// with returns the servers that have any of the values; nil, which stands for all,
// if no value is chosen. The bitmap is not to be changed.
func (x *facetIndex) with(values []string) *roaring.Bitmap {
	if x.held != nil {
		return x.held.with(values)
	}
	if len(values) == 0 {
		return nil
	}
	sets := make([]*roaring.Bitmap, 0, len(values))
	for _, value := range values {
		if set := x.sets[value]; set != nil {
			sets = append(sets, set)
		}
	}
	if len(sets) == 1 {
		return sets[0]
	}
	return roaring.FastOr(sets...)
}

// count counts the servers of each value among others, which are the servers that
// pass all filters but this one; extra is added to each. Values of an open list that
// give nothing are left out unless they are selected.
func (x *facetIndex) count(others bitset, selected []string, extra func(value string) int) Facet {
	kind := x.kind
	f := Facet{Key: kind.key, Label: kind.label, Note: kind.note, Group: kind.group, Values: make([]FacetValue, 0, len(x.shown))}
	add := func(l shown) {
		v := FacetValue{Value: l.value, Label: l.name, Under: kind.partOf(l.value), Selected: slices.Contains(selected, l.value)}
		v.Count = others.common(l.gives)
		if x.held != nil {
			v.Adds = v.Count - others.common(x.held.bits)
		}
		if x.shows(&v) {
			v.Count += extra(l.value)
			f.Values = append(f.Values, v)
		}
	}
	for _, l := range x.shown {
		add(l)
	}
	for _, value := range selected {
		if !slices.ContainsFunc(x.shown, func(l shown) bool { return l.value == value }) {
			add(x.show(value))
		}
	}
	if kind.values == nil {
		byCount(f.Values)
	}
	return f
}

// shows reports whether a counted value is worth showing.
func (x *facetIndex) shows(v *FacetValue) bool {
	switch {
	case v.Selected:
		return true
	case x.held != nil:
		return v.Adds > 0
	}
	return v.Count > 0 || x.kind.values != nil && !x.kind.sparse
}

// has reports whether a value gives the server at a place.
func (x *facetIndex) has(value string, place int) bool {
	set := x.sets[value]
	return set != nil && set.Contains(uint32(place))
}

// byCount orders values of an open list: the most first, what is not stated last, and
// each part after the whole that it belongs to.
func byCount(values []FacetValue) {
	at := make(map[string]int, len(values))
	for _, v := range values {
		at[v.Value] = v.Count
	}
	whole := func(v *FacetValue) (value string, count int) {
		if _, shown := at[v.Under]; shown {
			return v.Under, at[v.Under]
		}
		return v.Value, v.Count
	}
	slices.SortFunc(values, func(a, b FacetValue) int {
		wholeA, countA := whole(&a)
		wholeB, countB := whole(&b)
		return cmp.Or(
			compareBool(a.Value == Unknown, b.Value == Unknown),
			cmp.Compare(countB, countA), cmp.Compare(wholeA, wholeB),
			compareBool(a.Value != wholeA, b.Value != wholeB),
			cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value),
		)
	})
}

// compareBool orders false before true.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
