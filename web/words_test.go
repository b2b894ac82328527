package web

import (
	"net/http"
	"net/url"
	"testing"
)

// TestWordsAreReadAsFilters: what is typed leads to the filters it means, and says so.
func TestWordsAreReadAsFilters(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	for typed, want := range map[string]string{
		"metal berlin open fast":        "/servers?place=de.berlin&signup=open&speed=fast&topic=music.metal",
		"php":                           "/servers?topic=tech.php",
		"mastodon harbour":              "/servers?q=harbour&sw=mastodon",
		"adult content creators":        "/servers?show=adult&topic=adult.creators",
		"nothing is called this":        "",
		"harbour-sim.social":            "",
		"quiet-harbour-sim.social fast": "",
		"\"metal harbour\"":             "",
	} {
		w := get(t, site, "/servers?q="+url.QueryEscape(typed))
		if want == "" {
			if w.Code != http.StatusOK {
				t.Errorf("%q: %d %s, want text", typed, w.Code, w.Header().Get("Location"))
			}
			continue
		}
		want += "&said=" + url.QueryEscape(typed)
		if got := w.Header().Get("Location"); w.Code != http.StatusFound || got != want {
			t.Errorf("%q: %d %s, want %s", typed, w.Code, got, want)
		}
	}
}
