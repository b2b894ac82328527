//go:build cgo

package duckstore

import (
	"database/sql"
	"fmt"
	"math"
	"time"

	"landfall"
)

// line is one row of a summary query: a host's whole period or one of its days.
type line struct {
	host                      landfall.Host
	day                       sql.NullTime // not valid for the whole period
	since                     time.Time
	visits, answered, unknown int
	click, first              landfall.Percentiles
}

func percentiles(n int, q [3]sql.NullFloat64) landfall.Percentiles {
	return landfall.Percentiles{P50: microseconds(q[0]), P75: microseconds(q[1]), P95: microseconds(q[2]), N: n}
}

// microseconds turns an interpolated number of microseconds into a duration; 0 if
// there is none.
func microseconds(us sql.NullFloat64) time.Duration {
	return time.Duration(math.Round(us.Float64 * float64(time.Microsecond)))
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
	if !l.day.Valid {
		sum.Visits, sum.Answered, sum.Unknown = l.visits, l.answered, l.unknown
		sum.Click, sum.First, sum.Since = l.click, l.first, l.since.UTC()
		return nil
	}
	i, err := dayIndex(sum, l.day.Time.UTC(), from)
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
