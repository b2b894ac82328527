package directory

import (
	"fmt"
	"strings"
	"time"

	"pgregory.net/rapid"

	"landfall"
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
	days := rapid.IntRange(-1, 20).Draw(t, label)
	if days < 0 {
		return time.Time{}
	}
	return moment.Add(-time.Duration(days) * 24 * time.Hour)
}

// drawInstance makes one of up to 40 hosts.
func drawInstance(t *rapid.T) landfall.Instance {
	in := landfall.Instance{
		Host:       landfall.Host(fmt.Sprintf("%s-%02d.social", rapid.SampledFrom([]string{"quiet", "harbour", "metal"}).Draw(t, "label"), rapid.IntRange(0, 40).Draw(t, "host"))),
		Status:     landfall.StatusAlive,
		Discovered: drawTime(t, "discovered"),
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

// drawSnapshot makes a small directory, and says which instances it is made of.
func drawSnapshot(t *rapid.T) (*Snapshot, []landfall.Instance) {
	instances := rapid.SliceOfNDistinct(rapid.Custom(drawInstance), 0, 40,
		func(in landfall.Instance) landfall.Host { return in.Host }).Draw(t, "instances")
	summaries := map[landfall.Host]landfall.Summary{}
	for _, in := range instances {
		summaries[in.Host] = drawSummary(t, in.Host)
	}
	return Build(instances, summaries, nil, moment), instances
}

// drawQuery makes a query that finds something often enough to be of use.
func drawQuery(t *rapid.T) Query {
	chosen := func(key string, values ...string) []string {
		if rapid.Bool().Draw(t, "any "+key) {
			return nil
		}
		return rapid.SliceOfNDistinct(rapid.SampledFrom(values), 1, 3, rapid.ID).Draw(t, key)
	}
	q := Query{
		Software: chosen(KeySoftware, "mastodon", "misskey", "harbourware", "nobody-runs-this", Unknown),
		Signup:   chosen(KeySignup, facets[0].values...),
		Language: chosen(KeyLanguage, "en", "en-GB", "pt", "zh-TW", Unknown),
		Size:     chosen(KeySize, facets[3].values...),
		Speed:    chosen(KeySpeed, facets[4].values...),
		Sort:     rapid.SampledFrom(append(fixedSorts(), SortMatch)).Draw(t, "sort"),
		PerPage:  rapid.SampledFrom([]int{1, 2, 7, 30}).Draw(t, "per"),
		View:     rapid.SampledFrom([]string{ViewCards, ViewTable}).Draw(t, "view"),
	}
	switch rapid.IntRange(0, 3).Draw(t, "text kind") {
	case 0:
		q.Text = rapid.SampledFrom(someWords).Draw(t, "word")
	case 1:
		q.Text = fmt.Sprintf("quiet-%02d.social", rapid.IntRange(0, 40).Draw(t, "typed host"))
	}
	return q.normal()
}
