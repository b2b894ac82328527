package wizard

import (
	"slices"

	"golang.org/x/text/language"

	"landfall/directory/kind"
	"landfall/directory/place"
	"landfall/directory/rank"
	"landfall/directory/topic"
)

// The keys of the address.
const (
	KeyStep     = "step"
	KeyPick     = "pick" // PickForMe answered
	KeyKind     = "kind"
	KeyLanguage = "lang"
	KeyTopic    = "topic"
	KeyAdult    = "adult" // counts only beside KeyAge
	KeyAge      = "age"
	KeyPlace    = "place"
	KeyMatter   = "matter"
	KeyJoin     = "join"
	KeyFrom     = "from"
	KeyMore     = "more"
	KeyVersion  = "rv" // of the ranking
)

// Values of keys that have only one beside their default.
const (
	Ticked  = "1"
	JoinNow = "now"
	OfAge   = "18"
)

// The bounds of answers.
const (
	MaxLanguages = 10
	MaxTopics    = 30
	MaxMatters   = 2
	MaxMore      = 50
)

// Answers are what somebody has said so far. The zero Answers are those of somebody who
// skips every question.
type Answers struct {
	// Step is the screen asked for, "" if none is: then it is that of the result, or the
	// first one if there are no answers yet; see [Answers.Screen].
	Step Step
	Pick bool
	// Kind is what to do there; "" is short posts.
	Kind      kind.Kind
	Languages []string // BCP 47
	// Topics are in the order of the taxonomy. A topic of which a sub-topic is there is
	// left out: who says metal means not all of music.
	Topics  []topic.ID
	Adult   bool // said twice: wanted, and old enough
	Place   place.ID
	Matters []rank.Matter
	Now     bool // an account at once, without waiting for approval
	// From is from where speed counts; "" is the region of Place, if there is one.
	From rank.Region
	More int // how many results beyond the first three
	// Version is that of the ranking that a permanent link was made with, "" if the
	// address is none.
	Version string
}

// Wish returns what the answers ask for.
func (a Answers) Wish() rank.Wish {
	w := rank.Wish{
		Topics: a.Topics, Languages: a.Languages, Kind: a.Kind, Place: a.Place, Matters: a.Matters,
		AtOnce: a.Now, Adult: a.Adult, Region: a.From,
	}
	if w.Kind == "" {
		w.Kind = kind.ShortPosts
	}
	if w.Region == "" {
		w.Region = RegionOf(a.Place)
	}
	return w
}

// Alone returns the answers without where in the form they were given and how many
// results were asked for.
func (a Answers) Alone() Answers {
	a.Step, a.Pick, a.More = StepStart, false, 0
	return a
}

// Asked returns what the answers ask for, which is nothing if there are none: only who
// went through the form and skipped all of it wants to write short posts.
func (a Answers) Asked() rank.Wish {
	if a.Version == "" && len(a.values()) == 0 {
		return rank.Wish{}
	}
	return a.Wish()
}

// Screen returns the screen to show.
func (a Answers) Screen() Step {
	switch {
	case a.Step != "":
		return a.Step
	case a.Version != "" || a.Pick || len(a.values()) > 0:
		return StepResult
	}
	return StepStart
}

// normal returns the answers as their address says them.
func (a Answers) normal() Answers {
	if a.Kind == kind.ShortPosts {
		a.Kind = ""
	}
	a.Topics = normalTopics(a.Topics)
	if len(a.Topics) == 0 {
		a.Topics = nil
	}
	return a
}

// normalTopics returns topics in the order of the taxonomy, each once, without those of
// which a sub-topic is there.
func normalTopics(chosen []topic.ID) []topic.ID {
	var kept []topic.ID
	for _, t := range topic.Default().Topics {
		refined := func(id topic.ID) bool { return id.IsSub() && id.Parent() == t.ID }
		if slices.Contains(chosen, t.ID) && !slices.ContainsFunc(chosen, func(id topic.ID) bool { return refined(id) }) {
			kept = append(kept, t.ID)
		}
	}
	return kept
}

// continents are the UN M.49 groups of the regions, the Americas as two.
var continents = []struct {
	region rank.Region
	groups []string
}{
	{rank.Europe, []string{"150"}}, {rank.Asia, []string{"142"}}, {rank.Africa, []string{"002"}}, {rank.Oceania, []string{"009"}},
	{rank.SouthAmerica, []string{"005"}}, {rank.NorthAmerica, []string{"003"}},
}

// RegionOf returns the region that a place is in, "" if that cannot be told.
func RegionOf(id place.ID) rank.Region {
	country, err := language.ParseRegion(string(id.Country()))
	if err != nil {
		return ""
	}
	for _, c := range continents {
		for _, group := range c.groups {
			if language.MustParseRegion(group).Contains(country) {
				return c.region
			}
		}
	}
	return ""
}
