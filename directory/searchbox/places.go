package searchbox

import (
	"maps"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"landfall/directory/lexicon"
	"landfall/directory/place"
)

// speaksFirst are the languages that pages are to speak first. Names in them are sure.
var speaksFirst = []string{"en", "de", "fr", "es", "pt", "ja", "nl", "it", "pl", "ko", "zh", "zh-Hant", "uk", "ar"}

// Places returns the names of places: those that a finder knows, and those of countries in
// every language of CLDR.
func Places(finder *place.Finder) []Term {
	labels := map[place.ID]string{}
	label := func(id place.ID) string {
		if _, ok := labels[id]; !ok {
			labels[id] = finder.Label(id)
			if !id.IsCountry() {
				labels[id] += ", " + finder.Label(id.Country())
			}
		}
		return labels[id]
	}
	sure := firstNames(finder)
	var terms []Term
	for _, name := range finder.Names() {
		if !counted(name.Place) {
			continue
		}
		known := name.Known && (!name.Foreign || sure[name.Text])
		t := Term{Text: name.Text, Key: KeyPlace, Value: string(name.Place), Label: label(name.Place), Guess: !known, known: known}
		t.Own = name.Known && !name.Ambiguous && lexicon.FoldTerm(finder.Label(name.Place)) == name.Text
		if name.Ambiguous {
			own := name.Place.IsCountry() && lexicon.FoldTerm(finder.Label(name.Place)) == name.Text
			t.Guess, t.Context = true, !own
		}
		terms = append(terms, t)
	}
	return append(terms, countries(finder, terms)...)
}

// counted reports whether a place is in a country of its own: some codes are reserved for
// parts of others, such as the Canary Islands.
func counted(id place.ID) bool {
	region, err := language.ParseRegion(string(id.Country()))
	return err == nil && region.M49() != 0
}

// firstNames are what countries are called in the languages that pages are to speak first.
func firstNames(finder *place.Finder) map[string]bool {
	ids := map[place.ID]bool{}
	for _, name := range finder.Names() {
		ids[name.Place.Country()] = true
	}
	names := map[string]bool{}
	for _, locale := range speaksFirst {
		namer := display.Regions(language.Make(locale))
		for id := range ids {
			if region, err := language.ParseRegion(string(id)); err == nil {
				names[lexicon.FoldTerm(namer.Name(region))] = true
			}
		}
	}
	return names
}

// minForeign is the length in letters from which a country's name in any language counts.
const minForeign = 5

// countries returns the names of countries in the languages that a finder does not know
// them in, unless another place is called so.
func countries(finder *place.Finder, known []Term) []Term {
	taken := map[string]bool{}
	ids := map[string]bool{}
	for _, t := range known {
		taken[t.Text] = true
		if id := place.ID(t.Value); id.IsCountry() {
			ids[t.Value] = true
		}
	}
	ordered := slices.Sorted(maps.Keys(ids))
	var terms []Term
	for _, locale := range display.Supported.Tags() {
		namer := display.Regions(locale)
		if namer == nil {
			continue
		}
		for _, id := range ordered {
			region, err := language.ParseRegion(id)
			if err != nil {
				continue
			}
			name := lexicon.FoldTerm(namer.Name(region))
			if taken[name] || ordinary[name] || utf8.RuneCountInString(name) < minForeign {
				continue
			}
			taken[name] = true
			terms = append(terms, Term{Text: name, Key: KeyPlace, Value: id, Label: finder.Label(place.ID(id)), Guess: true})
		}
	}
	return terms
}
