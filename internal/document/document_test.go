package document_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall"
	"landfall/internal/document"
)

const host landfall.Host = "quiet-harbour-sim.social"

func anyTime(time.Time) bool { return true }

func stated(at time.Time) landfall.Facts {
	f := landfall.Facts{
		Name: "Quiet Harbour", Description: "A calm place.",
		Software: landfall.Software{Name: "mastodon", Version: "4.5.2"},
		Rules:    []landfall.Rule{{Text: "Be kind.", Hint: "Always."}}, Languages: []string{"en"},
		Details: landfall.Details{Contact: true, Blocks: landfall.Blocks{Published: true, Total: 2}, Announcements: []landfall.Announcement{{Text: "New rooms.", At: time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)}}},
	}
	for _, field := range []landfall.Field{landfall.FieldName, landfall.FieldDescription, landfall.FieldSoftware, landfall.FieldRules, landfall.FieldLanguages, landfall.FieldContact, landfall.FieldBlocks, landfall.FieldAnnouncements} {
		f.State(field, "https://"+string(host)+"/api/v2/instance", string(field), at)
	}
	return f
}

// Two visits that read the same have the same document, whenever they were.
func TestFactsThatAreTheSameShareADocument(t *testing.T) {
	first := time.Date(2026, 3, 2, 10, 0, 0, 1000, time.UTC)
	a, b := stated(first), stated(first.Add(time.Hour))
	bodyA, atA, err := document.Facts(&a, anyTime)
	if err != nil {
		t.Fatal(err)
	}
	bodyB, atB, err := document.Facts(&b, anyTime)
	if err != nil {
		t.Fatal(err)
	}
	if string(bodyA) != string(bodyB) || !atA.Equal(first) || !atB.Equal(first.Add(time.Hour)) {
		t.Errorf("documents differ, or their times are %v and %v", atA, atB)
	}
}

func TestFactsComeBack(t *testing.T) {
	at := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	mixed := stated(at)
	late := mixed.Evidence[landfall.FieldRules]
	late.LastSeen = at.Add(time.Hour)
	mixed.Evidence[landfall.FieldRules] = late
	fine := stated(at.Add(7 * time.Nanosecond)) // finer than stores keep
	for name, tt := range map[string]struct {
		facts landfall.Facts
		fits  func(time.Time) bool
		own   bool // the document says the times itself
	}{
		"one time":              {stated(at), anyTime, false},
		"several times":         {mixed, anyTime, true},
		"a time too fine":       {fine, anyTime, true},
		"a time that fits not":  {stated(at), func(time.Time) bool { return false }, true},
		"nothing stated at all": {landfall.Facts{Name: "x"}, anyTime, true},
	} {
		t.Run(name, func(t *testing.T) {
			body, seen, err := document.Facts(&tt.facts, tt.fits)
			if err != nil || seen.IsZero() != tt.own {
				t.Fatalf("Facts = %v, %v; want the time inside: %v", seen, err, tt.own)
			}
			var back landfall.Facts
			if err := document.ReadFacts(&back, body, seen); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.facts, back); diff != "" {
				t.Errorf("facts (-before +after):\n%s", diff)
			}
		})
	}
	if body, _, err := document.Facts(&landfall.Facts{}, anyTime); body != nil || err != nil {
		t.Errorf("no facts have the document %s, %v", body, err)
	}
}

func TestStepsComeBackAndAreShort(t *testing.T) {
	o := landfall.Observation{Host: host, Work: landfall.WorkHealth | landfall.WorkPeers, Steps: []landfall.Step{
		{URL: "https://" + string(host) + "/robots.txt", Status: 200, Bytes: 12, Took: 1500 * time.Microsecond},
		{URL: "https://elsewhere-sim.social/robots.txt", Status: 404, Note: "moved"},
		{URL: "https://" + string(host) + ".evil-sim.social/x", Took: time.Second},
		{Note: "no request"},
	}}
	body, err := document.Steps(&o)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(body), string(host)); n != 1 {
		t.Errorf("the host's own name is written %d times, want only inside another's: %s", n, body)
	}
	back := landfall.Observation{Host: host}
	if err := document.ReadSteps(&back, body); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(o, back); diff != "" {
		t.Errorf("steps (-before +after):\n%s", diff)
	}
}
