package web

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"landfall/directory"
)

// In the pseudo-language every word of ours has an accent: what is left with plain letters
// was not said. It may be a name, a quotation, or what a program reads.

// plainly finds words with letters that the pseudo-language would have changed.
var plainly = regexp.MustCompile(`[\pL_]*[aceinosuyACEINOSUY][\pL_]*`)

// asTheyAre are words that are the same in every language: names of programs and protocols,
// of places that are measured from, and of cities; what somebody searched for; and what the
// crawler notes of a request.
var asTheyAre = []string{
	"Landfall", "UTC", "DNS", "TCP", "HTTP", "HTTPS", "TLS", "IPv", "JSON", "CSV", "B", "AS", "main", "north", "Kyoto",
	"“warp”", "“luck”", "“none”", "“harbour”", "“bay”", "“nothing is called this”",
	"software, counts", "no list of peers", "names nodeinfo", "name, description, rules, sign-up", "allows everything we ask for",
}

func TestEveryTextIsSaid(t *testing.T) {
	names := slices.Clone(asTheyAre)
	for _, name := range directory.KnownSoftware() {
		names = append(names, directory.SoftwareLabel(name), name)
	}
	for _, in := range append(everyone(), boaster()) {
		names = append(names, in.Facts.Name)
	}
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	for i := range names {
		names[i] = regexp.QuoteMeta(names[i])
	}
	known := regexp.MustCompile(`(^|[^\pL])(` + strings.Join(names, "|") + `)($|[^\pL])`)
	site := bilingual(t, true)
	for path, status := range pages() {
		for _, text := range ownTexts(foreign(t, site, path, status)) {
			if !plainly.MatchString(text) {
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
}

// hostish are names of hosts, addresses and files.
var hostish = regexp.MustCompile(`@?[\w@-]*(\.[\w-]+)+|https?://\S+|/[\w./:{}-]+`)

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
