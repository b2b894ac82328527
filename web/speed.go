package web

import (
	"time"

	"landfall"
	"landfall/web/chart"
	"landfall/web/phrase"
)

// speedSection is how fast the server answers.
type speedSection struct {
	Measured bool
	// Chart is drawn once there is a line to draw.
	Chart    chart.Latency
	Drawn    bool
	Caption  string
	Facts    []fact
	Rows     []dayRow
	Phases   chart.Phases
	HasPhase bool
	// Place says where all of it was measured if that is one place; Places tell
	// several apart.
	Place  string
	Places []placeRow
}

// placeRow is what visits cost from one place.
type placeRow struct {
	Place        string
	First, Click speedCell
	Last         seen
}

// speedCell is a speed and how many visits it is from.
type speedCell struct{ Typical, Quarter, Samples string }

func newSpeedCell(p landfall.Percentiles) speedCell {
	if p.N == 0 {
		return speedCell{Typical: "Not measured", Quarter: "–", Samples: "0"}
	}
	return speedCell{Typical: phrase.Duration(p.P50), Quarter: phrase.Duration(p.P75), Samples: phrase.Number(p.N)}
}

func newPlaces(speeds []landfall.VantageSpeed, now time.Time) []placeRow {
	rows := make([]placeRow, 0, len(speeds))
	for _, s := range speeds {
		row := placeRow{Place: s.Vantage, First: newSpeedCell(s.First), Click: newSpeedCell(s.Click), Last: newSeen(s.Last, now)}
		if row.Place == "" {
			row.Place = "not noted"
		}
		rows = append(rows, row)
	}
	return rows
}

// onePlace says where and how often was measured.
func onePlace(s landfall.VantageSpeed) string {
	text := "Measured from one place"
	if s.Vantage != "" {
		text += ", called " + s.Vantage
	}
	return text + ": " + phrase.Of(s.First.N, "first visit", "first visits") + " and " +
		phrase.Of(s.Click.N, "click", "clicks") + " in 90 days."
}

func newSpeed(past history, now time.Time) speedSection {
	sum := past.summary
	section := speedSection{}
	if len(past.speeds) == 1 {
		section.Place = onePlace(past.speeds[0])
	} else {
		section.Places = newPlaces(past.speeds, now)
	}
	section.Measured = sum.Click.N > 0 || sum.First.N > 0
	section.Chart, section.Drawn = chart.NewLatency(sum.Days)
	section.Phases, section.HasPhase = chart.NewPhases(sum.Days)
	if !section.Measured {
		return section
	}
	section.Caption = chartCaption(section.Chart, sum.Days[len(sum.Days)-1].Date)
	section.Facts = []fact{
		{Label: "Each click, typical", Value: percentile(sum.Click, sum.Click.P50)},
		{Label: "Each click, 3 of 4 within", Value: percentile(sum.Click, sum.Click.P75)},
		{Label: "Each click, 95 of 100 within", Value: percentile(sum.Click, sum.Click.P95)},
		{Label: "First visit, typical", Value: percentile(sum.First, sum.First.P50)},
	}
	for i := range section.Facts {
		section.Facts[i].Unknown = i < 3 && sum.Click.N == 0 || i == 3 && sum.First.N == 0
	}
	for _, d := range newestFirst(sum.Days) {
		if d.Click.N > 0 {
			section.Rows = append(section.Rows, dayRow{
				Date: phrase.Date(d.Date), Machine: d.Date.Format(time.DateOnly), Samples: phrase.Number(d.Click.N),
				Median: phrase.Duration(d.Click.P50), Quarter: phrase.Duration(d.Click.P75), Slowest: phrase.Duration(d.Click.P95),
			})
		}
	}
	return section
}

// chartCaption explains what the chart has, and nothing that it has not.
func chartCaption(c chart.Latency, last time.Time) string {
	text := "What each click costs, by day, through " + phrase.Date(last) + ". Solid: the median."
	if c.P95 != "" {
		text += " Dashed: 95 of 100 visits were faster."
	}
	if c.Dots {
		text += " A dot is a day between gaps."
	}
	if c.Gaps {
		text += " A gap is a day without an answered visit."
	}
	return text
}

func percentile(p landfall.Percentiles, d time.Duration) string {
	if p.N == 0 {
		return "Not measured yet"
	}
	return phrase.Duration(d)
}
