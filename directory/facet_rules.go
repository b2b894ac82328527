package directory

import (
	"slices"
	"strconv"
	"strings"

	"landfall/directory/rule"
)

// The ages that a rule about the least age of people may state.
const (
	minAge = 1
	maxAge = 30
)

var ruleNames = map[rule.Tag]string{
	rule.Hate: "Hate", rule.Harassment: "Harassment", rule.Adult: "Adult content", rule.Gore: "Gore",
	rule.AIGenerated: "AI-generated content", rule.Advertising: "Advertising", rule.Bots: "Bots", rule.Spam: "Spam",
	rule.Politics: "Politics", rule.AltText: "Image descriptions", rule.MinimumAge: "Minimum age",
}

var stanceNames = map[rule.Stance]string{
	rule.Forbidden: "forbidden", rule.Restricted: "on conditions", rule.Allowed: "allowed",
}

func rulesFacet() facetKind {
	return facetKind{
		key: KeyRules, label: "Rules", group: GroupMore,
		note:   "As we read them; its page shows the sentence.",
		values: ruleValues(), sparse: true,
		parse: parseRule, complaint: "is not something that rules say, such as “adult:forbidden”.",
		of: rulesOf, name: ruleLabel,
	}
}

// RuleLabel says what a rule is about and what it says: "Adult content: forbidden".
func RuleLabel(f rule.Finding) string { return ruleLabel(RuleValue(f)) }

// RuleValue returns the value of [KeyRules] that a finding falls under: "adult:forbidden",
// "minimum-age:16".
func RuleValue(f rule.Finding) string {
	if f.Tag == rule.MinimumAge {
		return ageValue(f.Age)
	}
	return string(f.Tag) + ":" + string(f.Stance)
}

func ageValue(age int) string { return string(rule.MinimumAge) + ":" + strconv.Itoa(age) }

// ruleValues lists every value in the order of the tags.
func ruleValues() []string {
	var values []string
	for _, tag := range rule.Tags {
		if tag == rule.MinimumAge {
			continue
		}
		for _, stance := range []rule.Stance{rule.Forbidden, rule.Restricted, rule.Allowed} {
			values = append(values, RuleValue(rule.Finding{Tag: tag, Stance: stance}))
		}
	}
	for age := minAge; age <= maxAge; age++ {
		values = append(values, ageValue(age))
	}
	return append(values, Unknown)
}

func parseRule(text string) (string, bool) {
	text = strings.ToLower(text)
	return text, slices.Contains(ruleValues(), text)
}

// rulesOf returns what a server's rules say. The minimum age that sign-up states goes
// before one found in a text.
func rulesOf(s *Server) []string {
	var values []string
	age := s.Facts.Signup.MinAge
	for _, f := range s.Reading.Rules {
		switch {
		case f.Tag != rule.MinimumAge:
			values = append(values, RuleValue(f))
		case age == 0:
			age = f.Age
		}
	}
	if age >= minAge && age <= maxAge {
		values = append(values, ageValue(age))
	}
	if len(values) == 0 {
		return []string{Unknown}
	}
	return values
}

func ruleLabel(value string) string {
	if value == Unknown {
		return "Not stated"
	}
	tag, stance, _ := strings.Cut(value, ":")
	name := ruleNames[rule.Tag(tag)]
	switch {
	case rule.Tag(tag) == rule.MinimumAge:
		return name + " " + stance
	case value == "politics:restricted":
		return name + ": behind a warning"
	case value == "alt-text:restricted":
		return name + ": required"
	}
	return name + ": " + stanceNames[rule.Stance(stance)]
}

// RuleName returns what a rule is about.
func RuleName(tag rule.Tag) string { return ruleNames[tag] }
