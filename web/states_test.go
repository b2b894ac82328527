package web

import (
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"landfall"
)

var update = flag.Bool("update", false, "write golden files anew")

// TestGoldenWords keeps what a reader is told of a server in each state, word for
// word.
func TestGoldenWords(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	for name, host := range map[string]landfall.Host{
		"answering": harbour().Host, "silent": silentHarbour().Host, "unknown": unknownHarbour().Host, "not_closed": notClosed().Host,
	} {
		t.Run(name, func(t *testing.T) {
			golden(t, name, lines(elements(document(t, site, "/s/"+string(host), http.StatusOK), "main")[0]))
		})
	}
	t.Run("first_crawl", func(t *testing.T) {
		site := engine(t, newWorld(candidates()...), Config{})
		golden(t, "first_crawl", lines(elements(document(t, site, "/servers", http.StatusOK), "main")[0]))
	})
	t.Run("never_answered", func(t *testing.T) {
		site := engine(t, newWorld(candidates()...), Config{})
		golden(t, "never_answered", lines(elements(document(t, site, "/s/one-sim.social", http.StatusOK), "main")[0]))
	})
	t.Run("refused", func(t *testing.T) {
		doc := document(t, site, "/s/asked-to-be-left-alone-sim.org", http.StatusNotFound)
		golden(t, "refused", lines(elements(doc, "main")[0]))
	})
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("words differ (-want +got):\n%s", diff)
	}
}

// lines returns what a node says: a line for each block that holds no other. The
// tables of days and of requests are left out.
func lines(n *html.Node) string {
	var text strings.Builder
	for _, e := range elements(n, "h1", "h2", "h3", "p", "li", "dt", "dd", "tr", "summary", "figcaption", "svg") {
		line := words(e)
		if label, ok := attr(e, "aria-label"); ok {
			line = "[" + label + "]"
		}
		if line != "" && !inside(e, "tall-table") && !inside(e, "detail") && len(elements(e, "p", "li", "tr", "summary")) == 0 {
			text.WriteString(line + "\n")
		}
	}
	return text.String()
}

// inside reports whether an element is within one of a class.
func inside(n *html.Node, class string) bool {
	for up := range n.Ancestors() {
		if hasClass(up, class) {
			return true
		}
	}
	return false
}

func TestASilentServerIsNotOfferedForJoining(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	doc := document(t, site, "/s/lost-lantern-sim.online", http.StatusOK)
	if text := words(doc); !strings.Contains(text, "Not answering since 5 Oct (2 days)") || strings.Contains(text, "Join lost-lantern") {
		t.Error("the page does not say that the server is silent, or offers to join it")
	}
}

func TestOnePersonsServerIsNotToBeFound(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	doc := document(t, site, "/s/my-own-dinghy-sim.name", http.StatusOK)
	if !strings.Contains(words(doc), "one person at most") || canonical(doc) != "" {
		t.Error("the page does not say why it is in no list, or offers itself to search engines")
	}
	for _, path := range []string{"/servers?signup=any&q=dinghy", "/servers?signup=any&sw=gotosocial"} {
		if strings.Contains(words(document(t, site, path, http.StatusOK)), "My own dinghy") {
			t.Errorf("%s lists it", path)
		}
	}
}

func TestFewPeopleAreNotCounted(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	doc := document(t, site, "/s/tiny-boat-sim.club", http.StatusOK)
	for _, dd := range elements(byID(t, doc, "people"), "dd") {
		if text := words(dd); text == "4" || text == "8" {
			t.Errorf("the page counts %s people", text)
		}
	}
	if !strings.Contains(words(byID(t, doc, "people")), "<10") {
		t.Error("the page does not say that there are few")
	}
}

func TestTheWayToASpeltOutAddress(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	for _, typed := range []string{"/s/Quiet-Harbour-SIM.social", "/s/QUIET-HARBOUR-SIM.SOCIAL"} {
		w := get(t, site, typed)
		if to := w.Header().Get("Location"); w.Code != http.StatusMovedPermanently || to != "/s/quiet-harbour-sim.social" {
			t.Errorf("%s: %d to %q", typed, w.Code, to)
		}
	}
	for _, bad := range []string{"/s/127.0.0.1", "/s/localhost", "/s/..", "/s/quiet-harbour-sim.social:443", "/s/social", "/s/%00", "/s/" + strings.Repeat("a", 5000)} {
		if w := get(t, site, bad); w.Code != http.StatusNotFound {
			t.Errorf("%.40s: %d; want 404", bad, w.Code)
		}
	}
}

func TestAPageDoesWithoutItsHistory(t *testing.T) {
	w := newWorld(everyone()...)
	w.Broken = true
	doc := document(t, engine(t, w, Config{}), "/s/quiet-harbour-sim.social", http.StatusOK)
	text := words(doc)
	if !strings.Contains(text, "history cannot be read just now") || !strings.Contains(text, "Quiet Harbour") {
		t.Error("the page does not say what it lacks, or lacks what it has")
	}
	if strings.Contains(text, "two days in a row") {
		t.Error("days that cannot be read are told to be none")
	}
}

func TestLateMeasurementsAreSaidOnEveryPage(t *testing.T) {
	late := harbour()
	late.LastVisit = now.AddDate(0, 0, -1)
	site := engine(t, newWorld(late), Config{})
	for _, path := range []string{"/", "/servers", "/about"} {
		if text := words(document(t, site, path, http.StatusOK)); !strings.Contains(text, "Measurements are late: the newest is 24 h old") {
			t.Errorf("%s keeps quiet about it", path)
		}
	}
}

func TestPagesSayAsOfWhenTheyAre(t *testing.T) {
	w := newWorld(everyone()...)
	w.Stuck = now.Add(-10 * time.Second)
	site := engine(t, w, Config{})
	if text := words(document(t, site, "/servers", http.StatusOK)); strings.Contains(text, "cannot be read") {
		t.Error("a hiccup of ten seconds is told to everybody")
	}
	w.Stuck = now.Add(-10 * time.Minute)
	for _, path := range []string{"/", "/servers", "/s/quiet-harbour-sim.social"} {
		if text := words(document(t, site, path, http.StatusOK)); !strings.Contains(text, "The databases cannot be read just now. You see the data as of") {
			t.Errorf("%s keeps quiet about it", path)
		}
	}
}

func TestPagesSayThatMeasuringIsPaused(t *testing.T) {
	const said = "Measurements are paused since"
	w := newWorld(everyone()...)
	site := engine(t, w, Config{})
	if text := words(document(t, site, "/servers", http.StatusOK)); strings.Contains(text, said) {
		t.Error("the banner is there although nothing is paused")
	}
	w.Gap = landfall.Gap{Began: now.Add(-10 * time.Minute), Seen: now, Cause: landfall.GapResolver}
	for _, path := range []string{"/", "/servers", "/s/quiet-harbour-sim.social"} {
		text := words(document(t, site, path, http.StatusOK))
		if !strings.Contains(text, said) || !strings.Contains(text, "our name servers give no answers") {
			t.Errorf("%s keeps quiet about it", path)
		}
	}
}
