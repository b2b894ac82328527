package chstore

import (
	"context"
	"strconv"

	"landfall"
)

// hostDays are the days of a roll-up, each host's in one row.
const hostDays = `
			SELECT
				day,
				host,
				sum(visits) AS host_visits,
				sum(answered) AS host_answered,
				argMaxMerge(last) AS said,
				argMaxMerge(whys) AS why
			FROM day_instances
			WHERE day IN (`

// sumOf adds up one of the counts of said, of which one instance may count for most:
// the parts are those of [landfall.Sum].
func sumOf(count, why string, most int) string {
	believed := "isNotNull(" + count + ") AND " + why + " = ''"
	return `[
				sumIf(least(ifNull(` + count + `, 0), ` + strconv.Itoa(most) + `), ` + believed + `),
				sum(ifNull(` + count + `, 0)),
				toInt64(countIf(` + believed + `)),
				toInt64(countIf(isNotNull(` + count + `) AND ` + why + ` != '')),
				toInt64(countIf(` + believed + ` AND ifNull(` + count + `, 0) > ` + strconv.Itoa(most) + `)),
				toInt64(countIf(isNull(` + count + `) AND host_answered > 0))
			]`
}

var (
	sumOfUsers  = sumOf("said.4", "why[1]", landfall.MostUsers)
	sumOfActive = sumOf("said.5", "why[2]", landfall.MostActive)
	sumOfPosts  = sumOf("said.7", "why[4]", landfall.MostPosts)
)

// totalDays works the totals of the days anew on which a roll-up has visits. A
// repetition puts the same in its place.
func (s *Store) totalDays(ctx context.Context, of rollUp) error {
	days, err := s.days(ctx, of)
	if err != nil || days == "" {
		return err
	}
	return s.addDaysUp(ctx, days)
}

// totalOld works the totals of days that an older version worked out, which knew no
// doubts.
func (s *Store) totalOld(ctx context.Context) error {
	days, err := s.listDays(ctx, `
		SELECT day
		FROM day_totals FINAL
		WHERE empty(users_sum)`)
	if err != nil || days == "" {
		return err
	}
	return s.addDaysUp(ctx, days)
}

// addDaysUp works the totals of days anew, which are a list in SQL.
func (s *Store) addDaysUp(ctx context.Context, days string) error {
	version, err := s.clock(ctx)
	if err != nil {
		return err
	}
	err = s.exec(ctx, `
		INSERT INTO day_totals (day, version, visited, answering, users_sum, active_month_sum, posts_sum)
		SELECT
			day,
			toUInt64(?),
			countIf(host_visits > 0),
			countIf(host_answered > 0),
			`+sumOfUsers+`,
			`+sumOfActive+`,
			`+sumOfPosts+`
		FROM (`+hostDays+days+`)
			GROUP BY day, host
		)
		GROUP BY day`, version)
	if err != nil {
		return err
	}
	return s.exec(ctx, `
		INSERT INTO day_shares (day, by_what, version, key, instances, users_sum, active_month_sum)
		SELECT
			day,
			by_what,
			toUInt64(?),
			groupArray(share),
			groupArray(share_instances),
			groupArray(share_users),
			groupArray(share_active)
		FROM (
			SELECT
				day,
				pair.1 AS by_what,
				pair.2 AS share,
				count() AS share_instances,
				`+sumOfUsers+` AS share_users,
				`+sumOfActive+` AS share_active
			FROM (
				SELECT day, host_answered, said, why, arrayJoin([('software', said.1), ('signup_mode', said.3)]) AS pair
				FROM (`+hostDays+days+`)
					GROUP BY day, host
				)
				WHERE host_answered > 0
			)
			GROUP BY day, by_what, share
		)
		GROUP BY day, by_what`, version)
}
