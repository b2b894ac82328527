package web

import (
	"time"

	"landfall"
	"landfall/web/chart"
	"landfall/web/phrase"
)

// speedSection is how fast the server answers.
type speedSection struct {
	Chart    chart.Latency
	Measured bool
	Caption  string
	Facts    []fact
	Rows     []dayRow
	Phases   chart.Phases
	HasPhase bool
}

func newSpeed(sum landfall.Summary) speedSection {
	section := speedSection{}
	section.Chart, section.Measured = chart.NewLatency(sum.Days)
	section.Phases, section.HasPhase = chart.NewPhases(sum.Days)
	if !section.Measured {
		return section
	}
	section.Caption = "What each click costs, by day, through " + phrase.Date(sum.Days[len(sum.Days)-1].Date) +
		". Solid: the median. Dashed: 95 of 100 visits were faster. A gap is a day without an answered visit."
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

func percentile(p landfall.Percentiles, d time.Duration) string {
	if p.N == 0 {
		return "Not measured yet"
	}
	return phrase.Duration(d)
}
