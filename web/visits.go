package web

import (
	"strconv"
	"time"

	"landfall"
	"landfall/web/phrase"
)

// visitRow is one visit: how it ended and what was asked.
type visitRow struct {
	At      time.Time
	Outcome string
	Good    bool
	// Why explains a failure, Side says whose it was; empty for an answer.
	Why, Side string
	Work      string
	Took      string
	Requests  string
	// First and Click are what it cost, empty if not measured; From is the place.
	First, Click, From string
	Steps              []stepRow
}

// stepRow is one request of a visit.
type stepRow struct{ URL, Status, Size, Took, Note string }

func newVisits(recent []landfall.Observation) []visitRow {
	rows := make([]visitRow, 0, len(recent))
	for i := range recent {
		rows = append(rows, newVisit(&recent[i]))
	}
	return rows
}

func newVisit(o *landfall.Observation) visitRow {
	row := visitRow{
		At: o.At, Outcome: phrase.Outcome(o.Outcome), Good: o.Outcome == landfall.OutcomeAnswered,
		Side: phrase.Class(o.Class), Took: phrase.Duration(o.Took), Requests: phrase.Of(o.Requests, "request", "requests"),
	}
	row.Work, row.From = phrase.Work(o.Work), o.Vantage
	if !o.First.IsZero() {
		row.First = phrase.Duration(o.First.Total())
	}
	if !o.Click.IsZero() {
		row.Click = phrase.Duration(o.Click.Click())
	}
	if !row.Good {
		row.Why = phrase.Reason(o.Reason)
	}
	for _, s := range o.Steps {
		step := stepRow{URL: s.URL, Status: "–", Size: "–", Took: phrase.Duration(s.Took), Note: phrase.Note(s.Note)}
		if s.Status != 0 {
			step.Status = strconv.Itoa(s.Status)
		}
		if s.Bytes != 0 {
			step.Size = phrase.Bytes(s.Bytes)
		}
		row.Steps = append(row.Steps, step)
	}
	return row
}
