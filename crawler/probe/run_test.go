package probe

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall"
	"landfall/internal/netguard"
)

// documents of an ordinary Mastodon server.
const (
	mastodonNodeinfo = `{"version":"2.0","software":{"name":"mastodon","version":"4.5.0"},"protocols":["activitypub"],
		"usage":{"users":{"total":120,"activeMonth":30,"activeHalfyear":60},"localPosts":4000},"openRegistrations":true,
		"metadata":{"nodeName":"Quiet Harbour","nodeDescription":"For sailors"}}`
	mastodonV2 = `{"domain":"quiet-harbour-sim.social","title":"Quiet Harbour Social","version":"4.5.0","source_url":"https://github.com/mastodon/mastodon",
		"description":"A server for sailors","usage":{"users":{"active_month":31}},"languages":["en","nl"],
		"registrations":{"enabled":true,"approval_required":true},"rules":[{"id":"1","text":"Be kind","hint":"Always"}]}`
	mastodonV1 = `{"uri":"quiet-harbour-sim.social","title":"Quiet Harbour v1","short_description":"Sailors","description":"<p>Sailors and others</p>","version":"4.5.0",
		"stats":{"user_count":121,"status_count":4001,"domain_count":900},"languages":["en"],"registrations":false,"approval_required":false,"invites_enabled":true,"rules":[]}`
	extended = `{"updated_at":"2026-01-01T00:00:00Z","content":"<p>We sail.</p><p>Come aboard.</p>"}`
)

func mastodonSite() map[string]answer {
	return map[string]answer{
		pathWellKnown: {body: links}, pathNodeinfo: {body: mastodonNodeinfo}, pathV2: {body: mastodonV2}, pathV1: {body: mastodonV1},
		pathExtended: {body: extended},
	}
}

func TestAMastodonServerCostsFiveRequestsWithRobots(t *testing.T) {
	result, s := visit(t, mastodonSite())
	if diff := cmp.Diff([]string{pathWellKnown, pathNodeinfo, pathV2, pathExtended}, s.asked); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
	const at = "https://quiet-harbour-sim.social"
	evidence := func(path, field string) landfall.Evidence {
		return landfall.Evidence{Source: at + path, Path: field, FirstSeen: testNow, LastSeen: testNow}
	}
	want := landfall.Facts{
		Name: "Quiet Harbour Social", Description: "A server for sailors", Extended: "We sail.\n\nCome aboard.",
		Software:  landfall.Software{Name: "mastodon", Version: "4.5.0"},
		Signup:    landfall.Signup{Mode: landfall.SignupApproval, Basis: "registrations.enabled=true, registrations.approval_required=true"},
		Rules:     []landfall.Rule{{Text: "Be kind", Hint: "Always"}},
		Languages: []string{"en", "nl"},
		Users:     landfall.Known(120), ActiveMonth: landfall.Known(31), ActiveHalfyear: landfall.Known(60), Posts: landfall.Known(4000),
		Evidence: map[landfall.Field]landfall.Evidence{
			landfall.FieldName:           evidence(pathV2, "title"),
			landfall.FieldDescription:    evidence(pathV2, "description"),
			landfall.FieldExtended:       evidence(pathExtended, "content"),
			landfall.FieldSoftware:       evidence(pathNodeinfo, "software.name, software.version"),
			landfall.FieldSignup:         evidence(pathV2, "registrations.enabled, registrations.approval_required"),
			landfall.FieldRules:          evidence(pathV2, "rules"),
			landfall.FieldLanguages:      evidence(pathV2, "languages"),
			landfall.FieldUsers:          evidence(pathNodeinfo, "usage.users.total"),
			landfall.FieldActiveMonth:    evidence(pathV2, "usage.users.active_month"),
			landfall.FieldActiveHalfyear: evidence(pathNodeinfo, "usage.users.activeHalfyear"),
			landfall.FieldPosts:          evidence(pathNodeinfo, "usage.localPosts"),
		},
	}
	if diff := cmp.Diff(want, result.Facts); diff != "" {
		t.Errorf("facts (-want +got):\n%s", diff)
	}
	if result.Outcome != landfall.OutcomeAnswered || result.Class != landfall.ClassNone || result.Reason != "" || result.Status != 200 {
		t.Errorf("result %+v, want answered", result)
	}
	if p := result.Peers; len(p.Lists) != 1 || p.At.String()+p.Lists[0].Path != at+"/api/v1/instance/peers" {
		t.Errorf("peers at %v", result.Peers)
	}
}

func TestWhatIsAskedFor(t *testing.T) {
	without := func(answers map[string]answer, paths ...string) map[string]answer {
		for _, p := range paths {
			delete(answers, p)
		}
		return answers
	}
	nodeinfoOf := func(name string) map[string]answer {
		return withNodeinfo(strings.Replace(mastodonNodeinfo, `"mastodon"`, `"`+name+`"`, 1))
	}
	closedV2 := strings.Replace(mastodonV2, `"enabled":true`, `"enabled":false`, 1)
	tests := []struct {
		name    string
		answers map[string]answer
		asked   string // by their last parts
		peers   bool
	}{
		{name: "lemmy is not asked for Mastodon's documents", answers: nodeinfoOf("lemmy"), asked: "nodeinfo 2.0 site site", peers: true},
		{name: "so is misskey", answers: nodeinfoOf("misskey"), asked: "nodeinfo 2.0 meta", peers: true},
		{name: "unknown software is asked for both", answers: nodeinfoOf("never-heard-of"), asked: "nodeinfo 2.0 v2 v1"},
		{name: "bookwyrm has only v1", answers: with(nodeinfoOf("bookwyrm"), pathV1, mastodonV1), asked: "nodeinfo 2.0 v1", peers: true},
		{name: "pixelfed has no peers", answers: with(nodeinfoOf("pixelfed"), pathV2, mastodonV2), asked: "nodeinfo 2.0 v2"},
		{name: "closed: v1 knows about invitations", answers: with(mastodonSite(), pathV2, closedV2), asked: "nodeinfo 2.0 v2 v1", peers: true},
		{
			name: "no counts in nodeinfo: v1 has them", asked: "nodeinfo 2.0 v2 v1", peers: true,
			answers: with(mastodonSite(), pathNodeinfo, `{"version":"2.0","software":{"name":"mastodon","version":"4.5.0"},"openRegistrations":true}`),
		},
		{name: "no v2", answers: without(mastodonSite(), pathV2), asked: "nodeinfo 2.0 v2 v1", peers: true},
		{name: "no nodeinfo", answers: without(mastodonSite(), pathWellKnown), asked: "nodeinfo v2 v1 extended_description"},
		{name: "nodeinfo document missing", answers: without(mastodonSite(), pathNodeinfo), asked: "nodeinfo 2.0 v2 v1"},
		{name: "v2 without rules", answers: with(mastodonSite(), pathV2, strings.Replace(mastodonV2, `"rules"`, `"_"`, 1)), asked: "nodeinfo 2.0 v2 rules", peers: true},
		{name: "a web site", answers: map[string]answer{}, asked: "nodeinfo v2 v1 statistics.json"},
		{
			name: "the next nodeinfo version if the highest is broken", asked: "nodeinfo 2.1 2.0 v2", peers: true,
			answers: with(mastodonSite(), pathWellKnown, strings.Replace(links, `[{`, `[{"rel":"`+schema+`2.1","href":"/nodeinfo/2.1"},{`, 1)),
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			result, s := visit(t, tt.answers)
			var asked []string
			for _, p := range s.asked {
				parts := strings.Split(strings.TrimSuffix(p, "/instance"), "/")
				asked = append(asked, parts[len(parts)-1])
			}
			if got := strings.Join(asked, " "); got != tt.asked {
				t.Errorf("asked for %q, want %q", got, tt.asked)
			}
			if !result.Peers.Empty() != tt.peers {
				t.Errorf("peers at %v, want any: %v", result.Peers, tt.peers)
			}
		})
	}
}

// v1 is read after v2 and states less: what v2 said stays.
func TestTheMoreSpecificDocumentWins(t *testing.T) {
	closed := strings.Replace(mastodonV2, `"enabled":true`, `"enabled":false`, 1)
	result, _ := visit(t, with(mastodonSite(), pathV2, closed))
	f := result.Facts
	if f.Name != "Quiet Harbour Social" || f.Description != "A server for sailors" || len(f.Rules) != 1 || len(f.Languages) != 2 {
		t.Errorf("v1 displaced v2: %q, %q, %d rules, %v", f.Name, f.Description, len(f.Rules), f.Languages)
	}
	if f.Users != landfall.Known(121) || f.Posts != landfall.Known(4001) || f.ActiveMonth != landfall.Known(31) {
		t.Errorf("counts %s, %s, %s; want v1's, v1's and v2's", count(f.Users), count(f.Posts), count(f.ActiveMonth))
	}
	if f.Signup.Mode != landfall.SignupInvite {
		t.Errorf("sign-up %s, want invite", f.Signup.Mode)
	}
}

func TestTheWebDomainIsWhereNodeinfoLies(t *testing.T) {
	const web = "https://web.quiet-harbour-sim.social"
	result, s := visit(t, map[string]answer{
		pathWellKnown:        {body: strings.Replace(links, "https://quiet", "https://web.quiet", 1)},
		web + pathNodeinfo:   {body: mastodonNodeinfo},
		web + pathV2:         {body: mastodonV2},
		web + "/other":       {},
		web + pathExtended:   {body: extended},
		"/not/asked/for/one": {},
	})
	if result.Outcome != landfall.OutcomeAnswered || !result.Facts.Stated(landfall.FieldExtended) {
		t.Errorf("outcome %s after %v", result.Outcome, s.asked)
	}
	if result.Peers.Empty() || result.Peers.At.Host != "web.quiet-harbour-sim.social" {
		t.Errorf("peers at %v, want the web domain", result.Peers)
	}
}

// all answers all that Mastodon has with the same.
func all(a answer) map[string]answer {
	return map[string]answer{pathWellKnown: a, pathNodeinfo: a, pathV2: a, pathV1: a, pathExtended: a, pathRules: a}
}

func TestOutcomes(t *testing.T) {
	fails := func(err error) map[string]answer { return map[string]answer{pathWellKnown: {err: err}} }
	status := func(n int) map[string]answer {
		all := map[string]answer{}
		for _, p := range []string{pathWellKnown, pathV2, pathV1} {
			all[p] = answer{status: n, media: "text/html"}
		}
		return all
	}
	timeout := &netguard.Error{Reason: "header_timeout", Class: landfall.ClassAmbiguous}
	ours := &netguard.Error{Reason: "dns_failure", Class: landfall.ClassOurs}
	tooBig := &netguard.Error{Reason: "body_too_large", Class: landfall.ClassTheirs}
	tests := []struct {
		name     string
		answers  map[string]answer
		want     string // outcome class reason status
		requests int
	}{
		{"name does not exist", fails(&net.DNSError{IsNotFound: true}), "unreachable theirs dns_nxdomain 0", 1},
		{"no answer in time", fails(timeout), "unreachable ambiguous header_timeout 0", 1},
		{"our resolver fails", fails(ours), "postponed ours dns_failure 0", 1},
		{"we are stopping", fails(context.Canceled), "postponed ours cancelled 0", 1},
		{"private address", fails(fmt.Errorf("dial: %w", netguard.ErrBlockedAddr)), "blocked theirs blocked_addr 0", 1},
		{"bomb", fails(tooBig), "invalid theirs body_too_large 0", 1},
		{"moved", fails(&netguard.MovedError{To: "other-harbour-sim.social"}), "moved theirs moved 0", 1},
		{"robots.txt broken", fails(fmt.Errorf("x: %w", ErrPostponed)), "postponed theirs robots_postponed 0", 1},
		{"everything forbidden", all(answer{err: ErrForbidden}), "refused theirs robots_forbidden 0", 3},
		{"nodeinfo forbidden, nothing else there", fails(ErrForbidden), "refused theirs robots_forbidden 0", 3},
		{"noindex", all(answer{noIndex: true, body: links}), "refused theirs noindex 200", 3},
		{"redirect loop", fails(&netguard.Error{Reason: "redirect_loop", Class: landfall.ClassTheirs}), "invalid theirs redirect_loop 0", 3},
		{"not found", status(404), "foreign theirs http_404 404", 4},
		{"gone", status(410), "gone theirs http_410 410", 2},
		{"forbidden by status", status(403), "error theirs http_403 403", 3},
		{"internal error", status(500), "error theirs http_500 500", 3},
		{"bad gateway", status(502), "error theirs http_502 502", 1},
		{"unavailable", status(503), "error theirs http_503 503", 1},
		{"too many requests", status(429), "error theirs http_429 429", 1},
		{"origin down behind a content network", status(521), "error theirs http_521 521", 1},
		{"redirect without a target", status(302), "error theirs http_302 302", 3},
		{"web pages with status 200", all(answer{media: "text/html", body: "<title>Hi</title>"}), "foreign theirs not_json 200", 4},
		{"web pages said to be JSON", all(answer{body: "<title>Hi</title>"}), "invalid theirs json_malformed 200", 3},
		{"some other API", all(answer{body: `{"status":"ok"}`}), "foreign theirs nodeinfo_no_link 200", 4},
		{"another host's nodeinfo", with(nil, pathWellKnown, strings.Replace(links, "quiet", "other", 1)), "moved theirs nodeinfo_elsewhere 200", 3},
		{"broken nodeinfo", withNodeinfo(`{`), "invalid theirs json_malformed 200", 4},
		{"nodeinfo without software", withNodeinfo(`{"version":"2.0"}`), "invalid theirs nodeinfo_no_software 200", 4},
		{"nodeinfo times out", map[string]answer{pathWellKnown: {body: links}, pathNodeinfo: {err: timeout}}, "unreachable ambiguous header_timeout 0", 2},
		{"web page, then a timeout", map[string]answer{pathV2: {err: timeout}}, "unreachable ambiguous header_timeout 0", 2},
		{"nodeinfo as a web page", map[string]answer{pathWellKnown: {body: links}, pathNodeinfo: {media: "text/html", body: mastodonNodeinfo}}, "answered   200", 4},
		{"any JSON as a web page", map[string]answer{pathWellKnown: {body: links}, pathNodeinfo: {media: "text/html", body: `{"software":{"name":"x"}}`}}, "foreign theirs not_json 200", 4},
		{"instance document as a web page", map[string]answer{pathV1: {media: "text/html", body: mastodonV1}}, "foreign theirs http_404 404", 4},
		{"v1 alone", with(nil, pathV1, mastodonV1), "answered   200", 3},
		{"v1 of something else", with(nil, pathV1, `{"version":"1","uri":7}`), "foreign theirs http_404 404", 4},
		{"unknown error", fails(errors.New("broken")), "unreachable ambiguous network_error 0", 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, s := visit(t, tt.answers)
			if got := fmt.Sprintf("%s %s %s %d", r.Outcome, r.Class, r.Reason, r.Status); got != tt.want {
				t.Errorf("result %q, want %q; notes %q", got, tt.want, s.notes)
			}
			if len(s.asked) != tt.requests {
				t.Errorf("%d requests, want %d: %v", len(s.asked), tt.requests, s.asked)
			}
			if r.Outcome != landfall.OutcomeAnswered {
				if diff := cmp.Diff(landfall.Facts{}, r.Facts); diff != "" || !r.Peers.Empty() {
					t.Errorf("facts without an answer: %s", diff)
				}
			}
		})
	}
}

// Whatever happens to the other documents, nodeinfo's facts stand.
func TestABrokenDocumentTakesNothingFromAGoodOne(t *testing.T) {
	for name, broken := range map[string]answer{
		"malformed":   {body: `{`},
		"duplicate":   {body: `{"version":"1","version":"2"}`},
		"lying":       {body: `{"version":7,"domain":{},"title":[],"usage":"x","registrations":[1],"rules":{},"languages":"en"}`},
		"web page":    {media: "text/html", body: "<html>"},
		"error":       {status: 500},
		"unavailable": {status: 503},
		"forbidden":   {err: ErrForbidden},
		"timeout":     {err: &netguard.Error{Reason: "body_timeout", Class: landfall.ClassAmbiguous}},
		"too large":   {err: &netguard.Error{Reason: "body_too_large", Class: landfall.ClassTheirs}},
		"our fault":   {err: context.Canceled},
		"postponed":   {err: ErrPostponed},
	} {
		t.Run(name, func(t *testing.T) {
			answers := withNodeinfo(mastodonNodeinfo)
			answers[pathV2], answers[pathV1] = broken, broken
			r, s := visit(t, answers)
			if r.Outcome != landfall.OutcomeAnswered || r.Facts.Users != landfall.Known(120) || r.Facts.Name != "Quiet Harbour" {
				t.Errorf("outcome %s, %s users, name %q", r.Outcome, count(r.Facts.Users), r.Facts.Name)
			}
			if len(s.notes) == 0 {
				t.Error("nothing is noted")
			}
			if !r.Peers.Empty() {
				t.Error("the peers list is to be asked for all the same")
			}
		})
	}
}

func TestWhyACountIsMissing(t *testing.T) {
	tests := []struct {
		name    string
		answers map[string]answer
		want    string
	}{
		{"nodeinfo forbidden", map[string]answer{pathWellKnown: {err: ErrForbidden}, pathV2: {body: mastodonV2}}, "unknown asked_not_to"},
		{"nodeinfo broken", map[string]answer{pathWellKnown: {body: `{`}, pathV2: {body: mastodonV2}}, "unknown fetch_failed"},
		{"no nodeinfo", map[string]answer{pathV2: {body: mastodonV2}}, "unknown not_stated"},
		{"malformed in nodeinfo", withNodeinfo(`{"software":{"name":"lemmy"},"usage":{"users":{"total":"1"}}}`), "unknown malformed"},
		{"malformed in nodeinfo, known to v1", with(withNodeinfo(`{"software":{"name":"mastodon"},"usage":{"users":{"total":"1"}}}`), pathV1, mastodonV1), "121"},
		{"malformed in v1, known to nodeinfo", with(withNodeinfo(`{"software":{"name":"mastodon"},"usage":{"users":{"total":9}}}`), pathV1, `{"uri":"x","version":"4","stats":{"user_count":"1"}}`), "9"},
	}
	for _, tt := range tests {
		r, _ := visit(t, tt.answers)
		if got := count(r.Facts.Users); got != tt.want {
			t.Errorf("%s: %s users, want %s", tt.name, got, tt.want)
		}
	}
}

// A web site that is no instance costs five requests with robots.txt, whatever it
// answers, and documents that came before nodeinfo take turns with host-meta.
func TestAWebSiteCostsFiveRequestsAtMost(t *testing.T) {
	page := answer{media: "text/html", body: "<title>This domain is for sale</title>"}
	for name, answers := range map[string]map[string]answer{
		"nothing there":                 {},
		"answers everything with 200":   all(page),
		"leads from nodeinfo to a page": {pathWellKnown: {body: links}, pathNodeinfo: page, pathV2: page, pathV1: page},
		"leads to two that are pages":   {pathWellKnown: {body: strings.Replace(links, `[{`, `[{"rel":"`+schema+`2.1","href":"/nodeinfo/2.1"},{`, 1)}, "/nodeinfo/2.1": page, pathNodeinfo: page},
	} {
		last := map[string]int{}
		for hour := range 40 {
			for _, first := range []bool{true, false} {
				s := &site{answers: answers}
				result := Run(context.Background(), &Visit{Host: testHost, Now: testNow.Add(time.Duration(hour) * time.Hour), First: first, Fetcher: s})
				if result.Outcome != landfall.OutcomeForeign || len(s.asked) > budget-1 {
					t.Errorf("%s: %s after %v", name, result.Outcome, s.asked)
				}
				last[s.asked[len(s.asked)-1]]++
			}
		}
		if strings.HasPrefix(name, "nothing") && min(last["/statistics.json"], last["/siteinfo.json"], last[pathStatusNet], last[pathHostMeta], last[pathHostMetaJSON]) < 2 {
			t.Errorf("last asked for: %v; want each in turn", last)
		}
	}
}
