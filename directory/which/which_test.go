package which

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"landfall"
)

func TestTheHostIsFoundInWhatPeopleHave(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []Mention
	}{
		{"@ada@amber.social", []Mention{{"amber.social", Handle, "amber.social"}}},
		{"ada@Amber.Social", []Mention{{"amber.social", Address, "Amber.Social"}}},
		{"acct:ada@amber.social", []Mention{{"amber.social", Address, "amber.social"}}},
		{"!cooking@amber.social", []Mention{{"amber.social", Handle, "amber.social"}}},
		{"https://amber.social/@ada/1234?x=y", []Mention{{"amber.social", Page, "amber.social"}}},
		{"https://amber.social/@ada@other.club", []Mention{{"amber.social", Page, "amber.social"}}},
		{"amber.social/@ada", []Mention{{"amber.social", Page, "amber.social"}}},
		{"https://ada:secret@amber.social/", []Mention{{"amber.social", Page, "amber.social"}}},
		{"amber.social.", []Mention{{"amber.social", Name, "amber.social"}}},
		{"https://bücher.social/about", []Mention{{"xn--bcher-kva.social", Page, "bücher.social"}}},
		{`From: "Amber" <no-reply@mail.amber.social>`, []Mention{{"mail.amber.social", Address, "mail.amber.social"}}},
		{"Subject: Welcome to amber.social!", []Mention{{"amber.social", Name, "amber.social"}}},
		{"[amber.social] Confirm your account, @ada@amber.social", []Mention{{"amber.social", Handle, "amber.social"}}},
		{"see amber.social and @ada@ruby.club", []Mention{{"ruby.club", Handle, "ruby.club"}, {"amber.social", Name, "amber.social"}}},
		{"@ada", nil},
		{"I run v4.5.2 on 192.0.2.1 with node.js", nil},
		{"@@", nil},
		{"ada@", nil},
		{"", nil},
	} {
		if diff := cmp.Diff(tt.want, Read(tt.text)); diff != "" {
			t.Errorf("%q: %s", tt.text, diff)
		}
	}
}

func known(host landfall.Host) (landfall.Host, bool) {
	switch host {
	case "amber.social", "ruby.club":
		return host, true
	case "amber.club":
		return "amber.social", true
	}
	return "", false
}

func TestAnAnswerSaysHowItWasComeTo(t *testing.T) {
	for _, tt := range []struct {
		text     string
		instance landfall.Host
		way      Way
		advice   Advice
	}{
		{"@ada@amber.social", "amber.social", ByName, AdviceNone},
		{"@ada@amber.club", "amber.social", ByAlias, AdviceNone},
		{"no-reply@mail.amber.social", "amber.social", ByParent, AdviceNone},
		{"seen in other.club, by ruby.club", "ruby.club", ByName, AdviceNone},
		{"@ada@never.club", "", ByNothing, AdviceAdd},
		{"ada@never.club", "", ByNothing, AdviceMail},
	} {
		got := Find(tt.text, known)
		if len(got.Answers) == 0 || got.Answers[0].Instance != tt.instance || got.Answers[0].Way != tt.way || got.Advice != tt.advice {
			t.Errorf("%q: %+v", tt.text, got)
		}
	}
	for text, want := range map[string]Advice{"": AdviceNone, "@ada": AdvicePerson, "my server, the blue one": AdviceHost} {
		if got := Find(text, known); got.Advice != want || len(got.Answers) > 0 {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

// Whoever the text speaks of, nothing of that comes out.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{"@ada@amber.social", "https://amber.social/@ada", "a b@c.de, <x@y.org>", "\xff@\xfe.social"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, m := range Read(text) {
			if again, err := landfall.ParseHost(string(m.Host)); err != nil || again != m.Host {
				t.Errorf("%q is no host: %v", m.Host, err)
			}
			if strings.ContainsAny(m.Words, "@/ ") {
				t.Errorf("words %q hold more than the host", m.Words)
			}
		}
	})
}
