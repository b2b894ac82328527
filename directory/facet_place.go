package directory

import (
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"landfall/directory/place"
)

func placeFacet() facetKind {
	return facetKind{
		key: KeyPlace, label: "Community for",
		note:  "Whom it is for, not where it stands.",
		parse: parsePlace, complaint: "is not a place such as “de” or “de.berlin”.",
		of: placesOf, name: PlaceLabel, under: placeUnder,
	}
}

// basedFacet is a question of its own: whom a server is for says nothing of whose law it is
// under, and neither says where its machines are.
func basedFacet() facetKind {
	return facetKind{
		key: KeyBased, label: "Legally based in", group: GroupAdvanced,
		note:  "Whose law applies, as it says itself.",
		parse: parsePlace, complaint: "is not a place such as “de” or “de.berlin”.",
		of: func(s *Server) []string { return placesIn(s.Reading.Places.LegallyBased) }, name: PlaceLabel, under: placeUnder,
	}
}

// PlaceLabel returns the English name of a place, a city or region after its country:
// "Germany › Berlin". [Unknown] is "None found".
func PlaceLabel(value string) string {
	if value == Unknown {
		return "None found"
	}
	id := place.ID(value)
	country := countryName(id.Country())
	if id.IsCountry() {
		return country
	}
	return country + " › " + placeName(id)
}

// placeName spells the last part of a place's ID.
func placeName(id place.ID) string {
	_, local, _ := strings.Cut(string(id), ".")
	words := strings.Split(local, "-")
	for i, word := range words {
		words[i] = capital(word)
	}
	return strings.Join(words, " ")
}

func countryName(id place.ID) string {
	region, err := language.ParseRegion(string(id))
	if err != nil {
		return string(id)
	}
	return display.English.Regions().Name(region)
}

// parsePlace reads the ID of a place. That there is such a place is only checked of
// its country.
func parsePlace(text string) (string, bool) {
	const maxPlace = 64
	text = strings.ToLower(text)
	if text == Unknown {
		return text, true
	}
	country, local, inside := strings.Cut(text, ".")
	region, err := language.ParseRegion(country)
	if err != nil || len(country) != 2 || !region.IsCountry() || len(text) > maxPlace || inside && local == "" {
		return "", false
	}
	wrong := func(r rune) bool { return r != '-' && !wordRune(r) }
	return text, !strings.ContainsFunc(local, wrong)
}

func placeUnder(value string) string {
	if id := place.ID(value); !id.IsCountry() {
		return string(id.Country())
	}
	return ""
}

// placesOf returns the places that a server is for, with the country of each.
func placesOf(s *Server) []string { return placesIn(s.Reading.Places.CommunityFor) }

func placesIn(answer place.Answer) []string {
	if len(answer.Shown) == 0 {
		return []string{Unknown}
	}
	values := make([]string, len(answer.Shown), len(answer.Shown)+1)
	for i, f := range answer.Shown {
		values[i] = string(f.ID)
	}
	return withWholes(values, placeUnder)
}
