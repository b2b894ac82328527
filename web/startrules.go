package web

import (
	"context"
	"slices"
	"strings"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"landfall/directory"
	"landfall/directory/rule"
	"landfall/directory/starting"
	"landfall/web/tongue"
)

// rulesPicker is the list of what there is to choose, and the text of what is chosen.
type rulesPicker struct {
	Groups    []ruleGroup
	Languages []option
	Text      string // "" if nothing is chosen
	Lang      *tongue.Tongue
}

// ruleGroup is what rules can say of one thing.
type ruleGroup struct {
	Label string
	Ways  []ruleWay
}

type ruleWay struct {
	Value, Label string
	Selected     bool
}

func startRules(s *Site, c *gin.Context, q *query) templ.Component {
	ctx := c.Request.Context()
	drafts := starting.Drafts()
	values, spoken := make([]string, len(drafts)), []string{}
	for i, d := range drafts {
		values[i] = draftValue(d)
	}
	for _, t := range s.tongues {
		spoken = append(spoken, t.Code)
	}
	chosen := q.choices("r", tongue.Say(ctx, "A rule"), values)
	code := q.choice("in", tongue.Say(ctx, "Language"), tongue.From(ctx).Code, spoken)
	tool := rulesPicker{Lang: s.tongues[slices.Index(spoken, code)]}
	said := rule.Tag("")
	for i, d := range drafts {
		if i == 0 || d.Tag != drafts[i-1].Tag {
			said = ""
			tool.Groups = append(tool.Groups, ruleGroup{Label: tongue.Say(ctx, directory.RuleName(d.Tag))})
		}
		group := &tool.Groups[len(tool.Groups)-1]
		way := ruleWay{values[i], tongue.Say(ctx, d.Text), slices.Contains(chosen, values[i])}
		group.Ways = append(group.Ways, way)
		if way.Selected && said == d.Tag {
			q.note(tongue.Say(ctx, "More than one rule is about this: {what}. Keep one of them.", "what", group.Label))
		} else if way.Selected {
			said = d.Tag
		}
	}
	for _, t := range s.tongues {
		tool.Languages = append(tool.Languages, option{t.Code, t.Name, t == tool.Lang})
	}
	tool.Text = rulesText(tongue.With(ctx, tool.Lang), drafts, chosen)
	return startRulesTempl(tool)
}

// draftValue names a draft in addresses, as the facet of rules does.
func draftValue(d starting.Draft) string {
	return directory.RuleValue(rule.Finding{Tag: d.Tag, Stance: d.Stance, Age: d.Age})
}

// rulesText is the chosen rules with numbers, and how they are kept.
func rulesText(ctx context.Context, drafts []starting.Draft, chosen []string) string {
	var lines []string
	for _, d := range drafts {
		if slices.Contains(chosen, draftValue(d)) {
			lines = append(lines, digits(len(lines)+1)+". "+tongue.Say(ctx, d.Text))
		}
	}
	if len(lines) == 0 {
		return ""
	}
	lines = append(lines, "")
	for _, text := range starting.Closing {
		lines = append(lines, tongue.Say(ctx, text))
	}
	return strings.Join(lines, "\n")
}
