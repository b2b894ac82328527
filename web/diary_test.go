package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"landfall"
	"landfall/internal/gallery"
)

// finds is what discovery found in this world.
func finds() []Find {
	var list []Find
	for _, f := range gallery.Finds() {
		list = append(list, Find(f))
	}
	return list
}

func TestGoldenDiaries(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	for name, host := range map[string]landfall.Host{
		"diary_listed": harbour().Host, "diary_silent": silentHarbour().Host, "diary_own": own().Host,
		"diary_unknown": "never-heard-of-sim.social", "diary_opted_out": "opted-out-sim.social", "diary_farm": "a.farm-sim.club",
	} {
		t.Run(name, func(t *testing.T) {
			golden(t, name, lines(elements(document(t, site, "/s/"+string(host)+"/diary", http.StatusOK), "main")[0]))
		})
	}
}

// Whoever asked not to be measured is told so, and there is nothing else to tell.
func TestADiaryOfAnOptedOutServerTellsNothingElse(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	get := func(path string) string {
		w := httptest.NewRecorder()
		site.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		return w.Body.String()
	}
	forgotten, refused := get("/s/opted-out-sim.social/diary"), get("/s/asked-to-be-left-alone-sim.org/diary")
	same := strings.ReplaceAll(forgotten, "opted-out-sim.social", "asked-to-be-left-alone-sim.org")
	if same != refused {
		t.Error("the two ways to opt out can be told apart")
	}
	for _, word := range []string{"Known since", "Next visit", "robots.txt forbids", "Visits"} {
		if strings.Contains(refused, word) {
			t.Errorf("it says %q", word)
		}
	}
	// Why an operator blocked a domain is the operator's business.
	if strings.Contains(get("/s/blocked-sim.social/diary"), "somebody") {
		t.Error("the operator's reason is told")
	}
}

func TestADiaryIsFoundByWhatPeopleType(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	for typed, want := range map[string]string{
		"quiet-harbour-sim.social": "/s/quiet-harbour-sim.social/diary", "https%3A%2F%2FQuiet-Harbour-Sim.social%2Fabout": "/s/quiet-harbour-sim.social/diary",
	} {
		w := httptest.NewRecorder()
		site.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/diary?host="+typed, nil))
		if got := w.Header().Get("Location"); w.Code != http.StatusSeeOther || got != want {
			t.Errorf("%s: %d, %q; want %q", typed, w.Code, got, want)
		}
	}
}

func TestADiaryWithoutHistorySaysSo(t *testing.T) {
	w := newWorld(everyone()...)
	w.Broken = true
	text := words(elements(document(t, engine(t, w, Config{}), "/s/quiet-harbour-sim.social/diary", http.StatusOK), "main")[0])
	if !strings.Contains(text, "cannot be read just now") || !strings.Contains(text, "Listed") {
		t.Error(text)
	}
}

// Where a host was heard of is said in words; only hosts' names stand as they are.
func TestWhoNamedAHostIsSaidInWords(t *testing.T) {
	for via, want := range map[string]string{
		"": "somebody", "seed": "begins with", "file": "operator’s", "submitted": "a visitor", "contacts": "community", "list joinmastodon.json": "the list joinmastodon.json",
	} {
		if got := namedBy(t.Context(), via); !strings.Contains(got.Value, want) || got.Foreign || got.Value == via {
			t.Errorf("named by %q is said as %+v", via, got)
		}
	}
	if got := namedBy(t.Context(), "amber-otter-sim.social"); got.Value != "amber-otter-sim.social" || !got.Foreign {
		t.Errorf("named by a host is said as %+v", got)
	}
}
