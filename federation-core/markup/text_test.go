package markup_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"landfall/federation-core/markup"
)

func TestText(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"text", "a &amp; b &lt;c&gt;", "a & b <c>"},
		{"paragraphs", "<p>a</p>\n<p>b</p>", "a\n\nb"},
		{"line breaks", "a<br>b<br />c<br><br><br><br>d", "a\nb\nc\n\nd"},
		{"white space", "  a \n\t b  ", "a b"},
		{"words in elements", "a<b>b</b>c <i>d</i>", "abc d"},
		{"a list", "<ul><li>a</li><li>b</li></ul>c", "a\nb\n\nc"},
		{"as it is typed", "<pre>a\n  b</pre>", "a\n  b"},
		{"a mention", `<span class="h-card"><a href="https://a.example/@u">@<span>u</span></a></span> hi`, "@u hi"},
		{"an address", `<a href="https://a.example/x"><span class="invisible">https://</span><span>a.example/x</span></a>`, "https://a.example/x"},
		{"a script", "a<script>b</script><style>c</style>d", "ad"},
		{"a picture", `a <img alt="x"> b`, "a b"},
		{"a terminal's escape", "a\x1b[2Jb&#27;[31mc\u009bd", "a[2Jb[31mcd"},
		{"turned text", "a\u202ebc\u2066d\u200f", "abcd"},
		{"a comment", "a<!-- b -->c", "ac"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := markup.Text(tt.in); got != tt.want {
				t.Errorf("Text(%q) = %q, want %q", tt.in, got, tt.want)
			}
			readable(t, tt.in)
		})
	}
}

// readable checks what must hold of every plain text.
func readable(t interface {
	Helper()
	Errorf(string, ...any)
}, in string) {
	t.Helper()
	out := markup.Text(in)
	if strings.ContainsFunc(out, func(r rune) bool { return r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 }) ||
		strings.Contains(out, "\n\n\n") || strings.TrimSpace(out) != out || !utf8.ValidString(out) {
		t.Errorf("Text(%q) = %q", in, out)
	}
}

// known says where the names of the tests lead.
func known(name string) (string, bool) {
	switch {
	case strings.HasPrefix(name, "#"):
		return "https://land.example/tags/" + name[1:], true
	case name == "@una":
		return "https://land.example/@una", true
	case strings.HasSuffix(name, "@b.example"):
		return "https://b.example/" + strings.TrimSuffix(name, "@b.example"), true
	case name == "@evil@c.example":
		return "javascript:alert(1)", true
	}
	return "", false
}

func TestFromText(t *testing.T) {
	una := `<span class="h-card"><a href="https://land.example/@una" class="u-url mention">@<span>una</span></a></span>`
	ben := `<span class="h-card"><a href="https://b.example/@ben" class="u-url mention">@<span>ben</span></a></span>`
	tag := func(s string) string {
		return `<a href="https://land.example/tags/` + s + `" class="mention hashtag" rel="tag">#<span>` + s + `</span></a>`
	}
	link := func(href, prefix, shown, rest string) string {
		class := ""
		if rest != "" {
			class = ` class="ellipsis"`
		}
		return `<a href="` + href + `"` + guarded + `><span class="invisible">` + prefix + `</span><span` + class + `>` + shown + `</span><span class="invisible">` + rest + `</span></a>`
	}
	tests := []struct {
		name, in, want     string
		mentions, hashtags []string
	}{
		{"nothing", " \n ", "", nil, nil},
		{"text", "a & <b> \"c\"", "<p>a &amp; &lt;b&gt; &#34;c&#34;</p>", nil, nil},
		{"lines and paragraphs", "a\nb\r\n\r\nc\n\n\n\nd\n", "<p>a<br>b</p><p>c</p><p>d</p>", nil, nil},
		{"a mention", "hi @una!", "<p>hi " + una + "!</p>", []string{"una"}, nil},
		{"a mention elsewhere", "@ben@b.example: hi", "<p>" + ben + ": hi</p>", []string{"ben@b.example"}, nil},
		{"at the end of a sentence", "I know @ben@b.example.", "<p>I know " + ben + ".</p>", []string{"ben@b.example"}, nil},
		{"twice, in two spellings", "@una @una @BEN@b.example @ben@b.example", "<p>" + una + " " + una + " " + strings.ReplaceAll(ben, "ben", "BEN") + " " + ben + "</p>", []string{"una", "BEN@b.example"}, nil},
		{"nobody", "@nobody and @nobody@c.example", "<p>@nobody and @nobody@c.example</p>", nil, nil},
		{"somebody who leads elsewhere", "@evil@c.example", "<p>@evil@c.example</p>", nil, nil},
		{"an address of mail", "una@b.example", "<p>una@b.example</p>", nil, nil},
		{"a hashtag", "#Cats, (#dogs) #2024 #3d #", "<p>" + tag("Cats") + ", (" + tag("dogs") + ") #2024 " + tag("3d") + " #</p>", nil, []string{"Cats", "dogs", "3d"}},
		{"a hashtag twice", "#cats #CATS", "<p>" + tag("cats") + " " + tag("CATS") + "</p>", nil, []string{"cats"}},
		{"in a word", "a#b a@una &#x27; ##x", "<p>a#b a@una &amp;#x27; ##x</p>", nil, nil},
		{"an address", "see https://a.example/x.", "<p>see " + link("https://a.example/x", "https://", "a.example/x", "") + ".</p>", nil, nil},
		{"a long address", "https://www.a.example/a/long/path/to/a/page?x=1&y=2", "<p>" + link("https://www.a.example/a/long/path/to/a/page?x=1&amp;y=2", "https://www.", "a.example/a/long/path/to/a/pag", "e?x=1&amp;y=2") + "</p>", nil, nil},
		{"names in an address", "https://a.example/@una/#cats", "<p>" + link("https://a.example/@una/#cats", "https://", "a.example/@una/#cats", "") + "</p>", nil, nil},
		{"in brackets", "(https://a.example/x)", "<p>(" + link("https://a.example/x", "https://", "a.example/x", "") + ")</p>", nil, nil},
		{"other schemes", "javascript://a.example/x ftp://a.example/ data:text/html,x", "<p>javascript://a.example/x ftp://a.example/ data:text/html,x</p>", nil, nil},
		{"control characters", "a\x00b\x1b[2J", "<p>ab[2J</p>", nil, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, mentions, hashtags := markup.FromText(tt.in, known)
			if got != tt.want || !slices.Equal(mentions, tt.mentions) || !slices.Equal(hashtags, tt.hashtags) {
				t.Errorf("FromText(%q)\n = %s %q %q, want\n   %s %q %q", tt.in, got, mentions, hashtags, tt.want, tt.mentions, tt.hashtags)
			}
			stable(t, tt.in)
		})
	}
}

var openedElsewhere = regexp.MustCompile(` rel="[^"]*"| target="_blank"`)

// stable checks that our own HTML is what Clean lets through, but for how links open,
// and that no character of what was typed is lost.
func stable(t interface {
	Helper()
	Errorf(string, ...any)
}, in string) {
	t.Helper()
	out, _, _ := markup.FromText(in, known)
	plain := func(s string) string { return openedElsewhere.ReplaceAllString(s, "") }
	if clean := markup.Clean(out); plain(clean) != plain(out) {
		t.Errorf("FromText(%q)\n = %q, cleaned\n   %q", in, out, clean)
	}
	hostless := func(s string) string { return strings.ReplaceAll(seen(s), "@b.example", "") } // a mention shows none
	if got, want := hostless(markup.Text(out)), hostless(in); got != want {
		t.Errorf("FromText(%q)\n = %q, reads %q, want %q", in, out, got, want)
	}
}

// seen is what of a text leaves ink.
func seen(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsGraphic(r) || unicode.IsSpace(r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}

func TestFromTextProperties(t *testing.T) {
	piece := rapid.OneOf(rapid.SampledFrom([]string{
		"@una", "@ben@b.example", "#cats", "#", "@", "https://", "http://a.example/?a=1&b=2", "HTTPS://A.example", "\n", "\n\n", "\r", " ", "<", "&", `"`, "'", "(", ")", ".", "/", "&lt;", "<b>", "ä", "#ß",
		"https://a.example/" + strings.Repeat("ü", 40),
	}), rapid.String())
	rapid.Check(t, func(t *rapid.T) { stable(t, strings.Join(rapid.SliceOfN(piece, 0, 20).Draw(t, "pieces"), "")) })
}

func FuzzFromText(f *testing.F) {
	f.Add("hi @una, see https://a.example/x?y=1 #cats\n\n<b>")
	f.Fuzz(func(t *testing.T, in string) { stable(t, in) })
}

// TestWorstInputs has what makes a careless parser slow. Row 13 of the security table
// (CVE-2025-68475): the time is that of any other text of that size, or near it.
func TestWorstInputs(t *testing.T) {
	for _, piece := range []string{
		"<", ">", "&", "<!--", "<a", "<a href=", "<a href='https://a.example/", "</", "<b>", "</b>", "<p>", "<li>", "<blockquote>", "<a b=c ",
		"@", "@a", "@a@", "@a.", "#", "#1", "#a", "#·", "https://", "https://a.", "http://a/(", "\n", "\n\n", "a.b.", "\u0301",
	} {
		in := strings.Repeat(piece, markup.MaxBytes/len(piece)/4)
		if piece == "#a" { // each another one
			var tags strings.Builder
			for i := range 10_000 {
				tags.WriteString("#a" + strconv.Itoa(i) + " ")
			}
			in = tags.String()
		}
		start := time.Now()
		markup.Clean(in)
		markup.Text(in)
		markup.FromText(in, known)
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%d times %q took %v", len(in)/len(piece), piece, took)
		} else if testing.Verbose() {
			t.Logf("%q: %v", piece, took)
		}
	}
}

func BenchmarkClean(b *testing.B) {
	in, _, _ := markup.FromText(strings.Repeat("hi @una, see https://a.example/x?y=1 #cats\n\n", 8), known)
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		markup.Clean(in)
	}
}
