package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Finds counts the hosts that were made known in the last days, by the software of
// the instance that named them: of each software the last 24 hours first, then the 24
// before, and so on. What no instance with a known software named, such as a seed, a
// list or a visitor's word, is under "". A software that found nothing is absent.
func (s *Store) Finds(ctx context.Context, now time.Time, days int) (finds map[string][]int, err error) {
	const day = int64(24 * time.Hour / time.Microsecond)
	err = s.ask(ctx, func(ctx context.Context) error {
		finds = make(map[string][]int)
		rows, err := s.read.QueryContext(ctx, `
			WITH g AS MATERIALIZED (
				SELECT via, ($1 - discovered_at_us) / $2 AS ago, count(*) AS hosts
				FROM instances
				WHERE discovered_at_us > $3
				  AND discovered_at_us <= $1
				GROUP BY 1, 2
			), namers AS MATERIALIZED (
				SELECT i.host, `+s.software+` AS software
				FROM (SELECT DISTINCT via FROM g) AS v
				JOIN instances AS i ON i.host = v.via
			)
			SELECT n.software, g.ago, CAST(sum(g.hosts) AS BIGINT)
			FROM g
			LEFT JOIN namers AS n ON n.host = g.via
			GROUP BY 1, 2`, now.UnixMicro(), day, now.UnixMicro()-int64(days)*day)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var software sql.NullString
			var ago, hosts int
			if err := rows.Scan(&software, &ago, &hosts); err != nil {
				return err
			}
			if finds[software.String] == nil {
				finds[software.String] = make([]int, days)
			}
			finds[software.String][ago] += hosts
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("count new hosts: %w", err)
	}
	return finds, nil
}

// FirstFind is when the first of the known hosts was made known, zero if there is none.
func (s *Store) FirstFind(ctx context.Context) (first time.Time, err error) {
	var at sql.NullInt64
	err = s.ask(ctx, func(ctx context.Context) error {
		return s.read.QueryRowContext(ctx, `
			SELECT min(discovered_at_us)
			FROM instances`).Scan(&at)
	})
	if err != nil {
		return time.Time{}, fmt.Errorf("first host: %w", err)
	}
	return timeOrZero(at), nil
}
