package place

import (
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

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

// Names returns all names of places, what people of a place are called left out, in the
// order of their texts.
func (f *Finder) Names() []Name {
	var all []Name
	for _, text := range slices.Sorted(maps.Keys(f.names)) {
		bare := lexicon.FoldTerm(strings.TrimSuffix(text, "*"))
		for _, m := range f.names[text] {
			if m.kind == kindName {
				all = append(all, Name{Place: m.place, Text: text, Known: m.known, Ambiguous: f.ambiguous[bare], Foreign: m.foreign})
			}
		}
	}
	return all
}

// Speaks reports whether a language is one of a country's.
func (f *Finder) Speaks(country ID, code string) bool { return f.lists.speaks(country, code) }

// Label returns what a place is called on pages: a country in English, others as the
// project's own list spells them or, without it, by their ID.
func (f *Finder) Label(id ID) string {
	if id.IsCountry() {
		if region, err := language.ParseRegion(string(id)); err == nil {
			return display.English.Regions().Name(region)
		}
		return string(id)
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
