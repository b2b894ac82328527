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

// sumUp adds samples up by host over the whole period, whose day is 0, and by host and
// day. The whole period comes before its days.
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
	GROUP BY GROUPING SETS ((host), (host, day))
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
