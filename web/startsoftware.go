package web

import (
	"context"
	"strconv"
	"time"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"landfall/directory"
	"landfall/directory/moving"
	"landfall/directory/starting"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// softwareChooser is what suits, and the form that asks.
type softwareChooser struct {
	Uses, Teams, Peoples, Budgets []option
	Suggestions                   []suggestion
}

// suggestion is one software, with its reasons.
type suggestion struct {
	Name, Servers, Moving string // name and pages
	Reasons               []speaks
	Good, Bad             []movingClaim
	Facts                 []fact
}

// speaks is a reason, for or against.
type speaks struct {
	For  bool
	Text string
}

// The sizes and budgets to choose from.
var (
	startPeoples = []string{"5", "20", "100", "500", "2000", "10000"}
	startBudgets = []string{"10", "30", "100", "300"}
)

func startSoftware(s *Site, c *gin.Context, q *query) templ.Component {
	ctx := c.Request.Context()
	wish := starting.Wish{
		For:    starting.Use(q.choice("for", tongue.Say(ctx, "What people do there"), string(starting.Posts), codes(starting.Uses))),
		Team:   starting.Team(q.choice("team", tongue.Say(ctx, "Who looks after the machine"), "", codes(starting.Teams))),
		People: wholeNumber(q.choice("people", tongue.Say(ctx, "People"), "", startPeoples)),
		Budget: wholeNumber(q.choice("budget", tongue.Say(ctx, "Budget"), "", startBudgets)),
	}
	tool := softwareChooser{}
	for _, u := range starting.Uses {
		tool.Uses = append(tool.Uses, option{string(u), tongue.Say(ctx, u.Label()), u == wish.For})
	}
	for _, t := range starting.Teams {
		tool.Teams = append(tool.Teams, option{string(t), tongue.Say(ctx, t.Label()), t == wish.Team})
	}
	for _, n := range startPeoples {
		tool.Peoples = append(tool.Peoples, option{n, tongue.Say(ctx, "up to {n}", "n", wholeNumber(n)), wholeNumber(n) == wish.People})
	}
	for _, n := range startBudgets {
		tool.Budgets = append(tool.Budgets, option{n, tongue.Say(ctx, "up to {n} euros", "n", wholeNumber(n)), wholeNumber(n) == wish.Budget})
	}
	records := map[string]directory.Record{}
	for _, r := range s.snapshot().BySoftware() {
		records[r.Name] = r
	}
	for _, chosen := range starting.Suggest(wish) {
		tool.Suggestions = append(tool.Suggestions, s.newSuggestion(ctx, &chosen, records[chosen.ID]))
	}
	return startSoftwareTempl(tool)
}

func (s *Site) newSuggestion(ctx context.Context, chosen *starting.Suggestion, record directory.Record) suggestion {
	sg := suggestion{
		Name: directory.SoftwareLabel(chosen.ID), Servers: "/servers?sw=" + chosen.ID, Moving: movePath(moving.For(chosen.ID), "", time.Time{}),
		Good: s.startClaims(ctx, chosen.Good), Bad: s.startClaims(ctx, chosen.Bad), Facts: recordFacts(ctx, record),
	}
	for _, r := range chosen.Reasons {
		sg.Reasons = append(sg.Reasons, speaks{r.For, tongue.Say(ctx, r.Text, "n", r.N)})
	}
	if chosen.Money.To > 0 {
		sg.Facts = append(sg.Facts, fact{Label: tongue.Say(ctx, "Euros a month, estimated"), Value: between(ctx, chosen.Money)})
	}
	return sg
}

func (s *Site) startClaims(ctx context.Context, points []starting.Point) []movingClaim {
	var claims []movingClaim
	for _, p := range points {
		claims = append(claims, movingClaim{tongue.Say(ctx, p.Text), s.publicLink(p.Source)})
	}
	return claims
}

// recordFacts says what servers of a kind have been measured to be like.
func recordFacts(ctx context.Context, r directory.Record) []fact {
	speed := fact{Label: tongue.Say(ctx, "Each click, median of servers"), Value: tongue.Say(ctx, "Not measured yet"), Unknown: true}
	if r.Measured > 0 {
		speed.Value, speed.Unknown = recordSpeed(ctx, r), false
	}
	current := fact{Label: tongue.Say(ctx, "Run a current version"), Value: tongue.Say(ctx, "Not known"), Unknown: true}
	if share := phrase.Share(ctx, r.Current, r.Compared); share != "" {
		current.Value, current.Unknown = tongue.Count(ctx, r.Compared, "{share} of {n} server", "{share} of {n} servers", "share", share), false
	}
	return []fact{speed, current}
}

// recordSpeed says a median, and of how many servers.
func recordSpeed(ctx context.Context, r directory.Record) string {
	return tongue.Count(ctx, r.Measured, "{time}, of {n} server", "{time}, of {n} servers", "time", phrase.Duration(ctx, r.Click.Median))
}

// codes are values as forms have them.
func codes[T ~string](values []T) []string {
	all := make([]string, len(values))
	for i, v := range values {
		all[i] = string(v)
	}
	return all
}

// wholeNumber reads a number of a list of ours, 0 for "".
func wholeNumber(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}
