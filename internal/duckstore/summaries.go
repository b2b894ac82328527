//go:build cgo

package duckstore

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"time"

	"landfall"
)

// portionDays is about how many days of hosts are added up at a time: lists of
// buckets are outside DuckDB's memory limit.
const portionDays = 20_000

// Summaries calls fn with the Summary of every host that was visited in the period,
// in no particular order, as the long-term record tells it: of whole UTC days, with
// percentiles within [landfall.SketchError], without phases, and Since to the day. Days
// that the record does not tell of yet are added up from their visits. It stops at
// the first error of fn and returns it.
func (s *Store) Summaries(ctx context.Context, from, to time.Time, fn func(landfall.Summary) error) error {
	if !from.Before(to) {
		return nil
	}
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("summaries: %w", explain(ctx, err))
	}
	defer conn.Close()
	p := period{from: dayOf(from), to: dayAfter(to)}
	// The connection goes back to the pool, so the table must go whatever happens.
	defer func() {
		_, _ = conn.ExecContext(context.WithoutCancel(ctx), `DROP TABLE IF EXISTS temp.lately`)
	}()
	if err := p.reach(ctx, conn); err != nil {
		return fmt.Errorf("summaries: how far the record goes: %w", explain(ctx, err))
	}
	if err := p.prepare(ctx, conn); err != nil {
		return fmt.Errorf("summaries: %w", explain(ctx, err))
	}
	// Keys are hashes, so ranges of the same width have about as many hosts.
	portions := int64(1 + p.days/portionDays)
	width := int64(math.MaxUint32)/portions + 1
	for low := int64(0); low <= math.MaxUint32; low += width {
		if err := p.sumHosts(ctx, conn, low, low+width, fn); err != nil {
			return fmt.Errorf("summaries: %w", explain(ctx, err))
		}
	}
	return nil
}

// period is what Summaries tells of: the record before the day until, then visits.
type period struct {
	from, until, to time.Time
	days            int64 // of hosts, in the record
}

// asked is what one row can be asked of: the database, or one connection to it.
type asked interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// reach finds out how far the record goes.
func (p *period) reach(ctx context.Context, db asked) error {
	err := db.QueryRowContext(ctx, `
		SELECT coalesce(min(day), CAST($1 AS DATE))
		FROM dirty_days
		WHERE day >= coalesce((SELECT max(before) FROM pruned), DATE '0001-01-01')
		  AND day < CAST($1 AS DATE)`, p.to).Scan(&p.until)
	if err != nil {
		return err
	}
	if p.until = p.until.UTC(); p.until.Before(p.from) {
		p.until = p.from
	}
	return err
}

// asDays adds samples up by host and day, as the record has them.
const asDays = `
	SELECT
		host_key,
		host,
		day,
		count(*) FILTER (verdict IN ('answered', 'failed')) AS visits,
		count(*) FILTER (verdict = 'answered') AS answered,
		count(*) FILTER (verdict = 'unknown') AS unknown,
		list_sort(list(bucket(click_us)) FILTER (click_us IS NOT NULL)) AS clicks,
		list_sort(list(bucket(first_us)) FILTER (first_us IS NOT NULL)) AS firsts
	FROM samples
	GROUP BY host_key, host, day`

// prepare gathers what is not in the record, and counts what is.
func (p *period) prepare(ctx context.Context, conn *sql.Conn) error {
	_, err := conn.ExecContext(ctx, `
		CREATE OR REPLACE TEMP TABLE lately AS
		WITH samples AS (`+samples+`)`+asDays, p.until, p.to)
	if err != nil {
		return err
	}
	return conn.QueryRowContext(ctx, `
		SELECT count(*)
		FROM days
		WHERE day >= CAST(? AS DATE)
		  AND day < CAST(? AS DATE)`, p.from, p.until).Scan(&p.days)
}

// sumDays adds a portion of days up by host: first the whole period (day is NULL), then
// its days.
const sumDays = `
	sums AS (
		SELECT
			host,
			CAST(NULL AS DATE) AS day,
			min(day) AS since,
			CAST(sum(visits) AS BIGINT) AS visits,
			CAST(sum(answered) AS BIGINT) AS answered,
			CAST(sum(unknown) AS BIGINT) AS unknown,
			list_sort(flatten(list(clicks) FILTER (clicks IS NOT NULL))) AS clicks,
			list_sort(flatten(list(firsts) FILTER (firsts IS NOT NULL))) AS firsts
		FROM portion
		GROUP BY host
		UNION ALL
		SELECT host, day, day, visits, answered, unknown, clicks, firsts
		FROM portion
	)
	SELECT host, day, since, visits, answered, unknown,`

// sumRanks is the end of such a query: what scanSum reads besides.
var sumRanks = `
		len(clicks), ` + ofRank("clicks", "0.5") + `, ` + ofRank("clicks", "0.75") + `, ` + ofRank("clicks", "0.95") + `,
		len(firsts), ` + ofRank("firsts", "0.5") + `, ` + ofRank("firsts", "0.75") + `, ` + ofRank("firsts", "0.95") + `
	FROM sums
	ORDER BY host, day NULLS FIRST`

// sumHosts calls fn for the hosts with keys at or after low and before high.
func (p *period) sumHosts(ctx context.Context, conn *sql.Conn, low, high int64, fn func(landfall.Summary) error) error {
	rows, err := conn.QueryContext(ctx, `
	WITH portion AS (
		SELECT host, day, visits, answered, unknown, clicks, firsts
		FROM days
		WHERE day >= CAST($1 AS DATE)
		  AND day < CAST($2 AS DATE)
		  AND host_key >= $3
		  AND host_key < $4
		UNION ALL
		SELECT host, day, visits, answered, unknown, clicks, firsts
		FROM temp.lately
		WHERE host_key >= $3
		  AND host_key < $4
	), `+sumDays+sumRanks, p.from, p.until, low, high)
	if err != nil {
		return err
	}
	defer rows.Close()
	var sum landfall.Summary
	for rows.Next() {
		l, err := scanSum(rows)
		if err != nil {
			return err
		}
		if !l.day.Valid { // a new host
			if sum.Host != "" {
				if err := fn(sum); err != nil {
					return err
				}
			}
			sum = newSummary(l.host, p.from, p.to)
		}
		if err := l.addTo(&sum, p.from); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil || sum.Host == "" {
		return err
	}
	return fn(sum)
}

func scanSum(rows *sql.Rows) (line, error) {
	var l line
	var click, first rank
	err := rows.Scan(&l.host, &l.day, &l.since, &l.visits, &l.answered, &l.unknown,
		&click.n, &click.at[0], &click.at[1], &click.at[2],
		&first.n, &first.at[0], &first.at[1], &first.at[2])
	l.click, l.first = click.percentiles(), first.percentiles()
	return l, err
}
