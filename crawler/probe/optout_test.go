package probe

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"landfall"
)

// An instance that asks anywhere to stay out of statistics is left out, whatever
// its other documents say.
func TestOptOutsInDocumentsAreObeyed(t *testing.T) {
	node := func(metadata string) string {
		return `{"version": "2.0", "software": {"name": "mastodon", "version": "4.5.2"}, "metadata": {` + metadata + `}}`
	}
	for name, tt := range map[string]struct {
		nodeinfo, instance string
		want               landfall.Outcome
	}{
		"nothing said":                {node(""), `{"domain": "a", "title": "b", "version": "4.5.2"}`, landfall.OutcomeAnswered},
		"said no":                     {node(`"hide_in_statistics": false`), `{"domain": "a", "title": "b", "version": "4.5.2", "noindex": 0}`, landfall.OutcomeAnswered},
		"an account that says so":     {node(""), `{"domain": "a", "title": "b", "version": "4.5.2", "contact": {"account": {"noindex": true}}}`, landfall.OutcomeAnswered},
		"nodeinfo says so":            {node(`"hide_in_statistics": true`), `{"domain": "a", "title": "b", "version": "4.5.2"}`, landfall.OutcomeRefused},
		"in PHP's words":              {node(`"hide_in_statistics": "1"`), `{"domain": "a", "title": "b", "version": "4.5.2"}`, landfall.OutcomeRefused},
		"the instance document does":  {node(""), `{"domain": "a", "title": "b", "version": "4.5.2", "noindex": true}`, landfall.OutcomeRefused},
		"as GNU social's config does": {node(""), `{"site": {"private": "1"}}`, landfall.OutcomeRefused},
	} {
		t.Run(name, func(t *testing.T) {
			result, s := visit(t, with(withNodeinfo(tt.nodeinfo), pathV2, tt.instance))
			if result.Outcome != tt.want {
				t.Errorf("%s (%s) after %v, want %s", result.Outcome, result.Reason, s.asked, tt.want)
			}
			if diff := cmp.Diff(landfall.Facts{}, result.Facts); tt.want == landfall.OutcomeRefused && diff != "" {
				t.Errorf("facts are kept:\n%s", diff)
			}
		})
	}
}

// Who has no nodeinfo is asked for the documents that came before it, and may say the
// same there.
func TestOptOutsWithoutNodeinfoAreObeyed(t *testing.T) {
	for name, tt := range map[string]struct {
		path, document string
		want           string // the software, "" if it asks to be left out
	}{
		"hubzilla":              {"/siteinfo.json", `{"platform":"hubzilla","version":"10.4","register_policy":"REGISTER_OPEN","channels_total":50,"channels_active_monthly_stat":7}`, "hubzilla"},
		"hubzilla, hidden":      {"/siteinfo.json", `{"platform":"hubzilla","register_policy":"REGISTER_OPEN","hide_in_statistics":1}`, ""},
		"gnu social":            {"/api/statusnet/config.json", `{"site":{"name":"Quiet","closed":"false","inviteonly":"0","private":"0"}}`, "gnusocial"},
		"gnu social, private":   {"/api/statusnet/config.json", `{"site":{"name":"Quiet","private":"True"}}`, ""},
		"red":                   {"/statistics.json", `{"network":"RedMatrix","version":"2.4","total_users":9}`, "redmatrix"},
		"red, hidden":           {"/statistics.json", `{"network":"RedMatrix","version":"0.0","registrations_open":0,"total_users":1,"active_users_monthly":1}`, ""},
		"a document it is not":  {"/siteinfo.json", `{"hello":"world"}`, "no instance"},
		"not, but asks as well": {"/siteinfo.json", `{"hide_in_statistics":true}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := &site{answers: with(nil, tt.path, tt.document)}
			result := Run(t.Context(), &Visit{Host: testHost, Now: testNow, Known: "https://" + testHost.String() + tt.path, Fetcher: s})
			want := landfall.OutcomeAnswered
			switch tt.want {
			case "":
				want = landfall.OutcomeRefused
			case "no instance":
				want = landfall.OutcomeForeign
			}
			if result.Outcome != want || want == landfall.OutcomeAnswered && result.Facts.Software.Name != tt.want {
				t.Errorf("%s (%s), %s, after %v", result.Outcome, result.Reason, result.Facts.Software, s.asked)
			}
			if want == landfall.OutcomeRefused && len(result.Facts.Evidence) > 0 {
				t.Errorf("facts are kept: %v", result.Facts.Evidence)
			}
		})
	}
}
