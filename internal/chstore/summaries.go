package chstore

import (
	"context"
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"landfall"
)

// portionDays is about how many days of hosts are added up at a time: each has two
// sketches of up to a few kilobytes.
const portionDays = 50_000

// Summaries calls fn with the Summary of every host that was visited in the period,
// in order of hosts, as the long-term record tells it: of whole UTC days, with
// percentiles within [landfall.SketchError], without phases, and Since to the day. From
// the first day on that the record does not tell of completely, visits are added up.
// It stops at the first error of fn and returns it.
func (s *Store) Summaries(ctx context.Context, from, to time.Time, fn func(landfall.Summary) error) error {
	if !from.Before(to) {
		return nil
	}
	p, err := s.periodOf(ctx, from, to)
	if err != nil {
		return fmt.Errorf("summaries: how far the record goes: %w", err)
	}
	bounds, err := s.portions(ctx, p)
	if err != nil {
		return fmt.Errorf("summaries: divide the hosts: %w", err)
	}
	for _, portion := range bounds {
		sums, err := s.sumHosts(ctx, portion[0], portion[1], p)
		if err != nil {
			return fmt.Errorf("summaries: %w", err)
		}
		for _, sum := range sums {
			if err := fn(sum); err != nil {
				return fmt.Errorf("summaries: %w", err)
			}
		}
	}
	return nil
}

// period is what Summaries tells of, in midnights: the record before until, then
// visits.
type period struct{ from, until, to time.Time }

// periodOf widens a period to whole days. The record is complete before the first
// visit of a batch that no roll-up has done. A roll-up that does it meanwhile changes
// no day before that.
func (s *Store) periodOf(ctx context.Context, from, to time.Time) (p period, err error) {
	p = period{from: midnight(earliest(from)), to: midnight(earliest(to))}
	if p.to.Before(to) {
		p.to = p.to.AddDate(0, 0, 1)
	}
	if p.until, err = s.unrolled(ctx, p.to); p.until.Before(p.from) {
		p.until = p.from
	}
	return p, err
}

// unrolled returns the first day with visits of a batch that no roll-up has done, but
// none after the given one.
func (s *Store) unrolled(ctx context.Context, most time.Time) (first time.Time, err error) {
	begins := make(map[uint64]time.Time) // of roll-ups, 0 for none
	err = s.each(ctx, func(rows driver.Rows) error {
		var roll uint64
		var at time.Time
		err := rows.Scan(&roll, &at)
		begins[roll] = midnight(at)
		return err
	}, `
		SELECT roll, min(first_at)
		FROM batches FINAL
		WHERE observations > 0
		GROUP BY roll`)
	if err != nil {
		return most, err
	}
	err = s.each(ctx, func(rows driver.Rows) error {
		var done uint64
		err := rows.Scan(&done)
		delete(begins, done)
		return err
	}, `SELECT roll FROM rolls`)
	for _, at := range begins {
		most = earlier(at, most)
	}
	return most, err
}

// portions returns the first and the last host of each portion.
func (s *Store) portions(ctx context.Context, p period) (bounds [][2]string, err error) {
	var days uint64
	err = s.each(ctx, func(rows driver.Rows) error {
		var host string
		var n uint64
		if err := rows.Scan(&host, &n); err != nil {
			return err
		}
		if days += n; len(bounds) == 0 || days > portionDays {
			bounds = append(bounds, [2]string{host, host})
			days = n
		}
		bounds[len(bounds)-1][1] = host
		return nil
	}, `
		SELECT host, uniqExact(day)
		FROM (
			SELECT toString(host) AS host, day
			FROM instance_days
			WHERE day >= ?
			  AND day < ?
			UNION ALL
			SELECT toString(host) AS host, toDate(visited_at) AS day
			FROM observations
			WHERE visited_at >= ?
			  AND visited_at < ?
			GROUP BY host, day
		)
		GROUP BY host
		ORDER BY host`, day(p.from), day(p.until), micro(p.until), micro(p.to))
	return bounds, err
}

// sumDays adds days of some hosts up by host and day; the whole period comes before its
// days.
func sumDays(hosts string) string {
	return `
		SELECT
			host,
			day,
			min(since),
			sum(visits),
			sum(answered),
			sum(unknown),
			sum(clicks),
			quantilesDDMerge(0.01, 0.5, 0.75, 0.95)(click),
			sum(firsts),
			quantilesDDMerge(0.01, 0.5, 0.75, 0.95)(first)
		FROM (
			SELECT toString(host) AS host, day, day AS since, visits, answered, unknown, clicks, click, firsts, first
			FROM instance_days
			WHERE day >= ?
			  AND day < ?
			  AND ` + hosts + `
			UNION ALL
			SELECT
				toString(host) AS host,
				toDate(visited_at) AS day,
				day AS since,
				countIf(verdict IN ('answered', 'failed')) AS visits,
				countIf(verdict = 'answered') AS answered,
				countIf(verdict = 'unknown') AS unknown,
				countIf(clicked) AS clicks,
				quantilesDDStateIf(0.01, 0.5, 0.75, 0.95)(greatest(click_us, 1), clicked) AS click,
				countIf(opened) AS firsts,
				quantilesDDStateIf(0.01, 0.5, 0.75, 0.95)(greatest(first_us, 1), opened) AS first
			FROM (` + samples + `
				  AND ` + hosts + `
			)
			GROUP BY host, day
		)
		GROUP BY GROUPING SETS ((host), (host, day))
		ORDER BY host, day`
}

// sumHosts returns the summaries of the hosts from first to last.
func (s *Store) sumHosts(ctx context.Context, first, last string, p period) ([]landfall.Summary, error) {
	var sums []landfall.Summary
	err := s.each(ctx, func(rows driver.Rows) error {
		l, err := scanSum(rows)
		if err != nil {
			return err
		}
		if l.whole() { // a new host
			sums = append(sums, newSummary(l.host, p.from, p.to))
		}
		return l.addTo(&sums[len(sums)-1], p.from)
	}, sumDays(`host >= ? AND host <= ?`), day(p.from), day(p.until), first, last, micro(p.until), micro(p.to), first, last)
	return sums, err
}

func scanSum(rows driver.Rows) (line, error) {
	var l line
	var host string
	var visits, answered, unknown, clicks, firsts uint64
	var click, first []float64
	err := rows.Scan(&host, &l.day, &l.since, &visits, &answered, &unknown, &clicks, &click, &firsts, &first)
	l.host, l.day, l.since = landfall.Host(host), midnight(l.day), midnight(l.since)
	l.visits, l.answered, l.unknown = int(visits), int(answered), int(unknown)
	l.click, l.first = percentiles(clicks, click), percentiles(firsts, first)
	return l, err
}
