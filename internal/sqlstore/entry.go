package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"landfall"
)

// Entry returns all that is kept under a host's name. A host that nobody has heard of
// has an empty one, and is no error.
func (s *Store) Entry(ctx context.Context, host landfall.Host) (landfall.Entry, error) {
	e := landfall.Entry{Host: host}
	forgotten, err := s.isForgotten(ctx, host)
	if err != nil {
		return e, fmt.Errorf("entry of %s: %w", host, err)
	}
	if forgotten {
		e.OptedOut, e.Forgotten = true, true
		return e, nil
	}
	in, err := s.Instance(ctx, host)
	switch {
	case errors.Is(err, landfall.ErrNotFound):
	case err != nil:
		return e, err
	case in.Status == landfall.StatusRefused:
		e.OptedOut = true
		return e, nil
	default:
		e.Instance = &in
	}
	if e.Instance != nil {
		if err := s.readAgenda(ctx, &e); err != nil {
			return e, fmt.Errorf("agenda of %s: %w", host, err)
		}
	}
	if e.MergedInto, err = s.MergedInto(ctx, host); err != nil {
		return e, err
	}
	e.Shut, err = s.shutBy(ctx, host)
	return e, err
}

func (s *Store) isForgotten(ctx context.Context, host landfall.Host) (forgotten bool, err error) {
	err = s.ask(ctx, func(ctx context.Context) error {
		return s.read.QueryRowContext(ctx, isForgotten, string(host)).Scan(&forgotten)
	})
	return forgotten, err
}

const isForgotten = `
	SELECT EXISTS (
		SELECT 1
		FROM forgotten
		WHERE host = $1
	)`

func (s *Store) readAgenda(ctx context.Context, e *landfall.Entry) error {
	return s.ask(ctx, func(ctx context.Context) error {
		var r agendaRow
		var leased sql.NullInt64
		err := s.read.QueryRowContext(ctx, `
			SELECT `+agendaColumns+`, lease_until_us
			FROM frontier
			WHERE host = $1`, string(e.Host)).Scan(append(r.fields(), &leased)...)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		e.Agenda, e.Leased = r.agenda(), leased.Valid
		return err
	})
}

// shutBy returns the group that keeps a host out, nil if none does: that of its
// registrable domain, or a blocked suffix above it.
func (s *Store) shutBy(ctx context.Context, host landfall.Host) (*landfall.Group, error) {
	domains := []string{host.Registrable()}
	for _, parent, below := strings.Cut(domains[0], "."); below; _, parent, below = strings.Cut(parent, ".") {
		domains = append(domains, parent)
	}
	groups, err := s.Groups(ctx, domains)
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		if landfall.NewShut([]landfall.Group{g}).Hides(host) {
			return &g, nil
		}
	}
	return nil, nil //nolint:nilnil // no group, no fault
}
