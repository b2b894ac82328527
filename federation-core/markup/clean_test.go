package markup_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"pgregory.net/rapid"

	"landfall/federation-core/markup"
)

const guarded = ` rel="nofollow noopener noreferrer" target="_blank"`

func TestClean(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"text", "a & b < c", "a &amp; b &lt; c"},
		{"what may stay", "<p>a<br>b <del>c</del> <em>d</em> <strong>e</strong> <b>f</b> <i>g</i> <u>h</u> <code>i</code></p><pre>j\n  k</pre><blockquote>l</blockquote><ul><li>m</li></ul><ol><li>n</li></ol>",
			"<p>a<br>b <del>c</del> <em>d</em> <strong>e</strong> <b>f</b> <i>g</i> <u>h</u> <code>i</code></p><pre>j\n  k</pre><blockquote>l</blockquote><ul><li>m</li></ul><ol><li>n</li></ol>"},
		{"a mention", `<span class="h-card" translate="no"><a href="https://a.example/@u" class="u-url mention">@<span>u</span></a></span>`,
			`<span class="h-card"><a href="https://a.example/@u" class="u-url mention"` + guarded + `>@<span>u</span></a></span>`},
		{"a hashtag", `<a href="https://a.example/tags/x" class="mention hashtag status-link" rel="tag nofollow">#<span>x</span></a>`,
			`<a href="https://a.example/tags/x" class="mention hashtag" rel="tag nofollow noopener noreferrer" target="_blank">#<span>x</span></a>`},
		{"a shortened address", `<a href="https://a.example/x" target="_top"><span class="invisible">https://</span><span class="ellipsis">a.example</span></a>`,
			`<a href="https://a.example/x"` + guarded + `><span class="invisible">https://</span><span class="ellipsis">a.example</span></a>`},
		{"classes", `<span class="h-card p-name evil u-url dt-published e-content x-y mention-evil invisible">x</span>`,
			`<span class="h-card p-name u-url dt-published e-content invisible">x</span>`},
		{"a class elsewhere", `<p class="h-card">x</p>`, `<p>x</p>`},
		{"headings", "<h1>a</h1><h3>b <i>c</i></h3>d", "<p><strong>a</strong></p><p><strong>b <i>c</i></strong></p>d"},
		{"divisions", "<div>a</div><div>b</div>", "<p>a</p><p>b</p>"},
		{"struck out", "<s>a</s><strike>b</strike>", "<del>a</del><del>b</del>"},
		{"a table", "<table><tr><td>a</td></tr></table>", "a"},
		{"a picture", `a<img src="https://a.example/x.png" alt="y">b`, "ab"},
		{"http", `<a href="http://a.example/">x</a>`, `<a href="http://a.example/"` + guarded + `>x</a>`},
		{"a relative link", `<a href="/logout">x</a>`, `<a>x</a>`},
		{"a link without a scheme", `<a href="//a.example/">x</a>`, `<a>x</a>`},
		{"a link to mail", `<a href="mailto:a@a.example">x</a>`, `<a>x</a>`},
		{"a link with quotes", `<a href='https://a.example/?"onclick="x'>x</a>`, `<a href="https://a.example/?&#34;onclick=&#34;x"` + guarded + `>x</a>`},
		{"never closed", "<p>a<b>b<p>c", "<p>a<b>b</b></p><p>c</p>"},
		{"closed too often", "a</p></div></b></body></html>b", "ab"},
		{"closed in another order", "<b><i>a</b>b</i>c", "<b><i>a</i></b>bc"},
		{"items not closed", "<ul><li>a<li>b<ul><li>c<li>d</ul><li>e</ul>", "<ul><li>a</li><li>b<ul><li>c</li><li>d</li></ul></li><li>e</li></ul>"},
		{"a link in a link", `<a href="https://a.example/"><b>a<a href="https://b.example/">b</a></a>`,
			`<a href="https://a.example/"` + guarded + `><b>a</b></a><a href="https://b.example/"` + guarded + `>b</a>`},
		{"a block in a paragraph", "<p>a<blockquote><p>b</p></blockquote></p>", "<p>a</p><blockquote><p>b</p></blockquote>"},
		{"line break as XHTML", "a<br />b<br/>c", "a<br>b<br>c"},
		{"an unfinished tag", "a<a href=", "a"},
		{"a comment", "a<!-- b -->c", "ac"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := markup.Clean(tt.in); got != tt.want {
				t.Errorf("Clean(%q)\n = %q, want\n   %q", tt.in, got, tt.want)
			}
			harmless(t, tt.in)
		})
	}
}

func TestCleanIsBounded(t *testing.T) {
	deep := markup.Clean(strings.Repeat("<b>", 50_000) + "x")
	if n := strings.Count(deep, "<b>"); n != 32 || !strings.Contains(deep, "x") {
		t.Errorf("%d elements in elements", n)
	}
	if long := markup.Clean(strings.Repeat("ä", markup.MaxBytes)); len(long) != markup.MaxBytes {
		t.Errorf("%d bytes", len(long))
	}
}

// harmless checks what must hold of everything that Clean gives: only what is allowed,
// as a browser would read it, balanced, and the same if it is cleaned again.
func harmless(t interface {
	Helper()
	Errorf(string, ...any)
}, in string) {
	t.Helper()
	out := markup.Clean(in)
	if again := markup.Clean(out); again != out {
		t.Errorf("Clean(%q)\n = %q, again\n   %q", in, out, again)
	}
	nodes, err := html.ParseFragment(strings.NewReader(out), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
	if err != nil {
		t.Errorf("%q: %v", out, err)
	}
	for _, node := range nodes {
		if fault := unwanted(node); fault != "" {
			t.Errorf("Clean(%q) = %q has %s", in, out, fault)
		}
	}
	if fault := unbalanced(out); fault != "" {
		t.Errorf("Clean(%q) = %q: %s", in, out, fault)
	}
}

// unwanted names what a browser would find that is not allowed.
func unwanted(node *html.Node) string {
	switch node.Type {
	case html.TextNode:
		return ""
	case html.ElementNode:
	default:
		return "a node that is neither text nor element"
	}
	if !slices.Contains(strings.Fields("p span br a del pre code em strong b i u ul ol li blockquote"), node.Data) || node.Namespace != "" {
		return "<" + node.Data + ">"
	}
	for _, a := range node.Attr {
		allowed := node.Data == "a" && slices.Contains([]string{"href", "class", "rel", "target"}, a.Key) || node.Data == "span" && a.Key == "class"
		if !allowed || a.Key == "href" && !strings.HasPrefix(a.Val, "https://") && !strings.HasPrefix(a.Val, "http://") ||
			a.Key == "rel" && !strings.HasSuffix(a.Val, "nofollow noopener noreferrer") || a.Key == "target" && a.Val != "_blank" {
			return a.Key + "=" + a.Val
		}
	}
	for child := range node.ChildNodes() {
		if fault := unwanted(child); fault != "" {
			return fault
		}
	}
	return ""
}

// unbalanced reads the tags alone.
func unbalanced(out string) string {
	var open []string
	tokens := html.NewTokenizer(strings.NewReader(out))
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				return "left open: " + strings.Join(open, " ")
			}
			return ""
		case html.StartTagToken:
			if name := tokens.Token().Data; name != "br" {
				open = append(open, name)
			}
		case html.EndTagToken:
			name := tokens.Token().Data
			if len(open) == 0 || open[len(open)-1] != name {
				return "closed out of turn: " + name
			}
			open = open[:len(open)-1]
		}
	}
}

// TestCleanProperties puts pieces together that mean something to a parser.
func TestCleanProperties(t *testing.T) {
	piece := rapid.OneOf(rapid.SampledFrom([]string{
		"<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<a href='https://a.example/?a=1&b=2'>", `<a href="javascript:x">`, "</a>", "<a>", "<ul>", "</ul>", "<ol>", "<li>",
		"</li>", "<pre>", "\n", "</pre>", "<code>", "</code>", "<blockquote>", "</blockquote>", "<h1>", "</h1>", "<h6>", "<div>", "</div>", "<span class='mention x'>",
		"</span>", "<br>", "<script>", "</script>", "<style>", "</style>", "<svg>", "<math>", "<table>", "<td>", "<template>", "<noscript>", "<textarea>", "<title>",
		"<!--", "-->", "<![CDATA[", "]]>", "<plaintext>", "<xmp>", "<iframe>", "<select>", "<option>", "&lt;", "&amp;lt;", "&#0;", "&", "<", ">", "'", `"`, "\x00", "x", " ",
		`<a href="http://a.example/%zz">`, `<a href=" https://a.example ">`, `<a class="hashtag" rel="tag">`,
	}), rapid.String())
	rapid.Check(t, func(t *rapid.T) {
		harmless(t, strings.Join(rapid.SliceOfN(piece, 0, 30).Draw(t, "pieces"), ""))
	})
}

func FuzzClean(f *testing.F) {
	for _, attack := range attacks {
		f.Add(attack)
	}
	f.Fuzz(func(t *testing.T, in string) {
		harmless(t, in)
		readable(t, in)
	})
}
