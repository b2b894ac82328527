package web

import (
	"net/http"
	"strings"
	"testing"

	"landfall"
)

func TestGoldenChecks(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	for name, host := range map[string]landfall.Host{
		"check_listed": harbour().Host, "check_silent": silentHarbour().Host, "check_own": own().Host,
		"check_opted_out": "opted-out-sim.social", "check_unknown": "never-heard-of-sim.social",
	} {
		t.Run(name, func(t *testing.T) {
			golden(t, name, lines(elements(document(t, site, checkPath(host), http.StatusOK), "main")[0]))
		})
	}
}

func TestACheckLeadsToTheNameInWhatPeopleType(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	for typed, want := range map[string]string{
		"Quiet-Harbour-Sim.social":                       "/check?domain=quiet-harbour-sim.social",
		"https%3A%2F%2Fquiet-harbour-sim.social%2Fabout": "/check?domain=quiet-harbour-sim.social",
		"%40mina%40quiet-harbour-sim.social":             "/check?domain=quiet-harbour-sim.social",
	} {
		w := get(t, site, "/check?domain="+typed)
		if got := w.Header().Get("Location"); w.Code != http.StatusSeeOther || got != want {
			t.Errorf("%s: %d, %q; want %q", typed, w.Code, got, want)
		}
	}
}

// Whoever asked not to be measured is told so, and there is nothing else to tell.
func TestACheckOfAnOptedOutServerTellsNothingElse(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	forgotten := get(t, site, "/check?domain=opted-out-sim.social").Body.String()
	refused := get(t, site, "/check?domain=asked-to-be-left-alone-sim.org").Body.String()
	if strings.ReplaceAll(forgotten, "opted-out-sim.social", "asked-to-be-left-alone-sim.org") != refused {
		t.Error("the two ways to opt out can be told apart")
	}
	for _, word := range []string{"diary", "Known", "next visit is due", "Ask for a visit now"} {
		if strings.Contains(words(elements(document(t, site, "/check?domain=opted-out-sim.social", http.StatusOK), "main")[0]), word) {
			t.Errorf("it says %q", word)
		}
	}
	if blocked := get(t, site, "/check?domain=blocked-sim.social").Body.String(); strings.Contains(blocked, "somebody") {
		t.Error("the operator's reason is told")
	}
}

func TestACheckWithoutHistorySaysSo(t *testing.T) {
	w := newWorld(everyone()...)
	w.Broken = true
	text := words(elements(document(t, engine(t, w, Config{}), "/check?domain=quiet-harbour-sim.social", http.StatusOK), "main")[0])
	if !strings.Contains(text, "none can be read just now") || !strings.Contains(text, "Listed") {
		t.Error(text)
	}
}

func TestAVisitCanBeAskedForWhereNamesAreTaken(t *testing.T) {
	closed := engine(t, newWorld(everyone()...), Config{})
	if text := get(t, closed, "/check?domain=lost-lantern-sim.online").Body.String(); strings.Contains(text, "Ask for a visit") {
		t.Error("visits can be asked for where no names are taken")
	}
	open, _ := adding(t, landfall.SubmissionAgain)
	page := document(t, open, "/check?domain=lost-lantern-sim.online", http.StatusOK)
	checkForms(t, page)
	for _, form := range elements(page, "form") {
		if method, _ := attr(form, "method"); method == "post" {
			if host, _ := attr(elements(form, "input")[0], "value"); host != "lost-lantern-sim.online" {
				t.Errorf("asks for %q", host)
			}
			return
		}
	}
	t.Error("no visit can be asked for")
}
