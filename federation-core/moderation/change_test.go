package moderation

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall/federation-core/social"
)

var (
	day   = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	stamp = Stamp{By: "mod", Reason: "spam", At: day}
)

func TestSetAndUnset(t *testing.T) {
	p := New("home.example", Open, nil, nil)
	first, audit, err := p.Set(Rule{Domain: "Evil.example.", Severity: Silence, PublicComment: " loud\r\n"}, stamp)
	if err != nil {
		t.Fatal(err)
	}
	silenced := `{"domain":"evil.example","severity":"silence","reject_media":false,"reject_reports":false,"obfuscate":false,` +
		`"public_comment":"loud","private_comment":"","created_at":"2026-03-01T12:00:00Z","by":"mod"}`
	want := Audit{At: day, By: "mod", Action: ActSet, Subject: "evil.example", Before: []byte("null"), After: []byte(silenced), Reason: "spam"}
	if diff := cmp.Diff(want, audit); diff != "" {
		t.Errorf("audit of the first rule:\n%s", diff)
	}
	later := Stamp{By: "admin", Reason: "worse", At: day.Add(time.Hour)}
	second, audit, err := first.Set(Rule{Domain: "evil.example", Severity: Suspend}, later)
	if err != nil {
		t.Fatal(err)
	}
	if string(audit.Before) != silenced {
		t.Errorf("before: %s", audit.Before)
	}
	if got := second.Rules(); len(got) != 1 || got[0] != (Rule{Domain: "evil.example", Severity: Suspend, Created: day, By: "admin"}) {
		t.Errorf("rules: %+v", got)
	}
	third, audit, err := second.Unset("EVIL.example", later)
	if err != nil || audit.Action != ActUnset || string(audit.After) != "null" {
		t.Errorf("unset: %+v, %v", audit, err)
	}
	for i, want := range []Decision{{Allowed: true}, {Allowed: true, Silenced: true}, {Silenced: true, RejectMedia: true, RejectReports: true}, {Allowed: true}} {
		got := []*Policy{p, first, second, third}[i].Decide("evil.example")
		got.Rule, got.Why = nil, ""
		if got != want {
			t.Errorf("policy %d: %+v, want %+v", i, got, want)
		}
	}
}

func TestAllowAndDisallow(t *testing.T) {
	p, audit, err := new(Policy).SetMode(AllowList, stamp)
	if err != nil || string(audit.Before) != `"open"` || string(audit.After) != `"allow_list"` {
		t.Fatalf("%+v, %v", audit, err)
	}
	allowed, _, err := p.Allow("Friend.example", stamp)
	if err != nil {
		t.Fatal(err)
	}
	again, audit, err := allowed.Allow("friend.example", Stamp{By: "other", At: day.Add(time.Hour)})
	if err != nil || !cmp.Equal(audit.Before, audit.After) || !cmp.Equal(again.Allows(), []Allow{{Domain: "friend.example", Created: day, By: "mod"}}) {
		t.Errorf("again: %+v, %+v, %v", audit, again.Allows(), err)
	}
	gone, _, err := again.Disallow("friend.example", stamp)
	if err != nil {
		t.Fatal(err)
	}
	for policy, want := range map[*Policy]bool{p: false, allowed: true, again: true, gone: false} {
		if got := policy.Decide("friend.example").Allowed; got != want {
			t.Errorf("%v: %v", policy.Allows(), got)
		}
	}
}

func TestChangesThatCannotBe(t *testing.T) {
	p := New("home.example", Open, nil, nil)
	for name, tt := range map[string]struct {
		change func() error
		want   error
	}{
		"rule for this server":       {func() error { _, _, err := p.Set(Rule{Domain: "HOME.example"}, stamp); return err }, ErrInvalid},
		"rule for no host":           {func() error { _, _, err := p.Set(Rule{Domain: "a b"}, stamp); return err }, ErrInvalid},
		"rule of no severity":        {func() error { _, _, err := p.Set(Rule{Domain: "a.example", Severity: 7}, stamp); return err }, ErrInvalid},
		"rule that is not there":     {func() error { _, _, err := p.Unset("a.example", stamp); return err }, social.ErrNotFound},
		"no host to unset":           {func() error { _, _, err := p.Unset("", stamp); return err }, ErrInvalid},
		"this server allowed":        {func() error { _, _, err := p.Allow("home.example", stamp); return err }, ErrInvalid},
		"no host allowed":            {func() error { _, _, err := p.Allow("*.example", stamp); return err }, ErrInvalid},
		"name that is not there":     {func() error { _, _, err := p.Disallow("a.example", stamp); return err }, social.ErrNotFound},
		"mode that is none":          {func() error { _, _, err := p.SetMode(9, stamp); return err }, ErrInvalid},
		"way to merge that is none":  {func() error { _, _, _, err := p.Import("list", List{}, 9, stamp); return err }, ErrInvalid},
		"word for no severity":       {func() error { _, err := ParseSeverity("harsh"); return err }, ErrInvalid},
		"word for no mode":           {func() error { _, err := ParseMode("closed"); return err }, ErrInvalid},
		"severity in a JSON to come": {func() error { return new(Severity).UnmarshalText([]byte("harsh")) }, ErrInvalid},
	} {
		if err := tt.change(); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
}
