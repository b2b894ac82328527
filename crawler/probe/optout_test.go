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
