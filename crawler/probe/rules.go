package probe

import (
	"context"
	"regexp"
	"strings"

	"landfall"
	"landfall/internal/netguard/strictjson"
)

// Bounds on rules.
const (
	maxRules = 100
	maxRule  = 2000 // characters
)

// rulesEndpoint reads /api/v1/instance/rules.
//
// Source: https://docs.joinmastodon.org/methods/instance/#rules
func (v *Visit) rulesEndpoint(ctx context.Context) error {
	doc, err := v.get(ctx, v.at("/api/v1/instance/rules"))
	if err != nil {
		return err
	}
	root, err := parse(doc)
	if err != nil {
		return err
	}
	v.source(rankOwn, doc).rules("[]", root)
	return nil
}

// rules states a list of rules: objects with "text" and perhaps "hint", or plain
// texts. An empty list says that there are none; anything that is no list says
// nothing. Elements without a text are left out.
func (s source) rules(path string, list strictjson.Value) {
	elements, ok := list.Array()
	if !ok {
		return
	}
	var rules []landfall.Rule
	for _, e := range elements {
		if len(rules) == maxRules {
			s.v.Fetcher.Note("more rules than are read")
			break
		}
		text, plain := e.Text()
		if !plain {
			text, _ = e.Get("text").Text()
		}
		hint, _ := e.Get("hint").Text()
		rule := landfall.Rule{Text: plainText(text, maxRule), Hint: plainText(hint, maxRule)}
		if rule.Text != "" {
			rules = append(rules, rule)
		}
	}
	if len(rules) == 0 && len(elements) > 0 {
		return
	}
	s.state(landfall.FieldRules, path, func(f *landfall.Facts) { f.Rules = rules })
}

// extendedDescription reads /api/v1/instance/extended_description.
//
// Source: https://docs.joinmastodon.org/methods/instance/#extended_description
var extendedDescription = extra{"extended description", kindV2, func(ctx context.Context, v *Visit) error {
	p, err := v.page(ctx, "/api/v1/instance/extended_description", rankOwn)
	if err == nil {
		p.extended("content")
	}
	return err
}}

// mark is what stands before an item of a list in running text.
var mark = regexp.MustCompile(`^(?:[*•+–-]|\(?[0-9]{1,3}[.)])\s+`)

// rulesOf takes rules out of running text, HTML or Markdown: its list items if it
// has any, else the text as one rule.
func rulesOf(text string) []landfall.Rule {
	const itemMark = "• "
	text = strings.NewReplacer("<li>", "<li>"+itemMark, "<LI>", "<li>"+itemMark).Replace(text)
	whole := plainText(text, maxExtended)
	var rules []landfall.Rule
	for line := range strings.SplitSeq(whole, "\n") {
		if at := mark.FindStringIndex(line); at != nil && len(rules) < maxRules {
			if item := strings.Trim(line[at[1]:], " *_"); item != "" {
				rules = append(rules, landfall.Rule{Text: cutText(item, maxRule)})
			}
		}
	}
	if len(rules) == 0 && whole != "" {
		rules = []landfall.Rule{{Text: cutText(whole, maxRule)}}
	}
	return rules
}
