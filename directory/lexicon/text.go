package lexicon

import (
	"strings"
	"time"
	"unicode/utf8"
)

// Source says where evidence comes from.
type Source string

// The sources that are an instance's own words.
const (
	Name        Source = "name"
	Description Source = "description"
	About       Source = "about" // the long description
	Rules       Source = "rules"
	Host        Source = "host" // the name of the host itself
)

// Text is something an instance says of itself, as plain text. Its first MaxText bytes
// are read.
type Text struct {
	Source    Source // Name, Description, About or Rules
	Text      string
	FirstSeen time.Time
	LastSeen  time.Time
}

// MaxText is how much of a text is read, in bytes.
const MaxText = 8 << 10

// Head returns the part of the text that is read, in valid UTF-8.
func (t Text) Head() string {
	if len(t.Text) <= MaxText {
		return strings.ToValidUTF8(t.Text, "")
	}
	end := MaxText
	for end > 0 && !utf8.RuneStart(t.Text[end]) {
		end--
	}
	return strings.ToValidUTF8(t.Text[:end], "")
}

// Evidence is one reason for or against something that is said of an instance.
type Evidence struct {
	Source Source `json:"source"`
	Term   string `json:"term"`    // what matched; "*" stands for the rest of a word
	Text   string `json:"snippet"` // at most 80 characters around the term
	// Weight is from 0 to 1; 0 means that it does not count.
	Weight float64 `json:"weight"`
	// Against says that the evidence rules it out.
	Against bool `json:"against,omitzero"`
	// FirstSeen and LastSeen are when the text was there; zero if not known.
	FirstSeen time.Time `json:"first_seen,omitzero"`
	LastSeen  time.Time `json:"last_seen,omitzero"`
	// Rule is the version of the rules and, after a point, of the list of words.
	Rule string `json:"rule_version"`
}
