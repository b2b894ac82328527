//go:build cgo

package duckstore

import (
	"context"
	"database/sql/driver"
	"fmt"
	"slices"
	"time"

	"landfall"
)

// TakeDay adds a day of another store's record to this one, exactly once: what the
// record has of a host and day stays as it is. Visits of the day that are written
// later no longer count.
func (s *Store) TakeDay(ctx context.Context, day landfall.DayRecord) error {
	err := s.inTurn(ctx, func(ctx context.Context) error { return s.takeDay(ctx, day) })
	if err != nil {
		return fmt.Errorf("take the record of %s: %w", day.Date.Format(time.DateOnly), explain(ctx, err))
	}
	return nil
}

func (s *Store) takeDay(ctx context.Context, day landfall.DayRecord) error {
	hosts := make([]string, len(day.Hosts))
	for i := range day.Hosts {
		hosts[i] = text(string(day.Hosts[i].Host))
	}
	known, err := s.strings(ctx, `
		SELECT host
		FROM days
		WHERE host IN (SELECT unnest(?))
		  AND day = DATE '`+day.Date.Format(time.DateOnly)+`'`, hosts)
	if err != nil {
		return err
	}
	fresh := slices.DeleteFunc(slices.Clone(day.Hosts), func(h landfall.HostRecord) bool { return known[text(string(h.Host))] })
	if len(fresh) == 0 {
		return nil
	}
	if err := s.appendDays(fresh); err != nil {
		return err
	}
	for _, r := range day.Reasons {
		_, err := s.writer.ExecContext(ctx, `
			INSERT INTO reasons (day, outcome, class, reason, visits)
			VALUES (CAST(? AS DATE), ?, ?, ?, ?)`,
			day.Date, text(string(r.Outcome)), text(string(r.Class)), text(r.Reason), r.Visits)
		if err != nil {
			return err
		}
	}
	if err := s.sumDay(ctx, day.Date); err != nil {
		return err
	}
	for _, query := range []string{
		`DELETE FROM pruned WHERE before < CAST(? AS DATE)`,
		`INSERT INTO pruned (before) VALUES (CAST(? AS DATE))`,
	} {
		if _, err := s.writer.ExecContext(ctx, query, day.Date.AddDate(0, 0, 1)); err != nil {
			return err
		}
	}
	_, err = s.writer.ExecContext(ctx, `DELETE FROM said_until`) // what was said before has changed
	return err
}

func (s *Store) appendDays(hosts []landfall.HostRecord) error {
	columns := []string{
		"day", "host_key", "host", "visits", "answered", "unknown", "clicks", "firsts",
		"software", "version", "signup", "users_total", "users_active_month", "posts",
		"said_software", "said_version", "said_signup", "said_rules",
		"users_total_why", "users_active_month_why", "posts_why",
	}
	return s.append("daily_recent", columns, func(add func(...driver.Value) error) error {
		for i := range hosts {
			h := &hosts[i]
			err := add(h.Date, hostKey(h.Host), text(string(h.Host)), int32(h.Visits), int32(h.Answered), int32(h.Unknown),
				buckets(h.Clicks), buckets(h.Firsts),
				textOrNull(h.Software), textOrNull(h.Version), textOrNull(string(h.Signup)),
				countOrNull(h.Users), countOrNull(h.ActiveMonth), countOrNull(h.Posts),
				textOrNull(h.SaidSoftware), textOrNull(h.SaidVersion), textOrNull(string(h.SaidSignup)), textOrNull(h.SaidRules),
				textOrNull(h.Users.Reason), textOrNull(h.ActiveMonth.Reason), textOrNull(h.Posts.Reason))
			if err != nil {
				return fmt.Errorf("%s: %w: %w", h.Host, landfall.ErrInvalid, err)
			}
		}
		return nil
	})
}

// buckets are those of samples, in order; nil if there are none.
func buckets(samples []time.Duration) driver.Value {
	if len(samples) == 0 {
		return nil
	}
	list := make([]int16, len(samples))
	for i, d := range samples {
		list[i] = bucket(d)
	}
	slices.Sort(list)
	return list
}

// TakeChanges adds changes of another store's record, each once.
func (s *Store) TakeChanges(ctx context.Context, changes []landfall.Change) error {
	var hosts, fields, before, after []string
	var at []int64
	for _, c := range changes {
		hosts, fields, at = append(hosts, text(string(c.Host))), append(fields, string(c.Field)), append(at, c.At.UnixMicro())
		before, after = append(before, text(c.Before)), append(after, text(c.After))
	}
	keys := make([]uint32, len(changes))
	for i, c := range changes {
		keys[i] = hostKey(c.Host)
	}
	err := s.inTurn(ctx, func(ctx context.Context) error {
		_, err := s.writer.ExecContext(ctx, `
			INSERT INTO changes (host_key, host, seen_at, field, before, after)
			SELECT host_key, host, make_timestamp(at_us), field, before, after
			FROM (
				SELECT
					unnest(?) AS host_key, unnest(?) AS host, unnest(?) AS at_us,
					unnest(?) AS field, unnest(?) AS before, unnest(?) AS after
			) AS given
			WHERE NOT EXISTS (
				SELECT 1
				FROM changes
				WHERE changes.host = given.host
				  AND changes.seen_at = make_timestamp(given.at_us)
				  AND changes.field = given.field
			)`, keys, hosts, at, fields, before, after)
		return err
	})
	if err != nil {
		return fmt.Errorf("take changes: %w", explain(ctx, err))
	}
	return nil
}

// TakeEdges adds edges of another store's record; the next Roll merges them with
// those that are here, as if their first and last visits had just been written.
func (s *Store) TakeEdges(ctx context.Context, edges []landfall.Edge) error {
	err := s.inTurn(ctx, func(context.Context) error {
		columns := []string{"host_key", "host", "visited_at", "peers"}
		return s.append("peer_samples", columns, func(add func(...driver.Value) error) error {
			for _, e := range edges {
				for _, at := range []time.Time{e.First, e.Last} {
					if err := add(hostKey(e.Host), text(string(e.Host)), at.UTC(), []string{text(string(e.Peer))}); err != nil {
						return err
					}
				}
			}
			return nil
		})
	})
	if err != nil {
		return fmt.Errorf("take edges: %w", explain(ctx, err))
	}
	return nil
}
