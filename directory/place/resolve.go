package place

import (
	"slices"

	"landfall/directory/lexicon"
)

// surely returns the countries that nothing but a country's own name or ending, a place of
// the project's own list or two towns speak of.
func surely(mentions []mention) map[ID]bool {
	sure := map[ID]bool{}
	towns := map[ID]string{}
	for _, m := range mentions {
		ids := m.countries()
		if len(ids) != 1 || m.Weight == 0 {
			continue
		}
		switch first := m.means[0]; {
		case first.known:
			sure[ids[0]] = true
		case !first.town.main || first.town.unsure:
		case towns[ids[0]] == "":
			towns[ids[0]] = m.Term
		case towns[ids[0]] != m.Term:
			sure[ids[0]] = true
		}
	}
	return sure
}

// resolve says which place is meant: the one in a country that something else names, the
// one that most people know, the one whose language is spoken here, the one whose own name
// it is, or the one that is much larger than the others. If none is left alone, or if
// nothing but an unknown name speaks for it, no place is meant.
func (f *Finder) resolve(m mention, sure map[ID]bool, languages []string) (ID, bool) {
	chosen := m.means
	spoken := func(m meaning) bool { return f.lists.speaks(m.place.Country(), languages...) }
	for _, better := range []func(meaning) bool{
		func(m meaning) bool { return sure[m.place.Country()] },
		func(m meaning) bool { return m.known },
		spoken,
		func(m meaning) bool { return m.town.main },
		largest(m.means),
	} {
		if places(chosen) == 1 {
			break
		}
		if kept := slices.Collect(filter(chosen, better)); len(kept) > 0 {
			chosen = kept
		}
	}
	return chosen[0].place, places(chosen) == 1 && f.sound(m, chosen[0], sure[chosen[0].place.Country()], spoken(chosen[0]))
}

// largest accepts the town that has many times the inhabitants of each other, if one has.
func largest(means []meaning) func(meaning) bool {
	return func(m meaning) bool {
		return !slices.ContainsFunc(means, func(o meaning) bool {
			return o.place != m.place && o.town.inhabitants*dominant > m.town.inhabitants
		})
	}
}

// sound reports whether enough speaks for a town beside its name: its country, its language
// or a phrase for people there. Those in host names need the
// country, and names that are words as well need a larger town too.
func (f *Finder) sound(m mention, chosen meaning, sure, spoken bool) bool {
	switch {
	case chosen.known:
		return true
	case chosen.town.unsure:
		return sure && chosen.town.inhabitants >= wellKnown
	case sure:
		return true
	case m.Source == lexicon.Host:
		return false
	}
	return spoken || m.Weight >= weightFor && chosen.town.main && chosen.town.inhabitants >= wellKnown
}
