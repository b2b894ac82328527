package place

import (
	"slices"
	"strconv"
	"sync"

	"golang.org/x/text/language"

	"landfall"
	"landfall/directory/lexicon"
)

// ruleVersion rises with every change of the rules in code.
const ruleVersion = 1

// Input is what the places of one instance are read from.
type Input struct {
	Host  landfall.Host
	Texts []lexicon.Text
	// Languages are those its texts are written in, as BCP 47 languages. They never speak
	// for a place alone.
	Languages []string
}

// Finder finds places. It is safe for concurrent use.
type Finder struct {
	lists     *lists
	matcher   *lexicon.Matcher[meaning]
	names     map[string][]meaning // by folded name, for host names
	generic   map[string]bool
	ambiguous map[string]bool
	rule      string
}

// Default returns the finder with the lists that Landfall comes with. It holds about ten
// thousand cities.
var Default = sync.OnceValue(func() *Finder {
	l := mustRead()
	g := &gazetteer{known: map[string]bool{}, seen: map[entryKey]bool{}}
	g.addLists(l)
	g.addCities(g.addCountries(l))
	f := &Finder{
		lists: l, matcher: lexicon.NewMatcher(g.entries), names: map[string][]meaning{},
		generic: setOf(l.Generic), ambiguous: setOf(l.Ambiguous),
		rule: strconv.Itoa(ruleVersion) + "." + strconv.Itoa(l.Version),
	}
	for _, e := range g.entries {
		if name := lexicon.FoldTerm(e.Text); e.Use.named() {
			f.names[name] = append(f.names[name], e.Use)
		}
	}
	return f
})

func setOf(texts []string) map[string]bool {
	set := map[string]bool{}
	for _, text := range texts {
		set[lexicon.FoldTerm(text)] = true
	}
	return set
}

// question is one of those that a [Result] answers.
type question uint8

const (
	communityFor question = iota
	legallyBased
	hostedIn
)

// mention is one name of a place, which may mean several.
type mention struct {
	question question
	means    []meaning
	lexicon.Evidence
}

// countries returns the countries that the mention may be in.
func (m *mention) countries() []ID {
	var ids []ID
	for _, each := range m.means {
		if id := each.place.Country(); !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// Find returns the places that the instance has to do with. The zero Result is the answer
// for an instance that nothing is known of.
func (f *Finder) Find(in Input) Result {
	mentions := f.fromHost(in.Host)
	for _, text := range in.Texts {
		mentions = append(mentions, f.fromText(text)...)
	}
	sure := map[ID]bool{}
	for _, m := range mentions {
		if ids := m.countries(); len(ids) == 1 && m.Weight > 0 && m.means[0].known {
			sure[ids[0]] = true
		}
	}
	evidence := map[question][]Evidence{}
	for _, m := range mentions {
		if place, ok := f.resolve(m, sure, in.Languages); ok {
			e := Evidence{place, m.Evidence}
			e.Rule = f.rule
			evidence[m.question] = addOnce(evidence[m.question], e)
		}
	}
	evidence[communityFor] = f.addLanguages(evidence[communityFor], in.Languages)
	return Result{
		CommunityFor: answer(evidence[communityFor]),
		LegallyBased: answer(evidence[legallyBased]),
		HostedIn:     answer(evidence[hostedIn]),
	}
}

// resolve says which place is meant: the one in a country that something else names, the
// one that most people know, or the one whose language is spoken here.
func (f *Finder) resolve(m mention, sure map[ID]bool, languages []string) (ID, bool) {
	chosen := m.means
	for _, better := range []func(meaning) bool{
		func(m meaning) bool { return sure[m.place.Country()] },
		func(m meaning) bool { return m.known },
		func(m meaning) bool { return f.lists.speaks(m.place.Country(), languages...) },
	} {
		if places(chosen) == 1 {
			break
		}
		if kept := slices.Collect(filter(chosen, better)); len(kept) > 0 {
			chosen = kept
		}
	}
	place := chosen[0].place
	sound := chosen[0].known || sure[place.Country()] || f.lists.speaks(place.Country(), languages...)
	return place, places(chosen) == 1 && sound
}

func filter(all []meaning, keep func(meaning) bool) func(func(meaning) bool) {
	return func(yield func(meaning) bool) {
		for _, m := range all {
			if keep(m) && !yield(m) {
				return
			}
		}
	}
}

// places counts different places.
func places(means []meaning) int {
	n := 0
	for i, m := range means {
		if !slices.ContainsFunc(means[:i], func(o meaning) bool { return o.place == m.place }) {
			n++
		}
	}
	return n
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

// languageWeight is for a language that goes with a country which something else names.
const languageWeight = 0.25

// addLanguages lets the language break a tie: it counts only beside other evidence.
func (f *Finder) addLanguages(evidence []Evidence, languages []string) []Evidence {
	var countries []ID
	for _, e := range evidence {
		if id := e.Place.Country(); e.Weight > 0 && !slices.Contains(countries, id) {
			countries = append(countries, id)
		}
	}
	for _, country := range countries {
		for _, spoken := range languages {
			if f.lists.speaks(country, spoken) {
				evidence = append(evidence, Evidence{country, lexicon.Evidence{Source: SourceLanguage, Term: spoken, Weight: languageWeight, Rule: f.rule}})
				break
			}
		}
	}
	return evidence
}

// addOnce takes evidence in; one term in one source counts once, at its highest weight.
func addOnce(all []Evidence, e Evidence) []Evidence {
	i := slices.IndexFunc(all, func(o Evidence) bool {
		return o.Place == e.Place && o.Term == e.Term && o.Source == e.Source && o.Against == e.Against
	})
	switch {
	case i < 0:
		return append(all, e)
	case all[i].Weight < e.Weight:
		all[i] = e
	}
	return all
}
