package chstore

import (
	"context"
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"landfall"
)

// HourSpeeds adds up what clicks on one host cost, in visits that began at or after from
// and before to, by the hour of the week, from Sunday on; hours without a click are left
// out.
func (s *Store) HourSpeeds(ctx context.Context, host landfall.Host, from, to time.Time) ([]landfall.HourSpeed, error) {
	var hours []landfall.HourSpeed
	err := s.each(ctx, func(rows driver.Rows) error {
		var weekday, hour uint8
		var n uint64
		var click []float64
		err := rows.Scan(&weekday, &hour, &n, &click)
		hours = append(hours, landfall.HourSpeed{Weekday: time.Weekday(weekday), Hour: int(hour), Click: percentiles(n, click)})
		return err
	}, `
		SELECT
			toUInt8(toDayOfWeek(visited_at, 0, 'UTC') % 7) AS weekday,
			toUInt8(toHour(visited_at, 'UTC')) AS hour,
			count(),
			quantilesExactInclusive(0.5, 0.75, 0.95)(click_first_byte_us + click_transfer_us)
		FROM observations
		WHERE visited_at >= ?
		  AND visited_at < ?
		  AND host = ?
		  AND outcome = 'answered'
		  AND class != 'ours'
		  AND bitAnd(exchanges, 2) != 0
		GROUP BY weekday, hour
		ORDER BY weekday, hour`, micro(from), micro(to), string(host))
	if err != nil {
		return nil, fmt.Errorf("speeds of %s by hour: %w", host, err)
	}
	return hours, nil
}

// Endings tells how visits to one host ended that began at or after from and before to,
// oldest first: those that say whether it was there.
func (s *Store) Endings(ctx context.Context, host landfall.Host, from, to time.Time) ([]landfall.Ending, error) {
	var endings []landfall.Ending
	err := s.each(ctx, func(rows driver.Rows) error {
		var e landfall.Ending
		var outcome, class string
		var status int32
		err := rows.Scan(&e.At, &outcome, &class, &e.Reason, &status, &e.Vantage)
		e.At, e.Outcome, e.Class, e.Status = e.At.UTC(), landfall.Outcome(outcome), landfall.Class(class), int(status)
		endings = append(endings, e)
		return err
	}, `
		SELECT visited_at, outcome, class, reason, http_status, toString(vantage)
		FROM observations
		WHERE visited_at >= ?
		  AND visited_at < ?
		  AND host = ?
		  AND outcome NOT IN ('postponed', 'refused')
		  AND class != 'ours'
		ORDER BY visited_at, id`, micro(from), micro(to), string(host))
	if err != nil {
		return nil, fmt.Errorf("endings of visits to %s: %w", host, err)
	}
	return endings, nil
}

// PeerCounts tells how many names the peers list of one host had on the days on which it
// was read, in visits that began at or after from and before to, oldest first.
func (s *Store) PeerCounts(ctx context.Context, host landfall.Host, from, to time.Time) ([]landfall.PeerCount, error) {
	var counts []landfall.PeerCount
	err := s.each(ctx, func(rows driver.Rows) error {
		var c landfall.PeerCount
		var peers int64
		err := rows.Scan(&c.Date, &peers, &c.At)
		c.Date, c.Peers, c.At = midnight(c.Date), int(peers), c.At.UTC()
		counts = append(counts, c)
		return err
	}, `
		SELECT toDate(visited_at) AS day, argMax(peers, visited_at), max(visited_at)
		FROM observations
		WHERE visited_at >= ?
		  AND visited_at < ?
		  AND host = ?
		  AND outcome = 'answered'
		  AND peers > 0
		GROUP BY day
		ORDER BY day`, micro(from), micro(to), string(host))
	if err != nil {
		return nil, fmt.Errorf("peers of %s by day: %w", host, err)
	}
	return counts, nil
}

// Neighbours returns the n hosts whose samples of peers have most names in common with
// those of one host, the most first and then by name. Names count that were last seen in
// both at or after since. The names of one host are few, and sent along, so that no shard
// asks another.
func (s *Store) Neighbours(ctx context.Context, host landfall.Host, since time.Time, n int) ([]landfall.Neighbour, error) {
	edges, err := s.Edges(ctx, host, since, lastTime)
	if err != nil || len(edges) == 0 {
		return nil, err
	}
	own := make([]string, 0, len(edges))
	for _, e := range edges {
		own = append(own, string(e.Peer))
	}
	var neighbours []landfall.Neighbour
	err = s.each(ctx, func(rows driver.Rows) error {
		var near landfall.Neighbour
		var name string
		var shared uint64
		err := rows.Scan(&name, &shared, &near.Last)
		near.Host, near.Shared, near.Last = landfall.Host(name), int(shared), near.Last.UTC()
		neighbours = append(neighbours, near)
		return err
	}, `
		SELECT host, uniqExact(peer) AS shared, max(last_seen)
		FROM peer_edges
		WHERE host != ?
		  AND peer IN ?
		  AND last_seen >= ?
		GROUP BY host
		ORDER BY shared DESC, host
		LIMIT ?`, string(host), own, micro(since), max(n, 0))
	if err != nil {
		return nil, fmt.Errorf("neighbours of %s: %w", host, err)
	}
	return neighbours, nil
}
