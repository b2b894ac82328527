package web

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"landfall"
	"landfall/directory"
	"landfall/directory/lexicon"
	"landfall/directory/place"
	"landfall/directory/rule"
	"landfall/directory/starting"
	"landfall/web/tongue"
)

// inNetworks is a world of n servers in each of some networks, the one of network i answering in
// (i+1) × 100 ms.
func inNetworks(networks, n int) *world {
	w := newWorld()
	m := directory.Material{Measured: map[landfall.Host]directory.Measured{}, Readings: nil}
	for i := range networks {
		for j := range n {
			in := landfall.Instance{Host: landfall.Host(fmt.Sprintf("n%d-%d-sim.social", i, j)), Status: landfall.StatusAlive, LastSeen: now, LastVisit: now}
			in.Facts.Software = landfall.Software{Name: "gotosocial", Version: "0.20.0"}
			m.Instances = append(m.Instances, in)
			m.Measured[in.Host] = directory.Measure(landfall.Summary{Click: landfall.Percentiles{P50: time.Duration(i+1) * 100 * time.Millisecond, N: 50}})
		}
	}
	m.Readings = readings(m.Instances)
	for i := range networks {
		for j := range n {
			m.Readings[landfall.Host(fmt.Sprintf("n%d-%d-sim.social", i, j))].Hosting = place.Hosting{Network: fmt.Sprintf("Network %d", i), ASN: uint32(64500 + i)}
		}
	}
	w.Snapshot = directory.Build(m, now)
	return w
}

// TestNetworksAreDrawnByTheWeek and say what was measured in each.
func TestNetworksAreDrawnByTheWeek(t *testing.T) {
	doc := document(t, engine(t, inNetworks(8, enoughServers), Config{}), "/start/hosting", http.StatusOK)
	text := words(doc)
	for i := range 8 {
		if want := fmt.Sprintf("Network %d AS%d 5 %d00 ms", i, 64500+i, i+1); !strings.Contains(text, want) {
			t.Errorf("it does not say %q", want)
		}
	}
	if text := words(document(t, engine(t, inNetworks(3, enoughServers-1), Config{}), "/start/hosting", http.StatusOK)); !strings.Contains(text, "Not measured yet") {
		t.Error("networks of few servers have a speed")
	}
	order := func(at time.Time) string {
		records := inNetworks(8, enoughServers).Snapshot.ByNetwork()
		drawNetworks(records, at)
		var names []string
		for _, r := range records {
			names = append(names, r.Name)
		}
		return strings.Join(names, ", ")
	}
	monday := time.Date(2026, 10, 5, 0, 0, 0, 0, time.UTC)
	if order(monday) != order(monday.AddDate(0, 0, 6)) {
		t.Error("the order changes within a week")
	}
	seen := map[string]bool{}
	for week := range 10 {
		seen[order(monday.AddDate(0, 0, 7*week))] = true
	}
	if len(seen) < 9 {
		t.Errorf("ten weeks have %d orders", len(seen))
	}
}

func TestSoftwareIsShownAsMeasured(t *testing.T) {
	text := words(document(t, engine(t, inNetworks(4, 5), Config{}), "/start/software?team=one&people=20&budget=30", http.StatusOK))
	for _, want := range []string{"200 ms, of 20 servers", "100% of 20 servers", "One person who knows Linux can keep it up.", "But: Several services to keep up"} {
		if !strings.Contains(text, want) {
			t.Errorf("it does not say %q", want)
		}
	}
	if a, b := strings.Index(text, "GoToSocial"), strings.Index(text, "Misskey"); a < 0 || b < a {
		t.Error("what less speaks against is not first")
	}
}

// TestWhatIsTypedIsTidiedUp: what would hold without being said is left out of the address,
// what is no use is left out with a word about it.
func TestWhatIsTypedIsTidiedUp(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{PublicURL: "https://landfall-sim.org"})
	for path, want := range map[string]string{
		"/start/cost?people=100&months=12&sw=mastodon&media=pictures&memory_from=2": "/start/cost",
		"/start/cost?people=20&memory_from=2,5&utm=x":                               "/start/cost?memory_from=2.5&people=20",
		"/start/cost?people=20.7":                                                   "/start/cost?people=20",
		"/start/cost?people=-5&months=900&memory_to=NaN":                            "/start/cost",
		"/start/rules?r=minimum-age:16&r=hate:forbidden,nonsense":                   "/start/rules?r=hate%3Aforbidden%2Cminimum-age%3A16",
		"/start/software?for=posts&people=20&team=":                                 "/start/software?people=20",
		"/start/need?for=video":                                                     "/start/need",
	} {
		doc := document(t, site, path, http.StatusOK)
		var german string
		for _, a := range elements(doc, "a") {
			if lang, _ := attr(a, "hreflang"); lang == "de" {
				german, _ = attr(a, "href")
			}
		}
		if german != "/de"+want {
			t.Errorf("%s is %s in German, want %s", path, german, "/de"+want)
		}
		noted := strings.Contains(words(doc), "was left out")
		if wrong := strings.Contains(path, "nonsense") || strings.Contains(path, "-5"); noted != wrong {
			t.Errorf("%s: a word about what was left out: %v", path, noted)
		}
	}
}

// TestAnEstimateFollowsItsAssumptions: a machine that costs nothing takes its line to zero.
func TestAnEstimateFollowsItsAssumptions(t *testing.T) {
	site := engine(t, newWorld(), Config{})
	text := words(document(t, site, "/start/cost?memory_from=0&memory_to=0&storage_from=0&storage_to=0&traffic_to=0&mail_to=0&domain_from=12&domain_to=12", http.StatusOK))
	for _, want := range []string{"Machine 0", "Domain 1.0", "In all 1.0", "3.0 euros for 90 days"} {
		if !strings.Contains(text, want) {
			t.Errorf("it does not say %q", want)
		}
	}
}

// TestTheRulesThatAreWrittenAreReadAsChosen in every language, each alone and the first of each
// tag together.
func TestTheRulesThatAreWrittenAreReadAsChosen(t *testing.T) {
	site := engine(t, newWorld(), Config{})
	if text := words(document(t, site, "/start/rules?r=adult:allowed,adult:forbidden,gore:forbidden", http.StatusOK)); strings.Count(text, "Keep one of them") != 1 {
		t.Error("two rules about one thing pass without a word")
	}
	drafts := starting.Drafts()
	doc := document(t, site, "/start/rules?in=de&r="+draftValue(drafts[0]), http.StatusOK)
	if text, german := byID(t, doc, "rules-text").FirstChild.Data, tongue.With(t.Context(), tongue.Find("de")); text != rulesText(german, drafts, []string{draftValue(drafts[0])}) {
		t.Errorf("the page has %q", text)
	}
	for _, lang := range tongue.All() {
		var together []string
		for i, d := range drafts {
			checkRules(t, lang, drafts[i:i+1])
			if i == 0 || drafts[i-1].Tag != d.Tag {
				together = append(together, draftValue(d))
			}
		}
		checkRules(t, lang, slices.DeleteFunc(slices.Clone(drafts), func(d starting.Draft) bool { return !slices.Contains(together, draftValue(d)) }))
	}
}

// checkRules expects rules to be read as what they say, and nothing else.
func checkRules(t *testing.T, lang *tongue.Tongue, chosen []starting.Draft) {
	t.Helper()
	var values []string
	for _, d := range chosen {
		values = append(values, draftValue(d))
	}
	text := rulesText(tongue.With(t.Context(), lang), chosen, values)
	var read []string
	for _, f := range rule.Default().Read([]lexicon.Text{{Source: lexicon.Rules, Text: strings.ReplaceAll(text, "\n", "\n\n")}}) {
		read = append(read, directory.RuleValue(f))
	}
	if !slices.Equal(read, values) {
		t.Errorf("%s: %q is read as %v, not as %v", lang.Code, text, read, values)
	}
}
