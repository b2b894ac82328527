//go:build cgo

package duckstore

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"landfall"
)

// HourSpeeds adds up what clicks on one host cost, in visits that began at or after from
// and before to, by the hour of the week, from Sunday on; hours without a click are left
// out.
func (s *Store) HourSpeeds(ctx context.Context, host landfall.Host, from, to time.Time) ([]landfall.HourSpeed, error) {
	var hours []landfall.HourSpeed
	err := s.each(ctx, `
		SELECT
			dayofweek(visited_at) AS weekday,
			hour(visited_at) AS hour,
			count(*),
			quantile_cont(click_first_byte_us + click_transfer_us, 0.5),
			quantile_cont(click_first_byte_us + click_transfer_us, 0.75),
			quantile_cont(click_first_byte_us + click_transfer_us, 0.95)
		FROM observations
		WHERE `+ofHost+`
		  AND visited_at >= ?
		  AND visited_at < ?
		  AND outcome = 'answered'
		  AND class <> 'ours'
		  AND click_first_byte_us IS NOT NULL
		GROUP BY weekday, hour
		ORDER BY weekday, hour`, []any{hostKey(host), string(host), from.UTC(), to.UTC()}, func(rows *sql.Rows) error {
		var h landfall.HourSpeed
		var n int
		var click [3]sql.NullFloat64
		err := rows.Scan(&h.Weekday, &h.Hour, &n, &click[0], &click[1], &click[2])
		h.Click = percentiles(n, click)
		hours = append(hours, h)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("speeds of %s by hour: %w", host, err)
	}
	return hours, nil
}

// Endings tells how visits to one host ended that began at or after from and before to,
// oldest first: those that say whether it was there.
func (s *Store) Endings(ctx context.Context, host landfall.Host, from, to time.Time) ([]landfall.Ending, error) {
	var endings []landfall.Ending
	err := s.each(ctx, `
		SELECT visited_at, outcome, class, coalesce(reason, ''), coalesce(http_status, 0), coalesce(vantage, '')
		FROM observations
		WHERE `+ofHost+`
		  AND visited_at >= ?
		  AND visited_at < ?
		  AND outcome NOT IN ('postponed', 'refused')
		  AND class <> 'ours'
		ORDER BY visited_at, id`, []any{hostKey(host), string(host), from.UTC(), to.UTC()}, func(rows *sql.Rows) error {
		var e landfall.Ending
		err := rows.Scan(&e.At, &e.Outcome, &e.Class, &e.Reason, &e.Status, &e.Vantage)
		e.At = e.At.UTC()
		endings = append(endings, e)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("endings of visits to %s: %w", host, err)
	}
	return endings, nil
}

// PeerCounts tells how many names the peers list of one host had on the days on which it
// was read, in visits that began at or after from and before to, oldest first.
func (s *Store) PeerCounts(ctx context.Context, host landfall.Host, from, to time.Time) ([]landfall.PeerCount, error) {
	var counts []landfall.PeerCount
	err := s.each(ctx, `
		SELECT CAST(visited_at AS DATE) AS day, arg_max(peers, visited_at), max(visited_at)
		FROM observations
		WHERE `+ofHost+`
		  AND visited_at >= ?
		  AND visited_at < ?
		  AND outcome = 'answered'
		  AND peers > 0
		GROUP BY day
		ORDER BY day`, []any{hostKey(host), string(host), from.UTC(), to.UTC()}, func(rows *sql.Rows) error {
		var c landfall.PeerCount
		err := rows.Scan(&c.Date, &c.Peers, &c.At)
		c.Date, c.At = c.Date.UTC(), c.At.UTC()
		counts = append(counts, c)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("peers of %s by day: %w", host, err)
	}
	return counts, nil
}

// Neighbours returns the n hosts whose samples of peers have most names in common with
// those of one host, the most first and then by name. Names count that were last seen in
// both at or after since.
func (s *Store) Neighbours(ctx context.Context, host landfall.Host, since time.Time, n int) ([]landfall.Neighbour, error) {
	var neighbours []landfall.Neighbour
	err := s.each(ctx, `
		WITH own AS (
			SELECT peer
			FROM edges
			WHERE `+ofHost+`
			  AND last_at >= ?
		)
		SELECT host, count(*) AS shared, max(last_at)
		FROM edges
		SEMI JOIN own USING (peer)
		WHERE last_at >= ?
		  AND host <> ?
		GROUP BY host
		ORDER BY shared DESC, host
		LIMIT ?`, []any{hostKey(host), string(host), since.UTC(), since.UTC(), string(host), max(n, 0)}, func(rows *sql.Rows) error {
		var near landfall.Neighbour
		err := rows.Scan(&near.Host, &near.Shared, &near.Last)
		near.Last = near.Last.UTC()
		neighbours = append(neighbours, near)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("neighbours of %s: %w", host, err)
	}
	return neighbours, nil
}
