package web

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"landfall"
	"landfall/directory/past"
	"landfall/web/tongue"
)

// foreign asks for a page in the pseudo-language.
func foreign(t *testing.T, site http.Handler, path string, status int) *html.Node {
	t.Helper()
	return document(t, site, "/en-xa"+path, status)
}

func bilingual(t *testing.T, mirror bool) http.Handler {
	t.Helper()
	return bilingualOf(t, newWorld(append(everyone(), boaster())...), Config{PublicURL: "https://landfall-sim.org"}, mirror)
}

// bilingualOf serves a world in English and in the pseudo-language, with every form.
func bilingualOf(t *testing.T, w *world, cfg Config, mirror bool) http.Handler {
	t.Helper()
	deps := Deps{
		Directory: w, History: w, Past: past.NewReader(w, clock), Entries: w, Wordings: w, Pictures: w, Finds: finds, Now: clock, Logger: slog.New(slog.DiscardHandler),
		TakeTip: func(context.Context, landfall.ClosingTip) error { return nil },
		Submit: func(_ context.Context, host landfall.Host) (landfall.Submission, error) {
			return landfall.Submission{Host: host, State: landfall.SubmissionAlias, Instance: "quiet-harbour-sim.social"}, nil
		},
	}
	return serving(t, New(cfg, deps), tongue.English(), tongue.Pseudo(mirror))
}

// notPages tells addresses of pages from those of files and of what programs read.
var notPages = regexp.MustCompile(`^/(api/|icons/|site\.|app\.|icon\.)|\.(atom|ics|csv|json|ndjson)(\?|$)`)

func TestLinksStayInTheLanguage(t *testing.T) {
	site := bilingual(t, false)
	for path, status := range pages() {
		doc := foreign(t, site, path, status)
		for _, n := range elements(doc, "a", "form", "link") {
			href, _ := attr(n, "href")
			if action, ok := attr(n, "action"); ok {
				href = action
			}
			_, version := attr(n, "hreflang")
			if version || !strings.HasPrefix(href, "/") || notPages.MatchString(href) {
				continue
			}
			if !strings.HasPrefix(href, "/en-xa/") || strings.HasPrefix(href, "/en-xa/en-xa") {
				t.Errorf("%s leads to %s", path, href)
			}
		}
	}
}

func TestAPageSaysItsLanguage(t *testing.T) {
	site := bilingual(t, true)
	for path, status := range pages() {
		doc := foreign(t, site, path, status)
		root := elements(doc, "html")[0]
		lang, _ := attr(root, "lang")
		dir, _ := attr(root, "dir")
		if lang != "en-XA" || dir != "rtl" {
			t.Errorf("%s is in %s, %s", path, lang, dir)
		}
		for _, n := range elements(doc, "link") {
			if rel, _ := attr(n, "rel"); rel == "canonical" {
				if href, _ := attr(n, "href"); !strings.HasPrefix(href, "https://landfall-sim.org/en-xa/") {
					t.Errorf("%s has its place at %s", path, href)
				}
			}
		}
	}
}

// versionsOf are the addresses of a page's versions for search engines, by language.
func versionsOf(doc *html.Node) map[string]string {
	found := map[string]string{}
	for _, n := range elements(doc, "link") {
		if lang, ok := attr(n, "hreflang"); ok {
			found[lang], _ = attr(n, "href")
		}
	}
	return found
}

func TestVersionsOfAPageKnowEachOther(t *testing.T) {
	site := bilingual(t, false)
	const query = "/servers?q=harbour&signup=any"
	for _, path := range []string{query, "/en-xa" + query} {
		found := versionsOf(document(t, site, path, http.StatusOK))
		if found["en"] != "https://landfall-sim.org"+query || found["x-default"] != found["en"] || found["en-XA"] != "https://landfall-sim.org/en-xa"+query {
			t.Errorf("%s: %v", path, found)
		}
	}
	for path, other := range map[string]string{"/check?domain=quiet-harbour-sim.social": "/check?domain=quiet-harbour-sim.social", "/nowhere": "/"} {
		doc := document(t, site, path, pages()[path])
		if found := versionsOf(doc); len(found) > 0 {
			t.Errorf("%s is not for search engines, and has versions %v", path, found)
		}
		links := elements(doc, "a")
		if !slices.ContainsFunc(links, func(n *html.Node) bool {
			href, _ := attr(n, "href")
			lang, _ := attr(n, "hreflang")
			return lang == "en-XA" && href == "/en-xa"+other
		}) {
			t.Errorf("%s leads to no other language", path)
		}
	}
}

func TestTheStartPageOffersALanguage(t *testing.T) {
	site := engine(t, newWorld(harbour()), Config{})
	for _, tt := range []struct{ path, accept, offered string }{
		{"/", "", ""}, {"/", "en-GB,en;q=0.8", ""}, {"/", "tlh", ""}, {"/", "de-AT,en;q=0.5", "/de/"}, {"/de/", "de", ""}, {"/de/", "en", "/"},
	} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, tt.path, nil)
		r.Header.Set("Accept-Language", tt.accept)
		w := httptest.NewRecorder()
		site.ServeHTTP(w, r)
		doc, err := html.Parse(w.Body)
		if err != nil {
			t.Fatal(err)
		}
		offered := ""
		for _, n := range elements(elements(doc, "main")[0], "a") {
			if _, ok := attr(n, "hreflang"); ok {
				offered, _ = attr(n, "href")
			}
		}
		if offered != tt.offered || !strings.Contains(strings.Join(w.Header().Values("Vary"), ","), "Accept-Language") {
			t.Errorf("%s for %q offers %q, want %q; Vary %q", tt.path, tt.accept, offered, tt.offered, w.Header().Values("Vary"))
		}
	}
	if vary := get(t, site, "/about").Header().Values("Vary"); strings.Contains(strings.Join(vary, ","), "Accept-Language") {
		t.Errorf("other pages vary too: %q", vary)
	}
}

func TestALanguageAloneLeadsToItsStart(t *testing.T) {
	w := get(t, engine(t, newWorld(harbour()), Config{}), "/de")
	if to := w.Header().Get("Location"); w.Code != http.StatusMovedPermanently || to != "/de/" {
		t.Errorf("%d to %q", w.Code, to)
	}
}
