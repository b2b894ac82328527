package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"landfall"
)

// Lead makes worker the leader of what name stands for until now plus ttl, unless
// somebody leads it already, be it the worker itself: two programs may have been
// given one name. ok says whether it leads.
//
// Clocks are the callers'. One that is fast may take over too early; the tokens see
// to it that then, too, only one leader's writes are taken.
func (s *Store) Lead(ctx context.Context, name, worker string, now time.Time, ttl time.Duration) (lead landfall.Leadership, ok bool, err error) {
	until := now.Add(ttl).UnixMicro()
	lead = landfall.Leadership{Name: name, Worker: worker, Until: timeOf(until)}
	err = s.transact(ctx, func(ctx context.Context, tx tx) error {
		return tx.QueryRowContext(ctx, `
			INSERT INTO leaders (name, worker, token, until_us)
			VALUES ($1, $2, 1, $3)
			ON CONFLICT (name) DO UPDATE
			SET worker = excluded.worker, token = leaders.token + 1, until_us = excluded.until_us
			WHERE leaders.until_us IS NULL
			   OR leaders.until_us <= $4
			RETURNING token`,
			name, clean(worker), until, now.UnixMicro()).Scan(&lead.Token)
	})
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return landfall.Leadership{}, false, nil
	case err != nil:
		return landfall.Leadership{}, false, fmt.Errorf("lead %s: %w", name, err)
	}
	return lead, true, nil
}

// Renew moves the end of a leadership to until and returns it so. One that has
// passed on, or was resigned, is [landfall.ErrStale]; one that ran out and that
// nobody took over is renewed.
func (s *Store) Renew(ctx context.Context, lead landfall.Leadership, until time.Time) (landfall.Leadership, error) {
	err := s.transact(ctx, func(ctx context.Context, tx tx) error {
		return one(landfall.ErrStale)(tx.ExecContext(ctx, `
			UPDATE leaders
			SET until_us = $1
			WHERE name = $2
			  AND token = $3
			  AND until_us IS NOT NULL`,
			until.UnixMicro(), lead.Name, lead.Token))
	})
	if err != nil {
		return lead, fmt.Errorf("renew lead of %s: %w", lead.Name, err)
	}
	lead.Until = timeOf(until.UnixMicro())
	return lead, nil
}

// Resign ends a leadership, so that another worker need not wait for it to run out.
// One that has passed on is left alone.
func (s *Store) Resign(ctx context.Context, lead landfall.Leadership) error {
	err := s.transact(ctx, func(ctx context.Context, tx tx) error {
		_, err := tx.ExecContext(ctx, `
			UPDATE leaders
			SET until_us = NULL
			WHERE name = $1
			  AND token = $2`,
			lead.Name, lead.Token)
		return err
	})
	if err != nil {
		return fmt.Errorf("resign lead of %s: %w", lead.Name, err)
	}
	return nil
}

// Guard returns nil if lead is the present leadership and has not run out at now,
// and otherwise [landfall.ErrStale]. It is for the moment before a write elsewhere
// that cannot carry the token; a write that can, does better.
func (s *Store) Guard(ctx context.Context, lead landfall.Leadership, now time.Time) error {
	var present int
	// A standby may not have heard yet of the next leader, so the writer is asked.
	err := s.ask(ctx, func(ctx context.Context) error {
		return s.write.QueryRowContext(ctx, `
			SELECT count(*)
			FROM leaders
			WHERE name = $1
			  AND token = $2
			  AND until_us > $3`,
			lead.Name, lead.Token, now.UnixMicro()).Scan(&present)
	})
	if err == nil && present == 0 {
		err = landfall.ErrStale
	}
	if err != nil {
		return fmt.Errorf("lead of %s: %w", lead.Name, err)
	}
	return nil
}

// Finish records that what the leader does was done at the time done, in the same
// statement that checks its token: the record of a leader that has been replaced,
// or that resigned, is refused with [landfall.ErrStale]. The time never goes back.
func (s *Store) Finish(ctx context.Context, lead landfall.Leadership, done time.Time) error {
	err := s.transact(ctx, func(ctx context.Context, tx tx) error {
		return one(landfall.ErrStale)(tx.ExecContext(ctx, `
			UPDATE leaders
			SET done_at_us = CASE WHEN done_at_us > $1 THEN done_at_us ELSE $1 END
			WHERE name = $2
			  AND token = $3
			  AND until_us IS NOT NULL`,
			done.UnixMicro(), lead.Name, lead.Token))
	})
	if err != nil {
		return fmt.Errorf("finish %s: %w", lead.Name, err)
	}
	return nil
}

// Finished says when what name stands for was last done by any leader; ok is false
// if it never was.
func (s *Store) Finished(ctx context.Context, name string) (done time.Time, ok bool, err error) {
	var micros sql.NullInt64
	err = s.ask(ctx, func(ctx context.Context) error {
		return s.read.QueryRowContext(ctx, `
			SELECT max(done_at_us)
			FROM leaders
			WHERE name = $1`, name).Scan(&micros)
	})
	if err != nil {
		return time.Time{}, false, fmt.Errorf("last %s: %w", name, err)
	}
	return timeOrZero(micros), micros.Valid, nil
}
