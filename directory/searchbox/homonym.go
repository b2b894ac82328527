package searchbox

import (
	"slices"
	"strings"
)

// look notes the countries and languages that the input names without doubt.
func (r *reader) look(windows []window) {
	for _, f := range r.before {
		switch f.Key {
		case KeyPlace:
			r.countries = append(r.countries, country(f.Value))
		case KeyLanguage:
			r.languages = append(r.languages, f.Value)
		}
	}
	for _, w := range windows {
		switch first := r.words.terms[w.terms[0]]; {
		case first.Key == KeyLanguage && !first.Capitals:
			r.languages = append(r.languages, first.Value)
		case first.Key == KeyPlace && !first.Context && !slices.ContainsFunc(w.terms, func(i int32) bool {
			t := r.words.terms[i]
			return t.Key == KeyPlace && country(t.Value) != country(first.Value)
		}):
			r.countries = append(r.countries, country(first.Value))
		}
	}
}

func country(place string) string {
	code, _, _ := strings.Cut(place, ".")
	return code
}

// place returns which of several places of one name is meant: the one whose country the
// input names as well, else the one that most people know, else the one whose language it
// names. A name that is an ordinary word means a place only if something says so.
func (r *reader) place(w window, terms []int32) (Term, bool) {
	var all []Term
	for _, i := range terms {
		all = append(all, r.words.terms[i])
	}
	near := keep(all, func(t Term) bool { return slices.Contains(r.countries, country(t.Value)) })
	if len(near) == 0 && !r.placed(w) {
		if all = keep(all, func(t Term) bool { return !t.Context }); len(all) == 0 {
			return Term{}, false
		}
	}
	chosen := all
	for _, better := range [][]Term{
		near,
		keep(all, func(t Term) bool { return t.known }),
		keep(all, func(t Term) bool {
			return slices.ContainsFunc(r.languages, func(code string) bool { return r.speaks(country(t.Value), code) })
		}),
	} {
		if one(chosen) {
			break
		}
		if both := keep(better, func(t Term) bool { return slices.ContainsFunc(chosen, func(o Term) bool { return o.Value == t.Value }) }); len(both) > 0 {
			chosen = both
		}
	}
	if chosen = wholes(chosen); !one(chosen) {
		if countries := keep(chosen, func(t Term) bool { return country(t.Value) == t.Value }); len(countries) > 0 {
			chosen = countries
		}
	}
	return chosen[0], one(chosen)
}

// placed reports whether the word before a window says that a place is meant.
func (r *reader) placed(w window) bool {
	return w.first > 0 && !r.tokens[w.first].apart && !r.tokens[w.first-1].quoted && placing[r.tokens[w.first-1].text]
}

func keep(terms []Term, want func(Term) bool) []Term {
	return slices.DeleteFunc(slices.Clone(terms), func(t Term) bool { return !want(t) })
}

func one(terms []Term) bool {
	return !slices.ContainsFunc(terms, func(t Term) bool { return t.Value != terms[0].Value })
}

// wholes leaves out places in a country that is one of the places itself.
func wholes(terms []Term) []Term {
	return keep(terms, func(t Term) bool {
		return !slices.ContainsFunc(terms, func(o Term) bool { return strings.HasPrefix(t.Value, o.Value+".") })
	})
}
