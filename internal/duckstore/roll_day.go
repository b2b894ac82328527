//go:build cgo

package duckstore

import (
	"context"
	"strconv"
	"time"

	"landfall"
)

// rollDay replaces what the record says of one day, in the caller's transaction.
func (s *Store) rollDay(ctx context.Context, day time.Time) error {
	for _, step := range []struct {
		query string
		args  []any
	}{
		{`DELETE FROM daily WHERE day = CAST(? AS DATE)`, []any{day}},
		{`DELETE FROM daily_recent WHERE day = CAST(? AS DATE)`, []any{day}},
		{rollDaily, []any{day, day.AddDate(0, 0, 1)}},
		{`DELETE FROM reasons WHERE day = CAST(? AS DATE)`, []any{day}},
		{rollReasons, []any{day, day.AddDate(0, 0, 1)}},
	} {
		if _, err := s.writer.ExecContext(ctx, step.query, step.args...); err != nil {
			return err
		}
	}
	return s.sumDay(ctx, day)
}

// sumDay adds up anew what hosts' days come to, in the caller's transaction.
func (s *Store) sumDay(ctx context.Context, day time.Time) error {
	for _, step := range []struct {
		query string
		args  []any
	}{
		{`DELETE FROM network_days WHERE day = CAST(? AS DATE)`, []any{day}},
		{rollNetwork, []any{day}},
		{`DELETE FROM network_sketches WHERE day = CAST(? AS DATE)`, []any{day}},
		{rollSketches, []any{day}},
		{`DELETE FROM shares WHERE day = CAST(? AS DATE)`, []any{day}},
		{rollShares, []any{day}},
	} {
		if _, err := s.writer.ExecContext(ctx, step.query, step.args...); err != nil {
			return err
		}
	}
	return nil
}

// rollDaily adds the visits of a day up by host.
const rollDaily = `
	INSERT INTO daily_recent (
		day, host_key, host, visits, answered, unknown, clicks, firsts,
		software, version, signup, users_total, users_active_month, posts,
		said_software, said_version, said_signup, said_rules,
		users_total_why, users_active_month_why, posts_why
	)
	WITH visited AS (
		SELECT
			CAST(visited_at AS DATE) AS day,
			host_key,
			host,
			visited_at,
			id,
			` + verdict + ` AS verdict,
			CASE WHEN verdict = 'answered' THEN click_first_byte_us + click_transfer_us END AS click_us,
			CASE WHEN verdict = 'answered' THEN
				first_dns_us + first_tcp_us + first_tls_us + first_first_byte_us + first_transfer_us
			END AS first_us,
			software, software_version, signup, rules_digest,
			users_total, users_active_month, posts,
			users_total_why, users_active_month_why, posts_why
		FROM observations
		WHERE visited_at >= ?
		  AND visited_at < ?
	), summed AS (
		SELECT
			day,
			host_key,
			host,
			count(*) FILTER (verdict IN ('answered', 'failed')) AS visits,
			count(*) FILTER (verdict = 'answered') AS answered,
			count(*) FILTER (verdict = 'unknown') AS unknown,
			list_sort(list(bucket(click_us)) FILTER (click_us IS NOT NULL)) AS clicks,
			list_sort(list(bucket(first_us)) FILTER (first_us IS NOT NULL)) AS firsts,
			arg_max(struct_pack(
				software := software, version := software_version, signup := signup,
				users_total := users_total, users_active_month := users_active_month, posts := posts,
				users_total_why := users_total_why, users_active_month_why := users_active_month_why, posts_why := posts_why
			), (visited_at, id)) FILTER (
				verdict = 'answered' AND (software IS NOT NULL OR signup IS NOT NULL OR users_total IS NOT NULL)
			) AS last,
			arg_max(software, (visited_at, id)) FILTER (verdict = 'answered' AND software IS NOT NULL) AS said_software,
			arg_max(software_version, (visited_at, id)) FILTER (verdict = 'answered' AND software_version IS NOT NULL) AS said_version,
			arg_max(signup, (visited_at, id)) FILTER (verdict = 'answered' AND signup IS NOT NULL) AS said_signup,
			arg_max(rules_digest, (visited_at, id)) FILTER (verdict = 'answered' AND rules_digest IS NOT NULL) AS said_rules
		FROM visited
		GROUP BY day, host_key, host
	)
	SELECT
		day, host_key, host, visits, answered, unknown, clicks, firsts,
		last.software, last.version, last.signup, last.users_total, last.users_active_month, last.posts,
		said_software, said_version, said_signup, said_rules,
		last.users_total_why, last.users_active_month_why, last.posts_why
	FROM summed
	ORDER BY host_key, host`

// verdict is what a visit says of the instance (see [landfall.Day]).
const verdict = `
	CASE
		WHEN outcome = 'postponed' OR class = 'ours' THEN 'unknown'
		WHEN outcome = 'answered' THEN 'answered'
		WHEN outcome = 'refused' THEN 'refused'
		ELSE 'failed'
	END`

// What one instance may count for in the sums.
var (
	mostUsers  = strconv.Itoa(landfall.MostUsers)
	mostActive = strconv.Itoa(landfall.MostActive)
	mostPosts  = strconv.Itoa(landfall.MostPosts)
)

var rollNetwork = `
	INSERT INTO network_days (
		day, visited, answering, visits, answered, unknown, users, active_month, posts
	)
	SELECT
		day,
		count(*) FILTER (visits > 0),
		count(*) FILTER (answered > 0),
		sum(visits),
		sum(answered),
		sum(unknown),
		total(answered, users_total, users_total_why, ` + mostUsers + `),
		total(answered, users_active_month, users_active_month_why, ` + mostActive + `),
		total(answered, posts, posts_why, ` + mostPosts + `)
	FROM days
	WHERE day = CAST(? AS DATE)
	GROUP BY day`

const rollSketches = `
	INSERT INTO network_sketches (day, kind, bucket, n)
	WITH samples AS (
		SELECT day, 'click' AS kind, unnest(clicks) AS bucket
		FROM days
		WHERE day = CAST($1 AS DATE)
		UNION ALL
		SELECT day, 'first', unnest(firsts)
		FROM days
		WHERE day = CAST($1 AS DATE)
	)
	SELECT day, kind, bucket, count(*)
	FROM samples
	GROUP BY day, kind, bucket
	ORDER BY kind, bucket`

var rollShares = `
	INSERT INTO shares (day, share_by, key, instances, users, active_month)
	WITH answering AS (
		SELECT
			day,
			unnest(['software', 'signup_mode']) AS share_by,
			unnest([coalesce(software, ''), coalesce(signup, '')]) AS key,
			answered,
			users_total, users_total_why,
			users_active_month, users_active_month_why
		FROM days
		WHERE day = CAST(? AS DATE)
		  AND answered > 0
	)
	SELECT
		day, share_by, key, count(*),
		total(answered, users_total, users_total_why, ` + mostUsers + `),
		total(answered, users_active_month, users_active_month_why, ` + mostActive + `)
	FROM answering
	GROUP BY day, share_by, key`

const rollReasons = `
	INSERT INTO reasons (day, outcome, class, reason, visits)
	SELECT CAST(visited_at AS DATE), outcome, class, coalesce(reason, ''), count(*)
	FROM observations
	WHERE visited_at >= ?
	  AND visited_at < ?
	  AND outcome <> 'answered'
	GROUP BY ALL`
