package place

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"landfall"
	"landfall/directory/lexicon"
)

// TestAnyTextIsRead feeds names, cues and noise in any order: every answer keeps to its
// bounds and is the same twice.
func TestAnyTextIsRead(t *testing.T) {
	pieces := rapid.OneOf(
		rapid.SampledFrom([]string{"for people in ", "Berlin", "Georgia", "not ", "hosted in ", "based in ", "日本の", "サーバー", "German", "-speaking ", " server", ". ", ", ", "\n\n", "\u202e", "🇫🇷", "x.example ", "\xff", "ß", "ﬁ"}),
		rapid.String(),
	)
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(pieces, 0, 12).Draw(t, "pieces"), "")
		host := landfall.Host(rapid.SampledFrom([]string{"", "quiet.example", "berlin.de", "xn--mnchen-3ya.example", "a.b.c.scot"}).Draw(t, "host"))
		source := rapid.SampledFrom([]lexicon.Source{lexicon.Name, lexicon.Description, lexicon.About, lexicon.Rules}).Draw(t, "source")
		in := Input{Host: host, Texts: []lexicon.Text{{Source: source, Text: text}}}
		r := Default().Find(in)
		for _, a := range []Answer{r.CommunityFor, r.LegallyBased, r.HostedIn} {
			for _, f := range append(a.Shown, a.Suggested...) {
				if f.Confidence <= 0 || f.Confidence > 1 || len(f.Evidence) == 0 {
					t.Fatalf("%+v", f)
				}
				for _, e := range f.Evidence {
					if utf8.RuneCountInString(e.Text) > lexicon.MaxSnippet || !utf8.ValidString(e.Text) {
						t.Fatalf("snippet %q", e.Text)
					}
				}
			}
		}
		again := Default().Find(in)
		if len(again.CommunityFor.Shown) != len(r.CommunityFor.Shown) || len(again.HostedIn.Shown) != len(r.HostedIn.Shown) {
			t.Fatalf("%v, then %v", r, again)
		}
	})
}
