package web

import (
	"net/http"
	"strings"
	"testing"

	"landfall"
)

// TestTheTabsSayWhereOneIs: each page of a server leads to all of them, and says which it is.
func TestTheTabsSayWhereOneIs(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	var names []string
	for _, tab := range elements(byID(t, document(t, site, "/s/quiet-harbour-sim.social", http.StatusOK), "tabs"), "a") {
		href, _ := attr(tab, "href")
		names = append(names, href)
	}
	if len(names) < 5 {
		t.Fatalf("%d tabs: %q", len(names), names)
	}
	for _, path := range names {
		here := 0
		for i, tab := range elements(byID(t, document(t, site, path, http.StatusOK), "tabs"), "a") {
			if href, _ := attr(tab, "href"); href != names[i] {
				t.Errorf("tab %d of %s leads to %s; want %s", i, path, href, names[i])
			}
			if current, ok := attr(tab, "aria-current"); ok {
				here++
				if href, _ := attr(tab, "href"); href != path || current != "page" {
					t.Errorf("%s says that %s is the current %s", path, href, current)
				}
			}
		}
		if here != 1 {
			t.Errorf("%s has %d current tabs", path, here)
		}
	}
}

// TestEveryPageOfAServerLeadsIn: above the tabs, where one can join, but for the page that is
// about joining.
func TestEveryPageOfAServerLeadsIn(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	for path, want := range map[string]string{
		"/s/quiet-harbour-sim.social": "Ask to join quiet-harbour-sim.social", "/s/quiet-harbour-sim.social/speed": "Ask to join quiet-harbour-sim.social",
		"/s/quiet-harbour-sim.social/join": "", "/s/farewell-sim.social": "", "/s/lost-lantern-sim.online": "",
	} {
		var got []string
		for _, n := range elements(document(t, site, path, http.StatusOK), "div") {
			if class, _ := attr(n, "class"); class == "server-head" {
				for _, a := range elements(n, "a") {
					got = append(got, words(a))
				}
			}
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("the head of %s leads to %q; want %q", path, got, want)
		}
	}
}

// TestWhoCannotBeJoinedIsNotWaitedFor: a server that takes nobody says nothing of waiting.
func TestWhoCannotBeJoinedIsNotWaitedFor(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	for path, waits := range map[string]bool{"/s/lost-lantern-sim.online": true, "/s/kindly-sim.club": false} {
		if text := words(document(t, site, path, http.StatusOK)); strings.Contains(text, "joining may have to wait") != waits {
			t.Errorf("%s says that joining waits: %v", path, !waits)
		}
	}
}

// TestAPageThatIsNotThereLooksForItsServer: the search has the name of the server alone.
func TestAPageThatIsNotThereLooksForItsServer(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	for _, path := range []string{"/s/never-heard-of-sim.social", "/s/never-heard-of-sim.social/join"} {
		doc := document(t, site, path, http.StatusNotFound)
		if text, _ := attr(byID(t, doc, "q"), "value"); text != "never-heard-of-sim.social" || !strings.Contains(words(doc), "Why is it not listed?") {
			t.Errorf("%s searches for %q, or does not lead to the diary", path, text)
		}
	}
	doc := document(t, site, "/diary?host=no+name", http.StatusBadRequest)
	if text := words(elements(doc, "main")[0]); !strings.Contains(text, "Not understood This is not the name of a server: ") || len(elements(doc, "form")) == 0 {
		t.Errorf("what is no name: %q", text)
	}
}

// TestAPageThatIsNotThereLeadsToItsList: what is no topic, place, language or software leads to
// the list of them.
func TestAPageThatIsNotThereLeadsToItsList(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	for path, want := range map[string]string{
		"/topics/nothing": "/topics", "/topics/music/nothing": "/topics", "/places/nowhere": "/places", "/languages/none": "/languages",
		"/software/family.none": "/software", "/de/topics/nothing": "/de/topics", "/nothing": "",
	} {
		got := ""
		for _, a := range elements(elements(document(t, site, path, http.StatusNotFound), "main")[0], "a") {
			if class, _ := attr(a, "class"); class == "btn primary" {
				got, _ = attr(a, "href")
			}
		}
		if got != want {
			t.Errorf("%s leads to %q, want %q", path, got, want)
		}
	}
}

// TestTheVerdictTellsHowToJoin: every page of a server has its sign-up mode beside its numbers.
func TestTheVerdictTellsHowToJoin(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	for _, page := range []string{"", "/speed", "/diary"} {
		doc := document(t, site, "/s/quiet-harbour-sim.social"+page, http.StatusOK)
		if text := words(elements(doc, "main")[0]); !strings.Contains(text, "Needs approval sign-up") {
			t.Errorf("%q does not say how to join", page)
		}
	}
}

// TestWhatToKeepIsText: the file has the name of the server and how to sign in, and nothing
// that a program would run.
func TestWhatToKeepIsText(t *testing.T) {
	in := harbour()
	in.Facts.Name = "Quiet\u202e\nHarbour"
	site := engine(t, newWorld(in), Config{PublicURL: "https://landfall-sim.org"})
	w := get(t, site, "/s/quiet-harbour-sim.social/join.txt")
	if kind := w.Header().Get("Content-Type"); kind != "text/plain; charset=utf-8" {
		t.Errorf("it is sent as %q", kind)
	}
	if as := w.Header().Get("Content-Disposition"); as != `attachment; filename="quiet-harbour-sim.social.txt"` {
		t.Errorf("it is saved as %q", as)
	}
	text := w.Body.String()
	for _, want := range []string{"@you@quiet-harbour-sim.social", "https://quiet-harbour-sim.social/", "https://landfall-sim.org/which"} {
		if !strings.Contains(text, want) {
			t.Errorf("it lacks %q:\n%s", want, text)
		}
	}
	if first, _, _ := strings.Cut(text, "\n"); first != "Quiet Harbour" {
		t.Errorf("it begins with %q", first)
	}
	if demo := get(t, engine(t, newWorld(in), Config{Demo: true}), "/s/quiet-harbour-sim.social/join.txt").Body.String(); strings.Contains(demo, "://") {
		t.Errorf("a demonstration leads outside:\n%s", demo)
	}
}

// TestAServerThatNeverAnsweredHasOnePage: from the others one is led there.
func TestAServerThatNeverAnsweredHasOnePage(t *testing.T) {
	site := engine(t, newWorld(candidates()...), Config{})
	for _, path := range []string{"/s/one-sim.social/join", "/s/one-sim.social/speed", "/s/one-sim.social/connections", "/s/one-sim.social/history", "/s/one-sim.social/incidents", "/s/one-sim.social/join.txt"} {
		if w := get(t, site, path); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/s/one-sim.social" {
			t.Errorf("%s answers %d, %q", path, w.Code, w.Header().Get("Location"))
		}
	}
}

// TestPagesDoWithoutTheStore: each says that it cannot be read just now, in the reader's
// language, and shows what is known all the same.
func TestPagesDoWithoutTheStore(t *testing.T) {
	w := newWorld(everyone()...)
	w.Broken = true
	site, known := bilingualOf(t, w, Config{}, false), namesKnown()
	for _, name := range []tabName{tabSpeed, tabIncidents, tabHistory, tabConnections} {
		path := name.path(harbour().Host)
		doc := document(t, site, path, http.StatusOK)
		if text := words(doc); !strings.Contains(text, "cannot be read just now") || !strings.Contains(text, "1,240") {
			t.Errorf("%s says %q", path, text)
		}
		checkHeadings(t, doc)
		checkSaid(t, path, known, foreign(t, site, path, http.StatusOK))
	}
}

// TestAnotherNameLeadsToTheSamePage, with what was chosen on it.
func TestAnotherNameLeadsToTheSamePage(t *testing.T) {
	w := newWorld(everyone()...)
	w.Snapshot.Name([]landfall.Alias{{Name: "old.quiet-harbour-sim.social", Host: harbour().Host, Evidence: landfall.AliasRedirect, Merged: true}})
	site := engine(t, w, Config{})
	for path, want := range map[string]string{
		"/s/old.quiet-harbour-sim.social":                 "/s/quiet-harbour-sim.social",
		"/s/old.quiet-harbour-sim.social/speed?period=7d": "/s/quiet-harbour-sim.social/speed?period=7d",
		"/s/QUIET-harbour-sim.social/rules":               "/s/quiet-harbour-sim.social/rules",
		"/de/s/old.quiet-harbour-sim.social/join":         "/de/s/quiet-harbour-sim.social/join",
	} {
		if got := get(t, site, path); got.Code != http.StatusMovedPermanently || got.Header().Get("Location") != want {
			t.Errorf("%s leads to %q (%d); want %q", path, got.Header().Get("Location"), got.Code, want)
		}
	}
}
