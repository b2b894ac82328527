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
	phases                    landfall.Timings
}

func scanLine(rows *sql.Rows) (line, error) {
	var l line
	var click, first [3]sql.NullFloat64
	var phases [5]sql.NullFloat64
	into := []any{&l.host, &l.day, &l.since, &l.visits, &l.answered, &l.unknown, &l.click.N}
	for i := range click {
		into = append(into, &click[i])
	}
	into = append(into, &l.first.N)
	for i := range first {
		into = append(into, &first[i])
	}
	for i := range phases {
		into = append(into, &phases[i])
	}
	if err := rows.Scan(into...); err != nil {
		return line{}, err
	}
	l.click = percentiles(l.click.N, click)
	l.first = percentiles(l.first.N, first)
	l.phases = landfall.Timings{
		DNS: microseconds(phases[0]), TCP: microseconds(phases[1]), TLS: microseconds(phases[2]),
		FirstByte: microseconds(phases[3]), Transfer: microseconds(phases[4]),
	}
	return l, nil
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

// addTo puts the line into its place in the summary of a period that began at from.
func (l *line) addTo(sum *landfall.Summary, from time.Time) error {
	if !l.day.Valid {
		sum.Visits, sum.Answered, sum.Unknown = l.visits, l.answered, l.unknown
		sum.Click, sum.First, sum.Since = l.click, l.first, l.since.UTC()
		return nil
	}
	i := int(l.day.Time.UTC().Sub(midnight(from)) / (24 * time.Hour))
	if i < 0 || i >= len(sum.Days) {
		return fmt.Errorf("day %s of %s is outside the period", l.day.Time.Format(time.DateOnly), l.host)
	}
	sum.Days[i] = landfall.Day{
		Host: l.host, Date: sum.Days[i].Date,
		Visits: l.visits, Answered: l.answered, Unknown: l.unknown,
		Click: l.click, First: l.first, Phases: l.phases,
	}
	return nil
}
