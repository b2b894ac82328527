package probe

import (
	"context"

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
func (v *Visit) extendedDescription(ctx context.Context) error {
	doc, err := v.get(ctx, v.at("/api/v1/instance/extended_description"))
	if err != nil {
		return err
	}
	root, err := parse(doc)
	if err != nil {
		return err
	}
	if text, ok := root.Get("content").Text(); ok {
		v.source(rankOwn, doc).text(landfall.FieldExtended, "content", plainText(text, maxExtended))
	}
	return nil
}
