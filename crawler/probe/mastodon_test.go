package probe

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"landfall"
)

func TestTheSoftwareOfAnInstanceDocument(t *testing.T) {
	tests := []struct{ name, members, want string }{
		{"bare version", `"version":"4.5.0"`, "mastodon 4.5.0"},
		{"nightly", `"version":"4.3.0-nightly.2024-07-05-security"`, "mastodon 4.3.0-nightly.2024-07-05-security"},
		{"a fork's suffix", `"version":"4.3.0+glitch"`, "mastodon 4.3.0+glitch"},
		{"dressed", `"version":"2.7.2 (compatible; Akkoma 3.10.4)"`, "akkoma 3.10.4"},
		{"dressed with a slash", `"version":"4.2.1 (compatible; Iceshrimp.NET/2024.1)"`, "iceshrimp.net 2024.1"},
		{"snac", `"version":"4.0.0 (not true; really snac/2.52)"`, "snac 2.52"},
		{"takahe", `"version":"takahe/0.11.0"`, "takahe 0.11.0"},
		{"gotosocial by repository", `"version":"0.17.0","source_url":"https://codeberg.org/superseriousbusiness/gotosocial"`, "gotosocial 0.17.0"},
		{"gotosocial by version", `"version":"0.17.0+git-abcdef0"`, "gotosocial 0.17.0+git-abcdef0"},
		{"gotosocial by its fields", `"version":"0.17.0","account_domain":"x","configuration":{"emojis":{"emoji_size_limit":1}}`, "gotosocial 0.17.0"},
		{"another repository", `"version":"1.2.3","source_url":"https://github.com/x/hollo.git"`, "hollo 1.2.3"},
		{"a fork's repository", `"version":"4.5.0","source_url":"https://git.quiet-sim.social/x/mastodon-fork"`, "mastodon 4.5.0"},
		{"no version of a known kind", `"version":"unreleased"`, "unknown software"},
	}
	for _, tt := range tests {
		r, _ := visit(t, with(nil, pathV2, `{"domain":"x",`+tt.members+`}`))
		if got := r.Facts.Software.String(); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
		if r.Outcome != landfall.OutcomeAnswered {
			t.Errorf("%s: %s, want answered", tt.name, r.Outcome)
		}
	}
}

func TestNodeinfoKnowsTheSoftwareBest(t *testing.T) {
	answers := withNodeinfo(`{"software":{"name":"Sharkey","version":"2025.1","repository":"https://git.quiet-sim.social/sharkey"}}`)
	r, _ := visit(t, with(answers, pathV2, `{"domain":"x","version":"3.0.0 (compatible; Pleroma 2)","source_url":"https://x.quiet-sim.social/y"}`))
	want := landfall.Software{Name: "sharkey", Version: "2025.1", Repository: "https://git.quiet-sim.social/sharkey"}
	if r.Facts.Software != want {
		t.Errorf("software %+v, want %+v", r.Facts.Software, want)
	}
}

func TestRepositoriesAreHTTPSOrNothing(t *testing.T) {
	for _, url := range []string{"http://git.quiet-sim.social/x", "javascript:alert(1)", "https://127.0.0.1/x", "https://a@git.quiet-sim.social/", "git@x:y", "", "https://git.quiet-sim.social:8443/x"} {
		r, _ := visit(t, withNodeinfo(fmt.Sprintf(`{"software":{"name":"x","repository":%q}}`, url)))
		if got := r.Facts.Software.Repository; got != "" {
			t.Errorf("repository %q is kept as %q", url, got)
		}
	}
}

func TestDescriptionsOfV1(t *testing.T) {
	tests := []struct{ name, members, description, extended string }{
		{"both", `"short_description":"Short","description":"<p>Long</p>"`, "Short", "Long"},
		{"only the long one", `"short_description":"","description":"<p>Long</p>"`, "Long", ""},
		{"no short one", `"description":"Long"`, "Long", ""},
		{"twice the same", `"short_description":"Same","description":"Same"`, "Same", ""},
		{"the short one is the beginning", `"short_description":"A general purp","description":"A general purpose server"`, "A general purp", ""},
		{"none", `"description":""`, "", ""},
		{"no text", `"description":7,"short_description":[]`, "", ""},
	}
	for _, tt := range tests {
		r, _ := visit(t, with(nil, pathV1, `{"uri":"x","version":"4.5.0",`+tt.members+`}`))
		if r.Facts.Description != tt.description || r.Facts.Extended != tt.extended {
			t.Errorf("%s: %q and %q, want %q and %q", tt.name, r.Facts.Description, r.Facts.Extended, tt.description, tt.extended)
		}
	}
}

func TestRules(t *testing.T) {
	many := strings.TrimSuffix(strings.Repeat(`{"text":"Be kind"},`, maxRules+5), ",")
	kind := landfall.Rule{Text: "Be kind"}
	tests := []struct {
		name, rules string
		want        []landfall.Rule
		stated      bool
	}{
		{name: "text and hint", rules: `[{"id":"1","text":"Be kind","hint":"<p>Always</p>","translations":{"de":{"text":"Sei nett"}}}]`, want: []landfall.Rule{{Text: "Be kind", Hint: "Always"}}, stated: true},
		{name: "no hint", rules: `[{"text":"Be kind"}]`, want: []landfall.Rule{kind}, stated: true},
		{name: "plain texts", rules: `["Be kind"]`, want: []landfall.Rule{kind}, stated: true},
		{name: "none", rules: `[]`, stated: true},
		{name: "empty ones are left out", rules: `[{"text":""},{"text":"Be kind"},{"text":7},null]`, want: []landfall.Rule{kind}, stated: true},
		{name: "only broken ones", rules: `[{"text":7},null]`},
		{name: "no list", rules: `{"text":"Be kind"}`},
		{name: "null", rules: `null`},
	}
	for _, tt := range tests {
		for _, path := range []string{pathV1, pathRules} {
			answers := with(nil, pathV1, `{"uri":"x","version":"4.5.0","rules":`+tt.rules+`}`)
			if path == pathRules {
				answers = with(with(nil, pathV2, `{"domain":"x","version":"4.5.0"}`), pathRules, tt.rules)
			}
			r, _ := visit(t, answers)
			if diff := cmp.Diff(tt.want, r.Facts.Rules); diff != "" || r.Facts.Stated(landfall.FieldRules) != tt.stated {
				t.Errorf("%s in %s: stated %v, want %v; rules (-want +got):\n%s", tt.name, path, !tt.stated, tt.stated, diff)
			}
		}
	}
	r, _ := visit(t, with(nil, pathV1, `{"uri":"x","version":"4.5.0","rules":[`+many+`]}`))
	if len(r.Facts.Rules) != maxRules {
		t.Errorf("%d rules, want %d", len(r.Facts.Rules), maxRules)
	}
}

func TestLanguagesAreTags(t *testing.T) {
	r, _ := visit(t, with(nil, pathV1, `{"uri":"x","version":"4.5.0","languages":["nl","en-gb","en_GB","dog","string",7,null,"EN"]}`))
	if diff := cmp.Diff([]string{"nl", "en-GB", "en"}, r.Facts.Languages); diff != "" {
		t.Errorf("languages (-want +got):\n%s", diff)
	}
	for _, none := range []string{`[]`, `["dog"]`, `"en"`, `null`} {
		if r, _ := visit(t, with(nil, pathV1, `{"uri":"x","version":"4.5.0","languages":`+none+`}`)); r.Facts.Stated(landfall.FieldLanguages) {
			t.Errorf("languages %s count as stated: %v", none, r.Facts.Languages)
		}
	}
}

// Zero active people is a placeholder where the software never counts them or
// hides them, and else a number.
func TestZeroActivePeople(t *testing.T) {
	v2 := func(more string) string {
		return `{"domain":"x","version":"4.5.0","usage":{"users":{"active_month":0}}` + more + `}`
	}
	tests := []struct{ name, nodeinfo, v2, want string }{
		{"mastodon", "", v2(""), "0"},
		{"gotosocial", "", v2(`,"source_url":"https://codeberg.org/superseriousbusiness/gotosocial"`), "unknown hidden"},
		{"limited federation", "", v2(`,"configuration":{"limited_federation":true}`), "unknown hidden"},
		{"nodeinfo knows better", mastodonNodeinfo, v2(""), "30"},
		{"limited, nodeinfo knows better", mastodonNodeinfo, v2(`,"configuration":{"limited_federation":true}`), "30"},
	}
	for _, tt := range tests {
		answers := map[string]answer{}
		if tt.nodeinfo != "" {
			answers = withNodeinfo(tt.nodeinfo)
		}
		r, _ := visit(t, with(answers, pathV2, tt.v2))
		if got := count(r.Facts.ActiveMonth); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestNodeinfoOfEveryShape(t *testing.T) {
	tests := []struct{ name, document, want string }{
		{"1.0 with protocols in two parts", `{"version":"1.0","software":{"name":"diaspora","version":"0.7"},"protocols":{"inbound":["diaspora"],"outbound":[]},"usage":{"users":{"total":3}},"openRegistrations":true,"metadata":{"nodeName":"Sim"}}`, `diaspora 0.7 "Sim" "" 3 open`},
		{"2.2 with an instance", `{"version":"2.2","instance":{"name":"FI𝑓F","description":"Welcome"},"software":{"name":"diaspora","version":"0.5"},"openRegistrations":true}`, `diaspora 0.5 "FI𝑓F" "Welcome" unknown open`},
		{"metadata a list", `{"version":"2.0","software":{"name":"mastodon","version":"4"},"metadata":[]}`, `mastodon 4 "" "" unknown unknown`},
		{"funkwhale", `{"version":"2.1","software":{"name":"Funkwhale","version":"1.4"},"openRegistrations":false,"metadata":{"shortDescription":"Short","longDescription":"Long","languages":["en"]}}`, `funkwhale 1.4 "" "Short" unknown closed`},
		{"description in HTML", `{"version":"2.0","software":{"name":"pleroma","version":"2"},"metadata":{"nodeDescription":"</p>\r\n<p>\r\nHello <a href=\"x\">you</a></p>"}}`, `pleroma 2 "" "Hello you" unknown unknown`},
		{"version a number", `{"version":2.0,"software":{"name":"x","version":7}}`, `x "" "" unknown unknown`},
		{"dressed version", `{"software":{"name":"pleroma","version":"2.7.2 (compatible; Pleroma 2.5)"}}`, `pleroma 2.5 "" "" unknown unknown`},
		{"control characters in a version", `{"software":{"name":"x","version":"1\u0000\u202e2\n"}}`, `x 12 "" "" unknown unknown`},
		{"name no text", `{"software":{"name":"x","version":"1"},"metadata":{"nodeName":["a"],"nodeDescription":{}}}`, `x 1 "" "" unknown unknown`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, _ := visit(t, withNodeinfo(tt.document))
			f := r.Facts
			got := fmt.Sprintf("%s %q %q %s %s", f.Software, f.Name, f.Description, f.Users, f.Signup.Mode)
			if got != tt.want {
				t.Errorf("got  %s\nwant %s (%s %s)", got, tt.want, r.Outcome, r.Reason)
			}
		})
	}
	long, _ := visit(t, withNodeinfo(`{"software":{"name":"x","version":"`+strings.Repeat("é", 400)+`"}}`))
	if v := long.Facts.Software.Version; len(v) > maxVersionBytes || v == "" {
		t.Errorf("a version of %d bytes", len(v))
	}
}
