//go:build cgo

package duckstore

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"landfall"
)

// The long-term record tells of whole UTC days, those that were over at the last
// [Store.Roll]. A period is widened to whole days.

// dayOf and dayAfter are the first day of a period and the one behind its last.
func dayOf(from time.Time) time.Time { return midnight(from) }

func dayAfter(to time.Time) time.Time {
	if day := midnight(to); !day.Before(to) {
		return day
	}
	return midnight(to).AddDate(0, 0, 1)
}

// Daily returns the days of one host on which it was visited, oldest first.
func (s *Store) Daily(ctx context.Context, host landfall.Host, from, to time.Time) ([]landfall.Daily, error) {
	rows, err := s.db.QueryContext(ctx, `
		SELECT
			day, visits, answered, unknown,
			len(clicks), `+ofRank("clicks", "0.5")+`, `+ofRank("clicks", "0.75")+`, `+ofRank("clicks", "0.95")+`,
			len(firsts), `+ofRank("firsts", "0.5")+`, `+ofRank("firsts", "0.75")+`, `+ofRank("firsts", "0.95")+`,
			software, version, signup,
			users_total, users_total_why, users_active_month, users_active_month_why, posts, posts_why
		FROM days
		WHERE `+ofHost+`
		  AND day >= CAST(? AS DATE)
		  AND day < CAST(? AS DATE)
		ORDER BY day`, hostKey(host), string(host), dayOf(from), dayAfter(to))
	if err != nil {
		return nil, fmt.Errorf("days of %s: %w", host, explain(ctx, err))
	}
	defer rows.Close()
	var days []landfall.Daily
	for rows.Next() {
		d, err := scanDaily(rows)
		if err != nil {
			return nil, fmt.Errorf("days of %s: %w", host, err)
		}
		d.Host = host
		days = append(days, d)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("days of %s: %w", host, explain(ctx, err))
	}
	return days, nil
}

// ofRank picks the sample at the lower end of a rank from a day's sorted buckets.
func ofRank(list, rank string) string {
	return list + `[1 + CAST(floor(` + rank + ` * (len(` + list + `) - 1)) AS BIGINT)]`
}

func scanDaily(rows *sql.Rows) (landfall.Daily, error) {
	var d landfall.Daily
	var click, first rank
	var software, version, signup sql.NullString
	var users, active, posts stated
	err := rows.Scan(&d.Date, &d.Visits, &d.Answered, &d.Unknown,
		&click.n, &click.at[0], &click.at[1], &click.at[2],
		&first.n, &first.at[0], &first.at[1], &first.at[2],
		&software, &version, &signup, &users.n, &users.why, &active.n, &active.why, &posts.n, &posts.why)
	if err != nil {
		return landfall.Daily{}, err
	}
	d.Date = d.Date.UTC()
	d.Click, d.First = click.percentiles(), first.percentiles()
	d.Software, d.Version, d.Signup = software.String, version.String, landfall.SignupMode(signup.String)
	d.Users, d.ActiveMonth, d.Posts = users.count(), active.count(), posts.count()
	return d, nil
}

// stated is a count in two columns.
type stated struct {
	n   sql.NullInt64
	why sql.NullString
}

func (s stated) count() landfall.Count {
	return landfall.Count{N: s.n.Int64, Known: s.n.Valid, Reason: s.why.String}
}

// rank is the three buckets that percentiles are read off.
type rank struct {
	n  sql.NullInt64
	at [3]sql.NullInt16
}

func (r rank) percentiles() landfall.Percentiles {
	if r.n.Int64 == 0 {
		return landfall.Percentiles{}
	}
	return landfall.Percentiles{
		P50: middle(r.at[0].Int16), P75: middle(r.at[1].Int16), P95: middle(r.at[2].Int16), N: int(r.n.Int64),
	}
}

// Speed merges the percentiles of a period, of one host or, if it is empty, of all.
func (s *Store) Speed(ctx context.Context, host landfall.Host, from, to time.Time) (landfall.Speed, error) {
	query, args := `
		SELECT kind, bucket, CAST(sum(n) AS BIGINT)
		FROM network_sketches
		WHERE day >= CAST(? AS DATE)
		  AND day < CAST(? AS DATE)
		GROUP BY kind, bucket
		ORDER BY kind, bucket`, []any{dayOf(from), dayAfter(to)}
	if host != "" {
		query = `
		WITH period AS (
			SELECT clicks, firsts
			FROM days
			WHERE day >= CAST(? AS DATE)
			  AND day < CAST(? AS DATE)
			  AND ` + ofHost + `
		), samples AS (
			SELECT 'click' AS kind, unnest(clicks) AS bucket FROM period
			UNION ALL
			SELECT 'first', unnest(firsts) FROM period
		)
		SELECT kind, bucket, count(*)
		FROM samples
		GROUP BY kind, bucket
		ORDER BY kind, bucket`
		args = append(args, hostKey(host), string(host))
	}
	sketches := make(map[string]sketch)
	err := s.each(ctx, query, args, func(rows *sql.Rows) error {
		var kind string
		var bucket int16
		var n int64
		if err := rows.Scan(&kind, &bucket, &n); err != nil {
			return err
		}
		sketches[kind] = append(sketches[kind], struct {
			bucket int16
			n      int64
		}{bucket, n})
		return nil
	})
	if err != nil {
		return landfall.Speed{}, fmt.Errorf("speed: %w", err)
	}
	return landfall.Speed{Click: sketches["click"].percentiles(), First: sketches["first"].percentiles()}, nil
}

// each runs a query and calls do for each of its rows.
func (s *Store) each(ctx context.Context, query string, args []any, do func(*sql.Rows) error) error {
	rows, err := s.db.QueryContext(ctx, query, args...)
	if err != nil {
		return explain(ctx, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := do(rows); err != nil {
			return err
		}
	}
	return explain(ctx, rows.Err())
}
