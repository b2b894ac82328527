package crawler

import (
	"io"
	"net/http"
	"testing"

	"landfall"
)

// Of a host that asks not to be measured a visit tells that, and nothing of how fast
// it is or how it is reached.
func TestWhoRefusesIsNotMeasured(t *testing.T) {
	for name, handler := range map[string]http.HandlerFunc{
		"by robots.txt": func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "User-agent: *\nDisallow: /") },
		"by a document": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			switch r.URL.Path {
			case "/.well-known/nodeinfo":
				_, _ = io.WriteString(w, `{"links":[{"rel":"http://nodeinfo.diaspora.software/ns/schema/2.0","href":"https://`+r.Host+`/nodeinfo/2.0"}]}`)
			case "/nodeinfo/2.0":
				_, _ = io.WriteString(w, `{"version":"2.0","software":{"name":"hubzilla","version":"9.4"},"metadata":{"hide_in_statistics":true}}`)
			default:
				http.NotFound(w, r)
			}
		},
	} {
		o := labCrawler(t, handler).Look(t.Context(), "quiet-harbour-sim.social")
		if o.Outcome != landfall.OutcomeRefused {
			t.Fatalf("%s: outcome %s, %s", name, o.Outcome, o.Reason)
		}
		if !o.Connection.IsZero() || o.First != (landfall.Timings{}) || o.Click != (landfall.Timings{}) {
			t.Errorf("%s: connection %+v, first %+v, click %+v", name, o.Connection, o.First, o.Click)
		}
	}
}
