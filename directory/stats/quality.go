package stats

import (
	"math"
	"time"

	"landfall"
	"landfall/directory"
)

// speeds are the stretches of what a click takes, in milliseconds.
var speeds = []bucket{
	{"100", "Up to 0.1 s", 100}, {"200", "0.1 to 0.2 s", 200}, {"400", "0.2 to 0.4 s", 400}, {"800", "0.4 to 0.8 s", 800},
	{"1800", "0.8 to 1.8 s", 1800}, {"more", "Over 1.8 s", math.Inf(1)},
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func speed(m *material, c Chart) Chart {
	return m.inBuckets(c, speeds, func(s *directory.Server) (float64, bool) {
		return ms(s.Summary.Click.P75), s.Summary.Click.N > 0
	})
}

// silences are the stretches of the share of visits that were not answered.
var silences = []bucket{
	{"100", "All", 0}, {"99.9", "99.9% or more", .001}, {"99.5", "99.5% or more", .005}, {"99", "99% or more", .01}, {"95", "95% or more", .05},
	{"80", "80% or more", .2}, {"less", "Less than 80%", 1},
}

func availability(m *material, c Chart) Chart {
	return m.inBuckets(c, silences, func(s *directory.Server) (float64, bool) {
		if s.Summary.Visits == 0 {
			return 0, false
		}
		return float64(s.Summary.Visits-s.Summary.Answered) / float64(s.Summary.Visits), true
	})
}

func speedByDay(m *material, c Chart) Chart {
	columns := []Column{
		{Name: "click_ms_p50", Label: "median", Unit: "ms"}, {Name: "click_ms_p75", Label: "3 of 4 within", Unit: "ms"},
		{Name: "click_ms_p95", Label: "95 of 100 within", Unit: "ms"}, {Name: "samples", Label: "samples"},
	}
	samples := 0
	c = byDay(c, Visits, columns, 3, ofDays(m.days(), func(d *landfall.NetworkDay) []*float64 {
		samples += d.Click.N
		if d.Click.N == 0 {
			return []*float64{nil, nil, nil, count(0)}
		}
		rounded := func(d time.Duration) *float64 { return new(math.Round(10*ms(d)) / 10) }
		return []*float64{rounded(d.Click.P50), rounded(d.Click.P75), rounded(d.Click.P95), count(d.Click.N)}
	}))
	c.Base.Whole, c.Base.Known = samples, samples
	return c
}

func answersByDay(m *material, c Chart) Chart {
	columns := []Column{
		{Name: "answered_percent", Label: "answered", Unit: "%"}, {Name: "visits", Label: "visits"}, {Name: "visits_answered", Label: "visits answered"},
		{Name: "visits_unknown", Label: "not counted", Means: "Visits that failed through our own fault: they say nothing of any server."},
	}
	visits, unknown := 0, 0
	c = byDay(c, Visits, columns, 1, ofDays(m.days(), func(d *landfall.NetworkDay) []*float64 {
		visits, unknown = visits+d.Visits, unknown+d.Unknown
		return []*float64{percent(d.Answered, d.Visits), count(d.Visits), count(d.Answered), count(d.Unknown)}
	}))
	c.Base.Whole, c.Base.Known = visits+unknown, visits
	return c
}
