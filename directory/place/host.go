package place

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/publicsuffix"
	"golang.org/x/text/language"

	"landfall"
	"landfall/directory/lexicon"
)

// The sources beside an instance's own words, and what each weighs.
const (
	SourceDomain   lexicon.Source = "domain"   // 0.4 for a country's, 0.7 for others that name a place
	SourceLanguage lexicon.Source = "language" // 0.25, only beside other evidence
)

const (
	placeDomain   = 0.7
	countryDomain = 0.4
	hostName      = 0.62 // a whole part of the host name
	hostJoined    = 0.5  // a place joined to a word that says nothing
	hostAmbiguous = 0.3
	hostHyphened  = 0.4 // one of several words: a person's or a club's name as often as not
	hostPeople    = 0.4 // what people are called may be what they speak
	minHostName   = 4   // letters of a name in a host name
	minHostJoined = 5
)

// carriers are joined to names of places without saying anything.
var carriers = []string{"social", "mastodon", "masto", "toot", "todon", "fedi", "fediverse", "cityof", "town", "city", "network", "online", "net", "community", "chat", "hub", "club", "life", "live", "verse", "lemmy", "pixel", "tube"}

// fromHost reads a host name: its ending and the parts before the public suffix.
func (f *Finder) fromHost(host landfall.Host) []mention {
	var mentions []mention
	if m, ok := f.ending(host); ok {
		mentions = append(mentions, m)
	}
	suffix, _ := publicsuffix.PublicSuffix(string(host))
	name := strings.TrimSuffix(strings.TrimSuffix(string(host), suffix), ".")
	folded := lexicon.Fold(landfall.Host(name).Display()).Text
	whole := func(r rune) bool { return r == '.' || r >= '0' && r <= '9' }
	for _, label := range strings.FieldsFunc(folded, whole) {
		label = strings.TrimSpace(label)
		tokens := strings.Fields(label)
		if len(tokens) > 1 {
			tokens = append(tokens, label)
		}
		for _, token := range tokens {
			if m, ok := f.inToken(token); ok {
				if hyphened := token != label && !slices.ContainsFunc(tokens, func(o string) bool { return slices.Contains(carriers, o) }); hyphened {
					m.Weight = min(m.Weight, hostHyphened)
				}
				m.Text = host.Display()
				mentions = append(mentions, m)
			}
		}
	}
	return mentions
}

// ending reads a top-level domain that stands for a place.
func (f *Finder) ending(host landfall.Host) (mention, bool) {
	display := host.Display()
	last := display[strings.LastIndexByte(display, '.')+1:]
	e := lexicon.Evidence{Source: SourceDomain, Term: "." + last, Text: display}
	if place, ok := f.lists.Domains[last]; ok {
		e.Weight = placeDomain
		if place.IsCountry() && (len(last) == 2 || last[0] >= utf8.RuneSelf) || f.generic[last] {
			e.Weight = countryDomain
		}
		return mention{means: []meaning{{place: place, known: true}}, Evidence: e}, true
	}
	region, err := language.ParseRegion(last)
	if len(last) != 2 || f.generic[last] || err != nil || !region.IsCountry() {
		return mention{}, false
	}
	e.Weight = countryDomain
	return mention{means: []meaning{{place: ID(strings.ToLower(region.Canonicalize().String())), known: true}}, Evidence: e}, true
}

// inToken looks for a place in one part of a host name.
func (f *Finder) inToken(token string) (mention, bool) {
	if len(token) < minHostName {
		return mention{}, false
	}
	name, weight := token, hostName
	means := f.hostNames(token)
	if len(means) == 0 {
		for _, carrier := range carriers {
			rest, ok := strings.CutPrefix(token, carrier)
			if !ok {
				rest, ok = strings.CutSuffix(token, carrier)
			}
			if ok && len(rest) >= minHostJoined && len(f.hostNames(rest)) > 0 && !f.ambiguous[rest] {
				name, weight, means = rest, hostJoined, f.hostNames(rest)
				break
			}
		}
	}
	switch {
	case f.ambiguous[name]:
		weight = hostAmbiguous
	case len(means) > 0 && means[0].kind == kindPeople:
		weight = hostPeople
	}
	return mention{means: means, Evidence: lexicon.Evidence{Source: lexicon.Host, Term: name, Weight: weight}}, len(means) > 0
}

// hostNames returns what a part of a host name may mean. Towns that the project's own list
// does not have are too many and too odd to be looked for there, unless long.
func (f *Finder) hostNames(token string) []meaning {
	const minTown = 7
	if means := slices.Collect(filter(f.names[token], func(m meaning) bool { return !m.foreign })); len(means) > 0 {
		return means
	}
	if len(token) < minTown {
		return nil
	}
	return slices.Collect(filter(f.townsOf(token), func(m meaning) bool { return !m.town.unsure }))
}
