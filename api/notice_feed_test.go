package api

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/google/go-cmp/cmp"

	"landfall"
)

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
