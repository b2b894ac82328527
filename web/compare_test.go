package web

import (
	"net/http"
	"strings"
	"testing"
)

func TestGoldenCompare(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	for name, path := range map[string]string{
		"compare": "/compare?d=quiet-harbour-sim.social,hiroba-sim.jp", "compare_empty": "/compare", "compare_one": "/compare?d=quiet-harbour-sim.social,never-heard-of-sim.social",
		"compare_ugly": "/compare?d=nameless-cove-sim.net,mina-sim.blog,lost-lantern-sim.online,a-very-long-name-that-does-not-end-where-one-expects-it-sim.international,port-1-sim.social",
	} {
		t.Run(name, func(t *testing.T) {
			golden(t, name, lines(elements(document(t, site, path, http.StatusOK), "main")[0]))
		})
	}
}

func TestServersAreComparedByOneAddress(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{PublicURL: "https://landfall-sim.org"})
	const want = "/compare?d=quiet-harbour-sim.social,mina-sim.blog"
	for _, path := range []string{
		want, "/compare?d=quiet-harbour-sim.social&d=mina-sim.blog", "/compare?s=quiet-harbour-sim.social&s=mina-sim.blog&d=",
		"/compare?d=quiet-harbour-sim.social,+https%3A%2F%2FMINA-sim.blog%2F,quiet-harbour-sim.social", "/compare?d=quiet-harbour-sim.social,mina-sim.blog,opted-out-sim.social",
	} {
		doc := document(t, site, path, http.StatusOK)
		if n := len(elements(elements(doc, "thead")[0], "a")); n != 2 {
			t.Errorf("%s compares %d servers", path, n)
		}
		for _, a := range elements(doc, "a") {
			if href, _ := attr(a, "href"); words(a) == "Only what differs" && href != want+"&diff=1" {
				t.Errorf("%s: the table of differences is at %s", path, href)
			}
		}
	}
}

func TestOnlyDifferencesLeaveNoEqualRow(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	const path = "/compare?d=port-1-sim.social,port-16-sim.social,port-31-sim.social"
	rows := func(path string) (all int) {
		for _, tr := range elements(elements(document(t, site, path, http.StatusOK), "table")[0], "tr") {
			if len(elements(tr, "td")) > 0 {
				all++
			}
		}
		return all
	}
	if all, differing := rows(path), rows(path+"&diff=1"); differing >= all || differing < 3 {
		t.Errorf("%d rows differ, of %d", differing, all)
	}
	if text := words(document(t, site, path+"&diff=1", http.StatusOK)); strings.Contains(text, "Three months' notice") {
		t.Error("a row that is the same for all is shown")
	}
}

// What is ticked in the list is compared: the boxes belong to a form of their own.
func TestTheListLeadsToComparing(t *testing.T) {
	doc := document(t, engine(t, newWorld(everyone()...), Config{}), "/servers", http.StatusOK)
	form := byID(t, doc, "compare")
	if action, _ := attr(form, "action"); action != "/compare" || inside(form, "split") {
		t.Errorf("the form leads to %q", action)
	}
	boxes, buttons := 0, 0
	for _, n := range elements(doc, "input", "button") {
		if of, _ := attr(n, "form"); of == "compare" {
			if n.Data == "button" {
				buttons++
			} else {
				boxes++
			}
		}
	}
	if cards := len(elements(doc, "h2")); boxes == 0 || boxes > cards || buttons != 1 {
		t.Errorf("%d boxes and %d buttons", boxes, buttons)
	}
}
