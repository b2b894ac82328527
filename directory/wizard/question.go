package wizard

import (
	"slices"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"landfall/directory/kind"
	"landfall/directory/rank"
	"landfall/directory/topic"
)

// Comfort is what every screen says above its question.
const Comfort = "There is no wrong answer: everyone can follow everyone, and you can move later."

// Question is what one screen asks. Every question may be skipped.
type Question struct {
	Step   Step
	Number int // of Questions
	Text   string
	Fields []Field
}

// Field is one thing to choose. Labels are in English; ids stay the same in every
// language.
type Field struct {
	Key     string
	Label   string
	Most    int // how many can be chosen, 0 for any number
	Options []Option
	// Free is set if other values may be typed: languages beyond the options, and
	// places, of which the directory knows which ones servers are for.
	Free bool
}

// Option is one choice.
type Option struct {
	ID    string
	Label string
	// Under is the topic of a sub-topic, "" for others.
	Under    topic.ID
	Selected bool
}

// Ask returns what a screen asks, with what was answered before. The start and the
// result ask nothing.
func Ask(s Step, a Answers) Question {
	q := Question{Step: s, Number: s.Number()}
	switch s {
	case StepKind:
		q.Text = "What do you want to do?"
		q.Fields = []Field{{Key: KeyKind, Label: q.Text, Most: 1, Options: kindOptions(a)}}
	case StepLanguages:
		q.Text = "Which languages do you read?"
		q.Fields = []Field{{Key: KeyLanguage, Label: q.Text, Most: MaxLanguages, Options: languageOptions(a), Free: true}}
	case StepInterests:
		q.Text = "What are you into?"
		q.Fields = []Field{
			{Key: KeyTopic, Label: q.Text, Most: MaxTopics, Options: topicOptions(a)},
			{Key: KeyAdult, Label: "Adult content", Most: 1, Options: []Option{{ID: Ticked, Label: "Show servers for adult content too", Selected: a.Adult}}},
			{Key: KeyAge, Label: "Age", Most: 1, Options: []Option{{ID: OfAge, Label: "I am 18 or older", Selected: a.Adult}}},
		}
	case StepTopics:
		q.Text = "Anything in particular?"
		q.Fields = []Field{{Key: KeyTopic, Label: q.Text, Most: MaxTopics, Options: subTopics(a)}}
	case StepMatters:
		q.Text = "Anything that matters?"
		q.Fields = []Field{
			{Key: KeyPlace, Label: "Near me", Most: 1, Free: true},
			{Key: KeyMatter, Label: "Choose up to two", Most: MaxMatters, Options: matterOptions(a)},
			{Key: KeyJoin, Label: "Joining", Most: 1, Options: []Option{
				{ID: "", Label: "I can wait until somebody reads a short note from me", Selected: !a.Now},
				{ID: JoinNow, Label: "Let me in now", Selected: a.Now},
			}},
		}
	case StepStart, StepResult:
	}
	return q
}

// kinds are those that everybody is asked about.
var kinds = []kind.Kind{kind.ShortPosts, kind.Photos, kind.Video, kind.Forum, kind.Books, kind.Events, kind.Blog}

// kindOptions offers any other kind only to those who chose it, by another way than this
// form.
func kindOptions(a Answers) []Option {
	var options []Option
	for _, k := range kinds {
		options = append(options, Option{ID: string(k), Label: k.Label(), Selected: a.Kind == k})
	}
	if k := a.Kind; k != "" && !slices.Contains(kinds, k) {
		options = append(options, Option{ID: string(k), Label: k.Label(), Selected: true})
	}
	return append(options, Option{ID: "", Label: "Not sure", Selected: a.Kind == ""})
}

// offered are the languages that are offered to everybody: those that the site is in.
var offered = []string{"en", "de", "fr", "es", "pt-BR", "ja", "nl", "it", "pl", "ko", "zh-Hans", "zh-Hant", "uk", "ar"}

// languageOptions are the languages answered, then those offered to everybody, by their
// own names.
func languageOptions(a Answers) []Option {
	var options []Option
	for i, code := range append(slices.Clone(a.Languages), offered...) {
		if slices.ContainsFunc(options, func(o Option) bool { return o.ID == code }) {
			continue
		}
		name := display.Self.Name(language.Make(code))
		if name == "" {
			name = code
		}
		options = append(options, Option{ID: code, Label: name, Selected: i < len(a.Languages)})
	}
	return options
}

// topicOptions are the tiles: every topic but general and adult, and then "nothing
// special", which is general.
func topicOptions(a Answers) []Option {
	chosen := func(id topic.ID) bool {
		return slices.ContainsFunc(a.Topics, func(c topic.ID) bool { return c.Parent() == id })
	}
	var options []Option
	for _, t := range topic.Default().Topics {
		if !t.ID.IsSub() && !t.Adult && t.ID != topic.General {
			options = append(options, Option{ID: string(t.ID), Label: t.Label, Selected: chosen(t.ID)})
		}
	}
	return append(options, Option{ID: string(topic.General), Label: "Nothing special: a general place", Selected: chosen(topic.General)})
}

// subTopics are those of the topics ticked, and of adult content if that was asked for.
func subTopics(a Answers) []Option {
	var options []Option
	for _, t := range topic.Default().Topics {
		ticked := t.Adult && a.Adult || !t.Adult && slices.ContainsFunc(a.Topics, func(c topic.ID) bool { return c.Parent() == t.ID.Parent() })
		if t.ID.IsSub() && ticked {
			options = append(options, Option{ID: string(t.ID), Label: t.Label, Under: t.ID.Parent(), Selected: slices.Contains(a.Topics, t.ID)})
		}
	}
	return options
}

var matterLabels = map[rank.Matter]string{
	rank.Fast: "Fast", rank.Reliable: "Very reliable", rank.Small: "Small and friendly", rank.Lively: "Lively",
	rank.Strict: "Strict moderation", rank.Organisation: "Run by an organisation", rank.LongRunning: "Long-running",
}

func matterOptions(a Answers) []Option {
	var options []Option
	for _, m := range rank.Matters() {
		options = append(options, Option{ID: string(m), Label: matterLabels[m], Selected: slices.Contains(a.Matters, m)})
	}
	return options
}

// MatterLabel returns what pages call something that matters.
func MatterLabel(m rank.Matter) string { return matterLabels[m] }
