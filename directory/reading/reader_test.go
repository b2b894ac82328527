package reading

import (
	"testing"
	"time"

	"landfall"
	"landfall/directory/rule"
)

func facts(description string) *landfall.Facts {
	f := &landfall.Facts{Description: description, Rules: []landfall.Rule{{Text: "No advertising."}}, Languages: []string{"de"}}
	now := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	for _, field := range []landfall.Field{landfall.FieldDescription, landfall.FieldRules, landfall.FieldLanguages} {
		f.State(field, "https://amber.example/", "x", now)
	}
	return f
}

func TestAReadingHasAllThatIsSaid(t *testing.T) {
	got := New().Read(Input{Host: "amber.example", Facts: facts("A server for metal bands and their fans, run from Berlin for the people of Berlin.")})
	switch {
	case !got.Topics.Has("music.metal"):
		t.Errorf("topics %+v", got.Topics)
	case !got.Places.CommunityFor.Has("de.berlin"):
		t.Errorf("places %+v", got.Places)
	case got.Rules.Stance(rule.Advertising) != rule.Forbidden:
		t.Errorf("rules %+v", got.Rules)
	case len(got.Languages) != 2 || !got.Languages[0].Declared || !got.Languages[1].Observed:
		t.Errorf("languages %+v", got.Languages)
	}
}

func TestAnInstanceIsReadAnewWhenItsWordsChange(t *testing.T) {
	r := New()
	read := func(change func(*landfall.Facts)) *Reading {
		f := facts("A server for metal bands and their fans.")
		if change != nil {
			change(f)
		}
		return r.Read(Input{Host: "amber.example", Facts: f})
	}
	first := read(nil)
	for name, tt := range map[string]struct {
		change func(*landfall.Facts)
		anew   bool
	}{
		"nothing":           {},
		"another count":     {change: func(f *landfall.Facts) { f.Users = landfall.Count{N: 7, Known: true} }},
		"another rule":      {change: func(f *landfall.Facts) { f.Rules[0].Text = "No spam." }, anew: true},
		"a language more":   {change: func(f *landfall.Facts) { f.Languages = append(f.Languages, "en") }, anew: true},
		"no longer stated":  {change: func(f *landfall.Facts) { delete(f.Evidence, landfall.FieldDescription) }, anew: true},
		"enough are active": {change: func(f *landfall.Facts) { f.ActiveMonth = landfall.Count{N: 50, Known: true} }, anew: true},
	} {
		if got := read(tt.change); (got != first) != tt.anew {
			t.Errorf("%s: read anew: %v", name, got != first)
		}
		first = read(nil)
	}
	r.Forget(func(landfall.Host) bool { return false })
	if read(nil) == first {
		t.Error("a forgotten host is remembered")
	}
}
