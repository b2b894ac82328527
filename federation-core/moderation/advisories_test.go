package moderation

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// CVE-2026-23961 and the like: a suspended server comes back under another spelling of its
// name, or below it. Every spelling that a URL may have must meet the same rule.
func TestSuspendedHostHasNoOtherSpelling(t *testing.T) {
	p := New("home.example", Open, []Rule{{Domain: "evil.example", Severity: Suspend}, {Domain: "xn--bcher-kva.example", Severity: Suspend}, {Domain: "faß.example", Severity: Suspend}}, nil)
	for name, host := range map[string]string{
		"as it is":             "evil.example",
		"case":                 "EviL.EXAMPLE",
		"dot at the end":       "evil.example.",
		"two dots":             "evil.example..",
		"port":                 "evil.example:8443",
		"dot and port":         "evil.example.:8443",
		"empty port":           "evil.example:",
		"port that is none":    "evil.example:https",
		"below":                "a.evil.example",
		"far below":            strings.Repeat("a.", 100) + "evil.example",
		"below, an underscore": "_x.evil.example",
		"too long":             strings.Repeat("a.", 200) + "evil.example",
		"empty label":          "a..evil.example",
		"first label empty":    ".evil.example",
		"full width letters":   "ｅｖｉｌ.example",
		"ideographic dot":      "evil。example",
		"ideographic dot last": "evil.example。",
		"soft hyphen":          "ev\u00adil.example",
		"zero width space":     "ev\u200bil.example",
		"zero width joiner":    "ev\u200dil.example",
		"byte order mark":      "\ufeffevil.example",
		"user":                 "nice.example@evil.example",
		"space":                " evil.example",
		"tab":                  "evil.example\t",
		"line feed":            "evil.example\n",
		"NUL":                  "evil.example\x00.nice.example",
		"percent":              "evil%2eexample",
		"slash":                "nice.example/evil.example",
		"backslash":            `nice.example\evil.example`,
		"question mark":        "nice.example?evil.example",
		"number sign":          "nice.example#evil.example",
		"brackets":             "[evil.example]",
		"brackets and more":    "[::1]evil.example",
		"zone":                 "[fe80::1%25evil]",
		"bytes, no text":       "evil\xff.example",
		"A-labels":             "xn--bcher-kva.example",
		"A-labels, case":       "XN--BCHER-KVA.example",
		"Unicode":              "bücher.example",
		"Unicode, case":        "BÜCHER.example",
		"Unicode, decomposed":  "bu\u0308cher.example",
		"Unicode, below":       "ä.bücher.example",
		"sharp s":              "faß.example",
		"sharp s as A-label":   "xn--fa-hia.example",
		"A-label of ASCII":     "xn--evil-.example",
		"A-label of nothing":   "xn--.example",
		"A-label, broken":      "xn--a\u00fc.example",
		"A-label in A-label":   "xn--xn--bcher-kva-x.example",
	} {
		if d := p.Decide(host); d.Allowed {
			t.Errorf("%s: %q passes: %+v", name, host, d)
		}
	}
	for _, host := range []string{"devil.example", "evil.example.net", "evil-example", "example", "bucher.example", "fass.example"} {
		if d := p.Decide(host); !d.Allowed {
			t.Errorf("%q is another server, and does not pass: %s", host, d.Why)
		}
	}
}

// A name on the allow-list vouches for itself, not for what a stranger rents below it.
func TestAllowListIsExact(t *testing.T) {
	p := New("home.example", AllowList, nil, []Allow{{Domain: "friend.example"}, {Domain: "*.wild.example"}})
	for host, want := range map[string]bool{
		"friend.example": true, "FRIEND.example.:443": true, "a.friend.example": false, "myfriend.example": false, "example": false,
		"wild.example": false, "a.wild.example": false, "home.example": true, "a.home.example": false, "": false,
	} {
		if got := p.Decide(host).Allowed; got != want {
			t.Errorf("%q: %v, want %v", host, got, want)
		}
	}
}

var label = rapid.StringMatching(`[a-z0-9]([a-z0-9_]{0,3}[a-z0-9])?`)

// domain is a name of a small world, in which names often meet.
var domain = rapid.Custom(func(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c"}), 1, 4).Draw(t, "labels"), ".")
})

func TestEverythingBelowASuspendedDomainIsRefused(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := strings.Join(rapid.SliceOfN(label, 1, 4).Draw(t, "domain"), ".")
		host := name
		for _, below := range rapid.SliceOfN(label, 0, 4).Draw(t, "below") {
			host = below + "." + host
		}
		if rapid.Bool().Draw(t, "upper") {
			host = strings.ToUpper(host)
		}
		host += rapid.SampledFrom([]string{"", ".", ":443", ".:443"}).Draw(t, "end")
		mode := rapid.SampledFrom([]Mode{Open, AllowList}).Draw(t, "mode")
		p := New("home.example", mode, []Rule{{Domain: name, Severity: Suspend}}, []Allow{{Domain: host}})
		if p.Decide(host).Allowed {
			t.Fatalf("%q passes the rule for %q", host, name)
		}
	})
}

func TestHostHasOneForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-zA-Zäßµ。.:\[\]0-9-]{1,12}`)).Draw(t, "text")
		once, err := Host(text)
		if err != nil {
			return
		}
		if again, err := Host(once); err != nil || again != once {
			t.Fatalf("Host(%q) = %q, of which %q, %v", text, once, again, err)
		}
	})
}
