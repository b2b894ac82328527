package web

import (
	"context"
	"net/url"

	"landfall"
	"landfall/directory"
	"landfall/directory/past"
	"landfall/web/tongue"
)

// keyPeriod is the parameter of pages that are over a period.
const keyPeriod = "period"

// periodAsked reads the period that is asked for, the usual one unless that is said soundly.
func periodAsked(ctx context.Context, values url.Values) (past.Period, []directory.Note) {
	period, ok := past.ParsePeriod(values.Get(keyPeriod))
	if !ok {
		return period, []directory.Note{directory.Note(tongue.Say(ctx, "There is no period “{period}”: these are 90 days.", "period", clip(values.Get(keyPeriod), 40)))}
	}
	return period, nil
}

// speedPath is the one address of the page of a server's speed in a period, or of the file
// of it with an ending such as ".csv".
func speedPath(host landfall.Host, ending string, period past.Period) string {
	path := tabSpeed.path(host) + ending
	if period != past.Quarter {
		path += "?" + keyPeriod + "=" + string(period)
	}
	return path
}

// periods leads to a page over each period.
func periods(ctx context.Context, here past.Period, path func(past.Period) string) []viewLink {
	var links []viewLink
	for _, p := range past.Periods() {
		links = append(links, viewLink{Label: periodLabel(ctx, p), Href: path(p), Current: p == here})
	}
	return links
}

func periodLabel(ctx context.Context, p past.Period) string {
	if p == past.Year {
		return tongue.Say(ctx, "1 year")
	}
	return tongue.Count(ctx, p.Days(), "{n} day", "{n} days")
}
