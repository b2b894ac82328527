package sqlstore

import (
	"context"
	"fmt"
	"math"
	"time"

	"landfall"
)

// replanChunk is how many agendas one transaction of Replan reads.
const replanChunk = 1000

// Replan lets plan write the agendas of hosts that are due before early or after
// late, that are free, and that were visited before: it is told when last. It
// returns how many were looked at. plan may be called again for a host whose
// transaction had to be run again.
func (s *Store) Replan(ctx context.Context, early, late time.Time, plan func(last time.Time, a landfall.Agenda) landfall.Agenda) (looked int, err error) {
	for _, span := range []struct{ after, until int64 }{
		{math.MinInt64, early.UnixMicro() - 1},
		{late.UnixMicro(), math.MaxInt64},
	} {
		n, err := s.replanSpan(ctx, span.after, span.until, plan)
		looked += n
		if err != nil {
			return looked, fmt.Errorf("replan hosts: %w", err)
		}
	}
	return looked, nil
}

// dueSpan reads a page of free hosts that are due within a span of time.
const dueSpan = `
	SELECT host, due_at_us
	FROM frontier
	WHERE lease_until_us IS NULL
	  AND due_at_us <= $1
	  AND (due_at_us, host) > ($2, $3)
	  AND token > 0
	ORDER BY due_at_us, host
	LIMIT $4`

func (s *Store) replanSpan(ctx context.Context, after, until int64, plan func(last time.Time, a landfall.Agenda) landfall.Agenda) (looked int, err error) {
	// Behind every host of its time: names begin with a letter or a digit.
	last := "\u007f"
	for {
		hosts, due, err := s.dueBetween(ctx, after, last, until)
		if err != nil {
			return looked, err
		}
		err = s.transact(ctx, func(ctx context.Context, tx tx) error {
			_, err := s.amend(ctx, tx, hosts, func(known *planned) error {
				if !known.leased && !known.lastVisit.IsZero() {
					known.agenda = plan(known.lastVisit, known.agenda)
				}
				return nil
			})
			return err
		})
		looked += len(hosts)
		if err != nil || len(hosts) < replanChunk {
			return looked, err
		}
		after, last = due, string(hosts[len(hosts)-1])
	}
}

// dueBetween returns a page of hosts and when the last of them is due.
func (s *Store) dueBetween(ctx context.Context, after int64, host string, until int64) (hosts []landfall.Host, due int64, err error) {
	err = s.ask(ctx, func(ctx context.Context) error {
		hosts = nil
		rows, err := s.read.QueryContext(ctx, dueSpan, until, after, host, replanChunk)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var h landfall.Host
			if err := rows.Scan(&h, &due); err != nil {
				return err
			}
			hosts = append(hosts, h)
		}
		return rows.Err()
	})
	return hosts, due, err
}
