package chstore

import "context"

// hostDays are the days of a roll-up, each host's in one row.
const hostDays = `
			SELECT
				day,
				host,
				sum(visits) AS host_visits,
				sum(answered) AS host_answered,
				argMaxMerge(last) AS said
			FROM day_instances
			WHERE day IN (`

// totalDays works the totals of the days anew on which a roll-up has visits. A
// repetition puts the same in its place.
func (s *Store) totalDays(ctx context.Context, of rollUp) error {
	days, err := s.days(ctx, of)
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
		INSERT INTO day_totals (day, version, visited, answering, users_total, users_active_month, posts)
		SELECT
			day,
			toUInt64(?),
			countIf(host_visits > 0),
			countIf(host_answered > 0),
			sum(ifNull(said.4, 0)),
			sum(ifNull(said.5, 0)),
			sum(ifNull(said.7, 0))
		FROM (`+hostDays+days+`)
			GROUP BY day, host
		)
		GROUP BY day`, version)
	if err != nil {
		return err
	}
	return s.exec(ctx, `
		INSERT INTO day_shares (day, by_what, version, key, instances, users_total, users_active_month)
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
				sum(ifNull(said.4, 0)) AS share_users,
				sum(ifNull(said.5, 0)) AS share_active
			FROM (
				SELECT day, said, arrayJoin([('software', said.1), ('signup_mode', said.3)]) AS pair
				FROM (`+hostDays+days+`)
					GROUP BY day, host
				)
				WHERE host_answered > 0
			)
			GROUP BY day, by_what, share
		)
		GROUP BY day, by_what`, version)
}
