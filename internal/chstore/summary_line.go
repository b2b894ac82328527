package chstore

import (
	"fmt"
	"math"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"landfall"
)

// line is one row of a summary query: a host's whole period or one of its days.
type line struct {
	host                      landfall.Host
	day                       time.Time
	since                     time.Time
	visits, answered, unknown int
	click, first              landfall.Percentiles
	phases                    landfall.Timings
}

// whole reports whether the line is about the whole period.
func (l *line) whole() bool { return l.day.Unix() == 0 }

func scanLine(rows driver.Rows) (line, error) {
	var l line
	var host string
	var visits, answered, unknown, clicks, firsts uint64
	var click, first []float64
	var phases [5]float64
	err := rows.Scan(&host, &l.day, &l.since, &visits, &answered, &unknown, &clicks, &click, &firsts, &first,
		&phases[0], &phases[1], &phases[2], &phases[3], &phases[4])
	if err != nil {
		return line{}, err
	}
	l.host, l.day = landfall.Host(host), midnight(l.day)
	l.visits, l.answered, l.unknown = int(visits), int(answered), int(unknown)
	l.click, l.first = percentiles(clicks, click), percentiles(firsts, first)
	l.phases = landfall.Timings{
		DNS: microseconds(phases[0]), TCP: microseconds(phases[1]), TLS: microseconds(phases[2]),
		FirstByte: microseconds(phases[3]), Transfer: microseconds(phases[4]),
	}
	return l, nil
}

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

// addTo puts the line into its place in the summary of a period that began at from.
func (l *line) addTo(sum *landfall.Summary, from time.Time) error {
	if l.whole() {
		sum.Visits, sum.Answered, sum.Unknown = l.visits, l.answered, l.unknown
		sum.Click, sum.First, sum.Since = l.click, l.first, l.since.UTC()
		return nil
	}
	i := int(l.day.Sub(midnight(from)) / (24 * time.Hour))
	if i < 0 || i >= len(sum.Days) {
		return fmt.Errorf("day %s of %s is outside the period", l.day.Format(time.DateOnly), l.host)
	}
	sum.Days[i] = landfall.Day{
		Host: l.host, Date: sum.Days[i].Date,
		Visits: l.visits, Answered: l.answered, Unknown: l.unknown,
		Click: l.click, First: l.first, Phases: l.phases,
	}
	return nil
}
