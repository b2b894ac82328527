package api

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
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

// idsIn returns the ids of all notices that an answer in any format tells of, sorted.
func idsIn(t testing.TB, path string, answer *httptest.ResponseRecorder) []string {
	t.Helper()
	body, ids := answer.Body.Bytes(), []string{}
	fail := func(err error) {
		if err != nil {
			t.Fatalf("%s: %v: %q", path, err, body)
		}
	}
	path, _, _ = strings.Cut(path, "?")
	switch {
	case strings.HasSuffix(path, ".csv"):
		table, err := csv.NewReader(strings.NewReader(string(body))).ReadAll()
		fail(err)
		for _, row := range table[1:] {
			ids = append(ids, row[0])
		}
	case strings.HasSuffix(path, ".ndjson"):
		for line := range strings.Lines(string(body)) {
			var d noticeDocument
			fail(json.Unmarshal([]byte(line), &d))
			ids = append(ids, d.ID)
		}
	case strings.HasSuffix(path, ".atom"):
		for _, e := range readAtom(t, body).Entries {
			ids = append(ids, e.ID[strings.LastIndexByte(e.ID, '/')+1:])
		}
	case strings.HasSuffix(path, ".ics"):
		calendar, err := ics.ParseCalendar(strings.NewReader(string(body)))
		fail(err)
		for _, e := range calendar.Events() {
			ids = append(ids, strings.TrimSuffix(strings.TrimPrefix(e.Id(), "notice-"), "@landfall.example"))
		}
	default:
		var list noticeList
		fail(json.Unmarshal(body, &list))
		for _, d := range list.Notices {
			ids = append(ids, d.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

// TestOneFilterForAllFormats: the same parameters find the same notices everywhere; a
// calendar has those with a day.
func TestOneFilterForAllFormats(t *testing.T) {
	site := closingSite(t)
	for _, tt := range []struct{ query, all, dated string }{
		{"", "a1 b2 c3 d4 e5 f6", "a1 b2 c3 d4 e5"},
		{"state=closing", "a1 b2 c3", "a1 b2 c3"},
		{"state=vanished,closed", "e5 f6", "e5"},
		{"state=stays", "d4", "d4"},
		{"notice=90", "a1 d4", "a1 d4"}, // from 1 February to 1 May it is 89 days
		{"notice=less", "b2 e5", "b2 e5"},
		{"notice=unknown", "c3 f6", "c3"},
		{"software=mastodon", "a1", "a1"},
		{"language=de", "a1", "a1"},
		{"size=medium", "", ""},
		{"host=f-sim.social&host=vanished-sim.social", "f6", ""},
		{"updated_since=2026-09-20", "b2 d4", "b2 d4"},
	} {
		for _, path := range []string{"/api/v1/notices", "/notices.json", "/notices.ndjson", "/notices.csv", "/notices.atom", "/notices.ics", "/api/v1/notices.atom"} {
			want := tt.all
			if strings.HasSuffix(path, ".ics") {
				want = tt.dated
			}
			answer := ask(site, path+"?"+tt.query)
			if got := strings.Join(idsIn(t, path, answer), " "); answer.Code != 200 || got != want {
				t.Errorf("%s?%s: %d, %q, want %q", path, tt.query, answer.Code, got, want)
			}
		}
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

// TestFeedsAreTheSameUntilSomethingChanges: a new snapshot is no news.
func TestFeedsAreTheSameUntilSomethingChanges(t *testing.T) {
	s := start(t, func(a *api) { a.deps.Site = "https://landfall.example" })
	tags := func(at time.Time, notices ...landfall.Notice) (tags []string) {
		s.current.Store(build(world(), at, notices...))
		for _, path := range []string{"/notices.atom", "/notices.ics", "/notices.csv", "/notices.ndjson", "/notices/a1.ics"} {
			tags = append(tags, s.get(t, Prefix+path).Header.Get("ETag"))
		}
		return tags
	}
	first := tags(now, farewells()...)
	if diff := cmp.Diff(first, tags(now.Add(time.Minute), farewells()...)); diff != "" {
		t.Errorf("a minute later (-before +after):\n%s", diff)
	}
	changed := farewells()
	changed[0].Events = append(changed[0].Events, landfall.NoticeEvent{At: now, From: landfall.NoticeCounting, To: landfall.NoticeCounting, By: "operator", Why: "A day later.", ClosesTo: on(11, 18)})
	changed[0].ClosesFrom, changed[0].ClosesTo = on(11, 18), on(11, 18)
	for i, tag := range tags(now, changed...) {
		if tag == first[i] {
			t.Errorf("feed %d has the tag of before a day moved", i)
		}
	}
}

// atomDocument is a feed as RFC 4287 has it, with all that it requires.
type atomDocument struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"http://www.w3.org/2005/Atom id"`
	Title   string      `xml:"http://www.w3.org/2005/Atom title"`
	Updated time.Time   `xml:"http://www.w3.org/2005/Atom updated"`
	Author  string      `xml:"http://www.w3.org/2005/Atom author>name"`
	Links   []atomLink  `xml:"http://www.w3.org/2005/Atom link"`
	Entries []atomEntry `xml:"http://www.w3.org/2005/Atom entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID        string     `xml:"http://www.w3.org/2005/Atom id"`
	Title     string     `xml:"http://www.w3.org/2005/Atom title"`
	Published time.Time  `xml:"http://www.w3.org/2005/Atom published"`
	Updated   time.Time  `xml:"http://www.w3.org/2005/Atom updated"`
	Links     []atomLink `xml:"http://www.w3.org/2005/Atom link"`
	Content   struct {
		Type string `xml:"type,attr"`
		Text string `xml:",chardata"`
		Any  []any  `xml:",any"`
	} `xml:"http://www.w3.org/2005/Atom content"`
}

func readAtom(t testing.TB, body []byte) atomDocument {
	t.Helper()
	var feed atomDocument
	if err := xml.Unmarshal(body, &feed); err != nil {
		t.Fatalf("%v: %s", err, body)
	}
	return feed
}

func TestAtomHasWhatItNeeds(t *testing.T) {
	site := closingSite(t)
	feed := readAtom(t, ask(site, "/notices.atom?state=closing,stays").Body.Bytes())
	if feed.ID != "tag:landfall.example,2026:notices?state=closing,stays" || !strings.Contains(feed.Title, "Closing") || feed.Author == "" || !feed.Updated.Equal(on(10, 1)) {
		t.Errorf("feed %+v", feed)
	}
	want := []atomLink{{"self", "https://landfall.example/notices.atom?state=closing,stays"}, {"alternate", "https://landfall.example/notices?state=closing,stays"}}
	if diff := cmp.Diff(want, feed.Links); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
	var titles []string
	for i, e := range feed.Entries {
		titles = append(titles, e.Title)
		id := strings.TrimPrefix(e.ID, "tag:landfall.example,2026:notices/")
		if diff := cmp.Diff([]atomLink{{"alternate", "https://landfall.example/notices/" + id}}, e.Links); diff != "" {
			t.Errorf("%s: links (-want +got):\n%s", e.ID, diff)
		}
		if e.Published.IsZero() || e.Content.Type != "text" || e.Content.Text == "" || len(e.Content.Any) > 0 || i > 0 && e.Updated.After(feed.Entries[i-1].Updated) {
			t.Errorf("entry %d: %+v", i, e)
		}
	}
	if diff := cmp.Diff([]string{
		"hostile-sim.social closes between 24 October 2026 and 31 October 2026", "stays-sim.social does not close after all",
		"lantern-sim.social closes, on a day that is not known", "quiet-harbour-sim.social closes on 17 November 2026",
	}, titles); diff != "" {
		t.Errorf("titles (-want +got):\n%s", diff)
	}
	empty := readAtom(t, ask(site, "/notices.atom?host=nobody-sim.social").Body.Bytes())
	if len(empty.Entries) != 0 || !empty.Updated.Equal(on(10, 7)) {
		t.Errorf("empty feed: %+v", empty)
	}
}

// TestAtomIsBounded: the newest hundred by their last event.
func TestAtomIsBounded(t *testing.T) {
	s := start(t, nil)
	var notices []landfall.Notice
	for i := range 130 {
		notices = append(notices, landfall.Notice{
			ID: fmt.Sprintf("n%03d", i), Host: landfall.Host(fmt.Sprintf("n%03d-sim.social", i)), State: landfall.NoticeConfirmed, Found: on(1, 1).Add(time.Duration(i*37%130) * time.Hour),
		})
	}
	s.current.Store(build(world(), now, notices...))
	got := readAtom(t, s.get(t, Prefix+"/notices.atom").body)
	if len(got.Entries) != 100 || !got.Entries[0].Updated.Equal(on(1, 1).Add(129*time.Hour)) || !got.Entries[99].Updated.Equal(on(1, 1).Add(30*time.Hour)) {
		t.Errorf("%d entries", len(got.Entries))
	}
}

// TestStrangersTextsStayTexts: what a stranger writes breaks out of no format.
func TestStrangersTextsStayTexts(t *testing.T) {
	site := closingSite(t)
	calendar, err := ics.ParseCalendar(strings.NewReader(ask(site, "/notices/b2.ics").Body.String()))
	if err != nil || len(calendar.Events()) != 1 || len(calendar.Events()[0].Properties) != 11 || len(calendar.Events()[0].Components) != 0 {
		t.Errorf("calendar %v, %v", calendar, err)
	}
	for _, path := range []string{"/notices.ics", "/notices.atom", "/notices.csv"} {
		body := ask(site, path).Body.String()
		for _, bad := range []string{"\u202e", "\x00", "\nX-EVIL", "\nBEGIN:VALARM", "\nACTION", "\u2028"} {
			if strings.Contains(body, bad) {
				t.Errorf("%s has %q", path, bad)
			}
		}
		if unfolded := strings.ReplaceAll(body, "\r\n ", ""); !strings.Contains(unfolded, "👩‍👩‍👧") {
			t.Errorf("%s has lost a family", path)
		}
	}
	if body := ask(site, "/notices.atom").Body.String(); strings.Contains(body, "<script") {
		t.Errorf("the feed has an element of a stranger: %s", body)
	}
	table, err := csv.NewReader(strings.NewReader(ask(site, "/notices.csv?host=hostile-sim.social").Body.String())).ReadAll()
	if err != nil || len(table) != 2 {
		t.Fatalf("%d rows, %v", len(table), err)
	}
	if quote := table[1][slices.Index(table[0], "quote")]; !strings.HasPrefix(quote, "'=cmd|") {
		t.Errorf("a cell begins with %.10q", quote)
	}
}

// TestCalendarTakesAway: what does not close, or has no day any more, is cancelled.
func TestCalendarTakesAway(t *testing.T) {
	calendar, err := ics.ParseCalendar(strings.NewReader(ask(closingSite(t), "/notices.ics").Body.String()))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, e := range calendar.Events() {
		of := func(p ics.ComponentProperty) string { return e.GetProperty(p).Value }
		got[e.Id()] = strings.Join([]string{of(ics.ComponentPropertyStatus), of(ics.ComponentPropertyDtStart), of(ics.ComponentPropertyDtEnd), of(ics.ComponentPropertySequence), of(ics.ComponentPropertySummary)}, " ")
	}
	if diff := cmp.Diff(map[string]string{
		"notice-a1@landfall.example": "CONFIRMED 20261117 20261118 2 quiet-harbour-sim.social closes",
		"notice-b2@landfall.example": "CONFIRMED 20261024 20261101 1 hostile-sim.social closes",
		"notice-c3@landfall.example": "CANCELLED 20261201 20261202 2 lantern-sim.social closes",
		"notice-d4@landfall.example": "CANCELLED 20261001 20261002 2 stays-sim.social closes",
		"notice-e5@landfall.example": "CONFIRMED 20260501 20260502 1 kindly-sim.social closes",
	}, got); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
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
