package place

import (
	"slices"

	"golang.org/x/text/language"

	"landfall/directory/lexicon"
)

// languageWeight is for a language that goes with a place which something else names.
const languageWeight = 0.25

// addLanguages lets languages break a tie: they count only beside other evidence. English
// is written everywhere, so that it counts beside a country's domain only.
func (f *Finder) addLanguages(evidence []Evidence, languages []string, mentions []mention) []Evidence {
	domains := map[ID]bool{}
	var countries []ID
	for _, e := range evidence {
		id := e.Place.Country()
		domains[id] = domains[id] || e.Source == SourceDomain
		if e.Weight > 0 && !slices.Contains(countries, id) {
			countries = append(countries, id)
		}
	}
	for _, country := range countries {
		for _, spoken := range languages {
			if f.lists.speaks(country, spoken) && (domains[country] || !isEnglish(spoken)) {
				evidence = append(evidence, Evidence{country, lexicon.Evidence{Source: SourceLanguage, Term: spoken, Weight: languageWeight, Rule: f.rule}})
				break
			}
		}
	}
	return f.addTongues(evidence, mentions)
}

func isEnglish(spoken string) bool {
	base, _ := language.Make(spoken).Base()
	return base.String() == "en"
}

// addTongues lets what a text says of its language break a tie for a region that has its
// own, which no detector knows.
func (f *Finder) addTongues(evidence []Evidence, mentions []mention) []Evidence {
	for _, m := range mentions {
		place := m.means[0].place
		if !m.spoken || place.IsCountry() || !slices.ContainsFunc(evidence, func(e Evidence) bool { return e.Place == place && e.Weight > 0 }) {
			continue
		}
		e := Evidence{place, m.Evidence}
		e.Source, e.Weight, e.Rule = SourceLanguage, languageWeight, f.rule
		evidence = addOnce(evidence, e)
	}
	return evidence
}

// speaks reports whether one of the languages is a country's.
func (l *lists) speaks(country ID, languages ...string) bool {
	region, err := language.ParseRegion(string(country))
	if err != nil {
		return false
	}
	known, _ := language.Compose(language.Und, region)
	base, _ := known.Base()
	return slices.ContainsFunc(languages, func(spoken string) bool {
		own, _ := language.Make(spoken).Base()
		return own == base || slices.Contains(l.Also[country], spoken)
	})
}
