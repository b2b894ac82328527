package place

import (
	"slices"
	"strconv"
	"sync"

	"landfall"
	"landfall/directory/lexicon"
	"landfall/directory/place/towns"
)

// ruleVersion rises with every change of the rules in code.
const ruleVersion = 2

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
	names     map[string][]meaning // by folded name
	states    map[string]ID        // countries by what is short for their states
	towns     *towns.Table
	same      map[ID]ID // of towns, those that the project's own list has
	points    func() towns.Points
	generic   map[string]bool
	ambiguous map[string]bool
	rule      string
}

// Default returns the finder with the lists that Landfall comes with.
var Default = sync.OnceValue(func() *Finder { return newFinder(mustRead(), towns.Default()) })

func newFinder(l *lists, table *towns.Table) *Finder {
	g := &gazetteer{seen: map[entryKey]bool{}}
	g.addLists(l)
	g.addCountries(l)
	f := &Finder{
		lists: l, matcher: lexicon.NewMatcher(g.entries), names: map[string][]meaning{},
		towns: table, same: map[ID]ID{}, points: towns.DefaultPoints, states: map[string]ID{},
		generic: setOf(l.Generic), ambiguous: setOf(l.Ambiguous),
		rule: strconv.Itoa(ruleVersion) + "." + strconv.Itoa(l.Version),
	}
	for _, e := range g.entries {
		if name := lexicon.FoldTerm(e.Text); e.Use.named() {
			f.names[name] = append(f.names[name], e.Use)
		}
	}
	for country, states := range l.States {
		for _, state := range states {
			f.states[state] = country
		}
	}
	f.findSame()
	return f
}

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
	spoken   bool // what people there speak is meant, and not the place
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
	sure := surely(mentions)
	evidence := map[question][]Evidence{}
	for _, m := range mentions {
		if m.spoken {
			continue
		}
		if place, ok := f.resolve(m, sure, in.Languages); ok {
			e := Evidence{place, m.Evidence}
			e.Rule = f.rule
			evidence[m.question] = addOnce(evidence[m.question], e)
		}
	}
	evidence[communityFor] = f.addLanguages(evidence[communityFor], in.Languages, mentions)
	return Result{
		CommunityFor: answer(evidence[communityFor]),
		LegallyBased: answer(evidence[legallyBased]),
		HostedIn:     answer(evidence[hostedIn]),
	}
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
