package reading

import (
	"net/netip"
	"testing"
	"time"

	"landfall"
	"landfall/directory/place/network"
	"landfall/directory/rule"
	"landfall/directory/topic"
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
	seen := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	input := func() Input {
		return Input{Host: "amber.example", Facts: facts("A server for metal bands and their fans."), Seen: seen}
	}
	if _, current := r.Known(input()); current {
		t.Error("an instance is known before it was read")
	}
	first := r.Read(input())
	r.Remember(input(), first)
	for name, tt := range map[string]struct {
		change func(*Input)
		anew   bool
	}{
		"nothing":           {change: func(*Input) {}},
		"another count":     {change: func(in *Input) { in.Facts.Users = landfall.Count{N: 7, Known: true} }},
		"seen an hour on":   {change: func(in *Input) { in.Seen = seen.Add(time.Hour) }},
		"seen a day on":     {change: func(in *Input) { in.Seen = seen.Add(24 * time.Hour) }, anew: true},
		"another rule":      {change: func(in *Input) { in.Facts.Rules[0].Text = "No spam." }, anew: true},
		"a language more":   {change: func(in *Input) { in.Facts.Languages = append(in.Facts.Languages, "en") }, anew: true},
		"a category":        {change: func(in *Input) { in.Facts.Categories = []string{"Music"} }, anew: true},
		"a community":       {change: func(in *Input) { in.Facts.Communities = []string{"metal"} }, anew: true},
		"no longer stated":  {change: func(in *Input) { delete(in.Facts.Evidence, landfall.FieldDescription) }, anew: true},
		"enough are active": {change: func(in *Input) { in.Facts.ActiveMonth = landfall.Count{N: 50, Known: true} }, anew: true},
		"another address":   {change: func(in *Input) { in.Address = landfall.Address{Addr: netip.MustParseAddr("9.9.9.9")} }, anew: true},
		"a pin":             {change: func(in *Input) { in.Declared = []topic.Declaration{{Source: topic.SourceAdmin, Topic: "art"}} }, anew: true},
		"a hashtag":         {change: func(in *Input) { in.Tags = []topic.Tag{{Name: "punk", Weight: 0.2}} }, anew: true},
	} {
		in := input()
		tt.change(&in)
		if known, current := r.Known(in); current == tt.anew || known != first {
			t.Errorf("%s: to be read anew: %v", name, !current)
		}
	}
	r.Forget(func(landfall.Host) bool { return false })
	if known, current := r.Known(input()); current || known != nil {
		t.Error("a forgotten host is remembered")
	}
}

// finnish is a registry in which every address is Finnish.
type finnish struct{}

func (finnish) Lookup(netip.Addr) network.Record {
	return network.Record{Country: "fi", ASN: 64500, Name: "Quiet Networks"}
}

func TestAnAddressSaysWhereAnInstanceIsHosted(t *testing.T) {
	at := func(text string) landfall.Address { return landfall.Address{Addr: netip.MustParseAddr(text)} }
	r := New()
	r.LocateBy(finnish{})
	for _, tt := range []struct {
		address landfall.Address
		want    string
	}{{landfall.Address{}, ""}, {at("127.0.0.1"), ""}, {at("9.9.9.9"), "Quiet Networks"}} {
		got := r.Read(Input{Host: "amber.example", Facts: facts("A server."), Address: tt.address}).Hosting
		if got.Network != tt.want || (tt.want != "") != (len(got.Countries) == 1) {
			t.Errorf("%s: %+v, want %q", tt.address, got, tt.want)
		}
	}
}
