package web

import (
	"net/http"
	"strings"
	"testing"
)

func TestGoldenWhich(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	for name, path := range map[string]string{
		"which_known": "/which?host=quiet-harbour-sim.social", "which_mail": "/which?mail=mail.quiet-harbour-sim.social,never-heard-of-sim.social",
		"which_unknown": "/which?mail=never-heard-of-sim.social", "which_person": "/which?q=%40mina",
	} {
		t.Run(name, func(t *testing.T) {
			golden(t, name, lines(elements(document(t, site, path, http.StatusOK), "main")[0]))
		})
	}
}

// What somebody typed leads to an address in which no person is named.
func TestOnlyTheServerIsKeptInTheAddress(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	for typed, want := range map[string]string{
		"%40mina%40quiet-harbour-sim.social":                                         "/which?host=quiet-harbour-sim.social",
		"https%3A%2F%2Fquiet-harbour-sim.social%2F%40mina":                           "/which?host=quiet-harbour-sim.social",
		"mina%40quiet-harbour-sim.social":                                            "/which?mail=quiet-harbour-sim.social",
		"Mina%2C+welcome+to+quiet-harbour-sim.social%21":                             "/which?host=quiet-harbour-sim.social",
		"Harbour+%3Cpost%40mail.quiet-harbour-sim.social%3E+lost-lantern-sim.online": "/which?host=lost-lantern-sim.online&mail=mail.quiet-harbour-sim.social",
	} {
		w := get(t, site, "/which?q="+typed)
		if got := w.Header().Get("Location"); w.Code != http.StatusSeeOther || got != want || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d, %q, %v; want %q", typed, w.Code, got, w.Header(), want)
		}
		if strings.Contains(w.Body.String()+w.Header().Get("Location"), "ina") {
			t.Errorf("%s: the answer names the person", typed)
		}
	}
}
