package directory

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"landfall"
	"landfall/directory/language"
	"landfall/directory/lexicon"
	"landfall/directory/place"
	"landfall/directory/reading"
	"landfall/directory/rule"
	"landfall/directory/topic"
)

// benchServers is how many servers the network was last said to have.
const benchServers = 43_000

// network makes servers with the proportions of the real network: a few common kinds of
// software, a long tail of words, rules on half of the servers.
type network struct {
	*rand.Rand
	words *rand.Zipf
}

func newNetwork() *network {
	r := rand.New(rand.NewPCG(1, 2))
	return &network{r, rand.NewZipf(r, 1.1, 4, 60_000)}
}

func benchNetwork(days int) ([]landfall.Instance, map[landfall.Host]Measured, map[landfall.Host]*reading.Reading) {
	n := newNetwork()
	instances := make([]landfall.Instance, 0, benchServers)
	measured := make(map[landfall.Host]Measured, benchServers)
	readings := make(map[landfall.Host]*reading.Reading, benchServers)
	for i := range benchServers {
		in := n.instance(i)
		instances = append(instances, in)
		s := landfall.Summary{Host: in.Host, Visits: 360, Answered: 350 + n.IntN(11), Since: moment.AddDate(0, 0, -60), Days: make([]landfall.Day, days)}
		s.Click = landfall.Percentiles{P75: time.Duration(n.IntN(3_000)) * time.Millisecond, N: 350}
		measured[in.Host] = Measure(s)
		readings[in.Host] = n.reading(&in)
	}
	return instances, measured, readings
}

func (n *network) text(length int) string {
	words := make([]string, length)
	for i := range words {
		words[i] = fmt.Sprintf("w%xord", n.words.Uint64())
	}
	return strings.Join(words, " ")
}

// common returns one of a list, those at its front far more often.
func common[T any](n *network, list []T) T {
	return list[int(float64(len(list))*n.Float64()*n.Float64()*n.Float64())]
}

var (
	commonSoftware  = []string{"mastodon", "misskey", "pleroma", "lemmy", "peertube", "pixelfed", "gotosocial", "writefreely", "akkoma", "sharkey", "wordpress", "mbin", "hubzilla"}
	commonLanguages = []string{"en", "de", "fr", "ja", "es", "pt-BR", "nl", "zh-TW", "it", "pl", "ko", "uk", "ru", "fi", "sv", "cs", "tr", "ca", "eo", "eu"}
)

func (n *network) instance(i int) landfall.Instance {
	in := landfall.Instance{
		Host: landfall.Host(fmt.Sprintf("w%xord-%d.social", n.words.Uint64(), i)), Status: landfall.StatusAlive,
		LastSeen: moment, LastVisit: moment, Discovered: moment.Add(-time.Duration(n.IntN(2e8)) * time.Second),
		Facts: landfall.Facts{
			Name: n.text(3), Description: n.text(30),
			Software:    landfall.Software{Name: common(n, commonSoftware), Version: fmt.Sprintf("4.%d.%d", n.IntN(6), n.IntN(9))},
			Signup:      landfall.Signup{Mode: landfall.SignupModes()[n.IntN(5)]},
			Languages:   []string{common(n, commonLanguages)},
			Users:       landfall.Known(int64(10 + n.IntN(1e5))),
			ActiveMonth: landfall.Known(int64(n.IntN(1e4))),
		},
	}
	in.Facts.MaxCharacters, in.Facts.Quotes = int64(500*(1+n.IntN(12))), n.IntN(2) == 0
	in.Facts.State(landfall.FieldCharacters, "https://sim.social/api/v2/instance", "configuration", moment)
	in.Facts.State(landfall.FieldQuotes, "https://sim.social/api/v2/instance", "configuration", moment)
	if i%2 == 0 {
		for range 8 {
			in.Facts.Rules = append(in.Facts.Rules, landfall.Rule{Text: n.text(15)})
		}
		in.Facts.State(landfall.FieldRules, "https://sim.social/api/v2/instance", "rules", moment)
	}
	return in
}

// reading is what the words of a server might mean: topics of three in four, places of
// one in three, rules where there are any.
func (n *network) reading(in *landfall.Instance) *reading.Reading {
	r := &reading.Reading{}
	if n.IntN(4) > 0 {
		for range 1 + n.IntN(3) {
			n.addTopic(r, common(n, topic.Default().Topics).ID)
		}
	}
	if n.IntN(3) == 0 {
		country := common(n, commonCountries)
		r.Places.CommunityFor.Shown = append(r.Places.CommunityFor.Shown, place.Finding{ID: country, Confidence: 0.7, Evidence: n.placeEvidence(country)})
		if n.IntN(2) == 0 {
			city := country + place.ID(fmt.Sprintf(".city-%d", n.IntN(1+n.IntN(60))))
			r.Places.CommunityFor.Shown = append(r.Places.CommunityFor.Shown, place.Finding{ID: city, Confidence: 0.7, Evidence: n.placeEvidence(city)})
		}
	}
	for _, code := range in.Facts.Languages {
		r.Languages = append(r.Languages, language.Finding{Language: code, Declared: true, Evidence: n.evidence("declared")})
	}
	r.Languages = append(r.Languages, language.Finding{Language: common(n, commonLanguages[:15]), Observed: true, Evidence: n.evidence(lexicon.Description)})
	if len(in.Facts.Rules) == 0 {
		return r
	}
	for _, tag := range rule.Tags {
		if n.IntN(2) == 0 {
			f := rule.Finding{Tag: tag, Stance: []rule.Stance{rule.Forbidden, rule.Forbidden, rule.Restricted, rule.Allowed}[n.IntN(4)], Sentence: n.text(15), Evidence: n.evidence(lexicon.Rules)}
			if tag == rule.MinimumAge {
				f.Stance, f.Age = rule.Restricted, 13+n.IntN(6)
			}
			r.Rules = append(r.Rules, f)
		}
	}
	return r
}

var commonCountries = []place.ID{"de", "jp", "us", "fr", "gb", "nl", "es", "it", "ca", "br", "pl", "ch", "at", "kr", "au", "se", "fi", "no", "dk", "be", "cz", "pt", "mx", "ar", "tw", "in", "nz", "ie", "gr", "ua"}

func (n *network) evidence(source lexicon.Source) []lexicon.Evidence {
	list := make([]lexicon.Evidence, 1+n.IntN(2))
	for i := range list {
		list[i] = lexicon.Evidence{Source: source, Term: n.text(1), Text: n.text(10), Weight: 0.5, FirstSeen: moment, LastSeen: moment, Rule: "1.1"}
	}
	return list
}

func (n *network) placeEvidence(id place.ID) []place.Evidence {
	var list []place.Evidence
	for _, e := range n.evidence(lexicon.Description) {
		list = append(list, place.Evidence{Place: id, Evidence: e})
	}
	return list
}

func (n *network) addTopic(r *reading.Reading, id topic.ID) {
	for _, id := range []topic.ID{id.Parent(), id} {
		if r.Topics.Has(id) {
			continue
		}
		f := topic.Finding{ID: id, Confidence: 0.5 + n.Float64()/2}
		for _, e := range n.evidence(lexicon.Description) {
			f.Evidence = append(f.Evidence, topic.Evidence{Topic: id, Evidence: e})
		}
		r.Topics.Topics = append(r.Topics.Topics, f)
	}
}
