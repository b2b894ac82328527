package web

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/directory/rule"
	"landfall/web/tongue"
)

// Wordings tells in which wordings an instance's rules were seen, in any order; none if
// nothing is kept.
type Wordings interface {
	Wordings(ctx context.Context, host landfall.Host) ([]landfall.Wording, error)
}

// rulesPage is the rules of a server, what they say, and how they changed.
type rulesPage struct {
	frame
	serverTop
	Stated    bool
	Rules     []landfall.Rule
	Says      []ruleSaid
	Revisions []rulesRevision
	JSON      string
}

// ruleSaid is what the rules say of one thing, and the sentence that says so.
type ruleSaid struct {
	tag
	Sentence string
}

// rulesRevision is one change of the rules.
type rulesRevision struct {
	Since          time.Time
	First, Present bool
	Lines          []ruleLine
}

// ruleLine is what became of one rule. Word says it for those who do not see the signs.
type ruleLine struct {
	Word  string
	Parts []rule.Part
}

func rulesPath(host landfall.Host) string { return tabRules.path(host) }

func (s *Site) rules(c *gin.Context) error {
	ctx := c.Request.Context()
	server, err := s.serverAt(c, tabRules)
	if server == nil {
		return err
	}
	kept, err := s.deps.Wordings.Wordings(ctx, server.Host)
	if err != nil {
		return fmt.Errorf("rules of %s: %w", server.Host, err)
	}
	return s.render(c, http.StatusOK, rulesTempl(s.newRulesPage(ctx, server, kept)))
}

func (s *Site) newRulesPage(ctx context.Context, server *directory.Server, kept []landfall.Wording) rulesPage {
	id := newIdentity(server)
	f := s.frame(ctx, rulesPath(server.Host), tongue.Say(ctx, "Rules of {server}", "server", id.Domain), tongue.Say(ctx, "The rules of {server}, what they say, and how they changed.", "server", id.Domain))
	f.Here = "/servers"
	f.JSONAlternative = "/api/v1/servers/" + string(server.Host) + "/rules"
	page := rulesPage{
		frame: f, serverTop: s.newServerTop(ctx, server, server.Summary, tabRules), JSON: f.JSONAlternative,
		Stated: server.Facts.Stated(landfall.FieldRules), Rules: server.Facts.Rules,
	}
	for _, f := range server.Reading.Rules {
		page.Says = append(page.Says, ruleSaid{ruleTag(ctx, f), f.Sentence})
	}
	for _, r := range rule.History(kept) {
		page.Revisions = append(page.Revisions, rulesRevision{r.Since, r.First, r.Present, ruleLines(ctx, r.Told())})
	}
	return page
}

func ruleLines(ctx context.Context, changes []rule.Change) []ruleLine {
	var lines []ruleLine
	for _, c := range changes {
		switch c.Kind {
		case rule.Added:
			lines = append(lines, ruleLine{tongue.Say(ctx, "New rule"), []rule.Part{{Kind: rule.Added, Text: wholeRule(c.New)}}})
		case rule.Removed:
			lines = append(lines, ruleLine{tongue.Say(ctx, "Rule that went"), []rule.Part{{Kind: rule.Removed, Text: wholeRule(c.Old)}}})
		case rule.Changed:
			lines = append(lines, ruleLine{tongue.Say(ctx, "Other words"), c.Parts})
		case rule.Moved:
			lines = append(lines, ruleLine{tongue.Say(ctx, "Moved in the list"), []rule.Part{{Kind: rule.Kept, Text: wholeRule(c.New)}}})
		case rule.Kept:
		}
	}
	return lines
}

func wholeRule(r landfall.Rule) string { return strings.TrimSpace(r.Text + "\n" + r.Hint) }
