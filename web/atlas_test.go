package web

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"landfall/directory/place"
)

// townLinks are the dots of a page, by where they lead.
func townLinks(doc *html.Node) map[string]string {
	dots := map[string]string{}
	for _, a := range elements(doc, "a") {
		if circles := elements(a, "circle"); len(circles) > 0 {
			href, _ := attr(a, "href")
			dots[href], _ = attr(circles[0], "r")
		}
	}
	return dots
}

// Each town with servers for people there has a dot, on the map of the world and on that of its
// country, and a row of the table beside it leads to the same page.
func TestTownsHaveDots(t *testing.T) {
	if _, _, ok := place.Default().Point("de.berlin"); !ok {
		if os.Getenv("CI") != "" {
			t.Fatal("the table of towns is mandatory in CI: run make data")
		}
		t.Skip("built without towns: run make data")
	}
	site := themedSite(t)
	for _, path := range []string{"/places", "/stats/map", "/places/de", "/de/places/de"} {
		doc := document(t, site, path, http.StatusOK)
		dots := townLinks(doc)
		berlin := "/places/de/berlin"
		if strings.HasPrefix(path, "/de/") {
			berlin = "/de" + berlin
		}
		if dots[berlin] == "" {
			t.Errorf("%s has no dot for Berlin: %v", path, dots)
		}
		rows := map[string]bool{}
		for _, table := range elements(doc, "table") {
			for _, a := range elements(table, "a") {
				href, _ := attr(a, "href")
				rows[href] = true
			}
		}
		for href := range dots {
			if !rows[href] {
				t.Errorf("%s: %s is a dot, and in no table", path, href)
			}
			if w := get(t, site, href); w.Code != http.StatusOK {
				t.Errorf("%s: a dot leads to %s, which is answered with %d", path, href, w.Code)
			}
		}
	}
	for _, path := range []string{"/stats/map?by=hosted", "/places?meaning=hosted_in"} {
		for href := range townLinks(document(t, site, path, http.StatusOK)) {
			if strings.Count(href, "/") > 2 {
				t.Errorf("%s has a dot for %s, but nobody knows the town of a machine", path, href)
			}
		}
	}
}
