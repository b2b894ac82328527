package web

import (
	"fmt"
	"html"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"landfall"
	"landfall/web/tongue"
)

// sampleWorld is a world in one state.
type sampleWorld struct {
	name, what string
	make       func() *world
	unreadable bool // files answer that they cannot be read
}

// sampleWorlds are the states in which pages can be: full, empty, stale, unknown and ugly.
func sampleWorlds() []sampleWorld {
	few := func(change func(*world)) func() *world {
		return func() *world {
			w := newWorld(append(everyone()[:9], closingServers()...)...)
			change(w)
			return w
		}
	}
	return []sampleWorld{
		{name: "full", what: "Everything is known of many servers.", make: wholeWorld},
		{name: "empty", what: "Nothing is known.", make: func() *world { return newWorld() }},
		{name: "first", what: "Names are known, and no server has answered yet.", make: func() *world { return newWorld(candidates()...) }},
		{name: "unknown", what: "Servers that state next to nothing.", make: func() *world { return newWorld(unknownHarbour(), notClosed(), own()) }},
		{name: "late", what: "The newest measurement is a day old.", make: func() *world {
			late := harbour()
			late.LastVisit = now.AddDate(0, 0, -1)
			return newWorld(late)
		}},
		{name: "paused", what: "Nothing is measured at present.", make: few(func(w *world) {
			w.gap = landfall.Gap{Began: now.Add(-3 * time.Hour), Seen: now, Cause: landfall.GapUplink}
		})},
		{name: "stalled", what: "The databases cannot be read.", make: few(func(w *world) { w.stalled = now.Add(-time.Hour) })},
		{name: "unread", what: "The history of servers cannot be read.", make: few(func(w *world) { w.broken = true }), unreadable: true},
		{name: "ugly", what: "Names that are too long, from right to left, or too good to be true.", make: func() *world {
			cast := slices.DeleteFunc(everyone()[:9], func(in invented) bool {
				return len(in.Facts.Description) < 200 && !slices.Contains(in.Facts.Languages, "ar") && in.Facts.Name != ""
			})
			return newWorld(append(cast, boaster())...)
		}},
	}
}

// TestNoLinkIsBrokenInAnyState: where little is known, pages lead nowhere that is not there.
func TestNoLinkIsBrokenInAnyState(t *testing.T) {
	for _, sample := range sampleWorlds() {
		if sample.name == "full" || sample.name == "stalled" || sample.unreadable { // full has a test of its own; stalled has the pages of paused
			continue
		}
		t.Run(sample.name, func(t *testing.T) {
			c := crawlOf(t, withAPIIn(t, sample.make(), public, tongue.English()))
			charts, compared, cells := c.chartsAreTheirFiles(t)
			pages, files := c.count()
			t.Logf("%d pages, %d files, %d charts, %d of them with %d cells", pages, files, charts, compared, cells)
			if pages < 60 {
				t.Error("that is not the whole site")
			}
		})
	}
}

// gallery serves each sample world at its name below localhost, marked as a demonstration, and the
// list of them at /gallery of any name. Other names are those of the rest.
func gallery(t *testing.T, tongues []*tongue.Tongue, rest http.Handler) http.Handler {
	all := map[string]http.Handler{}
	for _, sample := range sampleWorlds() {
		w := sample.make()
		all[sample.name] = withCharts(t, withAPIBeside(t, w, engineIn(t, w, Config{Demo: true}, tongues...)), tongues)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, below, _ := strings.Cut(r.Host, ".")
		switch site := all[name]; {
		case r.URL.Path == "/gallery":
			_, port, _ := net.SplitHostPort(r.Host)
			sendGallery(t, w, port, all) //nolint:contextcheck // each page asked for is a request of its own
		case site != nil && below != "":
			site.ServeHTTP(w, r)
		default:
			rest.ServeHTTP(w, r)
		}
	})
}

// sendGallery lists each page in each world that has it.
func sendGallery(t *testing.T, w http.ResponseWriter, port string, all map[string]http.Handler) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprint(w, `<!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery</title><h1>Gallery</h1><p>All data are samples: no server on these pages exists.</p>`)
	for _, sample := range sampleWorlds() {
		base := "http://" + sample.name + ".localhost:" + port
		fmt.Fprintf(w, `<h2><a href="%s/">%s</a></h2><p>%s</p><details><summary>Every page</summary><ul>`, base, sample.name, html.EscapeString(sample.what))
		for _, p := range pagesListed() {
			if get(t, all[sample.name], p.path).Code != p.status {
				continue // it is of a server that this world has not
			}
			fmt.Fprintf(w, `<li><a href="%s">%s</a></li>`, base+html.EscapeString(p.path), html.EscapeString(p.path))
		}
		fmt.Fprint(w, `</ul></details>`)
	}
}
