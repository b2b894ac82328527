package directory

import (
	"fmt"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"landfall"
)

func parseNotices(t testing.TB, raw string) NoticeQuery {
	t.Helper()
	values, err := url.ParseQuery(raw)
	if err != nil {
		t.Fatal(err)
	}
	q, bad := CheckNoticeQuery(values)
	if len(bad) > 0 {
		t.Fatalf("%q: %v", raw, bad)
	}
	return q
}

// closings is a directory with a notice of each kind, and one of a host that it does not
// know.
func closings() *Snapshot {
	day := func(n int) time.Time { return moment.AddDate(0, 0, n) }
	instance := func(host landfall.Host, software, language string, active int64) landfall.Instance {
		return landfall.Instance{Host: host, Status: landfall.StatusAlive, LastSeen: moment, LastVisit: moment, Facts: landfall.Facts{
			Software: landfall.Software{Name: software}, Languages: []string{language}, ActiveMonth: landfall.Known(active),
		}}
	}
	notice := func(id string, host landfall.Host, state landfall.NoticeState, announced, closes time.Time, changed int) landfall.Notice {
		return landfall.Notice{
			ID: id, Host: host, State: state, Announced: announced, ClosesFrom: closes, ClosesTo: closes, Found: day(-200),
			Events: []landfall.NoticeEvent{{At: day(-200), To: landfall.NoticeReported}, {At: day(changed), To: state}},
		}
	}
	return Build(Material{
		Instances: []landfall.Instance{
			instance("long.social", "mastodon", "de", 20), instance("short.social", "glitchsoc", "pt-PT", 300),
			instance("undated.social", "misskey", "ja", 20), instance("stays.social", "mastodon", "de", 20),
		},
		Notices: []landfall.Notice{
			notice("long", "long.social", landfall.NoticeCounting, day(-30), day(60), -10),
			notice("short", "short.social", landfall.NoticeCounting, day(-30), day(59), -20),
			notice("undated", "undated.social", landfall.NoticeConfirmed, day(-30), time.Time{}, -30),
			notice("closed", "elsewhere.social", landfall.NoticeClosed, day(-190), day(-90), -90),
			notice("vanished", "elsewhere.social", landfall.NoticeVanished, time.Time{}, time.Time{}, -100),
			notice("cancelled", "stays.social", landfall.NoticeCancelled, day(-50), day(10), -5),
			notice("handed", "stays.social", landfall.NoticeHandedOver, day(-150), day(10), -40),
			notice("rumour", "long.social", landfall.NoticeReported, day(-1), day(60), -1),
		},
	}, moment)
}

func found(s *Snapshot, q NoticeQuery) (ids []string) {
	for _, n := range s.FindNotices(q) {
		ids = append(ids, n.ID)
	}
	slices.Sort(ids)
	return ids
}

func TestFindNotices(t *testing.T) {
	s := closings()
	for raw, want := range map[string][]string{
		"":                                {"cancelled", "closed", "handed", "long", "short", "undated", "vanished"},
		"state=closing":                   {"long", "short", "undated"},
		"state=closed,vanished":           {"closed", "vanished"},
		"state=stays":                     {"cancelled", "handed"},
		"notice=90":                       {"closed", "handed", "long"},
		"notice=less":                     {"cancelled", "short"},
		"notice=unknown":                  {"undated", "vanished"},
		"software=mastodon":               {"cancelled", "handed", "long"},
		"software=family:mastodon":        {"cancelled", "handed", "long", "short"},
		"language=pt":                     {"short"},
		"language=de&language=ja":         {"cancelled", "handed", "long", "undated"},
		"size=small":                      {"short"},
		"size=unknown":                    nil,
		"host=elsewhere.social":           {"closed", "vanished"},
		"host=https://Long.Social/about":  {"long"},
		"host=nobody.social":              nil,
		"software=mastodon&state=closing": {"long"},
		"updated_since=" + moment.AddDate(0, 0, -20).Format(time.RFC3339): {"cancelled", "long", "short"},
		"updated_since=" + moment.Format(time.DateOnly):                   nil,
	} {
		if diff := cmp.Diff(want, found(s, parseNotices(t, raw))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", raw, diff)
		}
	}
}

// TestFindNoticesKeepsTheOrder: a filter leaves notices out and moves none.
func TestFindNoticesKeepsTheOrder(t *testing.T) {
	s := closings()
	last := -1
	for _, n := range s.FindNotices(parseNotices(t, "state=closing,stays")) {
		at := slices.Index(s.Notices(), n)
		if at <= last {
			t.Errorf("%s stands at %d after %d", n.ID, at, last)
		}
		last = at
	}
	if last < 0 || len(s.Notices()) != 7 {
		t.Errorf("found up to %d of %d notices", last, len(s.Notices()))
	}
}

func TestBadNoticeFilters(t *testing.T) {
	for raw, want := range map[string][]string{
		"state=opne":                      {"state: “opne” is not a state of a notice: closing, closed, vanished or stays."},
		"notice=91":                       {"notice: “91” is not a length of notice: 90, less or unknown."},
		"host=192.0.2.1":                  {"host: “192.0.2.1” is not the name of a host."},
		"updated_since=yesterday&size=xl": {"size: “xl” is not a size.", "updated_since: “yesterday” is not a time such as “2026-11-17T08:00:00Z” or a day such as “2026-11-17”."},
		"state=closing,nope":              {"state: “nope” is not a state of a notice: closing, closed, vanished or stays."},
		"sort=x&utm=1&state=&host=":       nil,
	} {
		values, err := url.ParseQuery(raw)
		if err != nil {
			t.Fatal(err)
		}
		_, bad := CheckNoticeQuery(values)
		var got []string
		for _, b := range bad {
			got = append(got, b.Error())
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", raw, diff)
		}
		if _, notes := ParseNoticeQuery(values); len(notes) != len(want) {
			t.Errorf("%s: notes %q", raw, notes)
		}
	}
}

func TestNoticeQueryIsCanonical(t *testing.T) {
	for raw, want := range map[string]string{
		"":                       "",
		"utm=1&state=any&page=2": "",
		"state=vanished&state=CLOSED,closed&size=":  "state=closed,vanished",
		"language=en-us,pt_br&software=Mastodon":    "language=en,pt&software=mastodon",
		"updated_since=2026-10-07T14:00:00%2B02:00": "updated_since=2026-10-07T12:00:00Z",
		"updated_since=2026-10-07&host=a.social":    "host=a.social&updated_since=2026-10-07T00:00:00Z",
	} {
		if got := parseNotices(t, raw).Canonical(); got != want {
			t.Errorf("%q: %q, want %q", raw, got, want)
		}
	}
}

func drawNoticeQuery(t *rapid.T) NoticeQuery {
	q := NoticeQuery{Chosen: Choices{}}
	for _, f := range noticeFacets {
		values := f.values
		switch f.key {
		case NoticeKeySoftware:
			values = openValues[KeySoftware]
		case NoticeKeyLanguage:
			values = []string{"de", "en-GB", "ja", "pt", Unknown}
		case NoticeKeyHost:
			values = []string{"long.social", "elsewhere.social", "xn--bcher-kva.social"}
		}
		if rapid.IntRange(0, 2).Draw(t, "set "+f.key) == 0 {
			q.Chosen[f.key] = rapid.SliceOfN(rapid.SampledFrom(values), 0, 3).Draw(t, f.key)
		}
	}
	if rapid.Bool().Draw(t, "since") {
		q.Since = moment.Add(-time.Duration(rapid.Int64Range(0, int64(200*24*time.Hour)).Draw(t, "ago")))
	}
	return q.normal()
}

// TestNoticeQueryRoundTrip: what is written of a query is read as the same query.
func TestNoticeQueryRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := drawNoticeQuery(t)
		values, err := url.ParseQuery(q.Canonical())
		if err != nil {
			t.Fatal(err)
		}
		got, bad := CheckNoticeQuery(values)
		if diff := cmp.Diff(q, got); diff != "" || len(bad) > 0 {
			t.Errorf("%s: %v (-want +got):\n%s", q.Canonical(), bad, diff)
		}
	})
}

// TestNoticeFacetsSayWhatTheyGive: a value gives as many notices as it says.
func TestNoticeFacetsSayWhatTheyGive(t *testing.T) {
	s := closings()
	rapid.Check(t, func(t *rapid.T) {
		q := drawNoticeQuery(t)
		for _, f := range s.NoticeFacets(q) {
			for _, v := range f.Values {
				alone := q.normal()
				alone.Chosen[f.Key] = []string{v.Value}
				if got := len(s.FindNotices(alone)); got != v.Count {
					t.Errorf("%s: %s=%s says %d, gives %d", q.Canonical(), f.Key, v.Value, v.Count, got)
				}
				if v.Selected != slices.Contains(q.Chosen[f.Key], v.Value) {
					t.Errorf("%s: %s=%s selected: %t", q.Canonical(), f.Key, v.Value, v.Selected)
				}
			}
		}
	})
}

func TestNoticeFacets(t *testing.T) {
	var got []string
	for _, f := range closings().NoticeFacets(parseNotices(t, "state=closing&software=gotosocial")) {
		for _, v := range f.Values {
			got = append(got, fmt.Sprintf("%s=%s %q %d %t", f.Key, v.Value, v.Label, v.Count, v.Selected))
		}
	}
	want := []string{
		`state=closing "Closing" 0 true`, `state=closed "Closed after a notice" 0 false`, `state=vanished "Vanished" 0 false`, `state=stays "Stays after all" 0 false`,
		`notice=90 "90 days and more" 0 false`, `notice=less "Less than 90 days" 0 false`, `notice=unknown "Not known" 0 false`,
		`software=family:mastodon "Mastodon and its forks" 2 false`, `software=glitchsoc "Glitch-soc" 1 false`, `software=mastodon "Mastodon" 1 false`,
		`software=misskey "Misskey" 1 false`, `software=gotosocial "GoToSocial" 0 true`,
		`size=solo "One or none" 0 false`, `size=tiny "2–49" 0 false`, `size=small "50–499" 0 false`, `size=medium "500–4,999" 0 false`,
		`size=large "5,000–49,999" 0 false`, `size=huge "50,000 and more" 0 false`, `size=unknown "Not known" 0 false`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("facets (-want +got):\n%s", diff)
	}
}
