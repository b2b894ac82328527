package api

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus"

	"landfall"
	"landfall/directory"
	"landfall/internal/httpkit"
)

// hostile is what a stranger may write where he announces that he closes.
const hostile = "=cmd|' /C calc'!A0,\r\nBEGIN:VALARM\r\nACTION:EMAIL\r\n;\u202eelos\u202c ]]></content><script>alert(1)</script> 👩‍👩‍👧\x00 \u2028X:1"

func on(month time.Month, day int) time.Time {
	return time.Date(2026, month, day, 0, 0, 0, 0, time.UTC)
}

// farewells are notices of every state, from every kind of host.
func farewells() []landfall.Notice {
	event := func(at time.Time, from, to landfall.NoticeState, by, why string, closes time.Time) landfall.NoticeEvent {
		return landfall.NoticeEvent{At: at, From: from, To: to, By: by, Why: why, ClosesTo: closes}
	}
	said := func(source landfall.NoticeSource, quote string) landfall.NoticeStatement {
		return landfall.NoticeStatement{
			Source: source, URL: "https://quiet-harbour-sim.social/nodeinfo/2.1", Quote: quote, Words: []string{"closes"},
			Announced: on(8, 19), ClosesFrom: on(11, 17), ClosesTo: on(11, 17), Confidence: 1, FirstSeen: on(8, 19), LastSeen: on(10, 7), Rule: "1",
		}
	}
	return []landfall.Notice{
		{
			ID: "a1", Host: "quiet-harbour-sim.social", State: landfall.NoticeCounting, Announced: on(8, 19), ClosesFrom: on(11, 17), ClosesTo: on(11, 17), Found: on(8, 20),
			Statements: []landfall.NoticeStatement{said(landfall.NoticeFromNodeinfo, "The harbour closes; thank you, all."), said(landfall.NoticeFromText, "See you elsewhere.")},
			Events: []landfall.NoticeEvent{
				event(on(8, 20), "", landfall.NoticeReported, "text", "A closing is stated.", on(11, 17)),
				event(on(8, 21), landfall.NoticeReported, landfall.NoticeCounting, "nodeinfo", "Another statement confirms or dates the closing.", on(11, 17)),
			},
		},
		{
			ID: "b2", Host: "hostile-sim.social", State: landfall.NoticeCounting, Announced: on(10, 1), ClosesFrom: on(10, 24), ClosesTo: on(10, 31), Found: on(10, 1),
			Statements: []landfall.NoticeStatement{{Source: landfall.NoticeFromAnnouncement, URL: "https://hostile-sim.social/\r\nX-EVIL:1", Quote: hostile, Confidence: 0.9, FirstSeen: on(10, 1), LastSeen: on(10, 7)}},
			Events:     []landfall.NoticeEvent{event(on(10, 1), "", landfall.NoticeCounting, "announcement", "It reads: "+hostile, on(10, 31))},
		},
		{
			ID: "c3", Host: "lantern-sim.social", State: landfall.NoticeConfirmed, Announced: on(9, 1), Found: on(9, 1),
			Events: []landfall.NoticeEvent{
				event(on(9, 1), "", landfall.NoticeCounting, "nodeinfo", "A closing is stated.", on(12, 1)),
				event(on(9, 15), landfall.NoticeCounting, landfall.NoticeConfirmed, "nodeinfo", "A statement, or a day in it, is new.", time.Time{}),
			},
		},
		{
			ID: "d4", Host: "stays-sim.social", State: landfall.NoticeCancelled, Announced: on(7, 1), ClosesFrom: on(10, 1), ClosesTo: on(10, 1), Found: on(7, 1),
			Events: []landfall.NoticeEvent{
				event(on(7, 1), "", landfall.NoticeCounting, "nodeinfo", "A closing is stated.", on(10, 1)),
				event(on(9, 20), landfall.NoticeCounting, landfall.NoticeCancelled, "nodeinfo", "The closing is said to be cancelled.", on(10, 1)),
			},
		},
		{
			ID: "e5", Host: "kindly-sim.social", State: landfall.NoticeClosed, Announced: on(2, 1), ClosesFrom: on(5, 1), ClosesTo: on(5, 1), Found: on(2, 3),
			Events: []landfall.NoticeEvent{event(on(5, 2), landfall.NoticeCounting, landfall.NoticeClosed, "clock", "The day has come, and the server no longer answers.", on(5, 1))},
		},
		{
			ID: "f6", Host: "vanished-sim.social", State: landfall.NoticeVanished, Found: on(6, 1),
			Statements: []landfall.NoticeStatement{{Source: landfall.NoticeFromAbsence, Confidence: 1, FirstSeen: on(6, 1), LastSeen: on(6, 2)}},
			Events:     []landfall.NoticeEvent{event(on(6, 1), "", landfall.NoticeVanished, "absence", "Not answering since 2026-03-01; no notice is known.", time.Time{})},
		},
		{ID: "rumour", Host: "single-sim.social", State: landfall.NoticeReported, Found: on(10, 1)},
		{ID: "refused", Host: "refused-sim.social", State: landfall.NoticeCounting, ClosesFrom: on(11, 1), ClosesTo: on(11, 1), Found: on(10, 1)},
	}
}

// closingSite is the API of a directory with farewells, at its addresses and those of pages.
func closingSite(t testing.TB) http.Handler {
	t.Helper()
	current := &directory.Current{}
	current.Store(build(world(), now, farewells()...))
	engine, err := httpkit.NewEngine(httpkit.DefaultConfig(), httpkit.Deps{
		Metrics: prometheus.NewRegistry(), Now: time.Now, Logger: discard(), NewID: func() string { return "ID" },
	})
	if err != nil {
		t.Fatal(err)
	}
	Register(engine, Deps{Directory: current, History: fakeHistory{}, Logger: discard(), Site: "https://landfall.example"})
	return Formats(engine)
}

func ask(site http.Handler, path string, header ...string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	answer := httptest.NewRecorder()
	site.ServeHTTP(answer, request)
	return answer
}

func TestNoticesGolden(t *testing.T) {
	site := closingSite(t)
	for name, path := range map[string]string{
		"notices":         "/api/v1/notices?limit=2&facets=true",
		"notices-bad":     "/api/v1/notices?state=opne&limit=0&page=x&notice=91&updated_since=now&facets=maybe",
		"notice":          "/api/v1/notices/a1",
		"notice-vanished": "/api/v1/notices/f6",
		"notices-measure": "/api/v1/notices/measure",
		"server-closing":  "/api/v1/servers/lantern-sim.social",
	} {
		golden(t, name+".json", ask(site, path).Body.Bytes())
	}
	for name, path := range map[string]string{
		"notices.csv": "/notices.csv", "notices.ndjson": "/notices.ndjson?state=closing", "notices.atom": "/notices.atom", "notices.ics": "/notices.ics",
		"notice.ics": "/notices/a1.ics",
	} {
		goldenText(t, name, ask(site, path).Body.String())
	}
}

func goldenText(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; run make golden", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

func TestNoticesAreAnswered(t *testing.T) {
	site := closingSite(t)
	for _, tt := range []struct {
		path, media, modified string
		status                int
	}{
		{"/api/v1/notices", "application/json", "Thu, 01 Oct 2026 00:00:00 GMT", 200},
		{"/notices.json", "application/json", "Thu, 01 Oct 2026 00:00:00 GMT", 200},
		{"/notices.csv", "text/csv; charset=utf-8; header=present", "Thu, 01 Oct 2026 00:00:00 GMT", 200},
		{"/notices.ndjson", "application/x-ndjson", "Thu, 01 Oct 2026 00:00:00 GMT", 200},
		{"/notices.atom?state=stays", "application/atom+xml; charset=utf-8", "Sun, 20 Sep 2026 00:00:00 GMT", 200},
		{"/notices.ics", "text/calendar; charset=utf-8", "Thu, 01 Oct 2026 00:00:00 GMT", 200},
		{"/notices.ics?host=nobody-sim.social", "text/calendar; charset=utf-8", "", 200},
		{"/notices/a1.ics", "text/calendar; charset=utf-8", "Fri, 21 Aug 2026 00:00:00 GMT", 200},
		{"/notices/a1.json", "application/json", "Fri, 21 Aug 2026 00:00:00 GMT", 200},
		{"/api/v1/notices/a1", "application/json", "Fri, 21 Aug 2026 00:00:00 GMT", 200},
		{"/api/v1/notices/measure", "application/json", "", 200},
		{"/api/v1/notices/nothing", "application/problem+json", "", 404},
		{"/api/v1/notices/rumour", "application/problem+json", "", 404},
		{"/notices/rumour.ics", "application/problem+json", "", 404},
		{"/notices/refused.ics", "application/problem+json", "", 404},
		{"/notices/..%2fa1.ics", "application/problem+json", "", 404},
		{"/notices.atom?state=opne", "application/problem+json", "", 400},
		{"/notices.ics?%zz", "application/problem+json", "", 400},
		{"/api/v1/notices?cursor=AAAA", "application/problem+json", "", 400},
		{"/api/v1/notices/measure?size=vast", "application/problem+json", "", 400},
		{"/notices.txt", "application/problem+json", "", 404},
	} {
		got := ask(site, tt.path)
		header := got.Header()
		if got.Code != tt.status || header.Get("Content-Type") != tt.media || header.Get("Last-Modified") != tt.modified {
			t.Errorf("%s: %d, %q, modified %q; want %d, %q, %q", tt.path, got.Code, header.Get("Content-Type"), header.Get("Last-Modified"), tt.status, tt.media, tt.modified)
		}
		if strange := strings.Contains(tt.path, "..") || strings.HasSuffix(tt.path, ".txt"); !strange && header.Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("%s: allows %q", tt.path, header.Get("Access-Control-Allow-Origin"))
		}
		if tt.status != 200 {
			continue
		}
		if again := ask(site, tt.path, "If-None-Match", header.Get("ETag")); again.Code != http.StatusNotModified || again.Body.Len() > 0 {
			t.Errorf("%s again: %d with %d octets", tt.path, again.Code, again.Body.Len())
		}
	}
}

// TestNextLeadsThroughAllNotices: who follows next meets every notice once.
func TestNextLeadsThroughAllNotices(t *testing.T) {
	site := closingSite(t)
	for _, first := range []string{"/api/v1/notices?limit=1", "/api/v1/notices?per=4&state=closing,closed,vanished,stays", "/notices.json?limit=2"} {
		var met []string
		for path := first; path != ""; {
			var list noticeList
			if err := json.Unmarshal(ask(site, path).Body.Bytes(), &list); err != nil || list.Total != 6 {
				t.Fatalf("%s: %d, %v", path, list.Total, err)
			}
			for _, d := range list.Notices {
				met = append(met, d.ID)
			}
			path = ""
			if list.Next != nil {
				path = *list.Next
			}
		}
		if got := strings.Join(met, " "); got != "b2 a1 c3 d4 f6 e5" {
			t.Errorf("%s: met %s", first, got)
		}
	}
	if got := idsIn(t, "", ask(site, "/api/v1/notices?page=2&limit=4")); !slices.Equal(got, []string{"e5", "f6"}) {
		t.Errorf("the second page has %v", got)
	}
}

// FuzzNoticeFeeds: whatever a stranger asks, the answer is no fault of ours.
func FuzzNoticeFeeds(f *testing.F) {
	site := closingSite(f)
	for _, seed := range []string{"", "state=closing&language=pt-PT", "updated_since=2026-09-20T00:00:00Z&host=%00", "limit=1&cursor=e30", "%%%"} {
		f.Add("notices.atom", seed)
		f.Add("notices/a1.ics", seed)
	}
	f.Fuzz(func(t *testing.T, path, raw string) {
		for _, target := range []*url.URL{{Path: "/" + path, RawQuery: raw}, {Path: "/notices/" + path + ".ics", RawQuery: raw}, {Path: "/notices.ics", RawQuery: raw}, {Path: "/api/v1/notices", RawQuery: raw}} {
			request := httptest.NewRequest(http.MethodGet, "/", nil)
			request.URL = target
			answer := httptest.NewRecorder()
			site.ServeHTTP(answer, request)
			if answer.Code >= 500 {
				t.Errorf("%s: %d %s", target, answer.Code, answer.Body)
			}
		}
	})
}
