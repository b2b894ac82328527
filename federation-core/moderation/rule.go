package moderation

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// maxComment is the longest comment in bytes that is kept; the rest is cut.
const maxComment = 4096

// Rule is what holds against one domain and everything below it.
type Rule struct {
	Domain         string    `json:"domain"` // as [Host] writes it
	Severity       Severity  `json:"severity"`
	RejectMedia    bool      `json:"reject_media"`    // keep no pictures of theirs
	RejectReports  bool      `json:"reject_reports"`  // drop their reports
	Obfuscate      bool      `json:"obfuscate"`       // star a part of the name where it is published
	PublicComment  string    `json:"public_comment"`  // published with the rule
	PrivateComment string    `json:"private_comment"` // for moderators
	Created        time.Time `json:"created_at"`
	By             string    `json:"by,omitempty"` // who set it
}

// Allow is a name that passes in the mode [AllowList].
type Allow struct {
	Domain  string    `json:"domain"` // as [Host] writes it
	Created time.Time `json:"created_at"`
	By      string    `json:"by,omitempty"` // who allowed it
}

// stricter is r with whatever of other is harder.
func (r Rule) stricter(other Rule) Rule {
	r.Severity = max(r.Severity, other.Severity)
	r.RejectMedia = r.RejectMedia || other.RejectMedia
	r.RejectReports = r.RejectReports || other.RejectReports
	return r
}

// harder reports whether r, which is at least as hard as other, is harder in anything.
func (r Rule) harder(other Rule) bool {
	return r.Severity != other.Severity || r.RejectMedia != other.RejectMedia || r.RejectReports != other.RejectReports
}

// same reports whether two rules do and say the same, whoever set them and when.
func (r Rule) same(other Rule) bool {
	other.Created, other.By = r.Created, r.By
	return r == other
}

// tidy cleans the comments of a rule, so that it reads the same after it was exported.
func (r Rule) tidy() Rule {
	r.PublicComment, r.PrivateComment = tidy(r.PublicComment), tidy(r.PrivateComment)
	return r
}

// tidy returns valid UTF-8 with line feeds for line ends, no other control characters and no
// space around it, of at most maxComment bytes.
func tidy(comment string) string {
	comment = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(comment, ""))
	comment = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, comment))
	if len(comment) > maxComment {
		end := maxComment
		for !utf8.RuneStart(comment[end]) {
			end--
		}
		comment = strings.TrimSpace(comment[:end])
	}
	return comment
}
