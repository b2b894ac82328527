package web

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func richly(t interface {
	Helper()
	Fatal(args ...any)
}, text string, parts ...part,
) string {
	t.Helper()
	var b strings.Builder
	if err := rich(text, parts...).Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestRich(t *testing.T) {
	for text, want := range map[string]string{
		"Plain & <b>simple</b>.":      "Plain &amp; &lt;b&gt;simple&lt;/b&gt;.",
		"See [how it is](how), then.": `See <a href="/methodology">how it is</a>, then.`,
		"Since {when}.":               "Since <code>now</code>.",
		"Write `<p>` and **not** it.": "Write <code>&lt;p&gt;</code> and <strong>not</strong> it.",
		"[words](nobody) stay":        "words stay",
		"{nobody} stays":              "{nobody} stays",
		"[not a link] (how)":          "[not a link] (how)",
		"a ** b ` c [ d { e":          "a ** b ` c [ d { e",
		"[[x](how)":                   `[<a href="/methodology">x</a>`,
		"[<i>](how)":                  `<a href="/methodology">&lt;i&gt;</a>`,
	} {
		if got := richly(t, text, link("how", "/methodology"), given("when", codeWords("now"))); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	if got := richly(t, "[x](bad)", link("bad", "javascript:alert(1)")); strings.Contains(got, "javascript:") {
		t.Errorf("%q runs", got)
	}
}

// Whatever a text is, nothing in it but a part's own element becomes markup.
func TestRichEscapes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching("[a<>&\"'`*{}\\[\\]()x]{0,30}").Draw(t, "text")
		got := richly(t, text, part{name: "x", of: codeWords})
		bare := strings.NewReplacer("<code>", "", "</code>", "", "<strong>", "", "</strong>", "").Replace(got)
		if strings.ContainsAny(bare, "<>\"") {
			t.Fatalf("%q is %q", text, got)
		}
	})
}

// TestSentencesTakeNoChildren finds what a template puts behind a sentence by mistake, such
// as @rich("…") { p.More }: templ takes it for a block of its own, which nobody renders.
func TestSentencesTakeNoChildren(t *testing.T) {
	names, err := filepath.Glob("*_templ.go")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	lost := regexp.MustCompile(`= rich(Count)?\((.*)\)\.Render\(templ\.WithChildren`)
	for _, name := range names {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range lost.FindAllStringSubmatch(string(source), -1) {
			t.Errorf("%s: what follows %s is never shown", name, found[2])
		}
	}
}
