package web

import (
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// pages are the addresses of every kind of page and state, with their statuses.
func pages() map[string]int {
	all := map[string]int{
		"/":                   http.StatusOK,
		"/servers":            http.StatusOK,
		"/servers?page=2":     http.StatusOK,
		"/servers?view=table": http.StatusOK,
		"/servers?view=table&sort=active&signup=any": http.StatusOK,
		"/servers?q=harbour&signup=any&speed=fast":   http.StatusOK,
		"/servers?q=nothing+is+called+this&lang=eo":  http.StatusOK,
		"/servers?speed=warp&sort=luck":              http.StatusOK,
		"/s/quiet-harbour-sim.social":                http.StatusOK,
		"/s/lost-lantern-sim.online":                 http.StatusOK,
		"/s/nameless-cove-sim.net":                   http.StatusOK,
		"/s/open-door-sim.chat":                      http.StatusOK,
		"/s/mina-sim.blog":                           http.StatusOK,
		"/s/tiny-boat-sim.club":                      http.StatusOK,
		"/s/quiet-harbour-sim.social/diary":          http.StatusOK,
		"/s/lost-lantern-sim.online/diary":           http.StatusOK,
		"/s/mina-sim.blog/diary":                     http.StatusOK,
		"/s/never-heard-of-sim.social/diary":         http.StatusOK,
		"/s/opted-out-sim.social/diary":              http.StatusOK,
		"/s/another-name-sim.social/diary":           http.StatusOK,
		"/s/blocked-sim.social/diary":                http.StatusOK,
		"/s/a.farm-sim.club/diary":                   http.StatusOK,
		"/servers?q=never-heard-of-sim.social":       http.StatusOK,
		"/check":                                     http.StatusOK,
		"/check?domain=quiet-harbour-sim.social":     http.StatusOK,
		"/check?domain=lost-lantern-sim.online":      http.StatusOK,
		"/check?domain=mina-sim.blog":                http.StatusOK,
		"/check?domain=opted-out-sim.social":         http.StatusOK,
		"/check?domain=never-heard-of-sim.social":    http.StatusOK,
		"/check?domain=a.farm-sim.club":              http.StatusOK,
		"/check?domain=no+name":                      http.StatusOK,
		"/which":                                     http.StatusOK,
		"/which?host=quiet-harbour-sim.social":       http.StatusOK,
		"/which?mail=never-heard-of-sim.social":      http.StatusOK,
		"/diary?host=no+name":                        http.StatusBadRequest,
		"/notices":                                   http.StatusOK,
		"/notices?state=closing&software=mastodon":   http.StatusOK,
		"/notices?host=farewell-sim.social":          http.StatusOK,
		"/notices?size=huge":                         http.StatusOK,
		"/notices?state=warp&page=none":              http.StatusOK,
		"/notices?page=9":                            http.StatusOK,
		"/notices/n-farew":                           http.StatusOK,
		"/notices/n-haste":                           http.StatusOK,
		"/notices/n-linge":                           http.StatusOK,
		"/notices/never-heard-of":                    http.StatusNotFound,
		"/notices/n-somed":                           http.StatusOK,
		"/notices/n-kindl":                           http.StatusOK,
		"/notices/n-mist-":                           http.StatusOK,
		"/notices/n-remai":                           http.StatusOK,
		"/notices/n-newha":                           http.StatusOK,
		"/notices/n-before":                          http.StatusOK,
		"/notices/n-whisp":                           http.StatusNotFound, // only reported
		"/gone":                                      http.StatusOK,
		"/gone?q=MIST":                               http.StatusOK,
		"/gone?q=nothing+is+called+this":             http.StatusOK,
		"/gone?page=7":                               http.StatusOK,
		"/gone/before-our-time-sim.town":             http.StatusOK,
		"/gone/farewell-sim.social":                  http.StatusOK,
		"/gone/whisper-sim.cafe":                     http.StatusNotFound,
		"/gone/quiet-harbour-sim.social":             http.StatusNotFound,
		"/gone/no_name":                              http.StatusNotFound,
		"/s/farewell-sim.social":                     http.StatusOK,
		"/s/kindly-sim.club":                         http.StatusOK,
		"/servers?show=closing&signup=any&q=bay":     http.StatusOK,
		"/crawler":                                   http.StatusOK,
		"/about":                                     http.StatusOK,
		"/add":                                       http.StatusOK,
		"/accessibility":                             http.StatusOK,
		"/privacy":                                   http.StatusOK,
		"/s/never-heard-of-sim.social":               http.StatusNotFound,
		"/nowhere":                                   http.StatusNotFound,
	}
	return together(all, choosingPages(), guidePages(), sectionedPages(), serverSubPages(), networkPages())
}

// together adds lists of pages to the first.
func together(all map[string]int, more ...map[string]int) map[string]int {
	for _, list := range more {
		maps.Copy(all, list)
	}
	return all
}

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
