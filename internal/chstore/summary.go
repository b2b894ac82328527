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
// whole microseconds.
const samples = `
	SELECT
		host,
		toDate(visited_at) AS day,
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

// Summary adds up the days of one host that the period touches, as [Store.Summaries]
// does; a host without visits has a Summary of empty days. Phases, and the moment of the
// first visit, are of the visits that have not been pruned.
func (s *Store) Summary(ctx context.Context, host landfall.Host, from, to time.Time) (landfall.Summary, error) {
	if !from.Before(to) {
		return landfall.Summary{Host: host}, nil
	}
	p, err := s.periodOf(ctx, from, to)
	if err != nil {
		return landfall.Summary{}, fmt.Errorf("summary of %s: how far the record goes: %w", host, err)
	}
	sum := newSummary(host, p.from, p.to)
	if err := s.sumHost(ctx, &sum, p); err != nil {
		return landfall.Summary{}, fmt.Errorf("summary of %s: %w", host, err)
	}
	if err := s.addVisits(ctx, &sum, p); err != nil {
		return landfall.Summary{}, fmt.Errorf("summary of %s: %w", host, err)
	}
	return sum, nil
}

// sumHost adds up the days of a host.
func (s *Store) sumHost(ctx context.Context, sum *landfall.Summary, p period) error {
	host := string(sum.Host)
	return s.each(ctx, func(rows driver.Rows) error {
		l, err := scanSum(rows)
		if err != nil {
			return err
		}
		return l.addTo(sum, p.from)
	}, sumDays(`host = ?`), day(p.from), day(p.until), host, micro(p.until), micro(p.to), host)
}

// addVisits adds what only visits tell to the days that they are of.
func (s *Store) addVisits(ctx context.Context, sum *landfall.Summary, p period) error {
	return s.each(ctx, func(rows driver.Rows) error {
		var date, first time.Time
		var phases [5]float64
		if err := rows.Scan(&date, &first, &phases[0], &phases[1], &phases[2], &phases[3], &phases[4]); err != nil {
			return err
		}
		i, err := dayIndex(sum, midnight(date), p.from)
		if err != nil {
			return err
		}
		sum.Days[i].Phases = landfall.Timings{
			DNS: microseconds(phases[0]), TCP: microseconds(phases[1]), TLS: microseconds(phases[2]),
			FirstByte: microseconds(phases[3]), Transfer: microseconds(phases[4]),
		}
		if sum.Since.Equal(sum.Days[i].Date) {
			sum.Since = first.UTC()
		}
		return nil
	}, `
		SELECT
			day,
			min(visited_at),
			quantileExactInclusiveIf(0.5)(first_dns_us, opened),
			quantileExactInclusiveIf(0.5)(first_tcp_us, opened),
			quantileExactInclusiveIf(0.5)(first_tls_us, opened),
			quantileExactInclusiveIf(0.5)(first_first_byte_us, opened),
			quantileExactInclusiveIf(0.5)(first_transfer_us, opened)
		FROM (`+samples+`
			  AND host = ?
		)
		GROUP BY day`, micro(p.from), micro(p.to), string(sum.Host))
}
