//go:build cgo

package duckstore

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"landfall"
)

// Speeds adds up what visits to one host that began at or after from and before to
// cost, by the place that they were made from, in order of its name.
func (s *Store) Speeds(ctx context.Context, host landfall.Host, from, to time.Time) ([]landfall.VantageSpeed, error) {
	rows, err := s.db.QueryContext(ctx, `
		SELECT
			coalesce(vantage, '') AS place,
			count(click_first_byte_us),
			quantile_cont(click_first_byte_us + click_transfer_us, 0.5),
			quantile_cont(click_first_byte_us + click_transfer_us, 0.75),
			quantile_cont(click_first_byte_us + click_transfer_us, 0.95),
			count(first_first_byte_us),
			quantile_cont(first_dns_us + first_tcp_us + first_tls_us + first_first_byte_us + first_transfer_us, 0.5),
			quantile_cont(first_dns_us + first_tcp_us + first_tls_us + first_first_byte_us + first_transfer_us, 0.75),
			quantile_cont(first_dns_us + first_tcp_us + first_tls_us + first_first_byte_us + first_transfer_us, 0.95),
			max(visited_at)
		FROM observations
		WHERE `+ofHost+`
		  AND visited_at >= ?
		  AND visited_at < ?
		  AND outcome = 'answered'
		  AND class <> 'ours'
		GROUP BY place
		ORDER BY place`, hostKey(host), string(host), from.UTC(), to.UTC())
	if err != nil {
		return nil, fmt.Errorf("speeds of %s: %w", host, explain(ctx, err))
	}
	defer rows.Close()
	var speeds []landfall.VantageSpeed
	for rows.Next() {
		var place string
		var clicks, firsts int
		var click, first [3]sql.NullFloat64
		var last time.Time
		if err := rows.Scan(&place, &clicks, &click[0], &click[1], &click[2], &firsts, &first[0], &first[1], &first[2], &last); err != nil {
			return nil, fmt.Errorf("speeds of %s: %w", host, err)
		}
		speeds = append(speeds, landfall.VantageSpeed{
			Vantage: place, Click: percentiles(clicks, click), First: percentiles(firsts, first), Last: last.UTC(),
		})
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("speeds of %s: %w", host, explain(ctx, err))
	}
	return speeds, nil
}
