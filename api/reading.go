package api

import (
	"math"

	"landfall/directory"
	"landfall/directory/language"
	"landfall/directory/lexicon"
	"landfall/directory/place"
	"landfall/directory/promise"
	"landfall/directory/rule"
	"landfall/directory/topic"
)

// meaning is what a server's own words mean, in short; its document has the reasons.
type meaning struct {
	Topics   []finding    `json:"topics"`             // the surest first, sub-topics after topics; empty: none found
	Places   []finding    `json:"places"`             // whom it is for; empty: not known
	Observed []string     `json:"languages_observed"` // BCP 47, that its own texts are written in
	RuleTags []ruleStance `json:"rule_tags"`          // what its rules speak of; a tag that is missing is not stated
}

// finding is a topic or a place. Both have two levels: "music.metal", "de.berlin".
type finding struct {
	ID         string  `json:"id"`
	Label      string  `json:"label"`
	Confidence float64 `json:"confidence"` // from 0 to 1
}

type ruleStance struct {
	Tag    rule.Tag    `json:"tag"`
	Stance rule.Stance `json:"stance"`       // forbidden, restricted or allowed
	Age    *int        `json:"age_years"`    // of minimum-age
	Filter string      `json:"rules_filter"` // the value of the parameter rules that finds it
}

// reasons is what a server's own words mean, with the evidence. Topics, places and tags
// stand in the place of those in short.
type reasons struct {
	Topics       []reasoned       `json:"topics"`
	Places       []reasoned       `json:"places"`
	LegallyBased []reasoned       `json:"places_legally_based"` // whose law it is under, as it says itself
	HostedIn     []reasoned       `json:"places_hosted_in"`     // where its machines are, as it says itself
	LanguagesHow []languageReason `json:"languages_evidence"`
	RuleTags     []ruleReason     `json:"rule_tags"`
	Promises     []stated         `json:"promises"`
	RunBy        []stated         `json:"run_by"`  // the surest first
	Funding      []stated         `json:"funding"` // what pays for it
}

// stated is something that a server says of itself, with the sentence that says so.
type stated struct {
	ID         promise.ID `json:"id"`
	Label      string     `json:"label"`
	Confidence float64    `json:"confidence"` // from 0 to 1
	Sentence   *string    `json:"sentence"`   // null where the evidence is no text
	Evidence   []reason   `json:"evidence"`
}

type reasoned struct {
	finding
	Evidence []reason `json:"evidence"`
}

type languageReason struct {
	Language string   `json:"language"`
	Declared bool     `json:"declared"` // the server says so
	Observed bool     `json:"observed"` // its own texts are written in it
	Evidence []reason `json:"evidence"`
}

type ruleReason struct {
	ruleStance
	Sentence string   `json:"sentence"` // that says so
	Evidence []reason `json:"evidence"`
}

// reason is one piece of evidence: 1 − Π(1 − weight) is the confidence.
type reason struct {
	Source    lexicon.Source `json:"source"`  // such as name, description, about, rules or host
	Term      string         `json:"term"`    // what matched
	Snippet   *string        `json:"snippet"` // at most 80 characters around it
	Weight    float64        `json:"weight"`  // from 0 to 1; 0: it does not count
	Against   bool           `json:"against"` // it rules the finding out
	FirstSeen *string        `json:"first_seen"`
	LastSeen  *string        `json:"last_seen"`
	Rule      string         `json:"rule_version"`
}

func newMeaning(s *directory.Server) meaning {
	m := meaning{
		Topics: []finding{}, Places: []finding{}, RuleTags: []ruleStance{},
		Observed: append([]string{}, language.Observed(s.Reading.Languages)...),
	}
	for _, f := range s.Reading.Topics.Topics {
		m.Topics = append(m.Topics, newTopic(f))
	}
	for _, f := range s.Reading.Places.CommunityFor.Shown {
		m.Places = append(m.Places, newPlace(f))
	}
	for _, f := range s.Reading.Rules {
		m.RuleTags = append(m.RuleTags, newRuleStance(f))
	}
	return m
}

func newReasons(s *directory.Server) reasons {
	r := reasons{
		Topics: []reasoned{}, LanguagesHow: []languageReason{}, RuleTags: []ruleReason{},
		Places:       newPlaces(s.Reading.Places.CommunityFor),
		LegallyBased: newPlaces(s.Reading.Places.LegallyBased),
		HostedIn:     newPlaces(s.Reading.Places.HostedIn),
		Promises:     newStated(s.Reading.Promises.Promises, directory.PromiseLabel),
		RunBy:        newStated(s.Reading.Promises.RunBy, directory.OperatorLabel),
		Funding:      newStated(s.Reading.Promises.Funding, directory.FundingLabel),
	}
	for _, f := range s.Reading.Topics.Topics {
		one := reasoned{newTopic(f), []reason{}}
		for _, e := range f.Evidence {
			one.Evidence = append(one.Evidence, newReason(e.Evidence))
		}
		r.Topics = append(r.Topics, one)
	}
	for _, f := range s.Reading.Languages {
		r.LanguagesHow = append(r.LanguagesHow, languageReason{f.Language, f.Declared, f.Observed, newReasonList(f.Evidence)})
	}
	for _, f := range s.Reading.Rules {
		r.RuleTags = append(r.RuleTags, ruleReason{newRuleStance(f), f.Sentence, newReasonList(f.Evidence)})
	}
	return r
}

func newStated(findings []promise.Finding, label func(promise.ID) string) []stated {
	list := make([]stated, 0, len(findings))
	for _, f := range findings {
		list = append(list, stated{f.ID, label(f.ID), hundredths(f.Confidence), text(f.Sentence), newReasonList(f.Evidence)})
	}
	return list
}

func newPlaces(answer place.Answer) []reasoned {
	places := []reasoned{}
	for _, f := range answer.Shown {
		one := reasoned{newPlace(f), []reason{}}
		for _, e := range f.Evidence {
			one.Evidence = append(one.Evidence, newReason(e.Evidence))
		}
		places = append(places, one)
	}
	return places
}

func newTopic(f topic.Finding) finding {
	return finding{string(f.ID), directory.TopicLabel(string(f.ID)), hundredths(f.Confidence)}
}

func newPlace(f place.Finding) finding {
	return finding{string(f.ID), directory.PlaceLabel(string(f.ID)), hundredths(f.Confidence)}
}

func newRuleStance(f rule.Finding) ruleStance {
	r := ruleStance{Tag: f.Tag, Stance: f.Stance, Filter: directory.RuleValue(f)}
	if f.Age > 0 {
		r.Age = &f.Age
	}
	return r
}

func newReasonList(evidence []lexicon.Evidence) []reason {
	list := make([]reason, 0, len(evidence))
	for _, e := range evidence {
		list = append(list, newReason(e))
	}
	return list
}

func newReason(e lexicon.Evidence) reason {
	return reason{
		Source: e.Source, Term: e.Term, Snippet: text(e.Text), Weight: hundredths(e.Weight), Against: e.Against,
		FirstSeen: moment(e.FirstSeen), LastSeen: moment(e.LastSeen), Rule: e.Rule,
	}
}

func hundredths(x float64) float64 { return math.Round(x*100) / 100 }
