package probe

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"landfall"
)

// mostFacts bounds the facts of one visit in bytes of JSON: a hundred rules with
// hints, the long texts, and the escapes that JSON adds to them.
const mostFacts = 8 << 20

// checkVisit runs a visit twice and fails t unless it comes to the same, and to
// something bounded and consistent.
func checkVisit(t *testing.T, answers map[string]answer) {
	t.Helper()
	run := func() Result {
		return Run(context.Background(), &Visit{Host: testHost, Now: testNow, Fetcher: &site{answers: answers}})
	}
	r := run()
	if diff := cmp.Diff(r, run()); diff != "" {
		t.Fatalf("two visits differ:\n%s", diff)
	}
	text, err := json.Marshal(r.Facts)
	if err != nil || len(text) > mostFacts {
		t.Fatalf("%d bytes of facts, error %v", len(text), err)
	}
	if (r.Outcome == landfall.OutcomeAnswered) != (r.Reason == "") {
		t.Fatalf("outcome %s with reason %q", r.Outcome, r.Reason)
	}
	f := r.Facts
	for field, most := range map[string]int{f.Name: maxName, f.Description: maxDescription, f.Extended: maxExtended, f.Signup.Message: maxRule} {
		if !utf8.ValidString(field) || utf8.RuneCountInString(field) > most {
			t.Fatalf("text %.200q is no valid text of at most %d characters", field, most)
		}
	}
	for _, c := range []landfall.Count{f.Users, f.ActiveMonth, f.ActiveHalfyear} {
		if c.Known && (c.N < 0 || c.N > landfall.MaxPeople) || !c.Known && c.Reason == "" && r.Outcome == landfall.OutcomeAnswered {
			t.Fatalf("count %+v", c)
		}
	}
	if len(f.Rules) > maxRules || len(f.Languages) > maxLanguages || len(f.Software.Version) > maxVersionBytes {
		t.Fatalf("%d rules, %d languages, version of %d bytes", len(f.Rules), len(f.Languages), len(f.Software.Version))
	}
	if name := f.Software.Name; name != "" && !namePattern.MatchString(name) {
		t.Fatalf("software name %q", name)
	}
	if len(f.Tags) > maxTags || len(f.Announcements) > maxAnnouncements || f.MaxCharacters < 0 || f.ApprovalWait < 0 || f.Blocks.Total < 0 {
		t.Fatalf("details %+v", f.Details)
	}
	for _, link := range []string{f.Terms, f.Privacy, f.StatusPage, f.Thumbnail} {
		if link != "" && (!strings.HasPrefix(link, "https://") || strings.Contains(link, "@") || len(link) > 4*maxLink) {
			t.Fatalf("link %q", link)
		}
	}
	if s := f.Sunset; f.Stated(landfall.FieldSunset) == s.IsZero() || !s.IsZero() && (s.Closes.Year() < 2008 || s.Closes.Year() > testNow.Year()+10 || s.Announced.After(s.Closes)) {
		t.Fatalf("notice %+v", s)
	}
	if utf8.RuneCountInString(f.Sunset.Reason) > landfall.SunsetReason || f.Sunset.URL != "" && !strings.HasPrefix(f.Sunset.URL, "https://"+string(testHost)+"/") {
		t.Fatalf("notice %+v", f.Sunset)
	}
	for field, evidence := range f.Evidence {
		if evidence.Source == "" || evidence.Path == "" {
			t.Fatalf("%s has no evidence: %+v", field, evidence)
		}
	}
}

func FuzzNodeinfo(f *testing.F) {
	f.Add([]byte(mastodonNodeinfo), false)
	f.Add([]byte(`{"version":"1.0","software":{"name":"diaspora"},"protocols":{"inbound":[]},"metadata":[]}`), true)
	f.Add([]byte(`{"software":{"name":"x","version":"a (compatible; b/c)"},"openRegistrations":"FALSE","metadata":{"langs":["en"]}}`), false)
	f.Add([]byte(`{"usage":{"users":{"total":1e400,"activeMonth":-0.0}},"software":{"name":"A b_c.D"}}`), false)
	f.Add([]byte(nodeinfoWith(closing)), false)
	f.Add([]byte(nodeinfoWith(`{"closesAt":"9999-12-31T23:59:60+24:00","announcedAt":"0001-01-01T00:00:00Z","url":"//x@y/"}`)), false)
	f.Fuzz(func(t *testing.T, body []byte, page bool) {
		answers := withNodeinfo(string(body))
		if page {
			answers[pathNodeinfo] = answer{body: string(body), media: "text/html"}
		}
		checkVisit(t, answers)
	})
}

func FuzzInstance(f *testing.F) {
	f.Add([]byte(mastodonV2), []byte(mastodonV1), []byte(extended))
	f.Add([]byte(`{"domain":"x","version":"1"}`), []byte(`{}`), []byte(`[{"text":"<b>a</b>&#x202e;"}]`))
	f.Add([]byte(`[]`), []byte(`{"uri":"x","version":"4 (not true; really a/b)","stats":{"user_count":"1"},"rules":["a"]}`), []byte(`null`))
	f.Add([]byte(sunsetIn(mastodonV2, `"title"`, closing)), []byte(sunsetIn(mastodonV1, `"title"`, `{"closesAt":7}`)), []byte(`[]`))
	f.Fuzz(func(t *testing.T, v2, v1, more []byte) {
		answers := with(with(nil, pathV2, string(v2)), pathV1, string(v1))
		checkVisit(t, with(with(answers, pathRules, string(more)), pathExtended, string(more)))
	})
}

// ownPaths are where families keep documents of their own.
var ownPaths = []string{
	"/api/meta", "/api/stats", "/api/announcements", "/api/hashtags/trend", "/api/v3/site", "/api/v4/site", "/api/alpha/site", "/api/info", "/api/instance",
	"/api/defederated", "/api/v1/config", "/api/v1/config/about", "/api/v1/server/stats", "/friendica/json", "/siteinfo.json", "/api/gnusocial/config.json",
	"/api", "/api/config", "/about.json", "/statistics.json", "/.well-known/x-nodeinfo2", pathBlocks, pathTags, pathExtended, pathRules, pathV2, pathV1,
}

// FuzzFamilies answers every path of a family with the same bytes.
func FuzzFamilies(f *testing.F) {
	for i, tt := range familyTests() {
		for path, a := range tt.answers {
			if path != pathWellKnown && path != pathNodeinfo {
				f.Add(byte(i), []byte(a.body))
			}
		}
	}
	f.Fuzz(func(t *testing.T, which byte, body []byte) {
		name := families[int(which)%len(families)].names[0]
		answers := withNodeinfo(`{"software":{"name":"` + name + `"}}`)
		if which&0x80 != 0 {
			answers = map[string]answer{}
		}
		for _, path := range ownPaths {
			answers[path] = answer{body: string(body)}
		}
		checkVisit(t, answers)
	})
}

// FuzzSunsetHeader reads a header of nodeinfo as it came.
func FuzzSunsetHeader(f *testing.F) {
	f.Add("Mon, 15 Jun 2026 00:00:00 GMT", `</closing>; rel="sunset"`)
	f.Add("Monday, 15-Jun-26 00:00:00 GMT", `<a,b>; title="\"; rel=sunset, <x>"; rel=sunset`)
	f.Add("", `,;<>;"`)
	f.Fuzz(func(t *testing.T, date, link string) {
		answers := mastodonSite()
		answers[pathNodeinfo] = answer{body: mastodonNodeinfo, header: http.Header{"Sunset": {date}, "Link": {link}}}
		checkVisit(t, answers)
	})
}

func FuzzWellKnown(f *testing.F) {
	f.Add([]byte(links))
	f.Add([]byte(`{"links":{"rel":"http://nodeinfo.diaspora.software/ns/schema/1.0","href":"//quiet-harbour-sim.social/nodeinfo/2.0"},"0":{"rel":"https://x/schema/2.0","href":"/nodeinfo/2.0"}}`))
	f.Add([]byte(`{"links":[{"rel":"http://x/schema/2.1","href":"http://[::1]:22/"}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		answers := with(withNodeinfo(mastodonNodeinfo), pathWellKnown, string(body))
		checkVisit(t, answers)
		v := &Visit{Host: testHost, Now: testNow, Fetcher: &site{answers: answers}}
		v.begin()
		urls, err := v.wellKnown(context.Background())
		if err == nil && len(urls) == 0 || len(urls) > 5 {
			t.Fatalf("%d links and error %v", len(urls), err)
		}
		for _, u := range urls {
			if u.Scheme != "https" || landfall.Host(u.Host).Registrable() != testHost.Registrable() {
				t.Fatalf("link to %s", u)
			}
		}
	})
}
