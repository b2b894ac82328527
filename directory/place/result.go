package place

import (
	"cmp"
	"slices"
	"strings"

	"landfall/directory/lexicon"
)

// ID names a place: a country by its ISO 3166 code ("de"), or a region or city after its
// country ("de.berlin").
type ID string

// Country returns the country that a place is in, and the ID itself for a country.
func (id ID) Country() ID {
	country, _, _ := strings.Cut(string(id), ".")
	return ID(country)
}

// IsCountry reports whether the ID names a country.
func (id ID) IsCountry() bool { return id.Country() == id }

// The confidence from which on a place is shown, and from which on people are asked.
const (
	Shown     = 0.50
	Suggested = 0.35
)

// How many countries, and how many places within them, are shown for one question.
const (
	maxCountries = 3
	maxLocal     = 5
)

// Evidence is one reason for or against a place.
type Evidence struct {
	Place ID `json:"place"` // of the evidence: a city's counts for its country too
	lexicon.Evidence
}

// Finding is a place with the reasons for it.
type Finding struct {
	ID ID `json:"id"`
	// Confidence is 1 − Π(1 − weight) over the evidence, from 0 to 1.
	Confidence float64    `json:"confidence"`
	Evidence   []Evidence `json:"evidence"`
}

// Answer is what is known of one question: the surest countries first, then places in
// them. Nothing in Shown means that it is not known.
type Answer struct {
	Shown     []Finding
	Suggested []Finding // not sure enough
}

// Has reports whether the place is shown.
func (a Answer) Has(id ID) bool {
	return slices.ContainsFunc(a.Shown, func(f Finding) bool { return f.ID == id })
}

// Result is which places one instance has to do with.
type Result struct {
	CommunityFor Answer // whom it is for
	LegallyBased Answer // whose law it is under, as it says itself
	HostedIn     Answer // where its machines are, as it says itself
}

// answer weighs up the evidence on one question.
func answer(evidence []Evidence) Answer {
	var ids []ID
	for _, e := range evidence {
		for _, id := range []ID{e.Place.Country(), e.Place} {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	var a Answer
	var countries, local []Finding
	for _, id := range ids {
		switch f := finding(id, evidence); {
		case id.IsCountry():
			countries = append(countries, f)
		default:
			local = append(local, f)
		}
	}
	a.take(countries, maxCountries, func(Finding) bool { return true })
	a.take(local, maxLocal, func(f Finding) bool { return a.Has(f.ID.Country()) })
	return a
}

func (a *Answer) take(findings []Finding, limit int, allowed func(Finding) bool) {
	slices.SortStableFunc(findings, func(x, y Finding) int {
		return cmp.Or(cmp.Compare(y.Confidence, x.Confidence), cmp.Compare(x.ID, y.ID))
	})
	for _, f := range findings {
		switch {
		case f.Confidence >= Shown && limit > 0 && allowed(f):
			a.Shown = append(a.Shown, f)
			limit--
		case f.Confidence >= Suggested:
			a.Suggested = append(a.Suggested, f)
		}
	}
}

// finding adds up the evidence on a place. What is said against it itself rules it out.
// Mentions in passing count once: "Hamburg, Germany" says no more than "Hamburg".
func finding(id ID, evidence []Evidence) Finding {
	f := Finding{ID: id}
	doubt, out, passing := 1.0, false, false
	byWeight := slices.SortedStableFunc(slices.Values(evidence), func(a, b Evidence) int { return cmp.Compare(b.Weight, a.Weight) })
	for _, e := range byWeight {
		if e.Place != id && e.Place.Country() != id {
			continue
		}
		if e.Source != SourceLanguage && e.Weight <= weightPlain {
			if passing {
				e.Weight = 0
			}
			passing = passing || e.Weight > 0
		}
		f.Evidence = append(f.Evidence, e)
		doubt *= 1 - e.Weight
		out = out || e.Against && e.Place == id
	}
	if !out {
		f.Confidence = 1 - doubt
	}
	return f
}
