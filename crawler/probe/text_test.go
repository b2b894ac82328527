package probe

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestPlainText(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", "A server for sailors.", "A server for sailors."},
		{"paragraphs", "<p>One.</p><p>Two.</p>", "One.\n\nTwo."},
		{"line break", "One<br>Two<br/>Three<BR />Four", "One\nTwo\nThree\nFour"},
		{"list", "<ul><li>One</li><li>Two</li></ul>", "One\nTwo"},
		{"line ends in markup are spaces", "<p>One\r\ntwo</p>", "One two"},
		{"line ends in plain text stay", "One\r\ntwo\rthree", "One\ntwo\nthree"},
		{"inline markup", "<b>bo</b>ld and <a href=\"https://x\">link</a>", "bold and link"},
		{"entities", "Tom &amp; Jerry &lt;3 &#39;quoted&#39; &eacute;", "Tom & Jerry <3 'quoted' é"},
		{"ampersand alone", "Q&A & more", "Q&A & more"},
		{"less-than in plain text", "1 < 2 <3", "1 < 2 <3"},
		{"script", "a<script>alert(1)</script>b", "ab"},
		{"style", "a<style>p{}</style>b", "ab"},
		{"event handler", `<img src=x onerror=alert(1)>a`, "a"},
		{"svg", `<svg/onload=alert(1)>a`, "a"},
		{"math", `<math><mtext><table><mglyph><style><img src onerror=x>a`, ""},
		{"comment", "a<!-- <b> -->b", "ab"},
		{"cut-off tag", "a<b", "a"},
		{"control characters", "a\x00b\x1b[31mc\td", "ab[31mc d"},
		{"bidirectional override", "a\u202eb\u2066c\u2069\u200fd", "abcd"},
		{"zero width", "a\u200bb\u200cc\u200dd\ufeffe\u2060f\u00adg", "abcdefg"},
		{"tags and fillers", "a\U000e0041b\u3164c\u115fd", "abcd"},
		{"private use and noncharacters", "a\ue000b\ufdd0c\U0010ffffd", "abcd"},
		{"joiner in Persian stays", "می\u200cخواهم", "می\u200cخواهم"},
		{"joiner in emoji stays", "👩\u200d💻", "👩\u200d💻"},
		{"joiner at the end goes", "می\u200c", "می"},
		{"composed", "e\u0301", "é"},
		{"stacked marks", "a" + strings.Repeat("\u0300\u0323", 50), "ạ" + strings.Repeat("\u0323", 2) + strings.Repeat("\u0300", 3)},
		{"spaces", "  a \u00a0\u3000 b  \n\n\n\n c ", "a b\n\nc"},
		{"e-mail address", "Write to staff.sim@quiet-harbour-sim.social.", "Write to [address]."},
		{"e-mail link", `<a href="mailto:a@b-sim.social">a@b-sim.social</a>`, "[address]"},
		{"account", "Run by @somebody@quiet-harbour-sim.social!", "Run by [address]!"},
		{"address in brackets", "<a@b-sim.social> and (c.d@e-sim.social)", "and ([address])"},
		{"address with a subdomain and a full stop", "a+b_c@x.y-sim.co.uk.", "[address]."},
		{"address in letters of all kinds", "ä.ö@bücher-sim.de 日本@例え.みんな", "[address] [address]"},
		{"sentence without a space", "a@b-sim.de.1 and a@b-sim.de.-", "[address].1 and [address].-"},
		{"several in a row", "a@b-sim.de,c@d-sim.de;@e@f-sim.de", "[address],[address];[address]"},
		{"account in a path", "https://quiet-sim.social/@a@b-sim.social", "https://quiet-sim.social/[address]"},
		{"handle without a host", "@somebody", "@somebody"},
		{"numbers are no domain", "5@10.5 and 3@7.", "5@10.5 and 3@7."},
		{"doubled signs", "a@@b-sim.de @@ a@", "a@@b-sim.de @@ a@"},
		{"headings and tables", "<h1>One</h1><p>Two</p><table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "One\n\nTwo\n\nab\nc"},
		{"divs in divs", "<div><div>One</div></div> <div>Two</div>", "One\nTwo"},
		{"two line breaks", "One<br><br>Two", "One\n\nTwo"},
		{"at sign alone", "meet @ 8, 5@home", "meet @ 8, 5@home"},
		{"invalid UTF-8 at the cut", strings.Repeat("é", 1<<17), strings.Repeat("é", maxDescription-1) + "…"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := plainText(tt.in, maxDescription); got != tt.want {
				t.Errorf("plainText(%.80q) = %.200q, want %.200q", tt.in, got, tt.want)
			}
		})
	}
}

// addressLike is what an address looks like to somebody who collects them.
var addressLike = regexp.MustCompile(`[\pL\d._%+-]@[\pL\d-]+(\.[\pL\d-]+)*\.\pL[\pL\d]`)

func TestOneLine(t *testing.T) {
	if got := oneLine("<h1>Quiet\nHarbour</h1><p>Social</p>", 120); got != "Quiet Harbour Social" {
		t.Errorf("oneLine = %q", got)
	}
	if got := oneLine(strings.Repeat("ab ", 100), 10); got != "ab ab ab…" {
		t.Errorf("oneLine cut = %q", got)
	}
}

// Hostile texts cost no more than honest ones: each of these once took a second.
func TestHostileTextsAreCutEarly(t *testing.T) {
	for _, piece := range []string{"<", "&", "<p", "<p>", "</p>", "<a href='", "a@", "a.", "<!--", "&lt;", "e\u0301", "<b><i>", "\v", "@", "a@b.", "日本"} {
		got := plainText(strings.Repeat(piece, 1<<20/len(piece)), maxExtended)
		if n := utf8.RuneCountInString(got); n > maxExtended {
			t.Errorf("%q repeated gives %d characters", piece, n)
		}
	}
}

// Whatever comes in, the text that comes out is bounded, valid, and shows what it
// is: no control, override or invisible character, no address.
func TestPlainTextIsAlwaysPlain(t *testing.T) {
	pieces := rapid.SliceOf(rapid.OneOf(
		rapid.SampledFrom([]string{"<p>", "</p>", "<br>", "<scr", "ipt>", "&lt;", "&#8238;", "&amp;lt;", "\u202e", "\u200b", "a@b-sim.de", "<!--", "-->", "\n", "`", "<a href='"}),
		rapid.String(),
	))
	rapid.Check(t, func(t *rapid.T) {
		in := strings.Join(pieces.Draw(t, "pieces"), "")
		got := plainText(in, 200)
		switch {
		case !utf8.ValidString(got) || utf8.RuneCountInString(got) > 200:
			t.Fatalf("plainText(%q) = %q", in, got)
		case strings.ContainsFunc(got, func(r rune) bool { return r != '\n' && r != '\u200c' && r != '\u200d' && (r < ' ' || hidden(r)) }):
			t.Fatalf("plainText(%q) = %q: an invisible character is left", in, got)
		case addressLike.MatchString(got):
			t.Fatalf("plainText(%q) = %q: an address is left", in, got)
		case got != strings.TrimSpace(got) || strings.Contains(got, "\n\n\n") || strings.Contains(got, "  "):
			t.Fatalf("plainText(%q) = %q: untidy", in, got)
		}
	})
}

func TestLanguageTags(t *testing.T) {
	tests := []struct{ in, want string }{
		{"en", "en"}, {"EN", "en"}, {"en-gb", "en-GB"}, {"en_GB", "en-GB"}, {"pt-br", "pt-BR"}, {"zh-hant-tw", "zh-Hant-TW"},
		{"sr-latn", "sr-Latn"}, {"eng", "en"}, {"iw", "he"}, {"yue", "yue"}, {"tok", "tok"}, {"nb-NO", "nb-NO"},
		{"de-DE-u-co-phonebk", "de-DE"}, {"ja-JP-x-sim", "ja-JP"}, {"es-419", "es-419"},
		{"", ""}, {"string", ""}, {"dog", ""}, {"english", ""}, {"und", ""}, {"mul", ""}, {"mis", ""}, {"zxx", ""}, {"zz", ""},
		{"x-sim", ""}, {"qaa", ""}, {"e", ""}, {"en-", ""}, {"<b>", ""}, {"en-gb-" + strings.Repeat("a", 40), ""}, {"root", ""},
	}
	for _, tt := range tests {
		got, ok := languageTag(tt.in)
		if got != tt.want || ok != (tt.want != "") {
			t.Errorf("languageTag(%q) = %q, %v; want %q", tt.in, got, ok, tt.want)
		}
	}
}

func TestUndress(t *testing.T) {
	tests := []struct{ in, name, version string }{
		{"3.5.3 (compatible; Pixelfed 0.12.3)", "pixelfed", "0.12.3"},
		{"2.7.2 (compatible; Akkoma 3.10.4-0-gebfb617)", "akkoma", "3.10.4-0-gebfb617"},
		{"4.2.1 (compatible; Iceshrimp.NET/2024.1-beta2.security3+e1d25a9231)", "iceshrimp.net", "2024.1-beta2.security3+e1d25a9231"},
		{"3.0.0 (compatible; Sharkey 2024.3.3; like Akkoma)", "sharkey", "2024.3.3"},
		{"4.0.0 (not true; really snac/2.52)", "snac", "2.52"},
		{"takahe/0.11.0", "takahe", "0.11.0"},
		{"4.0.0 (compatible; Mitra)", "mitra", ""},
		{"4.5.0", "", ""},
		{"4.3.0-nightly.2024-07-05-security", "", ""},
		{"4.0.0 (compatible; <b>)", "", ""},
		{"4.0.0 (beta)", "", ""},
		{"(compatible; )", "", ""},
		{"", "", ""},
		{strings.Repeat("(", 5000), "", ""},
	}
	for _, tt := range tests {
		name, version, ok := undress(tt.in)
		if !ok {
			name, version = "", ""
		}
		if name != tt.name || version != tt.version {
			t.Errorf("undress(%.60q) = %q, %q; want %q, %q", tt.in, name, version, tt.name, tt.version)
		}
	}
}
