//go:build cgo

package duckstore

import (
	"context"
	"database/sql"
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

// Summary adds up the days of one host that the period touches, as [Store.Summaries]
// does; a host without visits has a Summary of empty days. Phases, and the moment of the
// first visit, are of the visits that have not been pruned.
func (s *Store) Summary(ctx context.Context, host landfall.Host, from, to time.Time) (landfall.Summary, error) {
	if !from.Before(to) {
		return landfall.Summary{Host: host}, nil
	}
	p := period{from: dayOf(from), to: dayAfter(to)}
	sum := newSummary(host, p.from, p.to)
	err := p.reach(ctx, s.db)
	if err == nil {
		err = s.sumHost(ctx, &sum, p)
	}
	if err == nil {
		err = s.addVisits(ctx, &sum, p)
	}
	if err != nil {
		return landfall.Summary{}, fmt.Errorf("summary of %s: %w", host, explain(ctx, err))
	}
	return sum, nil
}

// sumHost adds up the days of a host.
func (s *Store) sumHost(ctx context.Context, sum *landfall.Summary, p period) error {
	key, host := hostKey(sum.Host), string(sum.Host)
	rows, err := s.db.QueryContext(ctx, `
	WITH samples AS (`+samples+`
		  AND `+ofHost+`
	), lately AS (`+asDays+`
	), portion AS (
		SELECT host, day, visits, answered, unknown, clicks, firsts
		FROM days
		WHERE day >= CAST(? AS DATE)
		  AND day < CAST(? AS DATE)
		  AND `+ofHost+`
		UNION ALL
		SELECT host, day, visits, answered, unknown, clicks, firsts
		FROM lately
	), `+sumDays+sumRanks, p.until, p.to, key, host, p.from, p.until, key, host)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		l, err := scanSum(rows)
		if err != nil {
			return err
		}
		if err := l.addTo(sum, p.from); err != nil {
			return err
		}
	}
	return rows.Err()
}

// addVisits adds what only visits tell to the days that they are of.
func (s *Store) addVisits(ctx context.Context, sum *landfall.Summary, p period) error {
	rows, err := s.db.QueryContext(ctx, `
		WITH samples AS (`+samples+`
			  AND `+ofHost+`
		)
		SELECT
			day,
			min(visited_at),
			quantile_cont(dns_us, 0.5),
			quantile_cont(tcp_us, 0.5),
			quantile_cont(tls_us, 0.5),
			quantile_cont(first_byte_us, 0.5),
			quantile_cont(transfer_us, 0.5)
		FROM samples
		GROUP BY day`, p.from, p.to, hostKey(sum.Host), string(sum.Host))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var day, first time.Time
		var phases [5]sql.NullFloat64
		if err := rows.Scan(&day, &first, &phases[0], &phases[1], &phases[2], &phases[3], &phases[4]); err != nil {
			return err
		}
		i, err := dayIndex(sum, day.UTC(), p.from)
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
	}
	return rows.Err()
}
