//go:build cgo

package duckstore

import (
	"context"
	"time"
)

// rollChanges finds the changes from one day on anew: a late visit may come before
// a change that was seen already.
func (s *Store) rollChanges(ctx context.Context, from, to time.Time) error {
	if err := s.recall(ctx, from); err != nil {
		return err
	}
	for _, step := range []struct {
		query string
		args  []any
	}{
		{`DELETE FROM changes WHERE seen_at >= ?`, []any{from}},
		{findChanges, []any{from, to}},
		{saidAnew, []any{from, to}},
		{`DROP TABLE said`, nil},
		{`ALTER TABLE said_anew RENAME TO said`, nil},
		{`DELETE FROM said_until`, nil},
		{`INSERT INTO said_until (day) VALUES (CAST(? AS DATE))`, []any{to}},
	} {
		if _, err := s.writer.ExecContext(ctx, step.query, step.args...); err != nil {
			return err
		}
	}
	return nil
}

// recall makes said what hosts had said before a day. Nearly always it is that
// already; only for a late visit it is found out anew from the whole record.
func (s *Store) recall(ctx context.Context, day time.Time) error {
	var right bool
	err := s.writer.QueryRowContext(ctx, `
		SELECT coalesce(max(day) <= CAST(? AS DATE), false)
		FROM said_until`, day).Scan(&right)
	if err != nil || right {
		return err
	}
	if _, err := s.writer.ExecContext(ctx, `DELETE FROM said`); err != nil {
		return err
	}
	_, err = s.writer.ExecContext(ctx, `
		INSERT INTO said (host_key, host, software, version, signup, rules)
		SELECT
			host_key,
			host,
			arg_max(said_software, day) FILTER (said_software IS NOT NULL),
			arg_max(said_version, day) FILTER (said_version IS NOT NULL),
			arg_max(said_signup, day) FILTER (said_signup IS NOT NULL),
			arg_max(said_rules, day) FILTER (said_rules IS NOT NULL)
		FROM days
		WHERE day < CAST(? AS DATE)
		GROUP BY host_key, host`, day)
	return err
}

// findChanges compares each value with the one said before it.
const findChanges = `
	INSERT INTO changes (host_key, host, seen_at, field, before, after)
	WITH seen AS (
		SELECT host_key, host, visited_at AS seen_at, id, software, software_version AS version, signup, rules_digest AS rules
		FROM observations
		WHERE visited_at >= $1
		  AND visited_at < $2
		  AND outcome = 'answered'
		  AND class <> 'ours'
	), suspects AS (
		-- Most hosts said the same as ever; only the others are worth sorting.
		SELECT seen.host_key, seen.host
		FROM seen
		LEFT JOIN said ON said.host_key = seen.host_key AND said.host = seen.host
		GROUP BY seen.host_key, seen.host
		HAVING min(seen.software) <> max(seen.software) OR max(seen.software) <> max(said.software)
			OR min(seen.version) <> max(seen.version) OR max(seen.version) <> max(said.version)
			OR min(seen.signup) <> max(seen.signup) OR max(seen.signup) <> max(said.signup)
			OR min(seen.rules) <> max(seen.rules) OR max(seen.rules) <> max(said.rules)
	), known AS (
		SELECT host_key, host, CAST('-infinity' AS TIMESTAMP) AS seen_at, '' AS id, software, version, signup, rules
		FROM said
	), values AS (
		SELECT
			host_key, host, seen_at, id,
			unnest(['software', 'version', 'signup_mode', 'rules']) AS field,
			unnest([software, version, signup, rules]) AS value
		FROM (FROM seen UNION ALL FROM known)
		SEMI JOIN suspects USING (host_key, host)
	), pairs AS (
		SELECT
			host_key, host, seen_at, field, value AS after,
			lag(value) OVER (PARTITION BY host, field ORDER BY seen_at, id) AS before
		FROM values
		WHERE value IS NOT NULL
	)
	SELECT host_key, host, seen_at, field, before, after
	FROM pairs
	WHERE before <> after
	  AND seen_at >= $1
	ORDER BY seen_at, host, field`

// saidAnew brings said up to date by what hosts said in the days from $1 to $2.
const saidAnew = `
	CREATE TABLE said_anew AS
	WITH lately AS (
		SELECT
			host_key,
			host,
			arg_max(said_software, day) FILTER (said_software IS NOT NULL) AS software,
			arg_max(said_version, day) FILTER (said_version IS NOT NULL) AS version,
			arg_max(said_signup, day) FILTER (said_signup IS NOT NULL) AS signup,
			arg_max(said_rules, day) FILTER (said_rules IS NOT NULL) AS rules
		FROM days
		WHERE day >= CAST($1 AS DATE)
		  AND day < CAST($2 AS DATE)
		GROUP BY host_key, host
	)
	SELECT
		host_key,
		host,
		coalesce(lately.software, said.software) AS software,
		coalesce(lately.version, said.version) AS version,
		coalesce(lately.signup, said.signup) AS signup,
		coalesce(lately.rules, said.rules) AS rules
	FROM said
	FULL JOIN lately USING (host_key, host)`
