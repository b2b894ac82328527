package web

import (
	"strings"
	"testing"
)

func TestPackingAStyleSheet(t *testing.T) {
	tests := []struct{ in, want string }{
		{"a  {\n  color: red;\n}\n", "a{color:red;}"},
		{"/* why */ a > b, c d :hover { margin: 0 auto }", "a>b,c d :hover{margin:0 auto}"},
		{`a::after { content: " (" attr(href) ";  )" }`, `a::after{content:" (" attr(href) ";  )"}`},
		{"a { inset: calc(1px + 2px) }", "a{inset:calc(1px + 2px)}"},
		{"a /* never ends", "a"},
		{`a { content: "never ends }`, `a{content:"never ends}`},
		{"", ""},
	}
	for _, tt := range tests {
		if got := string(pack([]byte(tt.in))); got != tt.want {
			t.Errorf("pack(%q) = %q; want %q", tt.in, got, tt.want)
		}
	}
}

func TestPackingLosesOnlySpaceAndComments(t *testing.T) {
	for _, name := range sheets {
		css := sheet(t, name)
		bare := func(text string) string { return strings.Join(strings.Fields(text), "") }
		for {
			start := strings.Index(css, "/*")
			if start < 0 {
				break
			}
			end := strings.Index(css[start:], "*/")
			css = css[:start] + css[start+end+2:]
		}
		if got, want := bare(string(pack([]byte(sheet(t, name))))), bare(css); got != want {
			t.Errorf("%s.css is not the same when packed", name)
		}
	}
}

func FuzzPack(f *testing.F) {
	f.Add([]byte("a { b: \"c\" } /* d"))
	f.Fuzz(func(t *testing.T, css []byte) {
		if once := pack(css); len(once) > len(css) {
			t.Errorf("%q grows to %q", css, once)
		}
	})
}
