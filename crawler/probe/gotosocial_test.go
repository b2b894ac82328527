package probe

import (
	"strings"
	"testing"

	"landfall"
	"landfall/internal/fixtures"
)

// GoToSocial's counts are taken where its own robots.txt vouches for them, and where
// nothing shows that they are made up.
func TestGoToSocialsInventedCountsAreUnknown(t *testing.T) {
	node := string(fixtures.Read(t, "nodeinfo", "gotosocial", "TootSDK__nodeinfo_gotosocial_0.16.0+git-f1cbf6f.json"))
	v1 := string(fixtures.Read(t, "instance-v1", "gotosocial", "testrig_instancepatch_1.json"))
	v2 := string(fixtures.Read(t, "instance-v2", "gotosocial", "testrig_internaltofrontend_7.json"))
	baffle := changed(t, node, `"total": 5`, `"total": 581723, "activeMonth": 44871`)
	baffle = changed(t, baffle, `"localPosts": 3010`, `"localPosts": 7210044`)
	zero := changed(t, changed(t, node, `"total": 5`, `"total": 0`), `"localPosts": 3010`, `"localPosts": 0`)
	bafflingV1 := changed(t, changed(t, v1, `"user_count": 5`, `"user_count": 581723`), `"status_count": 23`, `"status_count": 7210044`)
	bafflingV2 := changed(t, v2, `"active_month": 0`, `"active_month": 44871`)
	forbidden := answer{err: ErrForbidden}
	random, hidden := landfall.Missing(landfall.WhyRandom), landfall.Missing(landfall.WhyHidden)
	for _, tt := range []struct {
		name                 string
		node, v1, v2         answer
		users, active, posts landfall.Count
	}{
		{"serves them", answer{body: node}, forbidden, forbidden, landfall.Known(5), landfall.Missing(landfall.WhyNotStated), landfall.Known(3010)},
		{"serves active people too", answer{body: baffle}, forbidden, forbidden, landfall.Known(581723), landfall.Known(44871), landfall.Known(7210044)},
		{"another robots.txt", answer{body: node}, answer{body: v1}, answer{body: v2}, landfall.Known(5), hidden, landfall.Known(3010)},
		{"baffles", answer{body: baffle}, answer{body: bafflingV1}, answer{body: bafflingV2}, random, random, random},
		{"baffles in nodeinfo alone", answer{body: baffle}, answer{status: 404}, answer{status: 404}, random, random, random},
		{"baffles, nodeinfo forbidden", forbidden, answer{body: bafflingV1}, answer{body: bafflingV2}, random, random, random},
		{"says nobody", answer{body: zero}, answer{status: 404}, answer{body: v2}, hidden, hidden, hidden},
	} {
		t.Run(tt.name, func(t *testing.T) {
			result, s := visit(t, map[string]answer{pathWellKnown: {body: links}, pathNodeinfo: tt.node, pathV1: tt.v1, pathV2: tt.v2})
			f := &result.Facts
			if result.Outcome != landfall.OutcomeAnswered || f.Users != tt.users || f.ActiveMonth != tt.active || f.Posts != tt.posts {
				t.Errorf("%s: users %+v, active %+v, posts %+v; want %+v, %+v, %+v; notes %q",
					result.Outcome, f.Users, f.ActiveMonth, f.Posts, tt.users, tt.active, tt.posts, s.notes)
			}
			for field, count := range map[landfall.Field]landfall.Count{landfall.FieldUsers: f.Users, landfall.FieldActiveMonth: f.ActiveMonth, landfall.FieldPosts: f.Posts} {
				if f.Stated(field) != count.Known {
					t.Errorf("%s is stated: %v, known: %v", field, f.Stated(field), count.Known)
				}
			}
		})
	}
}

// changed replaces a part of a document that must be there.
func changed(t *testing.T, text, from, to string) string {
	t.Helper()
	if !strings.Contains(text, from) {
		t.Fatalf("the document has no %s", from)
	}
	return strings.Replace(text, from, to, 1)
}
