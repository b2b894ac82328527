package chstore

import (
	"context"
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"landfall"
)

// Speeds adds up what visits to one host that began at or after from and before to
// cost, by the place that they were made from, in order of its name.
func (s *Store) Speeds(ctx context.Context, host landfall.Host, from, to time.Time) ([]landfall.VantageSpeed, error) {
	var speeds []landfall.VantageSpeed
	err := s.each(ctx, func(rows driver.Rows) error {
		var place string
		var clicks, firsts uint64
		var click, first []float64
		var last time.Time
		if err := rows.Scan(&place, &clicks, &click, &firsts, &first, &last); err != nil {
			return err
		}
		speeds = append(speeds, landfall.VantageSpeed{
			Vantage: place, Click: percentiles(clicks, click), First: percentiles(firsts, first), Last: last.UTC(),
		})
		return nil
	}, `
		SELECT
			toString(vantage) AS place,
			countIf(bitAnd(exchanges, 2) != 0),
			quantilesExactInclusiveIf(0.5, 0.75, 0.95)(click_first_byte_us + click_transfer_us, bitAnd(exchanges, 2) != 0),
			countIf(bitAnd(exchanges, 1) != 0),
			quantilesExactInclusiveIf(0.5, 0.75, 0.95)(
				first_dns_us + first_tcp_us + first_tls_us + first_first_byte_us + first_transfer_us,
				bitAnd(exchanges, 1) != 0),
			max(visited_at)
		FROM observations
		WHERE visited_at >= ?
		  AND visited_at < ?
		  AND host = ?
		  AND outcome = 'answered'
		  AND class != 'ours'
		GROUP BY place
		ORDER BY place`, micro(from), micro(to), string(host))
	if err != nil {
		return nil, fmt.Errorf("speeds of %s: %w", host, err)
	}
	return speeds, nil
}
