package vocab

import (
	"strings"
	"unicode/utf8"
)

// Bounds on a whole document: Parse refuses one that is beyond them.
const (
	MaxBytes   = 1 << 20
	MaxDepth   = 16     // nested arrays and objects, contexts among them
	MaxMembers = 1_000  // members of one object
	MaxValues  = 65_536 // values in the whole document
	maxNumber  = 64     // bytes of one number
)

// Caps on what a view takes from a document: the rest is cut. Mastodon has the values
// for names, notes, aliases, fields and options; the others hold down what one message
// can make a server do.
const (
	MaxID          = 2_048   // bytes of an identifier or a link; a longer one is none
	MaxName        = 2_048   // characters of a name, title, option or field
	MaxSummary     = 20_480  // bytes of a biography, a content warning or an image description
	MaxContent     = 131_072 // bytes of a post's content
	MaxKeyPEM      = 8_192   // bytes of a public key; a longer one is left out
	MaxAliases     = 256     // alsoKnownAs
	MaxFields      = 50      // PropertyValues of a profile
	MaxKeys        = 8       // public keys of an actor
	MaxOptions     = 500     // options of a poll
	MaxRecipients  = 100     // in each of to, cc and audience; Public is always among them
	MaxObjects     = 100     // objects of one activity (a Flag has several)
	MaxAuthors     = 16      // attributedTo
	MaxMentions    = 100
	MaxHashtags    = 50
	MaxEmojis      = 50
	MaxAttachments = 8
	MaxItems       = 1_000 // items of a collection or a page of one
	MaxImplements  = 50    // generator.implements (FEP-844e)
	maxTags        = 1_000 // tags looked at
	maxTypes       = 8     // types of one object
)

// cutBytes cuts a text to so many bytes, between characters. What is cut is not kept.
func cutBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return strings.Clone(s[:n])
}

// cutRunes cuts a text to so many characters. What is cut is not kept.
func cutRunes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for i := range s {
		if n == 0 {
			return strings.Clone(s[:i])
		}
		n--
	}
	return s
}
