package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"landfall/directory/wizard"
)

func TestGoldenFind(t *testing.T) {
	site := engine(t, newWorld(append(recommendable(9), everyone()...)...), Config{})
	for name, path := range map[string]string{
		"find_start": "/find", "find_kind": "/find?step=1", "find_languages": "/find?lang=de&step=2", "find_interests": "/find?step=3",
		"find_topics": "/find?step=3b&topic=music", "find_matters": "/find?place=de&step=4", "find_result": "/find?lang=de&rv=v1",
		"find_more": "/find?lang=eo&more=5&rv=v1", "find_nothing": "/find?join=now&kind=books&rv=v1",
		"ranking": "/s/quiet-harbour-sim.social/ranking?lang=fr&matter=fast&rv=v1", "ranking_left_out": "/s/farewell-sim.social/ranking",
		"ranking_own": "/s/my-own-dinghy-sim.name/ranking", "ranking_changelog": "/ranking/changelog",
	} {
		t.Run(name, func(t *testing.T) {
			golden(t, name, lines(elements(document(t, site, path, http.StatusOK), "main")[0]))
		})
	}
}

// Whoever goes through the form by its buttons, ticking nothing, reaches three servers; so
// does whoever skips every question.
func TestTheFormLeadsToThreeServers(t *testing.T) {
	site := engine(t, newWorld(recommendable(9)...), Config{})
	for name, next := range map[string]func(path string) string{
		"send": func(path string) string {
			form := elements(document(t, site, path, http.StatusOK), "form")[0]
			values := url.Values{}
			for _, in := range elements(form, "input") {
				key, _ := attr(in, "name")
				value, _ := attr(in, "value")
				kind, _ := attr(in, "type")
				_, ticked := attr(in, "checked")
				if ticked || kind == "hidden" || kind == "text" {
					values.Add(key, value)
				}
			}
			return "/find?" + values.Encode()
		},
		"skip": func(path string) string {
			for _, a := range elements(document(t, site, path, http.StatusOK), "a") {
				if words(a) == "Skip" {
					href, _ := attr(a, "href")
					return href
				}
			}
			t.Fatalf("%s cannot be skipped", path)
			return ""
		},
	} {
		path := "/find?step=1"
		for range wizard.Questions {
			path = next(path)
		}
		if n := len(elements(elements(document(t, site, path, http.StatusOK), "ol")[0], "h2")); n != wizard.FirstCards {
			t.Errorf("%s leads to %s with %d servers", name, path, n)
		}
	}
}

// What a browser says is in the address of what was picked, so that a page that is kept is
// nobody else's.
func TestPickForMeHasTheLanguagesInItsAddress(t *testing.T) {
	site := engine(t, newWorld(recommendable(3)...), Config{})
	for accept, want := range map[string]string{
		"de-AT,de;q=0.9,en;q=0.5": "/find?lang=de-AT,de,en&pick=1&rv=v1", "": "/find?pick=1&rv=v1", "*": "/find?pick=1&rv=v1", "%%%": "/find?pick=1&rv=v1",
	} {
		r := httptest.NewRequest(http.MethodGet, "/find?pick=1", nil)
		r.Header.Set("Accept-Language", accept)
		w := httptest.NewRecorder()
		site.ServeHTTP(w, r)
		if to := w.Header().Get("Location"); w.Code != http.StatusSeeOther || to != want || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%q: %d to %q, want %q", accept, w.Code, to, want)
		}
	}
	r := httptest.NewRequest(http.MethodGet, "/find?step=2", nil)
	r.Header.Set("Accept-Language", "eo")
	w := httptest.NewRecorder()
	site.ServeHTTP(w, r)
	if !strings.Contains(w.Body.String(), `value="eo" checked`) || !strings.Contains(strings.Join(w.Header().Values("Vary"), ","), "Accept-Language") {
		t.Error("the question of languages does not begin from those of the browser, or does not say that it does")
	}
	if body := get(t, site, "/find?step=2").Body.String(); strings.Contains(body, `value="eo" checked`) {
		t.Error("somebody else gets the languages of the one before")
	}
}

// A server's rank is that which the wizard shows, for the same wish.
func TestTheRankIsThatOfTheWizard(t *testing.T) {
	site := engine(t, newWorld(recommendable(9)...), Config{})
	results := document(t, site, "/find?lang=de&more=5&rv=v1", http.StatusOK)
	seen := 0
	for _, a := range elements(results, "a") {
		if href, _ := attr(a, "href"); strings.Contains(href, "/ranking?") {
			seen++
			if got, want := words(byID(t, document(t, site, href, http.StatusOK), "place")), fmt.Sprintf("Place %d of 9", seen); got != want {
				t.Errorf("%s: %s, want %s", href, got, want)
			}
		}
	}
	if seen != 8 {
		t.Errorf("%d servers have their rank explained", seen)
	}
}
