package directory

import (
	"cmp"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// maxShown bounds how many values a facet shows; the most common are shown. A value
// that is not shown can still be asked for.
const maxShown = 200

// facetIndex knows which servers have which value of a facet.
type facetIndex struct {
	kind *facetKind
	sets map[string]*roaring.Bitmap
	// shown are the values that pages may show, with their labels.
	shown []label
}

func newFacetIndex(kind *facetKind, listed []*Server) facetIndex {
	x := facetIndex{kind: kind, sets: map[string]*roaring.Bitmap{}}
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
	values := kind.values
	if values == nil {
		values = x.common()
	}
	for _, value := range values {
		x.shown = append(x.shown, label{value, kind.name(value)})
	}
	return x
}

// common returns the most common values, at most maxShown.
func (x *facetIndex) common() []string {
	values := make([]string, 0, len(x.sets))
	for value := range x.sets {
		values = append(values, value)
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
func (x *facetIndex) count(others *roaring.Bitmap, selected []string, extra func(value string) int) Facet {
	f := Facet{Key: x.kind.key, Label: x.kind.label, Values: make([]FacetValue, 0, len(x.shown))}
	add := func(l label) {
		v := FacetValue{Value: l.value, Label: l.name, Selected: slices.Contains(selected, l.value)}
		if set := x.sets[l.value]; set != nil {
			v.Count = int(others.AndCardinality(set))
		}
		if v.Count > 0 || v.Selected || x.kind.values != nil {
			v.Count += extra(l.value)
			f.Values = append(f.Values, v)
		}
	}
	for _, l := range x.shown {
		add(l)
	}
	for _, value := range selected {
		if !slices.ContainsFunc(x.shown, func(l label) bool { return l.value == value }) {
			add(label{value, x.kind.name(value)})
		}
	}
	if x.kind.values == nil {
		slices.SortStableFunc(f.Values, byCount)
	}
	return f
}

// byCount orders values of an open list: the most first, what is not stated last.
func byCount(a, b FacetValue) int {
	return cmp.Or(
		compareBool(a.Value == Unknown, b.Value == Unknown),
		cmp.Compare(b.Count, a.Count),
		cmp.Compare(a.Value, b.Value),
	)
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
