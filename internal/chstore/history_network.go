package chstore

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"landfall"
)

// Network returns the days on which anybody was visited, oldest first. The period is
// widened to whole UTC days.
func (s *Store) Network(ctx context.Context, from, to time.Time) ([]landfall.NetworkDay, error) {
	totals, err := s.totals(ctx, from, to)
	if err != nil {
		return nil, fmt.Errorf("network: totals of days: %w", err)
	}
	first, end := wholeDays(from, to)
	var days []landfall.NetworkDay
	err = s.each(ctx, func(rows driver.Rows) error {
		var date time.Time
		var visits, answered, unknown, clicks, firsts uint64
		var click, first []float64
		err := rows.Scan(&date, &visits, &answered, &unknown, &clicks, &click, &firsts, &first)
		d := totals[midnight(date)]
		d.Date = midnight(date)
		d.Visits, d.Answered, d.Unknown = int(visits), int(answered), int(unknown)
		d.Click, d.First = percentiles(clicks, click), percentiles(firsts, first)
		days = append(days, d)
		return err
	}, `
		SELECT
			day,
			sum(visits),
			sum(answered),
			sum(unknown),`+sketches+`
		FROM network_days
		WHERE day >= ?
		  AND day < ?
		GROUP BY day
		ORDER BY day`, first, end)
	if err != nil {
		return nil, fmt.Errorf("network: %w", err)
	}
	return days, nil
}

// totals returns what the instances of each day add up to.
func (s *Store) totals(ctx context.Context, from, to time.Time) (map[time.Time]landfall.NetworkDay, error) {
	first, end := wholeDays(from, to)
	days := make(map[time.Time]landfall.NetworkDay)
	return days, s.each(ctx, func(rows driver.Rows) error {
		var date time.Time
		var visited, answering uint64
		var d landfall.NetworkDay
		var users, active, posts []int64
		err := rows.Scan(&date, &visited, &answering, &users, &active, &posts)
		d.Users, d.ActiveMonth, d.Posts = newSum(users), newSum(active), newSum(posts)
		d.Visited, d.Answering = int(visited), int(answering)
		days[midnight(date)] = d
		return err
	}, `
		SELECT day, visited, answering, users_sum, active_month_sum, posts_sum
		FROM day_totals FINAL
		WHERE day >= ?
		  AND day < ?`, first, end)
}

// newSum reads a sum; one that was not worked out yet is empty.
func newSum(parts []int64) landfall.Sum {
	if len(parts) != sumParts {
		return landfall.Sum{}
	}
	return landfall.Sum{
		Believed: parts[0], Stated: parts[1],
		Counted: int(parts[2]), Doubted: int(parts[3]), Capped: int(parts[4]), Silent: int(parts[5]),
	}
}

// sumParts is how many parts a sum has.
const sumParts = 6

// Shares returns the shares of each day, by day and then by key. The period is
// widened to whole UTC days.
func (s *Store) Shares(ctx context.Context, by landfall.ShareBy, from, to time.Time) ([]landfall.Share, error) {
	first, end := wholeDays(from, to)
	var shares []landfall.Share
	err := s.each(ctx, func(rows driver.Rows) error {
		var date time.Time
		var keys []string
		var instances []uint64
		var users, active [][]int64
		if err := rows.Scan(&date, &keys, &instances, &users, &active); err != nil {
			return err
		}
		if len(users) < len(keys) || len(active) < len(keys) {
			return nil // of an older version, until the next roll-up
		}
		for i, key := range keys {
			shares = append(shares, landfall.Share{
				Date: midnight(date), Key: key, Instances: int(instances[i]),
				Users: newSum(users[i]), ActiveMonth: newSum(active[i]),
			})
		}
		return nil
	}, `
		SELECT day, key, instances, users_sum, active_month_sum
		FROM day_shares FINAL
		WHERE by_what = ?
		  AND day >= ?
		  AND day < ?`, string(by), first, end)
	if err != nil {
		return nil, fmt.Errorf("shares by %s: %w", by, err)
	}
	slices.SortFunc(shares, func(a, b landfall.Share) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Key, b.Key))
	})
	return shares, nil
}

// Reasons counts failed visits (those that were not answered, whoever's fault) by
// outcome, class and reason, the most visits first; ties in that order. The period is
// widened to whole UTC days.
func (s *Store) Reasons(ctx context.Context, from, to time.Time) ([]landfall.ReasonCount, error) {
	first, end := wholeDays(from, to)
	var reasons []landfall.ReasonCount
	err := s.each(ctx, func(rows driver.Rows) error {
		var outcome, class string
		var n uint64
		var r landfall.ReasonCount
		err := rows.Scan(&outcome, &class, &r.Reason, &n)
		r.Outcome, r.Class, r.Visits = landfall.Outcome(outcome), landfall.Class(class), int(n)
		reasons = append(reasons, r)
		return err
	}, `
		SELECT outcome, class, reason, sum(visits) AS n
		FROM reason_days
		WHERE day >= ?
		  AND day < ?
		GROUP BY outcome, class, reason
		ORDER BY n DESC, outcome, class, reason`, first, end)
	if err != nil {
		return nil, fmt.Errorf("reasons: %w", err)
	}
	return reasons, nil
}
