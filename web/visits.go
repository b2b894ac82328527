package web

import (
	"context"
	"strconv"
	"time"

	"landfall"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// visitRow is one visit: how it ended and what was asked.
type visitRow struct {
	At      time.Time
	Outcome string
	Good    bool
	// Why explains a failure, Side says whose it was; empty for an answer.
	Why, Side string
	Work      string
	Requests  string
	// First and Click are what it cost, empty if not measured; From is the place.
	First, Click, From string
	Steps              []stepRow
}

// stepRow is one request of a visit.
type stepRow struct{ URL, Status, Size, Took, Note string }

func newVisits(ctx context.Context, recent []landfall.Observation) []visitRow {
	rows := make([]visitRow, 0, len(recent))
	for i := range recent {
		rows = append(rows, newVisit(ctx, &recent[i]))
	}
	return rows
}

func newVisit(ctx context.Context, o *landfall.Observation) visitRow {
	row := visitRow{
		At: o.At, Outcome: phrase.Outcome(ctx, o.Outcome), Good: o.Outcome == landfall.OutcomeAnswered,
		Side: phrase.Class(ctx, o.Class), Requests: tongue.Count(ctx, o.Requests, "{n} request in {time}", "{n} requests in {time}", "time", phrase.Duration(ctx, o.Took)),
	}
	row.Work = phrase.Work(ctx, o.Work)
	if o.Vantage != "" {
		row.From = tongue.Say(ctx, "from {place}", "place", o.Vantage)
	}
	if !o.First.IsZero() {
		row.First = tongue.Say(ctx, "first visit {time}", "time", phrase.Duration(ctx, o.First.Total()))
	}
	if !o.Click.IsZero() {
		row.Click = tongue.Say(ctx, "each click {time}", "time", phrase.Duration(ctx, o.Click.Click()))
	}
	if !row.Good {
		row.Why = phrase.Reason(ctx, o.Reason)
	}
	for _, s := range o.Steps {
		step := stepRow{URL: s.URL, Status: "–", Size: "–", Took: phrase.Duration(ctx, s.Took), Note: phrase.Note(ctx, s.Note)}
		if s.Status != 0 {
			step.Status = strconv.Itoa(s.Status)
		}
		if s.Bytes != 0 {
			step.Size = phrase.Bytes(ctx, s.Bytes)
		}
		row.Steps = append(row.Steps, step)
	}
	return row
}
