package moderation

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPublished(t *testing.T) {
	p := New("home.example", AllowList, []Rule{
		{Domain: "aloud.example", Severity: Silence, PublicComment: "loud", PrivateComment: "secret"},
		{Domain: "media.example", Severity: Noop, RejectMedia: true},
		{Domain: "hidden.example", Severity: Suspend, Obfuscate: true},
		{Domain: "evil.example", Severity: Suspend},
	}, []Allow{{Domain: "friend.example"}})
	got, err := json.MarshalIndent(p.Published(), "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	// The digests are what sha256sum prints for the names.
	want := `[
	{
		"domain": "evil.example",
		"digest": "9c180de0cd699ee78897c47cfdb3e7ee1d75906e31b7746a4747dea536909837",
		"severity": "suspend",
		"comment": ""
	},
	{
		"domain": "hidd**.****ple",
		"digest": "b9b4534890da264b2f2804bf80f96fe162d9f8282c0eabe63201bd35440a410b",
		"severity": "suspend",
		"comment": ""
	},
	{
		"domain": "aloud.example",
		"digest": "83ec41475bfa6aa3a01bd69e197c223aff1718624164a06c8e2eecb1c49c6222",
		"severity": "silence",
		"comment": "loud"
	}
]`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
	summary, err := json.Marshal(p.Summary())
	if want := `{"mode":"allow_list","silenced":1,"suspended":2,"allowed":1}`; string(summary) != want || err != nil {
		t.Errorf("%s, %v; want %s", summary, err, want)
	}
	if none, err := json.Marshal(new(Policy).Published()); string(none) != "[]" || err != nil {
		t.Errorf("no rules: %s, %v", none, err)
	}
}

func TestStarred(t *testing.T) {
	for domain, want := range map[string]string{
		"a.co": "a.*o", "evil.example": "evil.****ple", "a": "a", "ab": "a*", "xn--bcher-kva.example": "xn--bc*******.**ample",
	} {
		if got := starred(domain); got != want {
			t.Errorf("%s: %s, want %s", domain, got, want)
		}
	}
}
