package api

import (
	"context"
	"fmt"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory/rule"
)

// Wordings tells in which wordings an instance's rules were seen, in any order; none if
// nothing is kept.
type Wordings interface {
	Wordings(ctx context.Context, host landfall.Host) ([]landfall.Wording, error)
}

// rulesDocument is the answer of GET /servers/{host}/rules: the present rules, what they
// say, and in which wordings they were seen.
type rulesDocument struct {
	Host   string     `json:"host"`
	AsOf   *string    `json:"as_of"`
	Stated bool       `json:"stated"` // whether the server publishes a list, maybe an empty one
	Rules  []ruleText `json:"rules"`
	// Tags are what the rules say, with the sentences that say so.
	Tags     []ruleReason `json:"rule_tags"`
	Wordings []wording    `json:"wordings"` // the newest first
}

// wording is one wording, from when to when it was seen, and what it changed in the one
// before.
type wording struct {
	FirstSeen *string      `json:"first_seen"`
	LastSeen  *string      `json:"last_seen"`
	Present   bool         `json:"present"`
	Rules     []ruleText   `json:"rules"`
	Changes   []ruleChange `json:"changes"` // null for the first
}

type ruleChange struct {
	Kind rule.ChangeKind `json:"kind"` // kept, added, removed, changed or moved
	Old  *ruleText       `json:"old"`
	New  *ruleText       `json:"new"`
	// Parts spell a changed rule: what is kept, added and removed in it, in order.
	Parts []rule.Part `json:"parts,omitempty"`
}

// rules answers GET /servers/{host}/rules.
func (a *api) rules(c *gin.Context) error {
	host, err := landfall.ParseHost(c.Param("host"))
	if err != nil {
		return badParameter("host", "It is not the name of a host: a name only, below a public suffix.")
	}
	snapshot := a.deps.Directory.Load()
	server := snapshot.Server(host)
	if server == nil {
		return landfall.ErrNotFound
	}
	kept, err := a.deps.Wordings.Wordings(c.Request.Context(), host)
	if err != nil {
		return fmt.Errorf("rules of %s: %w", host, err)
	}
	c.Header("Cache-Control", cacheFor)
	d := rulesDocument{
		Host: host.String(), AsOf: moment(snapshot.Totals().At), Stated: server.Facts.Stated(landfall.FieldRules),
		Rules: newRuleTexts(server.Facts.Rules), Tags: newReasons(server).RuleTags, Wordings: []wording{},
	}
	for _, r := range rule.History(kept) {
		w := wording{
			FirstSeen: moment(r.Wording.FirstSeen), LastSeen: moment(r.Wording.LastSeen), Present: r.Present,
			Rules: newRuleTexts(r.Wording.Rules),
		}
		if !r.First {
			w.Changes = []ruleChange{}
		}
		for _, change := range r.Changes {
			w.Changes = append(w.Changes, newRuleChange(change))
		}
		d.Wordings = append(d.Wordings, w)
	}
	return send(c, d)
}

func newRuleTexts(rules []landfall.Rule) []ruleText {
	texts := make([]ruleText, 0, len(rules))
	for _, r := range rules {
		texts = append(texts, ruleText{r.Text, text(r.Hint)})
	}
	return texts
}

func newRuleChange(c rule.Change) ruleChange {
	change := ruleChange{Kind: c.Kind, Parts: c.Parts}
	if c.Kind != rule.Added {
		change.Old = &ruleText{c.Old.Text, text(c.Old.Hint)}
	}
	if c.Kind != rule.Removed {
		change.New = &ruleText{c.New.Text, text(c.New.Hint)}
	}
	return change
}
