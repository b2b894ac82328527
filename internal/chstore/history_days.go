package chstore

import (
	"context"
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"landfall"
)

// sketches merges the sums and the percentiles of a table of days.
const sketches = `
			sum(clicks),
			quantilesDDMerge(0.01, 0.5, 0.75, 0.95)(click),
			sum(firsts),
			quantilesDDMerge(0.01, 0.5, 0.75, 0.95)(first)`

// wholeDays widens a period to whole UTC days.
func wholeDays(from, to time.Time) (first, end string) {
	if m := midnight(to); m.Before(to) {
		to = m.AddDate(0, 0, 1)
	}
	return day(earliest(from)), day(earliest(to))
}

// earliest brings a time into the range of a Date.
func earliest(t time.Time) time.Time {
	if t.Before(firstTime) {
		return firstTime
	}
	return earlier(t, lastDay)
}

// lastDay is the last that a Date holds.
var lastDay = time.Date(2149, 6, 6, 0, 0, 0, 0, time.UTC)

// Daily returns the days of one host on which it was visited, oldest first. The
// period is widened to whole UTC days.
func (s *Store) Daily(ctx context.Context, host landfall.Host, from, to time.Time) ([]landfall.Daily, error) {
	first, end := wholeDays(from, to)
	var days []landfall.Daily
	err := s.each(ctx, func(rows driver.Rows) error {
		d, err := scanDaily(rows)
		d.Host = host
		days = append(days, d)
		return err
	}, `
		SELECT
			day,
			sum(visits),
			sum(answered),
			sum(unknown),`+sketches+`,
			(argMaxMerge(last) AS said).1, said.2, said.3, said.4, said.5, said.7,
			argMaxMerge(whys)
		FROM instance_days
		WHERE host = ?
		  AND day >= ?
		  AND day < ?
		GROUP BY day
		ORDER BY day`, string(host), first, end)
	if err != nil {
		return nil, fmt.Errorf("days of %s: %w", host, err)
	}
	return days, nil
}

func scanDaily(rows driver.Rows) (landfall.Daily, error) {
	var d landfall.Daily
	var visits, answered, unknown, clicks, firsts uint64
	var click, first []float64
	var signup string
	var users, active, posts *int64
	var whys []string
	err := rows.Scan(&d.Date, &visits, &answered, &unknown, &clicks, &click, &firsts, &first,
		&d.Software, &d.Version, &signup, &users, &active, &posts, &whys)
	d.Date, d.Signup = midnight(d.Date), landfall.SignupMode(signup)
	d.Visits, d.Answered, d.Unknown = int(visits), int(answered), int(unknown)
	d.Click, d.First = percentiles(clicks, click), percentiles(firsts, first)
	if len(whys) != whysKept {
		whys = make([]string, whysKept)
	}
	d.Users, d.ActiveMonth, d.Posts = count(users, whys[0]), count(active, whys[1]), count(posts, whys[3])
	return d, err
}

// whysKept is how many counts reasons are kept of: users, active in a month, in half
// a year, posts.
const whysKept = 4

func count(n *int64, why string) landfall.Count {
	if n == nil {
		return landfall.Missing(why)
	}
	return landfall.Count{N: *n, Known: true, Reason: why}
}

// Speed merges the percentiles of a period, of one host or, if it is empty, of all.
// The period is widened to whole UTC days.
func (s *Store) Speed(ctx context.Context, host landfall.Host, from, to time.Time) (landfall.Speed, error) {
	first, end := wholeDays(from, to)
	table, args := "network_days", []any{first, end}
	condition, args := ofHost(host, args)
	if host != "" {
		table = "instance_days"
	}
	var speed landfall.Speed
	err := s.each(ctx, func(rows driver.Rows) error {
		var clicks, firsts uint64
		var click, first []float64
		err := rows.Scan(&clicks, &click, &firsts, &first)
		speed = landfall.Speed{Click: percentiles(clicks, click), First: percentiles(firsts, first)}
		return err
	}, `
		SELECT`+sketches+`
		FROM `+table+`
		WHERE day >= ?
		  AND day < ?`+condition, args...)
	if err != nil {
		return landfall.Speed{}, fmt.Errorf("speed of %q: %w", host, err)
	}
	return speed, nil
}
