package directory

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"pgregory.net/rapid"

	"landfall"
	"landfall/directory/language"
	"landfall/directory/place"
	"landfall/directory/promise"
	"landfall/directory/reading"
	"landfall/directory/rule"
	"landfall/directory/topic"
)

// moment is when the snapshots of these tests are as of.
var moment = time.Date(2026, 10, 7, 12, 0, 0, 0, time.UTC)

var (
	someSoftware  = []string{"mastodon", "misskey", "lemmy", "gotosocial", "harbourware", ""}
	someLanguages = []string{"en", "en-GB", "en-US", "de", "pt", "pt-PT", "zh-TW", "ja", "qq-nonsense"}
	someWords     = []string{"quiet", "harbour", "metal", "berlin", "東京の鉄道", "Łódź", "café", "fotografie", "chess", "a"}
)

func drawCount(t *rapid.T, label string) landfall.Count {
	n := rapid.SampledFrom([]int64{-1, 0, 1, 2, 9, 10, 49, 50, 499, 500, 4_999, 5_000, 49_999, 50_000}).Draw(t, label)
	if n < 0 {
		return landfall.Missing(landfall.WhyNotStated)
	}
	return landfall.Known(n)
}

func drawWords(t *rapid.T, label string) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(someWords), 0, 4).Draw(t, label), " ")
}

func drawSignup(t *rapid.T) landfall.Signup {
	mode := rapid.SampledFrom(landfall.SignupModes()).Draw(t, "signup")
	return landfall.Signup{Mode: mode, NotClosed: mode == landfall.SignupUnknown && rapid.Bool().Draw(t, "not closed")}
}

func drawTime(t *rapid.T, label string) time.Time {
	days := rapid.SampledFrom([]int{-1, 0, 1, 7, 13, 14, 15, 20}).Draw(t, label)
	if days < 0 {
		return time.Time{}
	}
	return moment.AddDate(0, 0, -days)
}

// drawInstance makes one of up to 40 hosts.
func drawInstance(t *rapid.T) landfall.Instance {
	in := landfall.Instance{
		Host:       landfall.Host(fmt.Sprintf("%s-%02d.social", rapid.SampledFrom([]string{"quiet", "harbour", "metal"}).Draw(t, "label"), rapid.IntRange(0, 40).Draw(t, "host"))),
		Status:     landfall.StatusAlive,
		Discovered: moment.AddDate(-rapid.IntRange(0, 8).Draw(t, "years"), 0, -1),
		LastSeen:   drawTime(t, "seen"),
		Facts: landfall.Facts{
			Name:        drawWords(t, "name"),
			Description: drawWords(t, "description"),
			Software:    landfall.Software{Name: rapid.SampledFrom(someSoftware).Draw(t, "software")},
			Signup:      drawSignup(t),
			Languages:   rapid.SliceOfN(rapid.SampledFrom(someLanguages), 0, 3).Draw(t, "languages"),
			Users:       drawCount(t, "users"),
			ActiveMonth: drawCount(t, "active"),
		},
	}
	drawDetails(t, &in.Facts)
	if rapid.IntRange(0, 9).Draw(t, "refused") == 0 {
		in.Status = landfall.StatusRefused
	}
	in.LastVisit = in.LastSeen
	return in
}

func drawSummary(t *rapid.T, host landfall.Host) landfall.Summary {
	answered := rapid.IntRange(0, 4).Draw(t, "answered")
	s := landfall.Summary{Host: host, Answered: answered, Visits: answered + rapid.IntRange(0, 2).Draw(t, "failed")}
	if answered > 0 {
		p75 := time.Duration(rapid.SampledFrom([]int{100, 400, 401, 800, 1_800, 1_801}).Draw(t, "p75")) * time.Millisecond
		s.Click = landfall.Percentiles{P50: p75 / 2, P75: p75, P95: 2 * p75, N: answered}
	}
	return s
}

// drawReadings says of two thirds of the instances what their words mean.
func drawReadings(t *rapid.T, instances []landfall.Instance) map[landfall.Host]*reading.Reading {
	readings := map[landfall.Host]*reading.Reading{}
	for _, in := range instances {
		if rapid.IntRange(0, 2).Draw(t, "unread") > 0 {
			readings[in.Host] = drawReading(t)
		}
	}
	return readings
}

func drawReading(t *rapid.T) *reading.Reading {
	some := func(key string) []string {
		return rapid.SliceOfNDistinct(rapid.SampledFrom(openValues[key]), 0, 2, rapid.ID).Draw(t, key)
	}
	r := &reading.Reading{}
	for _, value := range some(KeyTopic) {
		if value != Unknown {
			r.Topics.Topics = append(r.Topics.Topics, topic.Finding{ID: topic.ID(value), Confidence: 0.8})
		}
	}
	for _, value := range some(KeyPlace) {
		if value != Unknown {
			r.Places.CommunityFor.Shown = append(r.Places.CommunityFor.Shown, place.Finding{ID: place.ID(value), Confidence: 0.7})
		}
	}
	for _, value := range some(KeyBased) {
		if value != Unknown {
			r.Places.LegallyBased.Shown = append(r.Places.LegallyBased.Shown, place.Finding{ID: place.ID(value), Confidence: 0.7})
		}
	}
	for _, value := range some(KeyLanguage) {
		r.Languages = append(r.Languages, language.Finding{Language: value, Observed: true})
	}
	for _, value := range some(KeyHosted) {
		switch asn, isNetwork := strings.CutPrefix(value, "as"); {
		case value == Unknown:
		case value == HostedHidden:
			r.Hosting.Hidden = true
		case isNetwork:
			n, _ := strconv.ParseUint(asn, 10, 32)
			r.Hosting.ASN = uint32(n)
		default:
			r.Hosting.Countries = append(r.Hosting.Countries, place.Finding{ID: place.ID(value), Confidence: 0.8})
		}
	}
	for _, id := range promise.Promises {
		if rapid.Bool().Draw(t, string(id)) {
			r.Promises.Promises = append(r.Promises.Promises, promise.Finding{ID: id, Confidence: 0.7})
		}
	}
	if by := rapid.SampledFrom(append([]promise.ID{""}, promise.People...)).Draw(t, "by"); by != "" {
		r.Promises.RunBy = []promise.Finding{{ID: by, Confidence: 0.7}}
	}
	for _, tag := range rule.Tags {
		switch stance := rapid.SampledFrom([]rule.Stance{rule.NotStated, rule.Forbidden, rule.Restricted, rule.Allowed}).Draw(t, "stance"); {
		case stance == rule.NotStated:
		case tag == rule.MinimumAge:
			r.Rules = append(r.Rules, rule.Finding{Tag: tag, Stance: rule.Restricted, Age: rapid.IntRange(13, 18).Draw(t, "age")})
		default:
			r.Rules = append(r.Rules, rule.Finding{Tag: tag, Stance: stance})
		}
	}
	return r
}

// drawDetails draws what the facets of federation and features look at.
func drawDetails(t *rapid.T, f *landfall.Facts) {
	f.MaxCharacters = rapid.SampledFrom([]int64{500, 1_000, 5_000}).Draw(t, "characters")
	f.Quotes, f.Search = rapid.Bool().Draw(t, "quotes"), rapid.Bool().Draw(t, "search")
	f.Blocks = landfall.Blocks{Published: rapid.Bool().Draw(t, "published"), Total: rapid.Int64Range(0, 2).Draw(t, "blocks")}
	for _, field := range []landfall.Field{landfall.FieldCharacters, landfall.FieldQuotes, landfall.FieldSearch, landfall.FieldBlocks} {
		if rapid.Bool().Draw(t, string(field)) {
			f.State(field, "https://sim.social/nodeinfo/2.0", string(field), moment)
		}
	}
}

// drawSnapshot makes a small directory, and says which instances it is made of.
func drawSnapshot(t *rapid.T) (*Snapshot, []landfall.Instance) {
	instances := rapid.SliceOfNDistinct(rapid.Custom(drawInstance), 0, 40,
		func(in landfall.Instance) landfall.Host { return in.Host }).Draw(t, "instances")
	summaries := map[landfall.Host]landfall.Summary{}
	for _, in := range instances {
		summaries[in.Host] = drawSummary(t, in.Host)
	}
	return Build(Material{Instances: instances, Measured: measure(summaries), Readings: drawReadings(t, instances)}, moment), instances
}

// openValues are values of the facets whose values the servers decide.
var openValues = map[string][]string{
	KeyHosted:   {"de", "us", "as64496", "as64497", HostedHidden, Unknown},
	KeySoftware: {"mastodon", "misskey", "harbourware", "nobody-runs-this", "family:misskey", Unknown},
	KeyLanguage: {"en", "en-GB", "pt", "zh-TW", "fr", Unknown},
	KeyTopic:    {"music", "music.metal", "games.chess-puzzle", "adult", "adult.creators", "tech", Unknown},
	KeyPlace:    {"de", "de.berlin", "jp", "jp.tokyo", "pl", Unknown},
	KeyBased:    {"de", "fr", "fr.paris", Unknown},
}

// valuesOf are values that a query may have of a facet.
func valuesOf(f *facetKind) []string {
	if f.values != nil {
		return f.values
	}
	return openValues[f.key]
}

// drawChoices chooses values of up to five facets, and often what is held back.
func drawChoices(t *rapid.T) Choices {
	chosen := Choices{}
	at := rapid.SliceOfNDistinct(rapid.IntRange(0, len(facets)-1), 0, 5, rapid.ID).Draw(t, "facets")
	for _, i := range at {
		f := &facets[i]
		chosen[f.key] = rapid.SliceOfNDistinct(rapid.SampledFrom(valuesOf(f)), 1, 3, rapid.ID).Draw(t, f.key)
	}
	return chosen
}

// drawQuery makes a query that finds something often enough to be of use.
func drawQuery(t *rapid.T) Query {
	q := Query{
		Chosen:  drawChoices(t),
		Sort:    rapid.SampledFrom(append(fixedSorts(), SortMatch)).Draw(t, "sort"),
		PerPage: rapid.SampledFrom([]int{1, 2, 7, 30}).Draw(t, "per"),
		View:    rapid.SampledFrom([]string{ViewCards, ViewTable}).Draw(t, "view"),
	}
	switch rapid.IntRange(0, 3).Draw(t, "text kind") {
	case 0:
		q.Text = rapid.SampledFrom(someWords).Draw(t, "word")
	case 1:
		q.Text = fmt.Sprintf("quiet-%02d.social", rapid.IntRange(0, 40).Draw(t, "typed host"))
	}
	return q.normal()
}

// measure is what a snapshot keeps of summaries.
func measure(summaries map[landfall.Host]landfall.Summary) map[landfall.Host]Measured {
	measured := make(map[landfall.Host]Measured, len(summaries))
	for host, sum := range summaries {
		measured[host] = Measure(sum)
	}
	return measured
}
