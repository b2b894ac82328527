//go:build cgo

package duckstore

import (
	"context"
	"fmt"
	"time"

	"landfall"
)

// samples are the visits of a period as they are added up: what each says of the
// instance (see [landfall.Day]), and how long the exchanges of the answered ones
// took. Durations are whole microseconds.
const samples = `
	SELECT
		host_key,
		host,
		CAST(visited_at AS DATE) AS day,
		visited_at,
		CASE
			WHEN outcome = 'postponed' OR class = 'ours' THEN 'unknown'
			WHEN outcome = 'answered' THEN 'answered'
			WHEN outcome = 'refused' THEN 'refused'
			ELSE 'failed'
		END AS verdict,
		CASE WHEN verdict = 'answered' THEN click_first_byte_us + click_transfer_us END AS click_us,
		CASE WHEN verdict = 'answered' THEN
			first_dns_us + first_tcp_us + first_tls_us + first_first_byte_us + first_transfer_us
		END AS first_us,
		CASE WHEN verdict = 'answered' THEN first_dns_us END AS dns_us,
		CASE WHEN verdict = 'answered' THEN first_tcp_us END AS tcp_us,
		CASE WHEN verdict = 'answered' THEN first_tls_us END AS tls_us,
		CASE WHEN verdict = 'answered' THEN first_first_byte_us END AS first_byte_us,
		CASE WHEN verdict = 'answered' THEN first_transfer_us END AS transfer_us
	FROM observations
	WHERE visited_at >= ?
	  AND visited_at < ?`

// sumUp adds samples up, by host over the whole period (day is NULL) and by host
// and day. The whole period comes first, then the days in order.
const sumUp = `
	SELECT
		host,
		day,
		min(visited_at) AS since,
		count(*) FILTER (verdict IN ('answered', 'failed')) AS visits,
		count(*) FILTER (verdict = 'answered') AS answered,
		count(*) FILTER (verdict = 'unknown') AS unknown,
		count(click_us) AS clicks,
		quantile_cont(click_us, [0.5, 0.75, 0.95]) AS click,
		count(first_us) AS firsts,
		quantile_cont(first_us, [0.5, 0.75, 0.95]) AS first,
		quantile_cont(dns_us, 0.5) AS dns,
		quantile_cont(tcp_us, 0.5) AS tcp,
		quantile_cont(tls_us, 0.5) AS tls,
		quantile_cont(first_byte_us, 0.5) AS first_byte,
		quantile_cont(transfer_us, 0.5) AS transfer
	FROM portion
	GROUP BY GROUPING SETS ((host, day), (host))
	ORDER BY host, day NULLS FIRST`

// unpacked gives the percentiles of sumUp columns of their own.
const unpacked = `
	SELECT
		host, day, since, visits, answered, unknown,
		clicks, click[1], click[2], click[3],
		firsts, first[1], first[2], first[3],
		dns, tcp, tls, first_byte, transfer
	FROM sums
	ORDER BY host, day NULLS FIRST`

// Summary adds up the visits to one host that began at or after from and before
// to. Its days are all those the period touches. A host without visits has a
// Summary of empty days.
func (s *Store) Summary(ctx context.Context, host landfall.Host, from, to time.Time) (landfall.Summary, error) {
	sum := newSummary(host, from, to)
	err := s.sumPortion(ctx, `
		WITH portion AS (`+samples+`
			  AND `+ofKey+`
		), sums AS (`+sumUp+`)`+unpacked,
		func(line line) error {
			if line.host != host { // the two share a key
				return nil
			}
			return line.addTo(&sum, from)
		}, from.UTC(), to.UTC(), hostKey(host))
	if err != nil {
		return landfall.Summary{}, fmt.Errorf("summary of %s: %w", host, explain(ctx, err))
	}
	return sum, nil
}

// sumPortion runs a query that ends in unpacked and hands over its lines.
func (s *Store) sumPortion(ctx context.Context, query string, take func(line) error, args ...any) error {
	rows, err := s.db.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		l, err := scanLine(rows)
		if err != nil {
			return err
		}
		if err := take(l); err != nil {
			return err
		}
	}
	return rows.Err()
}
