package web

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"

	"landfall"
	"landfall/directory"
)

// public is how a site that the world finds is configured.
var public = Config{PublicURL: "https://landfall-sim.org"}

// sitemapDocument is a file of a sitemap, or the list of them.
type sitemapDocument struct {
	XMLName xml.Name
	Entries []struct {
		Loc     string `xml:"loc"`
		LastMod string `xml:"lastmod"`
		Links   []struct {
			Rel      string `xml:"rel,attr"`
			Language string `xml:"hreflang,attr"`
			Href     string `xml:"href,attr"`
		} `xml:"http://www.w3.org/1999/xhtml link"`
	} `xml:",any"`
}

func readSitemap(t *testing.T, text string) sitemapDocument {
	t.Helper()
	var doc sitemapDocument
	if err := xml.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

// TestTheSitemapLeadsToPagesToBeFound follows the sitemap as a search engine does: every
// address answers, is the page's own, and is of a page that wants to be found.
func TestTheSitemapLeadsToPagesToBeFound(t *testing.T) {
	refused := harbour()
	refused.Host, refused.Status = "opted-out-sim.social", landfall.StatusRefused
	site := engine(t, newWorld(append(everyone(), own(), refused)...), public)
	index := readSitemap(t, get(t, site, "/sitemap.xml").Body.String())
	if index.XMLName.Local != "sitemapindex" || len(index.Entries) != 4 {
		t.Fatalf("the index is a <%s> of %d", index.XMLName.Local, len(index.Entries))
	}
	var paths []string
	for _, file := range index.Entries {
		part := get(t, site, strings.TrimPrefix(file.Loc, public.PublicURL))
		if part.Code != http.StatusOK || part.Header().Get("Content-Type") != "application/xml; charset=utf-8" {
			t.Errorf("%s: %d, %s", file.Loc, part.Code, part.Header().Get("Content-Type"))
		}
		doc, newest := readSitemap(t, part.Body.String()), ""
		for _, page := range doc.Entries {
			path, ours := strings.CutPrefix(page.Loc, public.PublicURL)
			if !ours {
				t.Errorf("%s is not ours", page.Loc)
			}
			paths, newest = append(paths, path), max(newest, page.LastMod)
			checkFound(t, site, path)
		}
		if file.LastMod != newest {
			t.Errorf("%s changed at %q, its pages at %q", file.Loc, file.LastMod, newest)
		}
	}
	for _, want := range []string{"/", "/servers", "/topics", "/s/quiet-harbour-sim.social", "/notices/n-farew"} {
		if !slices.Contains(paths, want) {
			t.Errorf("%s is missing", want)
		}
	}
	for _, path := range paths {
		for _, host := range []string{string(own().Host), string(refused.Host), "/notices/n-whisp"} {
			if strings.Contains(path, host) {
				t.Errorf("%s is in it", path)
			}
		}
	}
}

// checkFound wants a page that is its own address and to be found.
func checkFound(t *testing.T, site http.Handler, path string) {
	t.Helper()
	for _, n := range elements(document(t, site, path, http.StatusOK), "link", "meta") {
		rel, _ := attr(n, "rel")
		if href, _ := attr(n, "href"); rel == "canonical" && href != public.PublicURL+path {
			t.Errorf("%s calls itself %s", path, href)
		}
		if content, _ := attr(n, "content"); content == "noindex" {
			t.Errorf("%s is not to be found", path)
		}
	}
}

func TestASitemapThatIsNotThere(t *testing.T) {
	for name, cfg := range map[string]Config{"nowhere": {}, "demonstration": {PublicURL: "https://landfall-sim.org", Demo: true}} {
		if w := get(t, engine(t, newWorld(everyone()...), cfg), "/sitemap.xml"); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	site := engine(t, newWorld(everyone()...), public)
	for _, part := range []string{"servers-0.xml", "servers-2.xml", "servers-01.xml", "servers--1.xml", "servers-1", "others-1.xml", "servers-999999999999999999.xml", "servers-9223372036854775807.xml"} {
		if w := get(t, site, "/sitemaps/"+part); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", part, w.Code)
		}
	}
}

// many are n pages with the longest addresses.
func many(n int) iter.Seq[sitemapPage] {
	return func(yield func(sitemapPage) bool) {
		for i := range n {
			path := fmt.Sprintf("/s/%s-%d", strings.Repeat("a.", 110), i)
			if !yield(sitemapPage{Path: path, Modified: now}) {
				return
			}
		}
	}
}

// TestFilesOfASitemapKeepTheirBounds writes more pages than one file may hold, in one
// language and in many.
func TestFilesOfASitemapKeepTheirBounds(t *testing.T) {
	for _, languages := range []int{1, 2, 24} {
		form := sitemapForm{site: public.PublicURL, prefixes: []string{""}}
		for n := 1; n < languages; n++ {
			form.prefixes = append(form.prefixes, fmt.Sprintf("/x%02d", n))
		}
		pages := 2*form.pages() + 1
		var sizes []int
		for n := 1; ; n++ {
			var text strings.Builder
			err := form.writePart(&text, many(pages), n)
			if errors.Is(err, landfall.ErrNotFound) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			count := strings.Count(text.String(), "<url>")
			if count > sitemapMostPages || text.Len() > sitemapMostBytes {
				t.Errorf("%d languages: a file of %d pages and %d bytes", languages, count, text.Len())
			}
			sizes = append(sizes, count)
		}
		if len(sizes) != 3 || sizes[0]+sizes[1]+sizes[2] != pages*languages {
			t.Errorf("%d languages: files of %v pages for %d", languages, sizes, pages)
		}
	}
}

func TestASitemapOfSeveralLanguages(t *testing.T) {
	form := sitemapForm{site: public.PublicURL, prefixes: []string{"", "/de", "/pt-br"}}
	var text strings.Builder
	if err := form.writePart(&text, slices.Values([]sitemapPage{{Path: "/servers?q=a&b='<"}}), 1); err != nil {
		t.Fatal(err)
	}
	doc := readSitemap(t, text.String())
	var locations []string
	for _, page := range doc.Entries {
		locations = append(locations, page.Loc)
		if len(page.Links) != 4 || page.Links[2].Language != "pt-br" || page.Links[3].Language != "x-default" || page.Links[3].Href != page.Links[0].Href {
			t.Errorf("%s has the versions %+v", page.Loc, page.Links)
		}
	}
	if want := public.PublicURL + "/de/servers?q=a&b='<"; len(locations) != 3 || locations[1] != want {
		t.Errorf("locations %q", locations)
	}
}

func TestASitemapIsMadeOnceForASnapshot(t *testing.T) {
	w := newWorld(everyone()...)
	site := engine(t, w, public)
	ask := func(tag string) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/sitemaps/servers-1.xml", nil)
		r.Header.Set("Accept-Encoding", "br;q=1, gzip;q=0.5")
		r.Header.Set("If-None-Match", tag)
		rec := httptest.NewRecorder()
		site.ServeHTTP(rec, r)
		return rec
	}
	first := ask("")
	plain, err := gzip.NewReader(first.Body)
	if err != nil {
		t.Fatal(err)
	}
	var doc sitemapDocument
	if err := xml.NewDecoder(plain).Decode(&doc); err != nil || len(doc.Entries) == 0 {
		t.Errorf("%d pages: %v", len(doc.Entries), err)
	}
	tag := first.Header().Get("ETag")
	if again := ask(tag); again.Code != http.StatusNotModified {
		t.Errorf("the same snapshot: %d", again.Code)
	}
	w.Snapshot = directory.Build(directory.Material{}, now.Add(time.Minute))
	if after := ask(tag); after.Code != http.StatusNotFound {
		t.Errorf("an empty snapshot: %d", after.Code)
	}
}

func TestRobots(t *testing.T) {
	for name, tt := range map[string]struct {
		cfg        Config
		want, lack string
	}{
		"public":        {public, "Sitemap: https://landfall-sim.org/sitemap.xml\n", "Disallow: /\n"},
		"German":        {public, "Disallow: /de/operator\nDisallow: /de/servers?*&\n", "Disallow: /de\n"},
		"nowhere":       {Config{}, "Disallow: /api/\n", "Sitemap"},
		"demonstration": {Config{Demo: true, PublicURL: public.PublicURL}, "Disallow: /\n", "Sitemap"},
	} {
		w := get(t, engine(t, newWorld(), tt.cfg), "/robots.txt")
		if text := w.Body.String(); w.Code != http.StatusOK || !strings.Contains(text, tt.want) || strings.Contains(text, tt.lack) {
			t.Errorf("%s: %d\n%s", name, w.Code, text)
		}
	}
}

func TestOpenSearch(t *testing.T) {
	site := engine(t, newWorld(everyone()...), public)
	var d openSearchDescription
	if err := xml.Unmarshal(get(t, site, "/opensearch.xml").Body.Bytes(), &d); err != nil {
		t.Fatal(err)
	}
	if want := "https://landfall-sim.org/servers?q={searchTerms}"; d.URL[0].Template != want {
		t.Errorf("search is at %s", d.URL[0].Template)
	}
	var german openSearchDescription
	if err := xml.Unmarshal(get(t, site, "/de/opensearch.xml").Body.Bytes(), &german); err != nil {
		t.Fatal(err)
	}
	if want := "https://landfall-sim.org/de/servers?q={searchTerms}"; german.URL[0].Template != want || german.Language != "de" || german.Description == d.Description {
		t.Errorf("in German it is described as %+v", german)
	}
	if len(d.ShortName) > 16 || d.Image.Href == "" {
		t.Errorf("described as %+v", d)
	}
	if w := get(t, engine(t, newWorld(), Config{}), "/opensearch.xml"); w.Code != http.StatusNotFound {
		t.Errorf("without an address: %d", w.Code)
	}
}

func TestSecurityText(t *testing.T) {
	for contact, want := range map[string]string{
		"sea@landfall-sim.org":             "Contact: mailto:sea@landfall-sim.org\n",
		"mailto:sea@landfall-sim.org":      "Contact: mailto:sea@landfall-sim.org\n",
		"https://landfall-sim.org/contact": "Contact: https://landfall-sim.org/contact\n",
		"the harbour office":               "",
		"Sea <sea@landfall-sim.org>":       "",
		"http://landfall-sim.org":          "",
		"https://a-sim.org/\nExpires: x":   "",
		"":                                 "",
	} {
		cfg := public
		cfg.Contact = contact
		w := get(t, engine(t, newWorld(), cfg), "/.well-known/security.txt")
		if want == "" {
			if w.Code != http.StatusNotFound {
				t.Errorf("%q: %d %s", contact, w.Code, w.Body)
			}
			continue
		}
		if text := w.Body.String(); !strings.HasPrefix(text, want) || !strings.Contains(text, "\nExpires: 2026-11-06T00:00:00Z\n") {
			t.Errorf("%q: %d %s", contact, w.Code, text)
		}
	}
}

// TestLinkedData reads what pages state for programs, hostile names included.
func TestLinkedData(t *testing.T) {
	hostile := harbour()
	hostile.Facts.Name = "</script><script>alert(1)</script> \u2028"
	site := engine(t, newWorld(hostile), public)
	kinds := map[string][]string{"/": {"WebSite"}, "/s/" + string(hostile.Host): {"WebPage", "BreadcrumbList"}, "/about": nil}
	for path, want := range kinds {
		var got []string
		for _, n := range elements(document(t, site, path, http.StatusOK), "script") {
			if kind, _ := attr(n, "type"); kind != "application/ld+json" {
				continue
			}
			var data map[string]any
			if err := json.Unmarshal([]byte(n.FirstChild.Data), &data); err != nil {
				t.Fatal(err)
			}
			got = append(got, fmt.Sprint(data["@type"]))
			if about, ok := data["about"].(map[string]any); ok && about["name"] != hostile.Facts.Name {
				t.Errorf("the name is %q", about["name"])
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s states %q; want %q", path, got, want)
		}
	}
}
