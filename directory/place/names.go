package place

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"landfall/directory/lexicon"
)

// Name is one name of a place. A name may be that of several places.
type Name struct {
	Place ID
	// Text is folded; "*" at its end stands for the rest of a word.
	Text string
	// Known says that it is the name of a country or from the project's own list.
	Known bool
	// Ambiguous says that it is an ordinary word or a name of people as well.
	Ambiguous bool
	// Foreign says that it is the name of a country in a language that is not spoken there.
	Foreign bool
}

// Names returns the names of places, what people of a place are called left out, in the
// order of their texts. Of towns of the table they are the main names of those with 50,000
// inhabitants.
func (f *Finder) Names() []Name {
	all := f.townNames()
	for _, text := range slices.Sorted(maps.Keys(f.names)) {
		bare := lexicon.FoldTerm(strings.TrimSuffix(text, "*"))
		for _, m := range f.names[text] {
			if m.kind == kindName {
				all = append(all, Name{Place: m.place, Text: text, Known: m.known, Ambiguous: f.ambiguous[bare], Foreign: m.foreign})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Name) int { return strings.Compare(a.Text, b.Text) })
	return all
}

func (f *Finder) townNames() []Name {
	var all []Name
	for text, towns := range f.towns.All() {
		if len(f.names[text]) > 0 {
			continue
		}
		for _, t := range towns {
			if t.Main && t.Inhabitants >= wellKnown {
				all = append(all, Name{Place: idOfTown(t), Text: text, Ambiguous: t.Unsure || f.ambiguous[text]})
			}
		}
	}
	slices.SortFunc(all, func(a, b Name) int {
		return cmp.Or(strings.Compare(a.Text, b.Text), strings.Compare(string(a.Place), string(b.Place)))
	})
	return all
}

// Speaks reports whether a language is one of a country's.
func (f *Finder) Speaks(country ID, code string) bool { return f.lists.speaks(country, code) }

// Label returns what a place is called on pages: a country in English, others as the
// project's own list spells them or, without it, by their ID.
func (f *Finder) Label(id ID) string {
	if id.IsCountry() {
		return id.CountryName()
	}
	for _, names := range f.lists.Places[id.Country()] {
		if idOf(id.Country(), names[0]) == id {
			return names[0]
		}
	}
	_, name, _ := strings.Cut(string(id), ".")
	words := strings.Split(name, "-")
	for i, word := range words {
		first := []rune(word)
		if len(first) > 0 {
			words[i] = strings.ToUpper(string(first[:1])) + string(first[1:])
		}
	}
	return strings.Join(words, " ")
}
