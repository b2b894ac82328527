package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"landfall"
	"landfall/directory"
)

// In the pseudo-language every word of ours has an accent: what is left with plain letters
// was not said. It may be a name, a quotation, or what a program reads.

// plainly finds words with letters that the pseudo-language would have changed.
var plainly = regexp.MustCompile(`[\pL_]*[aceinosuyACEINOSUY][\pL_]*`)

// asTheyAre are words that are the same in every language: names of programs and protocols,
// of places that are measured from, of cities and of networks; what somebody searched for; and what the
// crawler notes of a request.
var asTheyAre = []string{
	"Landfall", "UTC", "DNS", "TCP", "HTTP", "HTTPS", "TLS", "IPv", "JSON", "CSV", "B", "AS", "main", "north", "Kyoto",
	"“warp”", "“luck”", "“none”", "“harbour”", "“bay”", "“abacus”", "“noise:forbidden”", "“shouting”", "“robots”", "“nothing is called this”",
	"NDJSON", "Atom",
	"Süderöhr", "Hébergé", "Høfn",
	"software, counts", "no list of peers", "names nodeinfo", "name, description, rules, sign-up", "allows everything we ask for",
}

func TestEveryTextIsSaid(t *testing.T) {
	known := namesKnown()
	contact := Config{PublicURL: "https://landfall-sim.org", ReadsPinned: true, Contact: "harbour@landfall-sim.org"}
	site := bilingual(t, true)
	for path, status := range pages() {
		checkSaid(t, path, known, foreign(t, site, path, status))
	}
	site = bilingualOf(t, newWorld(append(everyone(), boaster())...), contact, false)
	for _, path := range []string{"/", "/about", "/privacy", "/accessibility", "/crawler", "/methodology", "/notices/n-farew", "/s/quiet-harbour-sim.social/closing"} {
		checkSaid(t, path, known, foreign(t, site, path, http.StatusOK))
	}
	paused, stalled, partial := newWorld(everyone()...), newWorld(everyone()...), newWorld(everyone()...)
	paused.Gap = landfall.Gap{Began: now.Add(-3 * time.Hour), Cause: landfall.GapUplink}
	stalled.Stuck = now.Add(-time.Hour)
	partial.Broken = true
	for _, w := range []*world{newWorld(), paused, stalled, partial} {
		site := bilingualOf(t, w, Config{Demo: true}, false)
		for _, path := range []string{"/", "/servers", "/notices", "/gone", "/which", "/stats", "/stats/growth", "/stats/map", "/stats/map?by=hosted", "/stats/graph", "/status"} {
			checkSaid(t, path, known, foreign(t, site, path, http.StatusOK))
		}
	}
	checkSaid(t, "no history", known, foreign(t, bilingualOf(t, partial, Config{}, false), "/s/quiet-harbour-sim.social", http.StatusOK))
	for _, name := range []string{"", "quiet-harbour-sim.social", "no name", "localhost"} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/en-xa/add", strings.NewReader(url.Values{"host": {name}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		site.ServeHTTP(w, r)
		doc, err := html.Parse(w.Body)
		if err != nil {
			t.Fatal(err)
		}
		checkSaid(t, "adding "+name, known, doc)
	}
}

// namesKnown finds the names of the tests' world.
func namesKnown() *regexp.Regexp {
	names := slices.Clone(asTheyAre)
	for _, name := range directory.KnownSoftware() {
		names = append(names, directory.SoftwareLabel(name), name)
	}
	for _, in := range append(everyone(), boaster()) {
		names = append(names, in.Facts.Name)
	}
	names = slices.DeleteFunc(names, func(name string) bool { return name == "" })
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	for i := range names {
		names[i] = regexp.QuoteMeta(names[i])
	}
	return regexp.MustCompile(`(^|[^\pL])(` + strings.Join(names, "|") + `)($|[^\pL])`)
}

// checkSaid wants every text of ours dressed.
func checkSaid(t *testing.T, path string, known *regexp.Regexp, doc *html.Node) {
	t.Helper()
	for _, text := range ownTexts(doc) {
		if !strings.ContainsAny(text, "aceinosuyACEINOSUY") {
			continue
		}
		left := hostish.ReplaceAllString(text, " ")
		for range 2 { // names may touch
			left = known.ReplaceAllString(left, "$1 $3")
		}
		if found := plainly.FindAllString(left, -1); len(found) > 0 {
			t.Errorf("%s: %q in %q is not said", path, found, text)
		}
	}
}

// hostish are names of hosts, addresses and files.
var hostish = regexp.MustCompile(`@?[\w@-]*(\.[\w-]+)+|https?://\S*|/[\w./:{}-]+`)

// ownTexts are the texts of a page that are ours: not those of servers, which are marked
// as theirs, and not names.
func ownTexts(doc *html.Node) []string {
	var texts []string
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			texts = append(texts, n.Data)
		}
		if n.Type == html.ElementNode {
			if foreignWords(n) {
				return
			}
			for _, name := range []string{"aria-label", "title", "placeholder", "alt"} {
				if value, ok := attr(n, name); ok {
					texts = append(texts, value)
				}
			}
			if name, _ := attr(n, "name"); name == "description" {
				value, _ := attr(n, "content")
				texts = append(texts, value)
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(doc)
	return texts
}

func foreignWords(n *html.Node) bool {
	if slices.Contains([]string{"script", "style", "code", "pre", "bdi"}, n.Data) {
		return true
	}
	if _, ok := attr(n, "lang"); ok && n.Data != "html" {
		return true
	}
	return slices.ContainsFunc([]string{"dom", "code", "theirs", "ico"}, func(class string) bool { return hasClass(n, class) }) ||
		strings.HasPrefix(n.Data, "noscript")
}
