package chstore

import (
	"fmt"
	"math"
	"time"

	"landfall"
)

// line is one row of a summary query: a host's whole period or one of its days.
type line struct {
	host                      landfall.Host
	day                       time.Time
	since                     time.Time
	visits, answered, unknown int
	click, first              landfall.Percentiles
}

// whole reports whether the line is about the whole period.
func (l *line) whole() bool { return l.day.Unix() == 0 }

// percentiles makes them of the 50th, 75th and 95th in microseconds.
func percentiles(n uint64, q []float64) landfall.Percentiles {
	if n == 0 || len(q) != 3 {
		return landfall.Percentiles{}
	}
	return landfall.Percentiles{P50: microseconds(q[0]), P75: microseconds(q[1]), P95: microseconds(q[2]), N: int(n)}
}

// microseconds turns an interpolated number of microseconds into a duration; 0 if
// there is none.
func microseconds(us float64) time.Duration {
	if math.IsNaN(us) {
		return 0
	}
	return time.Duration(math.Round(us * float64(time.Microsecond)))
}

// newSummary returns a summary with an empty day for each day of the period.
func newSummary(host landfall.Host, from, to time.Time) landfall.Summary {
	sum := landfall.Summary{Host: host}
	for day := midnight(from); day.Before(to); day = day.AddDate(0, 0, 1) {
		sum.Days = append(sum.Days, landfall.Day{Host: host, Date: day})
	}
	return sum
}

func midnight(t time.Time) time.Time {
	year, month, day := t.UTC().Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// addTo puts the line into its place in the summary of a period that began on the day from.
func (l *line) addTo(sum *landfall.Summary, from time.Time) error {
	if l.whole() {
		sum.Visits, sum.Answered, sum.Unknown = l.visits, l.answered, l.unknown
		sum.Click, sum.First, sum.Since = l.click, l.first, l.since.UTC()
		return nil
	}
	i, err := dayIndex(sum, l.day, from)
	if err != nil {
		return err
	}
	sum.Days[i] = landfall.Day{
		Host: l.host, Date: sum.Days[i].Date,
		Visits: l.visits, Answered: l.answered, Unknown: l.unknown,
		Click: l.click, First: l.first,
	}
	return nil
}

// dayIndex is where a day is in the summary of a period that began on the day from.
func dayIndex(sum *landfall.Summary, day, from time.Time) (int, error) {
	i := int(day.Sub(from) / (24 * time.Hour))
	if i < 0 || i >= len(sum.Days) {
		return 0, fmt.Errorf("day %s of %s is outside the period", day.Format(time.DateOnly), sum.Host)
	}
	return i, nil
}
