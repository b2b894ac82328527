package moderation

import (
	"fmt"
	"testing"
)

func TestDecide(t *testing.T) {
	rules := []Rule{
		{Domain: "evil.example", Severity: Suspend},
		{Domain: "good.evil.example", Severity: Noop, RejectMedia: true},
		{Domain: "loud.example", Severity: Silence, RejectReports: true},
		{Domain: "both.example", Severity: Suspend},
		{Domain: "bücher.example", Severity: Suspend},
		{Domain: "192.0.2.1", Severity: Suspend},
		{Domain: "2001:DB8::1", Severity: Suspend},
		{Domain: "zone", Severity: Suspend},
		{Domain: "home.example", Severity: Suspend},
	}
	allows := []Allow{{Domain: "friend.example"}, {Domain: "both.example"}, {Domain: "loud.example"}, {Domain: "Größe.example"}}
	open := New("home.example", Open, rules, allows)
	closed := New("Home.Example.", AllowList, rules, allows)
	no := Decision{Silenced: true, RejectMedia: true, RejectReports: true}
	yes := Decision{Allowed: true}
	loud := Decision{Allowed: true, Silenced: true, RejectReports: true}
	for _, tt := range []struct {
		host         string
		open, closed Decision
		rule         string
	}{
		{"nice.example", yes, no, ""},
		{"friend.example", yes, yes, ""},
		{"sub.friend.example", yes, no, ""},
		{"evil.example", no, no, "evil.example"},
		{"a.b.evil.example", no, no, "evil.example"},
		{"notevil.example", yes, no, ""},
		{"evil.example.net", yes, no, ""},
		{"good.evil.example", Decision{Allowed: true, RejectMedia: true}, no, "good.evil.example"},
		{"very.good.evil.example", Decision{Allowed: true, RejectMedia: true}, no, "good.evil.example"},
		{"loud.example", loud, loud, "loud.example"},
		{"x.loud.example:8080", loud, no, "loud.example"},
		{"both.example", no, no, "both.example"},
		{"größe.example", yes, yes, ""},
		{"XN--GRE-6KA8I.example", yes, yes, ""},
		{"192.0.2.1:443", no, no, "192.0.2.1"},
		{"[2001:db8:0::1]:443", no, no, "2001:db8::1"},
		{"[2001:db8::2]", yes, no, ""},
		{"some.zone", no, no, "zone"},
		{"home.example", yes, yes, ""},
		{"HOME.example:443", yes, yes, ""},
		{"sub.home.example", no, no, "home.example"},
		{"", no, no, ""},
		{".", no, no, ""},
		{":443", no, no, ""},
	} {
		for policy, want := range map[*Policy]Decision{open: tt.open, closed: tt.closed} {
			got := policy.Decide(tt.host)
			rule := ""
			if got.Rule != nil {
				rule = got.Rule.Domain
			}
			if got.Allowed == false && got.Why == "" {
				t.Errorf("%v: Decide(%q) does not say why", policy.Mode(), tt.host)
			}
			got.Rule, got.Why = nil, ""
			if got != want || rule != tt.rule {
				t.Errorf("%v: Decide(%q) = %+v by %q, want %+v by %q", policy.Mode(), tt.host, got, rule, want, tt.rule)
			}
		}
	}
}

func TestZeroPolicyIsOpen(t *testing.T) {
	if d := new(Policy).Decide("a.example"); !d.Allowed || d.Why != "" {
		t.Errorf("got %+v", d)
	}
	if d := new(Policy).Decide(""); d.Allowed {
		t.Errorf("no host passes: %+v", d)
	}
}

func TestPolicyNeverChanges(t *testing.T) {
	p := New("", Open, []Rule{{Domain: "evil.example", Severity: Suspend}}, nil)
	p.Decide("evil.example").Rule.Severity = Noop
	p.Rules()[0].Severity = Noop
	if p.Decide("evil.example").Allowed {
		t.Error("a caller changed the policy")
	}
}

func TestTwoRulesForOneDomainAreAsHardAsTheHardest(t *testing.T) {
	p := New("", Open, []Rule{{Domain: "Evil.example", Severity: Suspend}, {Domain: "evil.example.", RejectMedia: true, PublicComment: "later"}, {Domain: "no host"}}, nil)
	got := p.Rules()
	if len(got) != 1 || got[0] != (Rule{Domain: "evil.example", Severity: Suspend, RejectMedia: true, PublicComment: "later"}) {
		t.Errorf("got %+v", got)
	}
}

func BenchmarkDecide(b *testing.B) {
	rules := make([]Rule, 50_000)
	for i := range rules {
		rules[i] = Rule{Domain: fmt.Sprintf("server%d.example", i), Severity: Suspend}
	}
	p := New("home.example", Open, rules, nil)
	for name, host := range map[string]string{
		"passes": "a.b.c.nice.example", "refused": "a.b.server49999.example", "unicode": "a.bücher.example",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p.Decide(host)
			}
		})
	}
}

func TestPolicySaysWhatItIs(t *testing.T) {
	p := New("Home.Example:443", AllowList, nil, []Allow{{Domain: "b.example"}, {Domain: "a.example"}})
	if allows := p.Allows(); p.Own() != "home.example" || p.Mode() != AllowList || len(allows) != 2 || allows[0].Domain != "a.example" {
		t.Errorf("%s, %s, %v", p.Own(), p.Mode(), allows)
	}
}
