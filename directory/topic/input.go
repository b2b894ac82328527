package topic

import (
	"strings"
	"time"

	"landfall"
	"landfall/directory/lexicon"
)

// Input is what the topics of one instance are read from.
type Input struct {
	Host  landfall.Host
	Texts []Text
	// Tags are hashtags that are talked about there, weighed by [Trends].
	Tags []Tag
	// Declared is what people, other directories and its software's settings say.
	Declared []Declaration
	// Communities are names of communities of its own, and Founded is since when these
	// have been known.
	Communities []string
	Founded     time.Time
	// Active is how many people are active a month.
	Active landfall.Count
}

// Text is something the instance says of itself.
type Text = lexicon.Text

// Tag is a hashtag without "#", and what it weighs as evidence, from 0 to 0.4.
type Tag struct {
	Name      string
	Weight    float64
	FirstSeen time.Time
	LastSeen  time.Time
}

// Declaration is what somebody who may speak for the instance or for the directory
// says of one topic. A removal wins over everything, a pin over everything else.
type Declaration struct {
	Source  Source    `json:"source"` // admin, curator, software, communities or directory
	Topic   ID        `json:"topic"`
	Removed bool      `json:"removed"`        // the topic is wrong
	Note    string    `json:"note,omitempty"` // why, for people
	At      time.Time `json:"at"`
}

// pins reports whether the declaration puts its topic first.
func (d Declaration) pins() bool {
	return !d.Removed && (d.Source == SourceAdmin || d.Source == SourceCurator)
}

// FromFacts returns the input that an instance's facts make. Tags and what people and
// directories declare are the caller's to add.
func FromFacts(host landfall.Host, f *landfall.Facts) Input {
	in := Input{Host: host, Active: f.ActiveMonth}
	add := func(source Source, field landfall.Field, text string) {
		if f.Stated(field) && text != "" {
			seen := f.Evidence[field]
			in.Texts = append(in.Texts, Text{Source: source, Text: text, FirstSeen: seen.FirstSeen, LastSeen: seen.LastSeen})
		}
	}
	add(SourceName, landfall.FieldName, f.Name)
	add(SourceDescription, landfall.FieldDescription, f.Description)
	add(SourceAbout, landfall.FieldExtended, f.Extended)
	rules := make([]string, len(f.Rules))
	for i, rule := range f.Rules {
		rules[i] = rule.Text
	}
	if f.Stated(landfall.FieldCategories) {
		in.Declared = ofSoftware(f.Categories, f.Evidence[landfall.FieldCategories].FirstSeen)
	}
	if f.Stated(landfall.FieldCommunities) {
		in.Communities, in.Founded = f.Communities, f.Evidence[landfall.FieldCommunities].FirstSeen
	}
	add(SourceRules, landfall.FieldRules, strings.Join(rules, "\n\n"))
	return in
}
