package chstore

import (
	"context"
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"landfall"
)

// verdict says what a visit says of the instance (see [landfall.Day]).
const verdict = `multiIf(
			outcome = 'postponed' OR class = 'ours', 'unknown',
			outcome = 'answered', 'answered',
			outcome = 'refused', 'refused',
			'failed')`

// samples are the visits of a period as they are added up: what each says of the
// instance, and how long the exchanges of the answered ones took. Durations are
// whole microseconds. Each visit is there twice, for its day and for the whole
// period, whose day is wholePeriod.
const samples = `
	SELECT
		host,
		arrayJoin([toDate(visited_at), toDate(0)]) AS day,
		visited_at,
		` + verdict + ` AS verdict,
		verdict = 'answered' AND bitAnd(exchanges, 2) != 0 AS clicked,
		verdict = 'answered' AND bitAnd(exchanges, 1) != 0 AS opened,
		click_first_byte_us + click_transfer_us AS click_us,
		first_dns_us + first_tcp_us + first_tls_us + first_first_byte_us + first_transfer_us AS first_us,
		first_dns_us,
		first_tcp_us,
		first_tls_us,
		first_first_byte_us,
		first_transfer_us
	FROM observations
	WHERE visited_at >= ?
	  AND visited_at < ?`

// sumUp adds samples up by host and day; the whole period comes before its days.
const sumUp = `
	SELECT
		host,
		day,
		min(visited_at),
		countIf(verdict IN ('answered', 'failed')),
		countIf(verdict = 'answered'),
		countIf(verdict = 'unknown'),
		countIf(clicked),
		quantilesExactInclusiveIf(0.5, 0.75, 0.95)(click_us, clicked),
		countIf(opened),
		quantilesExactInclusiveIf(0.5, 0.75, 0.95)(first_us, opened),
		quantileExactInclusiveIf(0.5)(first_dns_us, opened),
		quantileExactInclusiveIf(0.5)(first_tcp_us, opened),
		quantileExactInclusiveIf(0.5)(first_tls_us, opened),
		quantileExactInclusiveIf(0.5)(first_first_byte_us, opened),
		quantileExactInclusiveIf(0.5)(first_transfer_us, opened)
	FROM (` + samples

const byHostAndDay = `
	)
	GROUP BY host, day
	ORDER BY host, day`

// Summary adds up the visits to one host that began at or after from and before
// to. Its days are all those the period touches. A host without visits has a
// Summary of empty days.
func (s *Store) Summary(ctx context.Context, host landfall.Host, from, to time.Time) (landfall.Summary, error) {
	sum := newSummary(host, from, to)
	err := s.each(ctx, func(rows driver.Rows) error {
		l, err := scanLine(rows)
		if err != nil {
			return err
		}
		return l.addTo(&sum, from)
	}, sumUp+`
	  AND host = ?`+byHostAndDay, micro(from), micro(to), string(host))
	if err != nil {
		return landfall.Summary{}, fmt.Errorf("summary of %s: %w", host, err)
	}
	return sum, nil
}

// portionRows is about how many visits are added up at a time: exact percentiles
// keep every sample, some hundred bytes for a visit.
const portionRows = 1_000_000

// Summaries calls fn with the Summary of every host that was visited in the period,
// in order of hosts. It stops at the first error of fn and returns it.
func (s *Store) Summaries(ctx context.Context, from, to time.Time, fn func(landfall.Summary) error) error {
	bounds, err := s.portions(ctx, from, to)
	if err != nil {
		return fmt.Errorf("summaries: divide the hosts: %w", err)
	}
	for _, p := range bounds {
		sums, err := s.sumHosts(ctx, p[0], p[1], from, to)
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

// portions returns the first and the last host of each portion.
func (s *Store) portions(ctx context.Context, from, to time.Time) (bounds [][2]string, err error) {
	var rows uint64
	err = s.each(ctx, func(r driver.Rows) error {
		var host string
		var n uint64
		if err := r.Scan(&host, &n); err != nil {
			return err
		}
		if rows += n; len(bounds) == 0 || rows > portionRows {
			bounds = append(bounds, [2]string{host, host})
			rows = n
		}
		bounds[len(bounds)-1][1] = host
		return nil
	}, `
		SELECT host, count()
		FROM observations
		WHERE visited_at >= ?
		  AND visited_at < ?
		GROUP BY host
		ORDER BY host`, micro(from), micro(to))
	return bounds, err
}

// sumHosts returns the summaries of the hosts from first to last.
func (s *Store) sumHosts(ctx context.Context, first, last string, from, to time.Time) ([]landfall.Summary, error) {
	var sums []landfall.Summary
	err := s.each(ctx, func(rows driver.Rows) error {
		l, err := scanLine(rows)
		if err != nil {
			return err
		}
		if l.whole() { // a new host
			sums = append(sums, newSummary(l.host, from, to))
		}
		return l.addTo(&sums[len(sums)-1], from)
	}, sumUp+`
	  AND host >= ?
	  AND host <= ?`+byHostAndDay, micro(from), micro(to), first, last)
	return sums, err
}
