package api

import (
	"context"
	"fmt"
	"time"

	"landfall"
)

const (
	// historyDays and historyVisits are how much a server's document tells.
	historyDays   = 90
	historyVisits = 20
)

// history is what visits saw, day by day and the last of them one by one. Both lists
// are null if they cannot be read just now.
type history struct {
	Days   []day   `json:"days"`   // of the last 90, the first with a visit first
	Visits []visit `json:"visits"` // newest first
	// Vantages are the places that were measured from in these days.
	Vantages []vantage `json:"vantages"`
	Reason   *string   `json:"history_reason"`
}

// day is one UTC day. Visits, Answered and Unknown count as in a row.
type day struct {
	Date     string `json:"date"`
	Visits   int    `json:"visits"`
	Answered int    `json:"visits_answered"`
	Unknown  int    `json:"visits_unknown"`
	latency
	Phases *phases `json:"first_phases_median"`
}

// vantage is what visits cost from one place.
type vantage struct {
	Name *string `json:"name"` // null of visits from before places had names
	latency
}

type visit struct {
	// Work is what it was to find out: health, profile, peers, joined by "+".
	Work    *string `json:"work"`
	At      *string `json:"at"`
	Took    float64 `json:"took_ms"`
	Outcome string  `json:"outcome"`
	// Class says whose doing a failure is: theirs, ours or ambiguous.
	Class    *string `json:"class"`
	Reason   *string `json:"reason"`
	Status   *int    `json:"http_status"`
	First    *phases `json:"first"`
	Click    *phases `json:"click"`
	Requests []step  `json:"requests"`
	Vantage  *string `json:"vantage"`
	// Connection is what the visit's first connection was like, null if there was none.
	Connection *connection `json:"connection"`
}

// connection is what the way to a server and its certificate say.
type connection struct {
	Family      *string `json:"ip_family"`
	IPv6        *bool   `json:"has_ipv6"` // its name has an IPv6 address
	TLS         *string `json:"tls_version"`
	HTTP        *string `json:"http_version"`
	HTTP3       bool    `json:"offers_http3"`
	CertExpires *string `json:"certificate_expires"`
}

// step is one request of a visit.
type step struct {
	URL    string  `json:"url"`
	Status *int    `json:"http_status"`
	Bytes  int64   `json:"bytes"` // of the body, decoded
	Took   float64 `json:"took_ms"`
	Note   *string `json:"note"`
}

// history reads what visits to host saw up to at. If it returns an error, the history
// says so itself.
func (a *api) history(ctx context.Context, host landfall.Host, at time.Time) (history, error) {
	ctx, cancel := context.WithTimeout(ctx, a.historyTimeout)
	defer cancel()
	unavailable := history{Reason: text(reasonUnavailable)}
	summary, err := a.deps.History.Summary(ctx, host, at.AddDate(0, 0, 1-historyDays), at)
	if err != nil {
		return unavailable, fmt.Errorf("summary of %s: %w", host, err)
	}
	recent, err := a.deps.History.Recent(ctx, host, historyVisits)
	if err != nil {
		return unavailable, fmt.Errorf("recent visits to %s: %w", host, err)
	}
	speeds, err := a.deps.History.Speeds(ctx, host, at.AddDate(0, 0, 1-historyDays), at)
	if err != nil {
		return unavailable, fmt.Errorf("speeds of %s: %w", host, err)
	}
	h := history{Days: make([]day, 0, len(summary.Days)), Visits: make([]visit, 0, len(recent))}
	for i := range summary.Days {
		if d := &summary.Days[i]; len(h.Days) > 0 || d.Visits+d.Unknown > 0 {
			h.Days = append(h.Days, newDay(d))
		}
	}
	for i := range recent {
		h.Visits = append(h.Visits, newVisit(&recent[i]))
	}
	h.Vantages = make([]vantage, 0, len(speeds))
	for _, s := range speeds {
		h.Vantages = append(h.Vantages, vantage{text(s.Vantage), newLatency(s.Click, s.First)})
	}
	return h, nil
}

func newDay(d *landfall.Day) day {
	return day{
		Date:     d.Date.UTC().Format(time.DateOnly),
		Visits:   d.Visits,
		Answered: d.Answered,
		Unknown:  d.Unknown,
		latency:  newLatency(d.Click, d.First),
		Phases:   newPhases(d.Phases),
	}
}

func newVisit(o *landfall.Observation) visit {
	v := visit{
		Work:     text(o.Work.String()),
		At:       moment(o.At),
		Took:     ms(o.Took),
		Outcome:  string(o.Outcome),
		Class:    text(string(o.Class)),
		Reason:   text(o.Reason),
		Status:   status(o.Status),
		First:    newPhases(o.First),
		Click:    newPhases(o.Click),
		Requests: make([]step, 0, len(o.Steps)),
		Vantage:  text(o.Vantage),
	}
	if about := o.Connection; !about.IsZero() {
		v.Connection = &connection{
			text(about.Family), about.IPv6, text(about.TLS), text(about.HTTP), about.HTTP3, moment(about.CertExpires),
		}
	}
	for _, s := range o.Steps {
		v.Requests = append(v.Requests, step{s.URL, status(s.Status), s.Bytes, ms(s.Took), text(s.Note)})
	}
	return v
}

// status returns an HTTP status, nil if none arrived.
func status(code int) *int {
	if code == 0 {
		return nil
	}
	return &code
}
