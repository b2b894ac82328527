package landfall

import (
	"errors"
	"net/netip"
	"strings"
	"testing"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestParseHostAccepts(t *testing.T) {
	longest := strings.Repeat(strings.Repeat("a", 61)+".", 4) // 248 bytes
	tests := []struct {
		name, in string
		want     Host
	}{
		{name: "plain name", in: "quiet-harbour-sim.social", want: "quiet-harbour-sim.social"},
		{name: "letter case", in: "Quiet-Harbour-SIM.Social", want: "quiet-harbour-sim.social"},
		{name: "deep name", in: "a.b.c.quiet-harbour-sim.co.uk", want: "a.b.c.quiet-harbour-sim.co.uk"},
		{name: "U-label", in: "bücher-sim.social", want: "xn--bcher-sim-q9a.social"},
		{name: "U-label in capitals", in: "BÜCHER-SIM.social", want: "xn--bcher-sim-q9a.social"},
		{name: "decomposed U-label", in: "bu\u0308cher-sim.social", want: "xn--bcher-sim-q9a.social"},
		{name: "A-label", in: "xn--bcher-sim-q9a.social", want: "xn--bcher-sim-q9a.social"},
		{name: "A-label in capitals", in: "XN--BCHER-SIM-Q9A.SOCIAL", want: "xn--bcher-sim-q9a.social"},
		{name: "full-width letters", in: "ｑｕｉｅｔ－sim.social", want: "quiet-sim.social"},
		{name: "ideographic full stop", in: "quiet-sim。social", want: "quiet-sim.social"},
		{name: "sharp s stays itself", in: "straße-sim.de", want: "xn--strae-sim-j1a.de"},
		{name: "two hyphens later in a label", in: "abcd--ef-sim.social", want: "abcd--ef-sim.social"},
		{name: "name below a private suffix", in: "quiet-sim.github.io", want: "quiet-sim.github.io"},
		{name: "slash look-alike is one odd label", in: "quiet-sim.social⁄x.social", want: "quiet-sim.xn--socialx-6d7c.social"},
		{name: "emoji", in: "xn--ls8h.social", want: "xn--ls8h.social"},
		{name: "longest name", in: longest + "co.uk", want: Host(longest + "co.uk")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, err := ParseHost(tt.in); err != nil || got != tt.want {
				t.Errorf("ParseHost(%q) = %q, %v; want %q", tt.in, got, err, tt.want)
			}
		})
	}
}

func TestParseHostRefuses(t *testing.T) {
	longest := strings.Repeat(strings.Repeat("a", 61)+".", 4) // 248 bytes
	tests := []struct {
		name, in string
		fault    HostFault
	}{
		{name: "empty", in: "", fault: HostEmpty},
		{name: "254 bytes", in: longest + "ab.co.uk", fault: HostTooLong},
		{name: "a thousand and more bytes", in: strings.Repeat("a.", 600) + "social", fault: HostTooLong},
		{name: "port", in: "quiet-sim.social:8080", fault: HostNotBare},
		{name: "scheme", in: "https://quiet-sim.social", fault: HostNotBare},
		{name: "path", in: "quiet-sim.social/about", fault: HostNotBare},
		{name: "user", in: "root@quiet-sim.social", fault: HostNotBare},
		{name: "percent escape", in: "quiet-sim%2esocial", fault: HostNotBare},
		{name: "query", in: "quiet-sim.social?x", fault: HostNotBare},
		{name: "fragment", in: "quiet-sim.social#x", fault: HostNotBare},
		{name: "backslash", in: `quiet-sim.social\x`, fault: HostNotBare},
		{name: "IPv6 literal", in: "[2001:db8::1]", fault: HostNotBare},
		{name: "trailing dot", in: "quiet-sim.social.", fault: HostTrailingDot},
		{name: "trailing ideographic full stop", in: "quiet-sim.social。", fault: HostTrailingDot},
		{name: "underscore", in: "quiet_sim.social", fault: HostBadLabel},
		{name: "space", in: "quiet sim.social", fault: HostBadLabel},
		{name: "space before", in: " quiet-sim.social", fault: HostBadLabel},
		{name: "line feed", in: "quiet-sim.social\n", fault: HostBadLabel},
		{name: "NUL", in: "quiet-sim.social\x00", fault: HostBadLabel},
		{name: "invalid UTF-8", in: "quiet-sim\xff.social", fault: HostBadLabel},
		{name: "star", in: "*.quiet-sim.social", fault: HostBadLabel},
		{name: "leading dot", in: ".quiet-sim.social", fault: HostBadLabel},
		{name: "empty label", in: "quiet-sim..social", fault: HostBadLabel},
		{name: "hyphen first", in: "-quiet-sim.social", fault: HostBadLabel},
		{name: "hyphen last", in: "quiet-sim-.social", fault: HostBadLabel},
		{name: "hyphens third and fourth", in: "ab--quiet-sim.social", fault: HostBadLabel},
		{name: "label of 64 bytes", in: strings.Repeat("a", 64) + ".social", fault: HostBadLabel},
		{name: "punycode of ASCII only, GO-2026-5026", in: "xn--quiet-sim-.social", fault: HostBadLabel},
		{name: "empty punycode", in: "xn--.social", fault: HostBadLabel},
		{name: "broken punycode", in: "xn--999999999.social", fault: HostBadLabel},
		{name: "punycode of capitals", in: "xn--BCHER-sim-KVA.social", fault: HostBadLabel},
		{name: "mixed directions", in: "aא-sim.social", fault: HostBadLabel},
		{name: "zero-width joiner out of place", in: "qui\u200det-sim.social", fault: HostBadLabel},
		{name: "IPv4", in: "192.0.2.1", fault: HostAddress},
		{name: "IPv4 in full-width digits", in: "１９２。０。２。１", fault: HostAddress},
		{name: "IPv4, short", in: "127.1", fault: HostAddress},
		{name: "IPv4, hexadecimal", in: "0x7f.0x0.0x0.0xff", fault: HostAddress},
		{name: "IPv4, one number", in: "2130706433", fault: HostAddress},
		{name: "single label", in: "quiet-sim", fault: HostSingleLabel},
		{name: "localhost", in: "localhost", fault: HostSpecialUse},
		{name: "localhost behind a circled letter", in: "ⓛocalhost", fault: HostSpecialUse},
		{name: "onion", in: "quietsim.onion", fault: HostSpecialUse},
		{name: "i2p", in: "quiet-sim.i2p", fault: HostSpecialUse},
		{name: "local", in: "quiet-sim.local", fault: HostSpecialUse},
		{name: "internal", in: "quiet-sim.internal", fault: HostSpecialUse},
		{name: "reverse DNS", in: "1.2.0.192.in-addr.arpa", fault: HostSpecialUse},
		{name: "test", in: "quiet-sim.test", fault: HostSpecialUse},
		{name: "invalid", in: "quiet-sim.invalid", fault: HostSpecialUse},
		{name: "example", in: "quiet-sim.example", fault: HostSpecialUse},
		{name: "example.com", in: "example.com", fault: HostSpecialUse},
		{name: "below example.org", in: "quiet-sim.example.org", fault: HostSpecialUse},
		{name: "no such top-level domain", in: "quiet-sim.notatld", fault: HostUnknownSuffix},
		{name: "bare top-level domain pair", in: "co.uk", fault: HostBareSuffix},
		{name: "bare private suffix", in: "github.io", fault: HostBareSuffix},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := ParseHost(tt.in)
			refused, ok := errors.AsType[*HostError](err)
			if !ok || !errors.Is(err, ErrInvalid) || got != "" || refused.Fault != tt.fault {
				t.Errorf("ParseHost(%q) = %q, %v; want fault %q", tt.in, got, err, tt.fault)
			}
		})
	}
}

// failer is what *testing.T and *rapid.T have in common here.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// spellings returns other ways to write a canonical name.
func spellings(t failer, h Host) []string {
	t.Helper()
	unicode, err := hostProfile.ToUnicode(string(h))
	if err != nil {
		t.Fatalf("canonical %q has no Unicode form: %v", h, err)
	}
	return []string{
		string(h), strings.ToUpper(string(h)), unicode, norm.NFD.String(unicode), norm.NFKD.String(unicode),
		strings.ReplaceAll(unicode, ".", "。"), strings.ReplaceAll(string(h), ".", "．"), h.Display(),
	}
}

// checkCanon fails t unless text, if it is accepted, has one canonical form only.
func checkCanon(t failer, text string) {
	t.Helper()
	h, err := ParseHost(text)
	if err != nil {
		refused, ok := errors.AsType[*HostError](err)
		if !ok || !errors.Is(err, ErrInvalid) || len(refused.Text) > 90 {
			t.Fatalf("ParseHost(%q): %v is no bounded *HostError", text, err)
		}
		return
	}
	for _, again := range spellings(t, h) {
		if got, err := ParseHost(again); err != nil || got != h {
			t.Fatalf("ParseHost(%q) = %q, but its spelling %q gives %q, %v", text, h, again, got, err)
		}
	}
	switch _, addrErr := netip.ParseAddr(string(h)); {
	case addrErr == nil:
		t.Fatalf("ParseHost(%q) = %q, an address", text, h)
	case len(h) > maxHostBytes, strings.Trim(string(h), "abcdefghijklmnopqrstuvwxyz0123456789-.") != "":
		t.Fatalf("ParseHost(%q) = %q, no canonical name", text, h)
	case string(h) != h.Registrable() && !strings.HasSuffix(string(h), "."+h.Registrable()):
		t.Fatalf("%q is not below its registrable domain %q", h, h.Registrable())
	}
	if _, err := ParseHost(h.Registrable()); err != nil {
		t.Fatalf("registrable domain %q of %q: %v", h.Registrable(), h, err)
	}
}

// hostLike generates texts that are nearly host names: real suffixes, labels of
// many scripts and widths, A-labels, and the separators IDNA maps.
func hostLike() *rapid.Generator[string] {
	label := rapid.OneOf(
		rapid.StringMatching(`[a-z0-9]([a-z0-9-]{0,12}[a-z0-9])?`),
		rapid.StringMatching(`[a-zA-Z0-9_-]{1,8}`),
		rapid.StringMatching(`(xn|XN)--[a-z0-9-]{1,14}`),
		rapid.StringOfN(rapid.RuneFrom([]rune("aéßςσΣıİⅷﬁａＢ日本ーシかاבᾳ\u0308\u200c\u200d\u00ad·")), 1, 6, -1),
		rapid.String(),
	)
	return rapid.Custom(func(t *rapid.T) string {
		labels := rapid.SliceOfN(label, 1, 4).Draw(t, "labels")
		suffix := rapid.SampledFrom([]string{"social", "co.uk", "de", "github.io", "みんな", "рф", "onion", "zz"}).Draw(t, "suffix")
		dot := rapid.SampledFrom([]string{".", "。", "．", "｡"}).Draw(t, "dot")
		return strings.Join(append(labels, suffix), dot)
	})
}

func TestCanonProperties(t *testing.T) {
	t.Run("one canonical form", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) { checkCanon(t, hostLike().Draw(t, "text")) })
	})
	t.Run("equal keys are equal names to IDNA", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			one, errOne := ParseHost(hostLike().Draw(t, "one"))
			two, errTwo := ParseHost(hostLike().Draw(t, "two"))
			if errOne != nil || errTwo != nil || one == two {
				return
			}
			a, _ := idna.Lookup.ToUnicode(string(one))
			b, _ := idna.Lookup.ToUnicode(string(two))
			if a == b {
				t.Fatalf("keys %q and %q are both %q", one, two, a)
			}
		})
	})
	t.Run("the short way agrees with the profile", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			text := rapid.StringMatching(`[a-zA-Z0-9.-]{1,24}`).Draw(t, "text")
			if !plain(text) {
				return
			}
			got, fault := canonical(text)
			want, err := hostProfile.ToASCII(text)
			if err != nil || fault != "" || got != want || !roundTrips(want) {
				t.Fatalf("canonical(%q) = %q, %q; the profile says %q, %v", text, got, fault, want, err)
			}
		})
	})
}

func FuzzCanon(f *testing.F) {
	for _, seed := range []string{
		"quiet-sim.social", "bücher-sim.social", "XN--BCHER-SIM-Q9A.social", "quiet-sim。social", "１９２。０。２。１",
		"xn--quiet-sim-.social", "xn--.social", "0x7f.1", "ⓛocalhost", "quiet_sim.social", "日本語-sim.みんな", "a.b.c.d.e.f",
		"\u200dquiet.social", "xn--ls8h.social", "sim.straße.de", "σς.social", "co.uk", "*.ck", "www.ck",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) { checkCanon(t, text) })
}

func TestDisplay(t *testing.T) {
	tests := []struct{ name, unicode, want string }{
		{name: "plain", unicode: "quiet-sim.social", want: "quiet-sim.social"},
		{name: "Latin with marks", unicode: "bücher-sim.social", want: "bücher-sim.social"},
		{name: "Vietnamese", unicode: "việt-sim.social", want: "việt-sim.social"},
		{name: "Polish", unicode: "łódź-sim.social", want: "łódź-sim.social"},
		{name: "Japanese in three scripts", unicode: "日本のサーバー.social", want: "日本のサーバー.social"},
		{name: "Korean", unicode: "한국.social", want: "한국.social"},
		{name: "Cyrillic that gives itself away", unicode: "жизнь.social", want: "жизнь.social"},
		{name: "Cyrillic suffix", unicode: "пример-жизни.рф", want: "пример-жизни.рф"},
		{name: "Arabic", unicode: "مثال.social", want: "مثال.social"},
		{name: "Devanagari with vowel signs", unicode: "हिन्दी.social", want: "हिन्दी.social"},
		{name: "Cyrillic posing as Latin", unicode: "сос.social", want: ""},
		{name: "Latin and Cyrillic in a label", unicode: "mаstodon-sim.social", want: ""},
		{name: "Greek posing as Latin", unicode: "οικ.social", want: ""},
		{name: "dotless i", unicode: "quıet-sim.social", want: ""},
		{name: "phonetic letter", unicode: "mɑstodon-sim.social", want: ""},
		{name: "combining mark on a Latin letter", unicode: "qui̇et-sim.social", want: ""},
		{name: "slash look-alike", unicode: "quiet-sim.social⁄x.social", want: ""},
		{name: "emoji", unicode: "💩.social", want: ""},
		{name: "Cherokee", unicode: "ꮤꮲ.social", want: ""},
		{name: "Latin and Japanese in a label", unicode: "sim日本.social", want: ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h, err := ParseHost(tt.unicode)
			if err != nil {
				t.Fatal(err)
			}
			want := tt.want
			if want == "" {
				want = string(h)
			}
			if got := h.Display(); got != want {
				t.Errorf("Display of %q = %q, want %q", h, got, want)
			}
		})
	}
}

func TestRegistrable(t *testing.T) {
	tests := map[Host]string{
		"quiet-sim.social":                  "quiet-sim.social",
		"a.b.quiet-sim.social":              "quiet-sim.social",
		"x.quiet-sim.co.uk":                 "quiet-sim.co.uk",
		"x.quiet-sim.github.io":             "quiet-sim.github.io",
		"xn--bcher-sim-q9a.com":             "xn--bcher-sim-q9a.com",
		"social.quiet-sim.city.kawasaki.jp": "city.kawasaki.jp",
	}
	for h, want := range tests {
		if got := h.Registrable(); got != want {
			t.Errorf("Registrable of %q = %q, want %q", h, got, want)
		}
	}
}
