package api

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	"landfall"
)

// TestRefusedLooksUnknown: nobody can find out from the API that a host asked not to
// be measured.
func TestRefusedLooksUnknown(t *testing.T) {
	s := start(t, nil)
	refused, unknown := s.get(t, "/api/v1/servers/refused-sim.social"), s.get(t, "/api/v1/servers/nobody-sim.social")
	if refused.StatusCode != http.StatusNotFound || unknown.StatusCode != http.StatusNotFound {
		t.Errorf("refused %d, unknown %d; want 404", refused.StatusCode, unknown.StatusCode)
	}
	if !bytes.Equal(refused.body, unknown.body) {
		t.Errorf("refused %s, unknown %s", refused.body, unknown.body)
	}
	for _, r := range []response{refused, unknown} {
		r.Header.Del("Date")
	}
	if len(refused.Header) != len(unknown.Header) {
		t.Errorf("headers differ: %v, %v", refused.Header, unknown.Header)
	}
	for _, path := range []string{"?signup=any", "?signup=any&q=refused", "?signup=any&q=refused-sim.social&facets=true"} {
		if got := s.get(t, "/api/v1/servers"+path); strings.Contains(strings.ReplaceAll(string(got.body), "q=refused-sim.social", ""), "refused-sim.social") {
			t.Errorf("%s names it: %s", path, got.body)
		}
	}
}

func TestServerIsFoundByAnySpelling(t *testing.T) {
	s := start(t, nil)
	for _, name := range []string{"quiet-harbour-sim.social", "QUIET-Harbour-Sim.Social", "quiet%2Dharbour%2Dsim.social", "ｑuiet-harbour-sim.social"} {
		if got := s.get(t, "/api/v1/servers/"+name); got.StatusCode != http.StatusOK || read[serverDocument](t, got).Host != "quiet-harbour-sim.social" {
			t.Errorf("%s: %d %.100s", name, got.StatusCode, got.body)
		}
	}
	for _, name := range []string{"192.0.2.1", "localhost", "social", "a_b.social", "quiet-harbour-sim.social:443", "quiet-harbour-sim.social.", "-", "%00", "%ff.social"} {
		if got := s.get(t, "/api/v1/servers/"+name); got.StatusCode != http.StatusBadRequest {
			t.Errorf("%s: %d, want 400", name, got.StatusCode)
		}
	}
	for _, name := range []string{"..%2f..%2fetc%2fpasswd", "a/b", ""} {
		if got := s.get(t, "/api/v1/servers/"+name); got.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d, want 404", name, got.StatusCode)
		}
	}
}

// TestFactsOutliveTheHistory: when the history cannot be read, or not in time, the
// facts are still told, and nobody keeps the answer.
func TestFactsOutliveTheHistory(t *testing.T) {
	for name, history := range map[string]fakeHistory{"fails": {err: errStore}, "hangs": {hang: true}} {
		t.Run(name, func(t *testing.T) {
			s := start(t, func(a *api) { a.deps.History, a.historyTimeout = history, time.Millisecond })
			got := s.get(t, "/api/v1/servers/quiet-harbour-sim.social")
			document := read[serverDocument](t, got)
			if got.StatusCode != http.StatusOK || *document.Name != "Quiet Harbour" || document.Days != nil || *document.Reason != reasonUnavailable {
				t.Errorf("%d %s", got.StatusCode, got.body)
			}
			if got.Header.Get("Cache-Control") != "no-store" || got.Header.Get("ETag") != "" {
				t.Errorf("it may be kept: %v", got.Header)
			}
			if strings.Contains(string(got.body), "store went away") {
				t.Error("the reason gives away what is ours")
			}
		})
	}
}

// TestFewPeopleAreNotCounted: below ten, a number may speak of persons.
func TestFewPeopleAreNotCounted(t *testing.T) {
	for n, want := range map[int64]bool{0: false, 1: false, 9: false, 10: true, 11: true} {
		for _, change := range []func(*landfall.Facts){
			func(f *landfall.Facts) { f.Users = landfall.Known(n) },
			func(f *landfall.Facts) { f.ActiveMonth = landfall.Known(n) },
			func(f *landfall.Facts) { f.ActiveHalfyear = landfall.Known(n) },
		} {
			in := landfall.Instance{Host: "quiet-harbour-sim.social", LastSeen: now}
			change(&in.Facts)
			s := build([]landfall.Instance{in}, now)
			r := newRow(s.Server(in.Host))
			shown := r.Users != nil || r.ActiveMonth != nil || r.ActiveHalfyear != nil
			if shown != want {
				t.Errorf("%d people: shown %v, want %v", n, shown, want)
			}
		}
	}
}

func TestAnswersAreCompressed(t *testing.T) {
	s := start(t, nil)
	got := s.get(t, "/api/v1/servers?signup=any", "Accept-Encoding", "br")
	if got.Header.Get("Content-Encoding") != "br" || !strings.HasPrefix(got.Header.Get("ETag"), "W/") {
		t.Errorf("coding %q, tag %s", got.Header.Get("Content-Encoding"), got.Header.Get("ETag"))
	}
	again := s.get(t, "/api/v1/servers?signup=any", "Accept-Encoding", "br", "If-None-Match", got.Header.Get("ETag"))
	if again.StatusCode != http.StatusNotModified || again.Header.Get("ETag") != got.Header.Get("ETag") {
		t.Errorf("again: %d, tag %s", again.StatusCode, again.Header.Get("ETag"))
	}
}
