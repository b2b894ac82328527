package rule

import (
	"slices"

	"landfall/directory/lexicon"
)

// Tag names something that rules speak of.
type Tag string

// The tags, in the order in which pages show them.
const (
	Hate        Tag = "hate"
	Harassment  Tag = "harassment"
	Adult       Tag = "adult"
	Gore        Tag = "gore"
	AIGenerated Tag = "ai-generated"
	Advertising Tag = "advertising"
	Bots        Tag = "bots"
	Spam        Tag = "spam"
	Politics    Tag = "politics" // Restricted: behind a content warning or the like
	AltText     Tag = "alt-text" // Restricted: images need a description
	MinimumAge  Tag = "minimum-age"
)

// Tags are all tags.
var Tags = []Tag{Hate, Harassment, Adult, Gore, AIGenerated, Advertising, Bots, Spam, Politics, AltText, MinimumAge}

// Stance is what rules say of a tag.
type Stance string

// The stances. Restricted means allowed on a condition, such as a content warning.
const (
	Forbidden  Stance = "forbidden"
	Restricted Stance = "restricted"
	Allowed    Stance = "allowed"
	NotStated  Stance = "not stated"
)

// Finding is what the rules say of one tag.
type Finding struct {
	Tag    Tag    `json:"tag"`
	Stance Stance `json:"stance"`
	// Age is the minimum age in years, 0 for other tags.
	Age int `json:"age,omitzero"`
	// Sentence is the one that says so, on one line and at most 300 characters.
	Sentence string             `json:"sentence"`
	Evidence []lexicon.Evidence `json:"evidence"`
}

// Result has a finding for each tag that the rules speak of.
type Result []Finding

// Stance returns what the rules say of a tag.
func (r Result) Stance(tag Tag) Stance {
	for _, f := range r {
		if f.Tag == tag {
			return f.Stance
		}
	}
	return NotStated
}

// strength orders stances: if sentences differ, what is forbidden wins.
func strength(s Stance) int {
	return slices.Index([]Stance{NotStated, Allowed, Restricted, Forbidden}, s)
}

// Read returns what texts say, in the order of [Tags]. Of rules and the long description
// all is read, of the short one only the minimum age: "no ads" is a promise there.
func (r *Reader) Read(texts []lexicon.Text) Result {
	var all Result
	for _, text := range texts {
		if text.Source == lexicon.Rules || text.Source == lexicon.About {
			all = append(all, r.sentences(text)...)
		}
		all = append(all, r.ages(text)...)
	}
	var result Result
	for _, tag := range Tags {
		best := Finding{Tag: tag, Stance: NotStated}
		for _, f := range all {
			if f.Tag != tag {
				continue
			}
			evidence := slices.Concat(best.Evidence, f.Evidence)
			if strength(f.Stance) > strength(best.Stance) {
				best = f
			}
			best.Evidence = evidence
		}
		if best.Stance != NotStated {
			result = append(result, best)
		}
	}
	return result
}
