package place

import (
	"slices"
	"strings"
)

// Point returns where a town is, in degrees north and east; ok is false of countries and
// regions, and of what the table of towns does not have.
func (f *Finder) Point(id ID) (lat, long float64, ok bool) {
	if id.IsCountry() || slices.Contains(f.lists.Larger, id) {
		return 0, 0, false
	}
	if lat, long, ok = f.pointOf(id); ok {
		return lat, long, true
	}
	for town, listed := range f.same { // by the name that the table has
		if listed == id {
			return f.pointOf(town)
		}
	}
	return 0, 0, false
}

func (f *Finder) pointOf(town ID) (lat, long float64, ok bool) {
	country, key, _ := strings.Cut(string(town), ".")
	return f.points().Of(country, key)
}
