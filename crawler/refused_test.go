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

// What a visit learnt of other names before it was told to leave is not kept.
func TestWhoRefusesIsNamedByNobody(t *testing.T) {
	const shy, other = "shy-otter-sim.town", "old-otter-sim.social"
	w := newWorld(t, http.NotFound)
	w.seed(shy)
	for _, tt := range []struct {
		outcome landfall.Outcome
		want    int
	}{{landfall.OutcomeRefused, 0}, {landfall.OutcomePostponed, 0}, {landfall.OutcomeMoved, 1}} {
		visit := finished{
			lease:       landfall.Lease{Host: shy},
			observation: &landfall.Observation{Host: shy, Outcome: tt.outcome},
			aliases:     []landfall.Alias{{Name: shy, Host: other, Evidence: landfall.AliasMoved, FirstSeen: w.clock(), LastSeen: w.clock()}},
		}
		if err := w.crawler.name(t.Context(), []finished{visit}, nil); err != nil {
			t.Fatal(err)
		}
		names := 0
		err := w.store.Aliases(t.Context(), func(landfall.Alias) error { names++; return nil })
		if _, known := w.instances()[other]; err != nil || names != tt.want || known != (tt.want > 0) {
			t.Errorf("%s: %d names are kept, %v, and the other host is known: %v", tt.outcome, names, err, known)
		}
	}
}
