package web

import (
	"bytes"
	"strings"
)

// pack takes from a style sheet what only its readers need: comments, line breaks
// and indentation. It knows the CSS that we write, not all that there is: a space
// beside one of {};,> or behind a colon means nothing in it. Strings stay as they
// are.
func pack(css []byte) []byte {
	var out bytes.Buffer
	space := false
	for len(css) > 0 {
		n := tokenLength(css)
		word := css[:n]
		css = css[n:]
		if bytes.HasPrefix(word, []byte("/*")) || strings.TrimSpace(string(word)) == "" {
			space = true
			continue
		}
		if space && out.Len() > 0 {
			last := out.Bytes()[out.Len()-1]
			if !strings.ContainsRune("{};,>:", rune(last)) && !strings.ContainsRune("{};,>", rune(word[0])) {
				out.WriteByte(' ')
			}
		}
		space = false
		out.Write(word)
	}
	return out.Bytes()
}

// tokenLength is the length of the comment or string that css begins with, or of
// its first character.
func tokenLength(css []byte) int {
	switch {
	case bytes.HasPrefix(css, []byte("/*")):
		if end := bytes.Index(css[2:], []byte("*/")); end >= 0 {
			return 2 + end + 2
		}
		return len(css)
	case css[0] == '"':
		if end := bytes.IndexByte(css[1:], '"'); end >= 0 {
			return 1 + end + 1
		}
	}
	return 1
}
