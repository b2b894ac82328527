package web

import (
	"context"
	"time"

	"landfall"
	"landfall/web/chart"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// speedSection is how fast the server answers.
type speedSection struct {
	Measured bool
	// Chart is drawn once there is a line to draw.
	Chart    chart.Latency
	Drawn    bool
	Partial  bool // the days cannot be read just now
	Caption  string
	Facts    []fact
	Rows     []dayRow
	Phases   chart.Phases
	HasPhase bool
	// Place says where all of it was measured if that is one place; Places tell
	// several apart.
	Place  string
	Places []placeRow
	More   string // the page that tells more of it, empty if there is none
	// CSV and PhasesCSV are the addresses of the numbers, empty if there are none.
	CSV, PhasesCSV string
}

// placeRow is what visits cost from one place.
type placeRow struct {
	Place        string
	First, Click speedCell
	Last         seen
}

// speedCell is a speed and how many visits it is from.
type speedCell struct{ Typical, Quarter, Samples string }

func newSpeedCell(ctx context.Context, p landfall.Percentiles) speedCell {
	if p.N == 0 {
		return speedCell{Typical: tongue.Say(ctx, "Not measured"), Quarter: "–", Samples: tongue.Number(ctx, 0)}
	}
	return speedCell{Typical: phrase.Duration(ctx, p.P50), Quarter: phrase.Duration(ctx, p.P75), Samples: tongue.Number(ctx, p.N)}
}

func newPlaces(ctx context.Context, speeds []landfall.VantageSpeed, now time.Time) []placeRow {
	rows := make([]placeRow, 0, len(speeds))
	for _, s := range speeds {
		row := placeRow{Place: s.Vantage, First: newSpeedCell(ctx, s.First), Click: newSpeedCell(ctx, s.Click), Last: newSeen(ctx, s.Last, now)}
		if row.Place == "" {
			row.Place = tongue.Say(ctx, "not noted")
		}
		rows = append(rows, row)
	}
	return rows
}

// onePlace says where and how often was measured.
func onePlace(ctx context.Context, s landfall.VantageSpeed) string {
	args := []any{
		"place", s.Vantage, "first", tongue.Count(ctx, s.First.N, "{n} first visit", "{n} first visits"),
		"clicks", tongue.Count(ctx, s.Click.N, "{n} click", "{n} clicks"),
	}
	if s.Vantage != "" {
		return tongue.Say(ctx, "Measured from one place, called {place}: {first} and {clicks} in 90 days.", args...)
	}
	return tongue.Say(ctx, "Measured from one place: {first} and {clicks} in 90 days.", args...)
}

func newSpeed(ctx context.Context, past history, now time.Time) speedSection {
	sum := past.summary
	section := speedSection{Partial: past.partial}
	if len(past.speeds) == 1 {
		section.Place = onePlace(ctx, past.speeds[0])
	} else {
		section.Places = newPlaces(ctx, past.speeds, now)
	}
	section.Measured = sum.Click.N > 0 || sum.First.N > 0
	section.Chart, section.Drawn = chart.NewLatency(ctx, sum.Days)
	section.Phases, section.HasPhase = chart.NewPhases(ctx, sum.Days)
	if !section.Measured {
		return section
	}
	section.Caption = chartCaption(ctx, section.Chart, sum.Days[len(sum.Days)-1].Date)
	section.Facts = []fact{
		{Label: tongue.Say(ctx, "Each click, typical"), Value: percentile(ctx, sum.Click, sum.Click.P50)},
		{Label: tongue.Say(ctx, "Each click, 3 of 4 within"), Value: percentile(ctx, sum.Click, sum.Click.P75)},
		{Label: tongue.Say(ctx, "Each click, 95 of 100 within"), Value: percentile(ctx, sum.Click, sum.Click.P95)},
		{Label: tongue.Say(ctx, "First visit, typical"), Value: percentile(ctx, sum.First, sum.First.P50)},
	}
	for i := range section.Facts {
		section.Facts[i].Unknown = i < 3 && sum.Click.N == 0 || i == 3 && sum.First.N == 0
	}
	for _, d := range newestFirst(sum.Days) {
		if d.Click.N > 0 {
			section.Rows = append(section.Rows, dayRow{
				Date: tongue.Date(ctx, d.Date), Machine: d.Date.Format(time.DateOnly), Samples: tongue.Number(ctx, d.Click.N),
				Median: phrase.Duration(ctx, d.Click.P50), Quarter: phrase.Duration(ctx, d.Click.P75), Slowest: phrase.Duration(ctx, d.Click.P95),
			})
		}
	}
	return section
}

// chartCaption explains what the chart has, and nothing that it has not.
func chartCaption(ctx context.Context, c chart.Latency, last time.Time) string {
	texts := []string{tongue.Say(ctx, "What each click costs, by day, through {day}. Solid: the median.", "day", tongue.Date(ctx, last))}
	if c.P95 != "" {
		texts = append(texts, tongue.Say(ctx, "Dashed: 95 of 100 visits were faster."))
	}
	if c.Dots {
		texts = append(texts, tongue.Say(ctx, "A dot is a day between gaps."))
	}
	if c.Gaps {
		texts = append(texts, tongue.Say(ctx, "A gap is a day without an answered visit."))
	}
	return tongue.Sentences(ctx, texts)
}

func percentile(ctx context.Context, p landfall.Percentiles, d time.Duration) string {
	if p.N == 0 {
		return tongue.Say(ctx, "Not measured yet")
	}
	return phrase.Duration(ctx, d)
}
