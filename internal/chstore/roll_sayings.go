package chstore

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"landfall"
)

// sayings returns, in order of time, what hosts said from a time on whenever it
// differed from what they had said before; so always the first of each field. A host
// is on one shard, so each answers for its own.
func (s *Store) sayings(ctx context.Context, hosts []string, from time.Time) (list []saying, err error) {
	err = s.list(ctx, func(rows driver.Rows) error {
		var said saying
		var field string
		err := rows.Scan(&said.host, &said.at, &field, &said.value)
		said.at, said.field = said.at.UTC(), landfall.ChangeField(field)
		list = append(list, said)
		return err
	}, `
		SELECT host, visited_at, field, value
		FROM (
			SELECT
				host,
				visited_at,
				pair.1 AS field,
				pair.2 AS value,
				lagInFrame(pair.2) OVER (
					PARTITION BY host, pair.1
					ORDER BY visited_at, id
					ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
				) AS previous
			FROM (
				SELECT
					host,
					visited_at,
					id,
					arrayJoin([
						('software', toString(software)), ('version', toString(software_version)),
						('signup_mode', toString(signup)), ('rules', rules)
					]) AS pair
				FROM observations
				WHERE host IN ?
				  AND visited_at >= ?
				  AND outcome = 'answered'
				  AND class != 'ours'
			)
			WHERE pair.2 != ''
		)
		WHERE previous != value
		SETTINGS distributed_group_by_no_merge = 1`, hosts, micro(from))
	slices.SortFunc(list, func(a, b saying) int {
		return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.host, b.host), cmp.Compare(a.field, b.field))
	})
	return list, err
}

// recently is for how long before a day most hosts are sure to have said something.
const recently = 40 * 24 * time.Hour

// saidBefore returns what hosts last said before a midnight of each field of which
// there are sayings. Nearly all of it was said lately; for the rest all days are
// looked through.
func (s *Store) saidBefore(ctx context.Context, hosts []string, midnight time.Time, sayings []saying) (map[aspect]string, error) {
	before := make(map[aspect]string)
	if err := s.addSaid(ctx, before, hosts, midnight.Add(-recently), midnight); err != nil {
		return nil, err
	}
	seen := make(map[string]bool)
	var silent []string
	for _, said := range sayings {
		if before[said.aspect] == "" && !seen[said.host] {
			seen[said.host] = true
			silent = append(silent, said.host)
		}
	}
	if len(silent) == 0 {
		return before, nil
	}
	return before, s.addSaid(ctx, before, silent, firstTime, midnight)
}

// addSaid adds what hosts last said in a period of days.
func (s *Store) addSaid(ctx context.Context, said map[aspect]string, hosts []string, from, to time.Time) error {
	fields := []landfall.ChangeField{
		landfall.ChangeSoftware, landfall.ChangeVersion, landfall.ChangeSignup, landfall.ChangeRules,
	}
	return s.list(ctx, func(rows driver.Rows) error {
		var host string
		var values [4]string
		err := rows.Scan(&host, &values[0], &values[1], &values[2], &values[3])
		for i, field := range fields {
			if values[i] != "" {
				said[aspect{host, field}] = values[i]
			}
		}
		return err
	}, `
		SELECT
			host,
			argMaxMerge(said_software),
			argMaxMerge(said_version),
			argMaxMerge(said_signup),
			argMaxMerge(said_rules)
		FROM instance_days
		WHERE host IN ?
		  AND day >= ?
		  AND day < ?
		GROUP BY host`, hosts, day(from), day(to))
}

// day writes a day as queries compare it.
func day(t time.Time) string { return t.UTC().Format(time.DateOnly) }

// changeKey is what the table of changes is ordered by.
type changeKey struct {
	aspect
	at time.Time
}

// knownChanges returns the recorded changes of hosts from a time on.
func (s *Store) knownChanges(ctx context.Context, hosts []string, from time.Time) (map[changeKey]landfall.Change, error) {
	known := make(map[changeKey]landfall.Change)
	return known, s.list(ctx, func(rows driver.Rows) error {
		c, err := scanChange(rows)
		known[changeKey{aspect{string(c.Host), c.Field}, c.At}] = c
		return err
	}, `
		SELECT host, at, field, value_before, value_after
		FROM changes FINAL
		WHERE host IN ?
		  AND at >= ?
		  AND void = 0`, hosts, micro(from))
}
