// Package markup is about the HTML of posts and profiles: what strangers send is made
// harmless, what our own people type becomes HTML, and either becomes plain text.
//
// [Clean] keeps what Mastodon keeps and nothing else: paragraphs, line breaks, links to
// http and https, emphasis, code, quotations and lists. What it gives is balanced, so
// that it can be put into a page, and does not change if it is cleaned again. The
// security of that rests on bluemonday, which decides what passes; what comes after it
// only leaves more out.
package markup

import "unicode/utf8"

// MaxBytes bounds what is read of a text. The rest is cut.
const MaxBytes = 256 << 10

// bounded cuts a text to MaxBytes, between characters.
func bounded(s string) string {
	if len(s) <= MaxBytes {
		return s
	}
	n := MaxBytes
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
