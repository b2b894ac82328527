package web

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// total reads how many servers a page has found.
func total(t *testing.T, doc *html.Node) int {
	t.Helper()
	text, _, _ := strings.Cut(words(byID(t, doc, "count")), " ")
	n, err := strconv.Atoi(strings.ReplaceAll(text, ",", ""))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// submit sends the page's form as a browser would, after change has changed which
// values it holds.
func submit(t *testing.T, site http.Handler, doc *html.Node, change func(url.Values)) *html.Node {
	t.Helper()
	values := url.Values{}
	for _, n := range elements(byID(t, doc, "search"), "input", "option") {
		name, _ := attr(n, "name")
		value, _ := attr(n, "value")
		kind, _ := attr(n, "type")
		_, checked := attr(n, "checked")
		_, selected := attr(n, "selected")
		switch {
		case n.Data == "option" && selected:
			values.Add("sort", value)
		case n.Data == "input" && (kind != "checkbox" || checked):
			values.Add(name, value)
		}
	}
	change(values)
	return document(t, site, "/servers?"+values.Encode(), http.StatusOK)
}

func TestSubmittingTheFormUnchangedChangesNothing(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	for _, path := range []string{"/servers", "/servers?signup=any", "/servers?lang=de,fr&view=table", "/servers?q=port&sort=name", "/servers?size=small&speed=slow", "/servers?per=10&view=table"} {
		before := document(t, site, path, http.StatusOK)
		after := submit(t, site, before, func(url.Values) {})
		if was, is := canonical(before), canonical(after); was != is {
			t.Errorf("%s becomes %s", was, is)
		}
	}
}

func canonical(doc *html.Node) string {
	for _, n := range elements(doc, "link") {
		if rel, _ := attr(n, "rel"); rel == "canonical" {
			href, _ := attr(n, "href")
			return href
		}
	}
	return ""
}

func TestNoBoxTickedMeansAnySignup(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	usual := document(t, site, "/servers", http.StatusOK)
	all := submit(t, site, usual, func(v url.Values) {
		v["signup"] = slices.DeleteFunc(v["signup"], func(s string) bool { return s != "any" })
	})
	if total(t, all) <= total(t, usual) {
		t.Errorf("%d servers with a filter and %d without", total(t, usual), total(t, all))
	}
}

func TestSearchingFromAnotherOrderKeepsIt(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	search := func(from string) string {
		doc := submit(t, site, document(t, site, from, http.StatusOK), func(v url.Values) { v.Set("q", "port") })
		return canonical(doc)
	}
	if got := search("/servers"); got != "/servers?q=port" {
		t.Errorf("a search without an order goes to %s", got)
	}
	if got := search("/servers?sort=fastest"); got != "/servers?q=port&sort=fastest" {
		t.Errorf("a search from the fastest goes to %s", got)
	}
}

func TestEachCountIsWhatItsBoxGives(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	doc := document(t, site, "/servers?lang=de&signup=any", http.StatusOK)
	checked := 0
	for _, label := range elements(byID(t, doc, "filters"), "label") {
		box := elements(label, "input")[0]
		key, _ := attr(box, "name")
		value, _ := attr(box, "value")
		spans := elements(label, "span")
		count := words(spans[len(spans)-1])
		only := url.Values{"signup": {"any"}, "lang": {"de"}}
		only.Set(key, value)
		if n := total(t, document(t, site, "/servers?"+only.Encode(), http.StatusOK)); strconv.Itoa(n) != count {
			t.Errorf("%s=%s says %s and gives %d", key, value, count, n)
		}
		checked++
	}
	if checked < 20 {
		t.Errorf("only %d boxes", checked)
	}
}

func TestEachFilterCanBeLifted(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	const path = "/servers?lang=de&q=port&signup=open&speed=good,slow"
	doc := document(t, site, path, http.StatusOK)
	var targets []string
	for _, a := range elements(doc, "a") {
		if hasClass(a, "remove") {
			href, _ := attr(a, "href")
			targets = append(targets, href)
		}
	}
	want := []string{
		"/servers?lang=de&signup=open&speed=good,slow",
		"/servers?lang=de&q=port&signup=any&speed=good,slow",
		"/servers?q=port&signup=open&speed=good,slow",
		"/servers?lang=de&q=port&signup=open&speed=slow",
		"/servers?lang=de&q=port&signup=open&speed=good",
	}
	slices.Sort(targets)
	slices.Sort(want)
	if !slices.Equal(targets, want) {
		t.Errorf("filters lead to %q; want %q", targets, want)
	}
}

var pageNumber = regexp.MustCompile(`page=(\d+)`)

func TestPagesShowEachServerOnce(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	seen := map[string]bool{}
	for path := "/servers?signup=any"; path != ""; {
		doc := document(t, site, path, http.StatusOK)
		for _, card := range elements(doc, "li") {
			if hasClass(card, "card") {
				href, _ := attr(elements(card, "a")[0], "href")
				if seen[href] {
					t.Errorf("%s is on two pages", href)
				}
				seen[href] = true
			}
		}
		path = relation(doc, "next")
		if back := relation(doc, "prev"); path == "" && pageNumber.FindString(back) != "page=3" {
			t.Errorf("the last page leads back to %q", back)
		}
	}
	if n := total(t, document(t, site, "/servers?signup=any", http.StatusOK)); len(seen) != n {
		t.Errorf("%d servers on all pages, %d counted", len(seen), n)
	}
}

// relation returns where a page's link of a kind leads, "" if it has none.
func relation(doc *html.Node, kind string) string {
	for _, a := range elements(doc, "a") {
		if rel, _ := attr(a, "rel"); rel == kind {
			href, _ := attr(a, "href")
			return href
		}
	}
	return ""
}

func TestPagersOfAllLengths(t *testing.T) {
	tests := []struct {
		here, pages int
		want        string
	}{
		{1, 0, ""},
		{1, 1, ""},
		{7, 1, "1"},
		{99, 9, "1 … 9"},
		{1, 2, "[1] 2"},
		{1, 9, "[1] 2 3 … 9"},
		{5, 9, "1 2 3 4 [5] 6 7 8 9"},
		{6, 11, "1 … 4 5 [6] 7 8 … 11"},
		{9, 9, "1 … 7 8 [9]"},
		{4, 7, "1 2 3 [4] 5 6 7"},
	}
	for _, tt := range tests {
		var got []string
		for _, l := range serversPager(t.Context(), resultOf(tt.here, tt.pages)).Links {
			if l.Current {
				l.Label = "[" + l.Label + "]"
			}
			got = append(got, l.Label)
		}
		if text := strings.Join(got, " "); text != tt.want {
			t.Errorf("page %d of %d: %s; want %s", tt.here, tt.pages, text, tt.want)
		}
	}
}

func TestATableSortsByItsHeadings(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	doc := document(t, site, "/servers?view=table&sort=active", http.StatusOK)
	sorted := map[string]string{}
	for _, th := range elements(doc, "th") {
		if order, ok := attr(th, "aria-sort"); ok {
			href, _ := attr(elements(th, "a")[0], "href")
			sorted[order] = href
		}
	}
	if len(sorted) != 1 || sorted["descending"] != "/servers?sort=small&view=table" {
		t.Errorf("sorted headings: %v", sorted)
	}
}

func TestABadValueIsNamed(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	doc := document(t, site, "/servers?speed=warp", http.StatusOK)
	if text := words(byID(t, doc, "results")); !strings.Contains(text, "“warp” is not a speed.") {
		t.Errorf("nothing is said of it: %.200s", text)
	}
}

func TestAnEmptyResultSaysWhatToLeaveOut(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	doc := document(t, site, "/servers?q=harbour&speed=slow", http.StatusOK)
	if total(t, doc) != 0 {
		t.Fatal("the result is not empty")
	}
	offers := 0
	for _, a := range elements(byID(t, doc, "results"), "a") {
		if strings.HasPrefix(words(a), "Without") {
			href, _ := attr(a, "href")
			if total(t, document(t, site, href, http.StatusOK)) == 0 {
				t.Errorf("%s gives nothing", href)
			}
			offers++
		}
	}
	if offers == 0 {
		t.Error("nothing is offered")
	}
}

func TestAPageBehindTheLastOneIsNotADeadEnd(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	doc := document(t, site, "/servers?page=999", http.StatusOK)
	if total(t, doc) == 0 {
		t.Fatal("nothing is counted")
	}
	if len(elements(doc, "h2")) == 0 {
		t.Error("nothing is shown, and nothing is said of it")
	}
}
