package web

import (
	"context"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"landfall/directory"
	"landfall/directory/starting"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// costTool is an estimate, what it rests on, and the form that asks.
type costTool struct {
	People, Months   string
	After            string // the months, as a heading
	For              string // what is estimated, in words
	Software, Medias []option
	Rows, Money      []costRow
	Sum, Fund, Each  string // a month, for 90 days, and for each person a month
	Assumptions      []assumptionRow
}

type costRow struct{ Label, Value string }

// assumptionRow is one assumption with the values of its two fields.
type assumptionRow struct {
	Key, Label, Unit, From, To, Most string
	Source                           outsideLink // none: it is a guess
}

func startCost(s *Site, c *gin.Context, q *query) templ.Component {
	ctx := c.Request.Context()
	usual := starting.DefaultPlan()
	var ids []string
	for _, software := range starting.All() {
		ids = append(ids, software.ID)
	}
	plan := starting.Plan{
		Software: q.choice("sw", tongue.Say(ctx, "Software"), usual.Software, ids),
		People:   q.whole("people", tongue.Say(ctx, "People"), usual.People, 1, starting.MostPeople),
		Media:    starting.Media(q.choice("media", tongue.Say(ctx, "Media"), string(usual.Media), codes(starting.Medias))),
		Months:   q.whole("months", tongue.Say(ctx, "Months"), usual.Months, 1, starting.MostMonths),
	}
	assumptions := readAssumptions(ctx, q, plan.Media)
	estimate, err := starting.EstimateFor(plan, assumptions)
	if err != nil { // the form has been read within the bounds of a plan
		panic(err)
	}
	tool := newCostTool(ctx, plan, &estimate)
	for _, id := range ids {
		tool.Software = append(tool.Software, option{id, directory.SoftwareLabel(id), id == plan.Software})
	}
	for _, m := range starting.Medias {
		tool.Medias = append(tool.Medias, option{string(m), tongue.Say(ctx, m.Label()), m == plan.Media})
	}
	for _, a := range assumptions {
		tool.Assumptions = append(tool.Assumptions, assumptionRow{
			Key: a.Key, Label: tongue.Say(ctx, a.Label), Unit: tongue.Say(ctx, a.Unit), From: plainNumber(a.From), To: plainNumber(a.To), Most: plainNumber(a.Most),
			Source: s.publicLink(a.Source),
		})
	}
	return startCostTempl(tool)
}

// readAssumptions reads those that somebody has changed. Ends the wrong way round are
// changed over.
func readAssumptions(ctx context.Context, q *query, media starting.Media) []starting.Assumption {
	all := starting.Assumptions(media)
	for i := range all {
		a := &all[i]
		label := tongue.Say(ctx, a.Label)
		from := q.decimal(a.Key+"_from", label, a.From, 0, a.Most)
		to := q.decimal(a.Key+"_to", label, a.To, 0, a.Most)
		a.From, a.To = min(from, to), max(from, to)
	}
	return all
}

func newCostTool(ctx context.Context, plan starting.Plan, e *starting.Estimate) costTool {
	sizes := []struct {
		label string
		starting.Range
	}{
		{tongue.Say(ctx, "Memory of the machine"), e.Memory}, {tongue.Say(ctx, "Database"), e.Database}, {tongue.Say(ctx, "What your people upload"), e.Uploads},
		{tongue.Say(ctx, "Copies of others’ media"), e.Copies}, {tongue.Say(ctx, "Disk in all, without backups"), e.Disk}, {tongue.Say(ctx, "Traffic a month"), e.Traffic},
	}
	prices := []struct {
		label string
		starting.Range
	}{
		{tongue.Say(ctx, "Machine"), e.Machine}, {tongue.Say(ctx, "Storage and backups"), e.Storage}, {tongue.Say(ctx, "Traffic"), e.Sending},
		{tongue.Say(ctx, "Domain"), e.Domain}, {tongue.Say(ctx, "Mail"), e.Mail},
	}
	tool := costTool{
		People: digits(plan.People), Months: digits(plan.Months), After: tongue.Count(ctx, plan.Months, "After {n} month", "After {n} months"),
		For: tongue.Say(ctx, "{people} active people on {software}: {media}.", "people", plan.People, "software", directory.SoftwareLabel(plan.Software), "media", phrase.Within(ctx, tongue.Say(ctx, plan.Media.Label()))),
		Sum: between(ctx, e.Money), Fund: between(ctx, e.Money.By(3)), Each: between(ctx, e.Money.By(1/float64(plan.People))),
	}
	for _, size := range sizes {
		tool.Rows = append(tool.Rows, costRow{size.label, betweenSizes(ctx, size.Range)})
	}
	for _, price := range prices {
		tool.Money = append(tool.Money, costRow{price.label, between(ctx, price.Range)})
	}
	return tool
}
