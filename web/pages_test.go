package web

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestEveryPageIsSoundHTML(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{PublicURL: "https://landfall-sim.org/", Contact: "the harbour office"})
	for path, status := range pages() {
		t.Run(path, func(t *testing.T) {
			if body := get(t, site, path).Body.String(); !strings.HasPrefix(strings.ToLower(body), "<!doctype html>") {
				t.Errorf("it begins with %.40q", body)
			}
			doc := document(t, site, path, status)
			checkHead(t, doc, status == http.StatusOK && !strings.HasSuffix(path, "/diary") && !strings.Contains(path, "/check?") && !hiddenPage.MatchString(path))
			checkHeadings(t, doc)
			checkReferences(t, doc)
			checkForms(t, doc)
			checkNothingInline(t, doc)
		})
	}
}

// hiddenPage are addresses that only the one who asks has a use for.
var hiddenPage = regexp.MustCompile(`/which\?|/move.*\?|/start.*\?|/find\?|/compare\?|/ranking\?|/graph\?|my-own-dinghy|/join$|period=[71]|field=[vr]|^/topics/(books|music|adult)|^/places/(de($|/|\?meaning=l)|is)|^/languages/zu|^/software/takahe`)

// checkHead wants a title, and an address of its own if search engines are to find it.
func checkHead(t *testing.T, doc *html.Node, indexed bool) {
	t.Helper()
	if title := elements(elements(doc, "head")[0], "title"); len(title) != 1 || len(words(title[0])) < 10 {
		t.Error("no title of use")
	}
	root := elements(doc, "html")[0]
	if lang, _ := attr(root, "lang"); lang != "en" {
		t.Errorf("lang is %q", lang)
	}
	var canonical []string
	noindex := false
	for _, n := range elements(doc, "link", "meta") {
		if rel, _ := attr(n, "rel"); rel == "canonical" {
			href, _ := attr(n, "href")
			canonical = append(canonical, href)
		}
		if content, _ := attr(n, "content"); content == "noindex" {
			noindex = true
		}
	}
	if indexed && (len(canonical) != 1 || !strings.HasPrefix(canonical[0], "https://landfall-sim.org/") || strings.Contains(canonical[0], "org//")) {
		t.Errorf("canonical addresses: %q", canonical)
	}
	if noindex == indexed {
		t.Errorf("noindex is %v", noindex)
	}
}

// checkHeadings wants one first heading, and no level left out.
func checkHeadings(t *testing.T, doc *html.Node) {
	t.Helper()
	level, firsts := 0, 0
	for _, h := range elements(doc, "h1", "h2", "h3", "h4") {
		l := int(h.Data[1] - '0')
		if l > level+1 {
			t.Errorf("h%d %q after h%d", l, words(h), level)
		}
		if l == 1 {
			firsts++
		}
		if words(h) == "" {
			t.Errorf("an empty h%d", l)
		}
		level = l
	}
	if firsts != 1 {
		t.Errorf("%d first headings", firsts)
	}
}

// checkReferences wants ids to be unique and whatever names one to find it.
func checkReferences(t *testing.T, doc *html.Node) {
	t.Helper()
	ids := map[string]int{}
	for _, n := range elements(doc) {
		if id, ok := attr(n, "id"); ok {
			ids[id]++
		}
	}
	for id, n := range ids {
		if n > 1 {
			t.Errorf("id %q is there %d times", id, n)
		}
	}
	for _, n := range elements(doc) {
		for _, a := range n.Attr {
			var target string
			switch {
			case a.Key == "aria-labelledby" || a.Key == "for" || a.Key == "popovertarget":
				target = a.Val
			case a.Key == "href" && strings.HasPrefix(a.Val, "#"):
				target = a.Val[1:]
			default:
				continue
			}
			if ids[target] == 0 {
				t.Errorf("<%s %s=%q> leads nowhere", n.Data, a.Key, a.Val)
			}
		}
	}
}

// checkForms wants a name for each control and GET for each form.
func checkForms(t *testing.T, doc *html.Node) {
	t.Helper()
	labelled := map[string]bool{}
	for _, l := range elements(doc, "label") {
		if id, ok := attr(l, "for"); ok {
			labelled[id] = words(l) != ""
		}
	}
	for _, n := range elements(doc, "input", "select") {
		kind, _ := attr(n, "type")
		id, _ := attr(n, "id")
		if kind == "hidden" || labelled[id] || n.Parent.Data == "label" && words(n.Parent) != "" {
			continue
		}
		t.Errorf("a control without a name: %v", n.Attr)
	}
	for _, f := range elements(doc, "form") {
		action, _ := attr(f, "action")
		if method, _ := attr(f, "method"); method != "get" && (method != "post" || action != "/add" && action != "/opt-out") {
			t.Errorf("a form sends by %q", method)
		}
	}
}

func checkNothingInline(t *testing.T, doc *html.Node) {
	t.Helper()
	for _, n := range elements(doc) {
		kind, _ := attr(n, "type") // data is run by nobody
		if n.Data == "style" || n.Data == "script" && n.FirstChild != nil && kind != "application/ld+json" {
			t.Errorf("an inline <%s>", n.Data)
		}
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("<%s %s=…>", n.Data, a.Key)
			}
		}
	}
}

var outside = regexp.MustCompile(`^https://[a-z0-9.-]+/$`)

func TestEveryLinkLeadsSomewhere(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	checked := map[string]bool{}
	for path, status := range pages() {
		doc := document(t, site, path, status)
		for _, a := range elements(doc, "a") {
			href, _ := attr(a, "href")
			if strings.HasPrefix(href, "https:") {
				rel, _ := attr(a, "rel")
				if (!outside.MatchString(href) || rel != "noopener nofollow external") && !leadsToASource(a, href, rel) {
					t.Errorf("%s links to %q with rel %q", path, href, rel)
				}
				continue
			}
			to, fragment, _ := strings.Cut(href, "#")
			if to == "" || strings.HasPrefix(to, "/api/") || ofTheAPI.MatchString(to) || checked[href] {
				continue
			}
			checked[href] = true
			if w := get(t, site, to); w.Code == http.StatusSeeOther { // what depends on the browser has an address of its own
				to = w.Header().Get("Location")
			}
			target := document(t, site, to, http.StatusOK)
			if fragment != "" {
				byID(t, target, fragment)
			}
		}
	}
	if len(checked) < 100 {
		t.Errorf("only %d links were found", len(checked))
	}
}

// ofTheAPI are addresses of forms for programs, which another package serves.
var ofTheAPI = regexp.MustCompile(`^/(notices|topics|places|languages|software)(\.(atom|ics|csv|json|ndjson)|/[a-zA-Z0-9./-]+\.(ics|atom|csv|ndjson))(\?|$)|^/s/[^/]+/[a-z]+\.(atom|csv|json|ndjson)(\?|$)|^/stats[a-z/-]*\.(csv|json|ndjson)(\?|$)`)

// leadsToASource reports whether a link on the page of a closing is shown by the host that
// it leads to, and vouches for nothing.
func leadsToASource(a *html.Node, href, rel string) bool {
	u, err := url.Parse(href)
	return err == nil && words(a) == u.Host && strings.HasPrefix(rel, "nofollow noopener ")
}

func TestNoPageSaysDead(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	bad := regexp.MustCompile(`(?i)\b(dead|died|is down)\b`)
	for path, status := range pages() {
		if found := bad.FindString(words(document(t, site, path, status))); found != "" {
			t.Errorf("%s says %q", path, found)
		}
	}
}

func TestADemonstrationIsMarkedAndLinksToNobody(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{Demo: true})
	for path, status := range pages() {
		doc := document(t, site, path, status)
		marked := slices.ContainsFunc(elements(doc, "aside"), func(n *html.Node) bool { return hasClass(n, "demo") })
		if !marked {
			t.Errorf("%s is not marked", path)
		}
		for _, a := range elements(doc, "a", "form", "link") {
			for _, key := range []string{"href", "action"} {
				if to, _ := attr(a, key); strings.Contains(to, "://") {
					t.Errorf("%s links to %s", path, to)
				}
			}
		}
	}
}

// TestTheDirectoryIsLight holds the page to its budget before compression; the
// browser tests measure what is sent.
func TestTheDirectoryIsLight(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	for path, most := range map[string]int{"/servers": 130_000, "/site.css": 40_000, "/app.js": 3_000} {
		if n := get(t, site, path).Body.Len(); n > most {
			t.Errorf("%s has %d bytes; the budget is %d", path, n, most)
		}
	}
}

func TestCanonicalAddressOfAnUntidyOne(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{PublicURL: "https://landfall-sim.org"})
	doc := document(t, site, "/servers?utm_source=x&speed=good&speed=fast,&sort=&q=&signup=any&signup=open&lang=warp%20drive", http.StatusOK)
	for _, link := range elements(doc, "link") {
		if rel, _ := attr(link, "rel"); rel == "canonical" {
			href, _ := attr(link, "href")
			if want := "https://landfall-sim.org/servers?signup=open&speed=fast,good"; href != want {
				t.Errorf("canonical address %s; want %s", href, want)
			}
			if u, err := url.Parse(href); err != nil || u.RawQuery == "" {
				t.Error(err)
			}
		}
	}
}
