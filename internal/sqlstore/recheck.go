package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"time"

	"landfall"
)

// recheckAfter is how long after a visit a host may be looked at again by hand.
const recheckAfter = 5 * time.Minute

// Recheck makes all work at a known host due at now, unless it is due already. It
// does not shorten a wait that the host itself asked for. A host that was visited
// within the last five minutes gives [landfall.ErrTooSoon], an unknown one
// [landfall.ErrNotFound].
func (s *Store) Recheck(ctx context.Context, host landfall.Host, now time.Time) error {
	err := s.amendOne(ctx, host, func(known *planned) error {
		if now.Sub(known.lastVisit).Abs() < recheckAfter {
			return landfall.ErrTooSoon
		}
		known.agenda.Health = earlier(known.agenda.Health, now)
		known.agenda.Profile = earlier(known.agenda.Profile, now)
		known.agenda.Peers = earlier(known.agenda.Peers, now)
		return nil
	})
	if err != nil {
		return fmt.Errorf("recheck %s: %w", host, err)
	}
	return nil
}

// Claim says whether the admin of a known host claimed it. A claimed host is due
// at now at the latest. An unknown one gives [landfall.ErrNotFound].
func (s *Store) Claim(ctx context.Context, host landfall.Host, claimed bool, now time.Time) error {
	err := s.amendOne(ctx, host, func(known *planned) error {
		known.agenda.Claimed = claimed
		if claimed {
			known.agenda.Health = earlier(known.agenda.Health, now)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("claim %s: %w", host, err)
	}
	return nil
}

// Claimed returns the hosts that are claimed, in order.
func (s *Store) Claimed(ctx context.Context) (hosts []landfall.Host, err error) {
	err = s.ask(ctx, func(ctx context.Context) error {
		hosts = nil
		rows, err := s.read.QueryContext(ctx, `
			SELECT host
			FROM frontier
			WHERE claimed = 1
			ORDER BY host`)
		if err != nil {
			return err
		}
		defer rows.Close()
		return scanHosts(rows, &hosts)
	})
	if err != nil {
		return nil, fmt.Errorf("claimed hosts: %w", err)
	}
	return hosts, nil
}

// earlier is the earlier of two times; zero is never.
func earlier(at, other time.Time) time.Time {
	if at.IsZero() || other.Before(at) {
		return other
	}
	return at
}

// RecheckOld makes a host due at now that was visited before old, unless it asked
// not to be measured; ok is false if it is none of these.
func (s *Store) RecheckOld(ctx context.Context, host landfall.Host, now, old time.Time) (ok bool, err error) {
	in, err := s.Instance(ctx, host)
	switch {
	case errors.Is(err, landfall.ErrNotFound):
		return false, nil
	case err != nil:
		return false, err
	case in.Status == landfall.StatusRefused, in.LastVisit.IsZero(), !in.LastVisit.Before(old):
		return false, nil
	}
	err = s.Recheck(ctx, host, now)
	if errors.Is(err, landfall.ErrTooSoon) {
		return false, nil
	}
	return err == nil, err
}
