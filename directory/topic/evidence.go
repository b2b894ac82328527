package topic

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Source says where evidence comes from.
type Source string

// The sources, and what one term in each of them weighs.
const (
	SourceAdmin       Source = "admin"       // 1.0; the instance's admin said so here
	SourceCurator     Source = "curator"     // 0.95; a person looked
	SourceSoftware    Source = "software"    // 0.8; a category set in the instance's software
	SourceCommunities Source = "communities" // 0.8; names of local communities that agree
	SourceDirectory   Source = "directory"   // 0.7; another directory's category
	SourceHost        Source = "host"        // 0.62; a whole part of the host name
	SourceName        Source = "name"        // 0.6
	SourceHashtag     Source = "hashtag"     // 0.6; in the description
	SourceDescription Source = "description" // 0.5
	SourceAbout       Source = "about"       // 0.35
	SourceHostPart    Source = "host_part"   // 0.3; start or end of a part of the host name
	SourceTags        Source = "tags"        // 0.15 to 0.4; what is talked about, see [WeighTags]
	SourceRules       Source = "rules"       // 0.1; where they say what the place is about
	SourceActivity    Source = "activity"    // 0.5; many people, and nothing that stands out
)

// weightOf holds the weight of one term.
var weightOf = map[Source]float64{
	SourceAdmin: 1, SourceCurator: 0.95, SourceSoftware: 0.8, SourceCommunities: 0.8, SourceDirectory: 0.7,
	SourceHost: 0.62, SourceName: 0.6, SourceHashtag: 0.6, SourceDescription: 0.5, SourceAbout: 0.35,
	SourceHostPart: 0.3, SourceTags: 0.3, SourceRules: 0.1, SourceActivity: 0.5,
}

// Evidence is one reason for or against a topic.
type Evidence struct {
	Topic  ID     `json:"topic"` // of the evidence: a sub-topic's counts for its topic too
	Source Source `json:"source"`
	Term   string `json:"term"`    // as the taxonomy has it; "*" stands for the rest of a word
	Text   string `json:"snippet"` // at most 80 characters around the term
	// Weight is from 0 to 1; 0 means that it does not count.
	Weight float64 `json:"weight"`
	// Against says that the topic is ruled out: by a negation or by a person.
	Against bool `json:"against,omitzero"`
	// FirstSeen and LastSeen are when the text was there; zero if not known.
	FirstSeen time.Time `json:"first_seen,omitzero"`
	LastSeen  time.Time `json:"last_seen,omitzero"`
	// Rule is the version of the rules and, after a point, of the taxonomy.
	Rule string `json:"rule_version"`

	// place is the word of its source that it was read from, counted from 1; 0 if it
	// is no word.
	place int
}

const maxSnippet = 80

// snippet returns text[start:end] on one line with what is around it, at most
// maxSnippet characters.
func snippet(text string, start, end int) string {
	room := maxSnippet - 2 - utf8.RuneCountInString(text[start:end])
	if room < 0 {
		runes := []rune(text[start:end])
		return clean(string(runes[:maxSnippet-1])) + "…"
	}
	from, to := start, end
	for before := room / 2; before > 0 && from > 0; before-- {
		_, size := utf8.DecodeLastRuneInString(text[:from])
		from, room = from-size, room-1
	}
	for ; room > 0 && to < len(text); room-- {
		_, size := utf8.DecodeRuneInString(text[to:])
		to += size
	}
	out := clean(text[from:to])
	if from > 0 {
		out = "…" + out
	}
	if to < len(text) {
		out += "…"
	}
	return out
}

// clean turns control and format characters into spaces, so that a snippet is one
// line and cannot turn the text around it.
func clean(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			return ' '
		}
		return r
	}, text))
}
