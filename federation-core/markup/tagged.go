package markup

import (
	"regexp"
	"strings"
	"unicode"
)

var (
	// mention is Mastodon's form of a name, with the server's name or without it.
	mention = regexp.MustCompile(`^@[a-zA-Z0-9_]+(?:[a-zA-Z0-9_.-]*[a-zA-Z0-9_])?(?:@[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?(?::[0-9]{1,5})?)?`)
	// hashtag is a word with a letter in it.
	hashtag = regexp.MustCompile(`^#[\p{L}\p{M}\p{N}_·]*[\p{L}_][\p{L}\p{M}\p{N}_·]*`)
)

// maxTagged bounds a mention or hashtag, in bytes. A longer one is only text.
const maxTagged = 500

// tagged is the mention or hashtag that s begins with, "" if it begins with neither.
func tagged(s string) string {
	var name string
	switch {
	case strings.HasPrefix(s, "@"):
		name = mention.FindString(s)
	case strings.HasPrefix(s, "#"):
		name = hashtag.FindString(s)
	}
	if len(name) < 2 || len(name) > maxTagged || strings.Trim(name, "#_·") == "" {
		return ""
	}
	return name
}

// inWord reports whether r is part of a word.
func inWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }
