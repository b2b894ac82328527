package probe

import (
	"context"
	"net/http"
	"slices"
	"testing"

	"landfall"
)

const lemmyNodeinfo = `{"version": "2.0", "software": {"name": "lemmy", "version": "0.19.3"}, "openRegistrations": true, "usage": {"users": {"total": 120}}}`

func TestHealthAsksForOneDocument(t *testing.T) {
	const v2Doc = `{"domain": "quiet-harbour-sim.social", "title": "Quiet Harbour", "version": "4.5.2"}`
	nodeinfo, v2 := "https://"+testHost.String()+pathNodeinfo, "https://"+testHost.String()+pathV2
	gone, broken, timeout := answer{status: http.StatusGone}, answer{status: http.StatusInternalServerError}, answer{err: context.DeadlineExceeded}
	forbidden := answer{err: ErrForbidden}
	for _, tt := range []struct {
		name    string
		known   string
		answers map[string]answer
		asked   []string
		outcome landfall.Outcome
	}{
		{"its nodeinfo", nodeinfo, withNodeinfo(lemmyNodeinfo), []string{pathNodeinfo}, landfall.OutcomeAnswered},
		{"its instance document", v2, map[string]answer{pathV2: {body: v2Doc}}, []string{pathV2}, landfall.OutcomeAnswered},
		{"its statistics", "https://" + testHost.String() + "/statistics.json", map[string]answer{"/statistics.json": {body: `{"network":"Diaspora","version":"0.5","total_users":9}`}}, []string{"/statistics.json"}, landfall.OutcomeAnswered},
		{"its siteinfo", "https://" + testHost.String() + "/siteinfo.json", map[string]answer{"/siteinfo.json": {body: `{"platform":"hubzilla","register_policy":"REGISTER_OPEN"}`}}, []string{"/siteinfo.json"}, landfall.OutcomeAnswered},
		{"its configuration", "https://" + testHost.String() + "/api/statusnet/config.json", map[string]answer{"/api/statusnet/config.json": {body: `{"site":{"name":"Quiet"}}`}}, []string{"/api/statusnet/config.json"}, landfall.OutcomeAnswered},
		{"nothing known, and it is back", "", withNodeinfo(lemmyNodeinfo), []string{pathWellKnown, pathNodeinfo}, landfall.OutcomeAnswered},
		{"nothing known, and it is not", "", nil, []string{pathWellKnown}, landfall.OutcomeForeign},
		{"the document has moved", "https://" + testHost.String() + "/nodeinfo/1.0", withNodeinfo(lemmyNodeinfo), []string{"/nodeinfo/1.0", pathWellKnown, pathNodeinfo}, landfall.OutcomeAnswered},
		{"an error", nodeinfo, map[string]answer{pathNodeinfo: broken}, []string{pathNodeinfo}, landfall.OutcomeError},
		{"gone", nodeinfo, map[string]answer{pathNodeinfo: gone}, []string{pathNodeinfo}, landfall.OutcomeGone},
		{"silence", nodeinfo, map[string]answer{pathNodeinfo: timeout}, []string{pathNodeinfo}, landfall.OutcomeUnreachable},
		{
			"nodeinfo forbidden, the API not", nodeinfo, map[string]answer{pathNodeinfo: forbidden, pathWellKnown: forbidden, pathV2: {body: v2Doc}},
			[]string{pathNodeinfo, pathV2, pathV1, "/api/v1/instance/rules"}, landfall.OutcomeAnswered,
		},
		{
			"all forbidden", nodeinfo, map[string]answer{pathNodeinfo: forbidden, pathWellKnown: forbidden, pathV2: forbidden, pathV1: forbidden},
			[]string{pathNodeinfo, pathV2, pathV1}, landfall.OutcomeRefused,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := &site{answers: tt.answers}
			result := Health(context.Background(), &Visit{Host: testHost, Now: testNow, Fetcher: s}, tt.known)
			if result.Outcome != tt.outcome || !slices.Equal(s.asked, tt.asked) {
				t.Errorf("%s after %v, want %s after %v", result.Outcome, s.asked, tt.outcome, tt.asked)
			}
		})
	}
}
