package place

import "slices"

// qualified returns what a name means before the state or the country it is in: "Athens,
// Georgia" and "Ottawa, KS" are not in Greece and Canada.
func (f *Finder) qualified(r *reading, h hit) meaning {
	country, ok := f.qualifier(r, h)
	if !ok || h.Mean.kind != kindName || h.Mean.place.IsCountry() || h.Mean.known && h.Mean.place.Country() == country {
		return h.Mean
	}
	for _, t := range f.towns.Lookup(h.Term) {
		if t.Country == string(country) && t.Main {
			id := idOfTown(t)
			if listed, ok := f.same[id]; ok {
				id = listed
			}
			return meaning{kind: kindName, place: id, known: true, town: town{inhabitants: t.Inhabitants, main: true}}
		}
	}
	return h.Mean
}

// qualifier returns the country that the words right after a name put it in.
func (f *Finder) qualifier(r *reading, h hit) (ID, bool) {
	if h.Last+1 >= len(r.Words) || !r.OneSentence(h.Last, h.Last+1) {
		return "", false
	}
	next := r.Words[h.Last+1]
	if next.Item {
		if country, ok := f.states[r.Orig[r.From[next.Start]:r.From[next.End]]]; ok {
			return country, true
		}
	}
	if h.Mean.town.unsure && !next.Item {
		return "", false // "Central Virginia"
	}
	var found []meaning
	for _, o := range r.Hits {
		if o.First == h.Last+1 && o.Mean.kind == kindName && o.Mean.known && !f.isTown(o) && !r.Inside(o, meaning.named) {
			found = append(found, o.Mean)
		}
	}
	// A country that shares its name with a state, as Georgia does, is not meant if there is
	// such a town in the state.
	if i := slices.IndexFunc(found, func(m meaning) bool { return f.hasTown(h.Term, m.place.Country()) }); i >= 0 {
		return found[i].place.Country(), true
	}
	return "", false
}

// isTown reports whether the place is, or may be, a town in its own country.
func (f *Finder) isTown(h hit) bool {
	return !h.Mean.place.IsCountry() && f.hasTown(h.Term, h.Mean.place.Country())
}

func (f *Finder) hasTown(name string, country ID) bool {
	for _, t := range f.towns.Lookup(name) {
		if t.Country == string(country) && t.Main {
			return true
		}
	}
	return false
}
