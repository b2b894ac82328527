package web

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"landfall/directory"
	"landfall/directory/place"
	outlines "landfall/directory/place/world"
	"landfall/web/chart"
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

// A world in which servers of every country and of sixty towns are known is sent in less than the
// 20 KB that a page may have.
func TestTheWholeWorldIsLight(t *testing.T) {
	world := outlines.Default()
	if world.Land() == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("the outlines are mandatory in CI: run make data")
		}
		t.Skip("built without outlines: run make data")
	}
	site := New(Config{}, depsOf(newWorld(append(everyone(), themed()...)...)))
	ctx := t.Context()
	page := site.newPlacesPage(ctx, newMeaningView(ctx, ""))
	atlas := newWorldAtlas(mapTitle(""), "number")
	n := 7
	for a := 'a'; a <= 'z'; a++ {
		for b := 'a'; b <= 'z'; b++ {
			code := string(a) + string(b)
			_, _, known := outlines.Point(code)
			if !known && world.Outline(code) == "" {
				continue
			}
			n = n * 31 % 9973
			c := tag{Label: label(ctx, directory.KeyPlace, code, ""), Href: "/places/" + code, Note: strconv.Itoa(n)}
			page.Countries = append(page.Countries, c)
			addCountry(&atlas, chart.Country{Code: code, Label: c.Label, Value: new(float64(n)), Href: c.Href})
		}
	}
	for i := range townsDrawn {
		n = n * 31 % 9973
		name := "Nova Vila " + strconv.Itoa(n)
		to := fmt.Sprintf("/places/%s/nova-vila-%d", page.Countries[i%len(page.Countries)].Href[len("/places/"):], n)
		page.Parts = append(page.Parts, tag{Label: name, Href: to, Note: strconv.Itoa(n)})
		atlas.Towns = append(atlas.Towns, chart.Town{Label: name, Lat: float64(n%14000)/100 - 60, Long: float64(n*7%36000)/100 - 180, Value: new(float64(n)), Href: to})
	}
	page.Map = chart.NewMap(ctx, atlas)
	var body bytes.Buffer
	if err := placesTempl(page).Render(ctx, &body); err != nil {
		t.Fatal(err)
	}
	sent := len(newPageCache().pack("br", body.Bytes()).Body)
	t.Logf("%d countries, %d bytes", len(page.Countries), sent)
	if sent > 20<<10 {
		t.Errorf("the page is sent in %d bytes", sent)
	}
}
