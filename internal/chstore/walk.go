package chstore

import (
	"context"
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"landfall"
)

// How much is in memory at a time: so many observations, or so many bytes of facts
// and steps, unless a single minute has more of these.
const (
	pageRows  = 5000
	pageBytes = 32 << 20
)

// stretch is how much of a period is divided into pages at a time.
const stretch = 30 * 24 * time.Hour

// Observations calls fn for each observation of host, or of all if it is empty, in
// order of time and id: those begun at or after from and before to, where these
// are not zero. It stops at the first error of fn and returns it. Observations
// written meanwhile may be among them or not.
//
// The table is in order of hosts, so a page in order of time is gathered from all
// over it. First the visits of each minute are counted, which reads one small column;
// then minutes are read that make a page together.
func (s *Store) Observations(ctx context.Context, host landfall.Host, from, to time.Time, fn func(landfall.Observation) error) error {
	from, to, err := s.extent(ctx, host, from, to)
	if err != nil {
		return fmt.Errorf("find the first and last observation: %w", err)
	}
	for ; from.Before(to); from = from.Add(stretch) {
		bounds, err := s.pageBounds(ctx, host, from, earlier(from.Add(stretch), to))
		if err != nil {
			return fmt.Errorf("divide observations into pages: %w", err)
		}
		for i := range len(bounds) - 1 {
			if err := s.walk(ctx, host, bounds[i], bounds[i+1], fn); err != nil {
				return err
			}
		}
	}
	return nil
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// ofHost is a condition that picks a host's rows, or all if the host is empty.
func ofHost(host landfall.Host, args []any) (string, []any) {
	if host == "" {
		return "", args
	}
	return `
		  AND host = ?`, append(args, string(host))
}

// extent returns the part of a period in which there are observations of a host, or
// of any if it is empty.
func (s *Store) extent(ctx context.Context, host landfall.Host, from, to time.Time) (_, _ time.Time, err error) {
	if from.Before(firstTime) {
		from = firstTime
	}
	if to.IsZero() || to.After(lastTime) {
		to = lastTime
	}
	if !from.Before(to) {
		return to, to, nil
	}
	condition, args := ofHost(host, []any{micro(from), micro(to)})
	var n uint64
	var first, last time.Time
	err = s.each(ctx, func(rows driver.Rows) error { return rows.Scan(&n, &first, &last) }, `
		SELECT count(), min(visited_at), max(visited_at)
		FROM observations
		WHERE visited_at >= ?
		  AND visited_at < ?`+condition, args...)
	if err != nil || n == 0 {
		return to, to, err
	}
	return first.UTC(), last.UTC().Add(time.Microsecond), nil
}

// pageBounds returns the times between which there is about a page, the first and
// the last given.
func (s *Store) pageBounds(ctx context.Context, host landfall.Host, from, to time.Time) ([]time.Time, error) {
	condition, args := ofHost(host, []any{micro(from), micro(to)})
	bounds := []time.Time{from}
	var rows, size uint64
	err := s.each(ctx, func(r driver.Rows) error {
		var minute time.Time
		var n, bytes uint64
		if err := r.Scan(&minute, &n, &bytes); err != nil {
			return err
		}
		if rows > 0 && (rows+n > pageRows || size+bytes > pageBytes) {
			bounds = append(bounds, minute.UTC())
			rows, size = 0, 0
		}
		rows, size = rows+n, size+bytes
		return nil
	}, `
		SELECT toStartOfMinute(visited_at) AS minute, count(), sum(bytes)
		FROM observations
		WHERE visited_at >= ?
		  AND visited_at < ?`+condition+`
		GROUP BY minute
		ORDER BY minute`, args...)
	return append(bounds, to), err
}

// walk calls fn for the observations from from to before to. Usually they are one
// page; if there are many in one minute, they are more.
func (s *Store) walk(ctx context.Context, host landfall.Host, from, to time.Time, fn func(landfall.Observation) error) error {
	at, id := from, ""
	for {
		page, err := s.page(ctx, host, at, id, to)
		if err != nil {
			return fmt.Errorf("read observations: %w", err)
		}
		for _, o := range page {
			if err := fn(o); err != nil {
				return err
			}
		}
		if len(page) < pageRows {
			return nil
		}
		last := page[len(page)-1]
		at, id = last.At, last.ID
	}
}

// page reads the observations that come after the one begun at at with the id.
func (s *Store) page(ctx context.Context, host landfall.Host, at time.Time, id string, to time.Time) ([]landfall.Observation, error) {
	condition, args := ofHost(host, []any{micro(at), micro(to), micro(at), id})
	return s.query(ctx, `
		SELECT `+selected+`
		FROM observations
		WHERE visited_at >= ?
		  AND visited_at < ?
		  AND (visited_at > ? OR id > ?)`+condition+`
		ORDER BY visited_at, id
		LIMIT ?`, append(args, pageRows)...)
}
