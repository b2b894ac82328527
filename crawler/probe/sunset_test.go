package probe

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall"
)

const (
	atSite  = "https://quiet-harbour-sim.social"
	closing = `{"announcedAt":"2026-01-01T00:00:00Z","closesAt":"2026-06-15T00:00:00Z","reason":"The team can no longer run this server.","url":"https://quiet-harbour-sim.social/closing"}`
)

var closes = time.Date(2026, 6, 15, 0, 0, 0, 0, time.UTC)

// sunsetIn adds a notice to a document of an ordinary server.
func sunsetIn(document, before, notice string) string {
	return strings.Replace(document, before, `"sunset":`+notice+`,`+before, 1)
}

func nodeinfoWith(notice string) string { return sunsetIn(mastodonNodeinfo, `"nodeName"`, notice) }

func TestANoticeInNodeinfo(t *testing.T) {
	announced := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	long := strings.Repeat("We are tired. ", 100)
	for name, tt := range map[string]struct {
		notice string
		want   landfall.Sunset // zero: none
	}{
		"all of it":                    {closing, landfall.Sunset{Announced: announced, Closes: closes, Reason: "The team can no longer run this server.", URL: atSite + "/closing"}},
		"only when":                    {`{"closesAt":"2026-06-15T00:00:00Z"}`, landfall.Sunset{Closes: closes}},
		"keys that nobody knows":       {`{"closesAt":"2026-06-15T00:00:00Z","closes_at":"2030-01-01T00:00:00Z","extra":[1]}`, landfall.Sunset{Closes: closes}},
		"another zone, and fractions":  {`{"closesAt":"2026-06-15t02:00:00.25+02:00"}`, landfall.Sunset{Closes: closes}},
		"announced, nobody knows when": {`{"closesAt":"2026-06-15T00:00:00Z","announcedAt":"in spring"}`, landfall.Sunset{Closes: closes}},
		"announced after the end":      {`{"closesAt":"2025-12-15T00:00:00Z","announcedAt":"2025-12-16T00:00:00Z"}`, landfall.Sunset{Closes: time.Date(2025, 12, 15, 0, 0, 0, 0, time.UTC)}},
		"announced next month":         {`{"closesAt":"2026-06-15T00:00:00Z","announcedAt":"2026-02-15T00:00:00Z"}`, landfall.Sunset{Closes: closes}},
		"announced in another age":     {`{"closesAt":"2026-06-15T00:00:00Z","announcedAt":"1970-01-01T00:00:00Z"}`, landfall.Sunset{Closes: closes}},
		"a reason with markup":         {`{"closesAt":"2026-06-15T00:00:00Z","reason":"<b>Why</b>\u202e? Ask me@quiet-harbour-sim.social"}`, landfall.Sunset{Closes: closes, Reason: "Why? Ask [address]"}},
		"a reason that is too long":    {`{"closesAt":"2026-06-15T00:00:00Z","reason":"` + long + `"}`, landfall.Sunset{Closes: closes, Reason: cutText(strings.TrimSpace(long), 500)}},
		"values of other types":        {`{"closesAt":"2026-06-15T00:00:00Z","announcedAt":7,"reason":{"en":"x"},"url":["x"]}`, landfall.Sunset{Closes: closes}},
		"no day":                       {`{"announcedAt":"2026-01-01T00:00:00Z","reason":"Soon"}`, landfall.Sunset{}},
		"a day without a time":         {`{"closesAt":"2026-06-15"}`, landfall.Sunset{}},
		"a number":                     {`{"closesAt":1781481600}`, landfall.Sunset{}},
		"null":                         {`null`, landfall.Sunset{}},
		"a text":                       {`"2026-06-15T00:00:00Z"`, landfall.Sunset{}},
		"a list":                       {`[` + closing + `]`, landfall.Sunset{}},
		"before there were servers":    {`{"closesAt":"2007-12-31T23:59:59Z"}`, landfall.Sunset{}},
		"in eleven years":              {`{"closesAt":"2037-01-01T00:00:00Z"}`, landfall.Sunset{}},
		"in the year of nothing":       {`{"closesAt":"0000-01-01T00:00:00Z"}`, landfall.Sunset{}},
		"nine years from now":          {`{"closesAt":"2035-01-01T00:00:00Z"}`, landfall.Sunset{Closes: time.Date(2035, 1, 1, 0, 0, 0, 0, time.UTC)}},
	} {
		t.Run(name, func(t *testing.T) {
			r, _ := visit(t, with(mastodonSite(), pathNodeinfo, nodeinfoWith(tt.notice)))
			if diff := cmp.Diff(tt.want, r.Facts.Sunset); diff != "" || r.Facts.Stated(landfall.FieldSunset) == tt.want.IsZero() {
				t.Errorf("notice (-want +got), stated %v:\n%s", r.Facts.Stated(landfall.FieldSunset), diff)
			}
			if e := r.Facts.Evidence[landfall.FieldSunset]; !tt.want.IsZero() && (e.Source != atSite+pathNodeinfo || e.Path != "metadata.sunset") {
				t.Errorf("evidence %+v", e)
			}
		})
	}
}

// A page on the closing is the server's own, and nobody's account.
func TestPagesOnAClosing(t *testing.T) {
	for link, taken := range map[string]bool{
		atSite + "/closing": true, "/closing": true, "https://QUIET-harbour-sim.social/closing": true,
		"": false, "http://quiet-harbour-sim.social/closing": false, "https://elsewhere-sim.social/closing": false,
		"https://quiet-harbour-sim.social.elsewhere-sim.social/closing": false, "//elsewhere-sim.social/closing": false,
		"https://help.quiet-harbour-sim.social/closing": false, "javascript:alert(1)": false, atSite + "/@admin": false,
		"https://x@quiet-harbour-sim.social/closing": false, "https://quiet-harbour-sim.social:8443/closing": false, atSite + "/" + strings.Repeat("a", 600): false,
	} {
		r, _ := visit(t, with(mastodonSite(), pathNodeinfo, nodeinfoWith(`{"closesAt":"2026-06-15T00:00:00Z","url":"`+link+`"}`)))
		want := ""
		if taken {
			want = atSite + "/closing"
		}
		if r.Facts.Sunset.URL != want || !r.Facts.Sunset.Closes.Equal(closes) {
			t.Errorf("%q: notice %+v", link, r.Facts.Sunset)
		}
	}
}

// nodeinfo counts before /api/v2/instance, that before /api/v1/instance, and a header
// last, in whatever order they are read.
func TestWhichNoticeCounts(t *testing.T) {
	when := func(day string) string { return `{"closesAt":"` + day + `T00:00:00Z"}` }
	header := http.Header{"Sunset": {"Thu, 01 Oct 2026 00:00:00 GMT"}, "Link": {`</closing>; rel="sunset"`}}
	for name, tt := range map[string]struct {
		nodeinfo, v2, v1 string
		header           http.Header
		want, source     string
	}{
		"all four":                  {when("2026-07-01"), when("2026-08-01"), when("2026-09-01"), header, "2026-07-01", pathNodeinfo},
		"not in nodeinfo":           {"", when("2026-08-01"), when("2026-09-01"), header, "2026-08-01", pathV2},
		"only in v1":                {"", "", when("2026-09-01"), header, "2026-09-01", pathV1},
		"only the header":           {"", "", "", header, "2026-10-01", pathNodeinfo},
		"nodeinfo's cannot be read": {when("soon"), "", "", header, "2026-10-01", pathNodeinfo},
		"nowhere":                   {"", "", "", nil, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			nodeinfo, v2, v1 := mastodonNodeinfo, strings.Replace(mastodonV2, `"enabled":true`, `"enabled":false`, 1), mastodonV1
			if tt.nodeinfo != "" {
				nodeinfo = nodeinfoWith(tt.nodeinfo)
			}
			if tt.v2 != "" {
				v2 = sunsetIn(v2, `"title"`, tt.v2)
			}
			if tt.v1 != "" {
				v1 = sunsetIn(v1, `"title"`, tt.v1)
			}
			answers := with(with(mastodonSite(), pathV2, v2), pathV1, v1)
			answers[pathNodeinfo] = answer{body: nodeinfo, header: tt.header}
			r, s := visit(t, answers)
			if !slices.Contains(s.asked, pathV1) {
				t.Fatalf("asked for %v", s.asked)
			}
			got := ""
			if r.Facts.Stated(landfall.FieldSunset) {
				got = r.Facts.Sunset.Closes.Format(time.DateOnly)
			}
			source := strings.TrimPrefix(r.Facts.Evidence[landfall.FieldSunset].Source, atSite)
			if got != tt.want || source != tt.source || r.Facts.Sunset.Header != (strings.HasPrefix(tt.want, "2026-10")) {
				t.Errorf("%+v from %q, want %s from %q", r.Facts.Sunset, source, tt.want, tt.source)
			}
		})
	}
}

// A header alone is believed on nodeinfo with a page of the server's own, and nowhere
// else: APIs retire versions of themselves with it.
func TestAHeaderAlone(t *testing.T) {
	const date, own = "Mon, 15 Jun 2026 00:00:00 GMT", `<https://quiet-harbour-sim.social/closing>; rel="sunset"`
	for name, tt := range map[string]struct {
		path     string
		header   http.Header
		believed bool
	}{
		"on nodeinfo, with a page":        {pathNodeinfo, http.Header{"Sunset": {date}, "Link": {own}}, true},
		"in an older form of date":        {pathNodeinfo, http.Header{"Sunset": {"Monday, 15-Jun-26 00:00:00 GMT"}, "Link": {own}}, true},
		"said twice":                      {pathNodeinfo, http.Header{"Sunset": {date, date}, "Link": {own}}, true},
		"among other links":               {pathNodeinfo, http.Header{"Sunset": {date}, "Link": {`</style.css>; rel=preload, <https://docs-sim.social/>; rel="help"`, `<https://docs-sim.social/>; rel=sunset, </closing>; rel="alternate Sunset"`}}, true},
		"without a page":                  {pathNodeinfo, http.Header{"Sunset": {date}}, false},
		"with the manual of the software": {pathNodeinfo, http.Header{"Sunset": {date}, "Link": {`<https://docs-sim.social/nodeinfo>; rel="sunset"`}}, false},
		"with a page on something else":   {pathNodeinfo, http.Header{"Sunset": {date}, "Link": {`</about>; rel="help"`}}, false},
		"with a page on another resource": {pathNodeinfo, http.Header{"Sunset": {date}, "Link": {`</closing>; rel="sunset"; anchor="/api/v1/"`}}, false},
		"two days":                        {pathNodeinfo, http.Header{"Sunset": {date, "Tue, 16 Jun 2026 00:00:00 GMT"}, "Link": {own}}, false},
		"not a day":                       {pathNodeinfo, http.Header{"Sunset": {"2026-06-15"}, "Link": {own}}, false},
		"in a hundred years":              {pathNodeinfo, http.Header{"Sunset": {"Mon, 15 Jun 2126 00:00:00 GMT"}, "Link": {own}}, false},
		"only a page":                     {pathNodeinfo, http.Header{"Link": {own}}, false},
		"on a version of the API":         {pathV2, http.Header{"Sunset": {date}, "Link": {own}}, false},
		"on the link to nodeinfo":         {pathWellKnown, http.Header{"Sunset": {date}, "Link": {own}}, false},
	} {
		t.Run(name, func(t *testing.T) {
			answers := mastodonSite()
			a := answers[tt.path]
			a.header = tt.header
			answers[tt.path] = a
			r, _ := visit(t, answers)
			want := landfall.Sunset{}
			if tt.believed {
				want = landfall.Sunset{Closes: closes, URL: atSite + "/closing", Header: true}
			}
			if diff := cmp.Diff(want, r.Facts.Sunset); diff != "" || r.Facts.Stated(landfall.FieldSunset) != tt.believed {
				t.Errorf("notice (-want +got):\n%s", diff)
			}
		})
	}
}

// A notice goes when its document no longer has it, at a health check too.
func TestANoticeIsTakenBack(t *testing.T) {
	first, _ := visit(t, with(mastodonSite(), pathNodeinfo, nodeinfoWith(closing)))
	for name, answers := range map[string]map[string]answer{
		"gone": mastodonSite(), "without a day": with(mastodonSite(), pathNodeinfo, nodeinfoWith(`{"reason":"Soon"}`)),
	} {
		later := &Visit{Host: testHost, Now: testNow.Add(time.Hour), Fetcher: &site{answers: answers}}
		known := first.Facts.Merge(Health(t.Context(), later, atSite+pathNodeinfo).Facts)
		if !known.Stated(landfall.FieldSunset) || !known.Sunset.IsZero() || !known.Evidence[landfall.FieldSunset].FirstSeen.Equal(later.Now) {
			t.Errorf("%s: notice %+v, %+v", name, known.Sunset, known.Evidence[landfall.FieldSunset])
		}
	}
	broken, _ := visitAt(with(mastodonSite(), pathNodeinfo, `{"version":`), 1)
	if known := first.Facts.Merge(broken.Facts); broken.Outcome != landfall.OutcomeAnswered || known.Sunset != first.Facts.Sunset {
		t.Errorf("a document that is broken took the notice back: %+v", known.Sunset)
	}
}

func TestLinksOfAHeader(t *testing.T) {
	for text, want := range map[string]string{
		`<a>; rel=sunset`: "a",
		`<a>;rel="x sunset y", <b>; rel=next,<c>;REL=SUNSET`: "a c",
		`<a,b>; title="; rel=sunset, <x>"; rel=sunset`:       "a,b",
		`<a>; title="\"<x>; rel=sunset"`:                     "",
		`<a>; rel=next; rel=sunset`:                          "",
		`<a>; rel=sunset; anchor="#x"`:                       "",
		`<a>; rev=sunset`:                                    "",
		`<a> rel=sunset`:                                     "",
		`a; rel=sunset`:                                      "",
		`<a; rel=sunset`:                                     "",
		`<a>; rel="sunset`:                                   "a",
		`<a>; rel="sunset\`:                                  "a",
		`<a>;;; =; rel = sunset ; x`:                         "a",
		`, ,<a>; rel=sunset,,`:                               "a",
		``:                                                   "",
	} {
		if got := strings.Join(headerLinks([]string{text}, "sunset"), " "); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
