package sim

import (
	"bytes"
	"maps"
	"net/http"
	"slices"
	"strings"
	"unicode/utf16"
)

// malformations turn a JSON object into something that is none, or that a careful
// reader refuses.
var malformations = map[string]func(body []byte) []byte{
	"half":         func(b []byte) []byte { return b[:len(b)/2] },
	"empty":        func([]byte) []byte { return nil },
	"null":         func([]byte) []byte { return []byte("null") },
	"list":         func(b []byte) []byte { return slices.Concat([]byte("["), b, []byte("]")) },
	"text":         func([]byte) []byte { return []byte(`"mastodon"`) },
	"number":       func([]byte) []byte { return []byte("42") },
	"two":          func(b []byte) []byte { return slices.Concat(b, b) },
	"after":        func(b []byte) []byte { return append(bytes.Clone(b), "<!-- cached -->"...) },
	"before":       func(b []byte) []byte { return append([]byte("Warning: mysqli_connect(): gone away\n"), b...) },
	"comma":        func(b []byte) []byte { return append(bytes.Clone(b[:len(b)-1]), ",}"...) },
	"comment":      func(b []byte) []byte { return append([]byte("/* generated */"), b...) },
	"quotes":       func(b []byte) []byte { return bytes.ReplaceAll(b, []byte(`"`), []byte("'")) },
	"nul":          func(b []byte) []byte { return slices.Concat([]byte("{\"a\":\"\x00\","), b[1:]) },
	"control":      func(b []byte) []byte { return slices.Concat([]byte("{\"a\":\"\n\","), b[1:]) },
	"invalid_utf8": func(b []byte) []byte { return slices.Concat([]byte("{\"a\":\"\xff\xfe\xc0\xaf\","), b[1:]) },
	"surrogate":    func(b []byte) []byte { return slices.Concat([]byte(`{"a":"\ud800",`), b[1:]) },
	"escape":       func(b []byte) []byte { return slices.Concat([]byte(`{"a":"\x41",`), b[1:]) },
	"nan":          func(b []byte) []byte { return slices.Concat([]byte(`{"a":NaN,"b":Infinity,`), b[1:]) },
	"zeros":        func(b []byte) []byte { return slices.Concat([]byte(`{"a":007,"b":+1,"c":.5,`), b[1:]) },
	"mark":         func(b []byte) []byte { return append([]byte("\xef\xbb\xbf"), b...) },
	"utf16":        toUTF16,
	"jsonp":        func(b []byte) []byte { return slices.Concat([]byte("callback("), b, []byte(");")) },
	"lines":        func(b []byte) []byte { return slices.Concat(b, []byte("\n"), b) },
	"spaces":       func([]byte) []byte { return []byte(strings.Repeat(" \n", 1000)) },
}

func malformedVariants() []string { return slices.Sorted(maps.Keys(malformations)) }

func malform(c *call, doc *document) {
	c.send(newDocument(doc.role, http.StatusOK, doc.header.Get("Content-Type"), malformations[c.in.variant](doc.body)))
}

// toUTF16 is the text in UTF-16, little end first, with a byte order mark.
func toUTF16(body []byte) []byte {
	out := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(string(body))) {
		out = append(out, byte(unit), byte(unit>>8))
	}
	return out
}
