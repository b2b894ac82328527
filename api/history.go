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
	// Vantages are the places that were measured from in these days. They are never
	// mixed here; the figures of days and rows are over all places.
	Vantages []vantage `json:"vantages"`
	// Connection is what the newest visit saw that came as far as the certificate, null
	// if none of the visits below did.
	Connection       *link   `json:"connection"`
	ConnectionReason *string `json:"connection_reason"`
	// Unmeasured are the times of these days in which nothing was measured, through a
	// fault of ours: unknown, and never down.
	Unmeasured []gap   `json:"unmeasured"`
	Reason     *string `json:"history_reason"`
}

// gap is a time in which nothing was measured.
type gap struct {
	Began *string           `json:"began"`
	Ended *string           `json:"ended"` // null: it goes on
	Cause landfall.GapCause `json:"cause"` // uplink, resolver, portal or breaker
}

// link is a connection, and where that is known from.
type link struct {
	connection
	// Certificate says how it stands at as_of, if it was not renewed since: valid,
	// ends_soon (within 14 days), ended or unknown.
	Certificate landfall.CertStanding `json:"certificate"`
	Source      string                `json:"source"` // always: visit
	Vantage     *string               `json:"vantage"`
	SeenAt      *string               `json:"seen_at"`
	Age         int64                 `json:"age_s"` // from seen_at to as_of, in seconds
}

// day is one UTC day. Visits, Answered and Unknown count as in a row.
type day struct {
	Date     string `json:"date"`
	Visits   int    `json:"visits"`
	Answered int    `json:"visits_answered"`
	Unknown  int    `json:"visits_unknown"`
	// Unmeasured is how many seconds of the day nothing was measured.
	Unmeasured int64 `json:"unmeasured_s"`
	latency
	Phases *phases `json:"first_phases_median"`
}

// vantage is what visits cost from one place.
type vantage struct {
	Name *string `json:"name"` // null of visits from before places had names
	latency
	LastMeasured *string `json:"last_measured"`
	Age          int64   `json:"age_s"` // from last_measured to as_of, in seconds
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
	HTTP        *string `json:"http_version"` // at most 1.1 is asked for
	HTTP3       *bool   `json:"offers_http3"` // null: no answer came
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
	unavailable := history{Reason: text(reasonUnavailable), ConnectionReason: text(reasonUnavailable)}
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
	spans := a.deps.Directory.Unmeasured()
	summary.Days = landfall.WithUnmeasured(summary.Days, spans, summary.Since, at)
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
		h.Vantages = append(h.Vantages, vantage{text(s.Vantage), newLatency(s.Click, s.First), moment(s.Last), age(s.Last, at)})
	}
	h.Unmeasured = newGaps(spans, summary.Since, at)
	if o := landfall.NewestConnection(recent); o != nil {
		h.Connection = &link{newConnection(o.Connection), o.Connection.Cert(at), "visit", text(o.Vantage), moment(o.At), age(o.At, at)}
	} else {
		h.ConnectionReason = text(reasonNotMeasured)
	}
	return h, nil
}

// newGaps returns the gaps of the last 90 days that touch the time since an instance's
// first visit.
func newGaps(spans []landfall.Gap, since, at time.Time) []gap {
	gaps := []gap{}
	if first := at.AddDate(0, 0, 1-historyDays).Truncate(24 * time.Hour); since.Before(first) {
		since = first
	}
	for _, span := range spans {
		if span.Ended.IsZero() || span.Ended.After(since) {
			gaps = append(gaps, gap{moment(span.Began), moment(span.Ended), span.Cause})
		}
	}
	return gaps
}

// age is the time from one moment to another, in whole seconds.
func age(from, to time.Time) int64 { return int64(max(0, to.Sub(from)).Seconds()) }

func newDay(d *landfall.Day) day {
	return day{
		Date:     d.Date.UTC().Format(time.DateOnly),
		Visits:   d.Visits,
		Answered: d.Answered,
		Unknown:  d.Unknown,

		Unmeasured: int64(d.Unmeasured.Seconds()),
		latency:    newLatency(d.Click, d.First),
		Phases:     newPhases(d.Phases),
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
	if !o.Connection.IsZero() {
		about := newConnection(o.Connection)
		v.Connection = &about
	}
	for _, s := range o.Steps {
		v.Requests = append(v.Requests, step{s.URL, status(s.Status), s.Bytes, ms(s.Took), text(s.Note)})
	}
	return v
}

func newConnection(about landfall.Connection) connection {
	c := connection{
		Family: text(about.Family), IPv6: about.IPv6, TLS: text(about.TLS), HTTP: text(about.HTTP), CertExpires: moment(about.CertExpires),
	}
	if about.HTTP != "" {
		c.HTTP3 = &about.HTTP3
	}
	return c
}

// status returns an HTTP status, nil if none arrived.
func status(code int) *int {
	if code == 0 {
		return nil
	}
	return &code
}
