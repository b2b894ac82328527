package web

import (
	"net/http"
	"strings"
	"testing"

	"landfall/directory/moving"
)

// TestEveryGuideHasAPage that says all that the guide knows.
func TestEveryGuideHasAPage(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	for _, guide := range moving.All() {
		text := words(document(t, site, "/move/"+guide.ID, http.StatusOK))
		said := append([]string{}, guide.Unknown...)
		for _, step := range guide.Steps {
			said = append(said, step.Title, step.Text, step.Menu)
		}
		for _, claim := range append(guide.Keeps, guide.Loses...) {
			said = append(said, claim.Text)
		}
		for _, want := range said {
			if !strings.Contains(text, strings.Join(strings.Fields(want), " ")) {
				t.Errorf("/move/%s does not say %q", guide.ID, want)
			}
		}
	}
}

// TestWhoeverTypesTheirServerIsLedToItsGuide without their name in the address.
func TestWhoeverTypesTheirServerIsLedToItsGuide(t *testing.T) {
	w := newWorld(everyone()...)
	site := engine(t, w, Config{})
	for text, want := range map[string]string{
		"%40somebody%40quiet-harbour-sim.social": "/move/mastodon?from=quiet-harbour-sim.social",
		"https%3A%2F%2Fquiet-harbour-sim.social": "/move/mastodon?from=quiet-harbour-sim.social",
	} {
		if got := get(t, site, "/move?q="+text); got.Code != http.StatusSeeOther || got.Header().Get("Location") != want {
			t.Errorf("%s: %d to %q, want %q", text, got.Code, got.Header().Get("Location"), want)
		}
	}
	for path, want := range map[string]string{"/move/hometown": "/move/mastodon", "/de/move/akkoma": "/de/move/pleroma"} {
		if got := get(t, site, path); got.Code != http.StatusMovedPermanently || got.Header().Get("Location") != want {
			t.Errorf("%s: %d to %q, want %q", path, got.Code, got.Header().Get("Location"), want)
		}
	}
}

// TestStepsOfAMoveHaveDaysOnlyIfThereIsAnEnd.
func TestStepsOfAMoveHaveDaysOnlyIfThereIsAnEnd(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	for path, want := range map[string]string{
		"/move/mastodon":                          "",
		"/move/mastodon?by=2027-01-20":            "2026-12-21", // 30 days before
		"/move/mastodon?by=2020-01-20":            "",
		"/move/mastodon?from=farewell-sim.social": "2026-", // its notice has a day
	} {
		doc := document(t, site, path, http.StatusOK)
		first := ""
		for _, list := range elements(byID(t, doc, "main"), "ol") {
			for _, n := range elements(list, "time") {
				if at, _ := attr(n, "datetime"); first == "" {
					first = at
				}
			}
		}
		if (first == "") != (want == "") || !strings.HasPrefix(first, want) {
			t.Errorf("%s: the first step begins by %q, want %q", path, first, want)
		}
	}
}

// TestWhatSomebodyTypesIsNotKept where it names no server that is known.
func TestWhatSomebodyTypesIsNotKept(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	for path, want := range map[string]string{
		"/move?q=never-heard-of-sim.social": "Landfall knows nothing of never-heard-of-sim.social",
		"/move?q=nothing":                   "There is no name of a server in this",
	} {
		if cache := get(t, site, path).Header().Get("Cache-Control"); cache != "no-store" {
			t.Errorf("%s: cache control %q", path, cache)
		}
		doc := document(t, site, path, http.StatusOK)
		checkHead(t, doc, false)
		checkReferences(t, doc)
		checkForms(t, doc)
		if text := words(doc); !strings.Contains(text, want) {
			t.Errorf("%s does not say %q", path, want)
		}
	}
}
