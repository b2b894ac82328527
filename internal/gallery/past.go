package gallery

import (
	"context"
	"time"

	"landfall"
)

// HourSpeeds are those of a server that is slower in the evening.
func (w *World) HourSpeeds(_ context.Context, host landfall.Host, _, _ time.Time) ([]landfall.HourSpeed, error) {
	sum := w.Summaries[host]
	if w.Broken {
		return nil, errStore
	}
	var hours []landfall.HourSpeed
	for hour := range 7 * 24 {
		if sum.Click.N == 0 || hour%29 == 5 {
			continue
		}
		click := sum.Click.P50 + time.Duration(hour%24)*sum.Click.P50/40
		hours = append(hours, landfall.HourSpeed{Weekday: time.Weekday(hour / 24), Hour: hour % 24, Click: landfall.Percentiles{P50: click, P75: 2 * click, P95: 3 * click, N: 12}})
	}
	return hours, nil
}

// Endings are spread over the day, the failed ones first.
func (w *World) Endings(_ context.Context, host landfall.Host, from, to time.Time) ([]landfall.Ending, error) {
	if w.Broken {
		return nil, errStore
	}
	var endings []landfall.Ending
	for _, d := range w.Summaries[host].Days {
		if d.Date.Before(from) || !d.Date.Before(to) {
			continue
		}
		for i := range d.Visits {
			e := landfall.Ending{At: d.Date.Add(time.Duration(i) * 2 * time.Hour), Outcome: landfall.OutcomeAnswered, Vantage: "main"}
			if i < d.Visits-d.Answered {
				e.Outcome, e.Class, e.Reason = landfall.OutcomeUnreachable, landfall.ClassAmbiguous, []string{"tcp_timeout", "tls_expired", "dns_nxdomain"}[d.Date.Day()%3]
			}
			endings = append(endings, e)
		}
	}
	return endings, nil
}

// Changes are some of each kind.
func (w *World) Changes(_ context.Context, host landfall.Host, _, _ time.Time, fn func(landfall.Change) error) error {
	if w.Broken {
		return errStore
	}
	if host != Harbour().Host {
		return nil
	}
	for i, c := range []landfall.Change{
		{Field: landfall.ChangeVersion, Before: "4.4.7", After: "4.5.0"},
		{Field: landfall.ChangeSignup, Before: "open", After: "approval"},
		{Field: landfall.ChangeRules, Before: "0123456789abcdef", After: "fedcba9876543210"},
		{Field: landfall.ChangeSoftware, Before: "glitchcafe", After: "mastodon"},
		{Field: landfall.ChangeVersion, Before: "4.5.0", After: "4.5.2 <b>\u202e"},
	} {
		c.Host, c.At = host, now.AddDate(0, 0, -60+i*11)
		if err := fn(c); err != nil {
			return err
		}
	}
	return nil
}

// PeerCounts grow.
func (w *World) PeerCounts(_ context.Context, host landfall.Host, _, _ time.Time) ([]landfall.PeerCount, error) {
	if w.Broken {
		return nil, errStore
	}
	if host != Harbour().Host {
		return nil, nil
	}
	var counts []landfall.PeerCount
	for week := range 12 {
		at := now.AddDate(0, 0, 7*(week-11)-1)
		counts = append(counts, landfall.PeerCount{Date: at.Truncate(24 * time.Hour), Peers: 9_000 + 37*week, At: at})
	}
	return counts, nil
}

// Edges are some of one server.
func (w *World) Edges(_ context.Context, host landfall.Host, _, _ time.Time) ([]landfall.Edge, error) {
	if w.Broken {
		return nil, errStore
	}
	if host != Harbour().Host {
		return nil, nil
	}
	return make([]landfall.Edge, 96), nil
}

// Neighbours are some that may be shown and some that may not.
func (w *World) Neighbours(_ context.Context, _ landfall.Host, _ time.Time, _ int) ([]landfall.Neighbour, error) {
	return []landfall.Neighbour{
		{Host: "never-heard-of-sim.social", Shared: 90, Last: now}, {Host: Own().Host, Shared: 88, Last: now},
		{Host: "hiroba-sim.jp", Shared: 71, Last: now.AddDate(0, 0, -2)}, {Host: "port-3-sim.social", Shared: 64, Last: now.AddDate(0, 0, -9)},
		{Host: "opted-out-sim.social", Shared: 60, Last: now}, {Host: "farewell-sim.social", Shared: 12, Last: now.AddDate(0, 0, -1)},
	}, nil
}
