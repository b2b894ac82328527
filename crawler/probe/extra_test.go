package probe

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"landfall"
)

const (
	pathBlocks = "/api/v1/instance/domain_blocks"
	pathTags   = "/api/v1/trends/tags"
)

func withExtras() map[string]answer {
	answers := mastodonSite()
	answers[pathBlocks] = answer{body: `[{"domain":"a.example","digest":"x","severity":"suspend"},{"domain":"b*.example","severity":"silence"}]`}
	answers[pathTags] = answer{body: `[{"name":"sea","history":[]},{"name":"  <b>boats</b>\u202e "},{"name":7},{"url":"x"}]`}
	return answers
}

// visitAt runs a later visit, some hours on.
func visitAt(answers map[string]answer, hours int) (Result, *site) {
	s := &site{answers: answers}
	return Run(context.Background(), &Visit{Host: testHost, Now: testNow.Add(time.Duration(hours) * time.Hour), Fetcher: s}), s
}

// Extras come round: each is read now and then, one a visit, and no visit costs
// more than it should.
func TestExtrasTakeTurns(t *testing.T) {
	read := map[string]int{}
	const visits = 200
	for hours := range visits {
		_, s := visitAt(withExtras(), 24*hours)
		if len(s.asked) != budget-1 {
			t.Fatalf("%d requests after %d days: %v", len(s.asked), hours, s.asked)
		}
		read[s.asked[len(s.asked)-1]]++
	}
	for _, path := range []string{pathExtended, pathTags, pathBlocks} {
		if n := read[path]; n < visits/6 || n > visits/2 {
			t.Errorf("%s was read at %d of %d visits", path, n, visits)
		}
	}
}

// Where the documents themselves use the budget up, a visit in four has one extra.
func TestAFullVisitSeldomHasExtras(t *testing.T) {
	answers := withExtras()
	answers[pathV2] = answer{body: strings.Replace(mastodonV2, `"enabled":true`, `"enabled":false`, 1)}
	const visits = 400
	more := 0
	for hours := range visits {
		if _, s := visitAt(answers, hours); len(s.asked) > budget-1 {
			more++
		}
	}
	if more < visits/8 || more > visits*3/8 {
		t.Errorf("%d of %d visits cost more than the budget", more, visits)
	}
}

// What an extra said stays, with its age, at a visit that reads another one.
func TestFactsOfExtrasStay(t *testing.T) {
	var known landfall.Facts
	for hours := range 60 {
		r, _ := visitAt(withExtras(), hours)
		known = known.Merge(r.Facts)
	}
	if known.Extended != "We sail.\n\nCome aboard." || known.Blocks != (landfall.Blocks{Published: true, Total: 2}) || !slices.Equal(known.Tags, []string{"sea", "boats"}) {
		t.Errorf("extended %q, blocks %v, tags %q", known.Extended, known.Blocks, known.Tags)
	}
	for _, field := range []landfall.Field{landfall.FieldExtended, landfall.FieldBlocks, landfall.FieldTags} {
		if e := known.Evidence[field]; !e.LastSeen.After(e.FirstSeen) {
			t.Errorf("%s: first seen %v, last %v", field, e.FirstSeen, e.LastSeen)
		}
	}
}

func TestAListOfBlocksThatIsKeptBack(t *testing.T) {
	for status, stated := range map[int]bool{401: true, 403: true, 404: true, 422: true, 500: false, 503: false} {
		v := &Visit{Host: testHost, Now: testNow, Fetcher: &site{answers: map[string]answer{pathBlocks: {status: status}}}}
		v.begin()
		err := domainBlocks.read(t.Context(), v)
		if got := v.Facts.Stated(landfall.FieldBlocks); got != stated || (err == nil) != stated || v.Facts.Blocks.Published {
			t.Errorf("status %d: stated %v, error %v", status, got, err)
		}
	}
}

// Links that could harm, or lead to people, are not taken.
func TestLinksThatAreNotTaken(t *testing.T) {
	for _, link := range []string{
		"", "http://quiet-harbour-sim.social/terms", "javascript:alert(1)", "terms", "mailto:x@quiet-harbour-sim.social", "https://quiet-harbour-sim.social/@admin",
		"https://127.0.0.1/", "https://localhost/", "//quiet-harbour-sim.social:8443/", "https://x@quiet-harbour-sim.social/", "https://quiet-harbour-sim.social/" + strings.Repeat("a", 600),
	} {
		body := `{"domain":"x","version":"4.5.0","configuration":{"urls":{"terms_of_service":"` + link + `"}}}`
		r, _ := visit(t, with(nil, pathV2, body))
		if r.Outcome != landfall.OutcomeAnswered || r.Facts.Stated(landfall.FieldTerms) || r.Facts.Terms != "" {
			t.Errorf("%q: outcome %s, terms %q", link, r.Outcome, r.Facts.Terms)
		}
	}
	r, _ := visit(t, with(nil, pathV2, `{"domain":"x","version":"4.5.0","configuration":{"urls":{"terms_of_service":"/terms-of-service?a=1#b"}}}`))
	if want := "https://quiet-harbour-sim.social/terms-of-service?a=1"; r.Facts.Terms != want {
		t.Errorf("terms %q, want %q", r.Facts.Terms, want)
	}
}

func TestRulesInRunningText(t *testing.T) {
	for text, want := range map[string]string{
		"":                                "",
		"Be kind.":                        "Be kind.",
		"Our rules:\n* Be kind\n- No ads": "Be kind|No ads",
		"<ol><li>Be <b>kind</b></li><li>No ads</li></ol>": "Be kind|No ads",
		"1. Be kind\n2) No ads\n(3) Sail":                 "Be kind|No ads|Sail",
		"2026 was a year\nand so is 2027.":                "2026 was a year\nand so is 2027.",
		"* \n* Be kind":                                   "Be kind",
		"Write to me@quiet-harbour-sim.social":            "Write to [address]",
	} {
		var got []string
		for _, r := range rulesOf(text) {
			got = append(got, r.Text)
		}
		if joined := strings.Join(got, "|"); joined != want {
			t.Errorf("%q: %q, want %q", text, joined, want)
		}
	}
	if n := len(rulesOf(strings.Repeat("* a rule\n", 1000))); n > maxRules {
		t.Errorf("%d rules", n)
	}
}
