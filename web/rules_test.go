package web

import (
	"net/http"
	"testing"

	"landfall"
	"landfall/directory"
	"landfall/web/tongue"
)

func TestGoldenRules(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	for name, host := range map[string]landfall.Host{"rules": harbour().Host, "rules_unknown": own().Host} {
		t.Run(name, func(t *testing.T) {
			golden(t, name, lines(elements(document(t, site, "/s/"+string(host)+"/rules", http.StatusOK), "main")[0]))
		})
	}
	for path, want := range map[string]int{
		"/s/opted-out-sim.social/rules": http.StatusNotFound, "/s/never-heard-of-sim.social/rules": http.StatusNotFound,
		"/s/not_a_host/rules": http.StatusNotFound, "/s/QUIET-HARBOUR-sim.social/rules": http.StatusMovedPermanently,
	} {
		if got := get(t, site, path); got.Code != want {
			t.Errorf("%s: %d, want %d", path, got.Code, want)
		}
	}
}

// TestTheMinimumAgeHasTheDigitsOfTheLanguage, as all numbers that are said.
func TestTheMinimumAgeHasTheDigitsOfTheLanguage(t *testing.T) {
	for code, want := range map[string]string{"en": "Minimum age 16", "ar": "السن الأدنى ١٦"} {
		if got := label(tongue.With(t.Context(), tongue.Find(code)), directory.KeyRules, "minimum-age:16", "Minimum age 16"); got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
	}
}
