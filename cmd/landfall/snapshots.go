package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"landfall"
	"landfall/directory"
	"landfall/internal/sqlstore"
)

// summaryDays is the period that a server's availability and speed cover.
const summaryDays = 90

// snapshots keeps the directory's snapshot up to date with the stores.
type snapshots struct {
	hosts        *sqlstore.Store
	observations observationStore
	readings     *readings
	notices      *notices
	current      *directory.Current
	logger       *slog.Logger
	now          func() time.Time
	built        state     // of the snapshot that is shown
	next         time.Time // not before this
}

// state moves with everything a snapshot is made from.
type state struct {
	instances, observations, curator int64
	hour                             time.Time // notices move on by the clock as well
}

func (s *snapshots) state(ctx context.Context) (v state, err error) {
	s.readings.curator.look(ctx)
	v.curator, v.hour = s.readings.curator.version, s.now().Truncate(time.Hour)
	if v.instances, err = s.hosts.Revision(ctx); err != nil {
		return v, fmt.Errorf("revision of instances: %w", err)
	}
	if v.observations, err = s.observations.Count(ctx); err != nil {
		return v, fmt.Errorf("count observations: %w", err)
	}
	return v, nil
}

// refresh rebuilds the snapshot if anything in it has changed. A rebuild is never
// followed by another before ten times its own duration has passed, so that
// reading never takes more than a tenth of the stores' time; or before its own
// duration has passed, while instances are left whose words were not read yet.
func (s *snapshots) refresh(ctx context.Context) error {
	if s.now().Before(s.next) {
		return nil
	}
	err := errors.Join(s.pause(ctx), s.bringUpToDate(ctx))
	switch {
	case err == nil:
		s.current.Resume()
	case ctx.Err() == nil:
		s.current.Stall(s.now())
	}
	return err
}

// pause tells the pages when nothing was measured, by any worker.
func (s *snapshots) pause(ctx context.Context) error {
	now := s.now()
	since := now.AddDate(0, 0, -summaryDays)
	gaps, err := s.hosts.Gaps(ctx, since)
	if err != nil {
		return err
	}
	shifts, err := s.hosts.Shifts(ctx, since)
	if err != nil {
		return err
	}
	s.current.Blind(landfall.Unmeasured(gaps, shifts, now))
	return nil
}

func (s *snapshots) bringUpToDate(ctx context.Context) error {
	now, err := s.state(ctx)
	if err != nil {
		return err
	}
	if now == s.built && s.current.Load() != nil && s.readings.pending == 0 {
		return nil
	}
	began := s.now()
	if err := s.rebuild(ctx, began); err != nil {
		return err
	}
	s.built = now
	rest := 10
	if s.readings.pending > 0 {
		rest = 1
	}
	s.next = s.now().Add(time.Duration(rest) * s.now().Sub(began))
	return nil
}

func (s *snapshots) rebuild(ctx context.Context, at time.Time) error {
	shut, err := s.shut(ctx)
	if err != nil {
		return err
	}
	var instances []landfall.Instance
	err = s.hosts.Instances(ctx, false, func(in landfall.Instance) error {
		if !shut.Hides(in.Host) {
			instances = append(instances, in)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("read instances: %w", err)
	}
	measured := make(map[landfall.Host]directory.Measured)
	err = s.observations.Summaries(ctx, at.AddDate(0, 0, 1-summaryDays), at, func(sum landfall.Summary) error {
		sum.Days = landfall.WithUnmeasured(sum.Days, s.current.Unmeasured(), sum.Since, at)
		measured[sum.Host] = directory.Measure(sum)
		return nil
	})
	if err != nil {
		return fmt.Errorf("read summaries: %w", err)
	}
	var aliases []landfall.Alias
	err = s.hosts.Aliases(ctx, func(a landfall.Alias) error {
		aliases = append(aliases, a)
		return nil
	})
	if err != nil {
		return fmt.Errorf("read other names: %w", err)
	}
	readings, err := s.readings.all(ctx, instances)
	if err != nil {
		return err
	}
	notices, err := s.notices.all(ctx, instances, readings)
	if err != nil {
		return err
	}
	chronicle, err := s.chronicle(ctx, at)
	if err != nil {
		return err
	}
	snapshot := directory.Build(directory.Material{Instances: instances, Measured: measured, Readings: readings, Notices: notices, Chronicle: chronicle}, at)
	snapshot.Name(aliases)
	err = s.hosts.Icons(ctx, func(host landfall.Host, id string) error {
		snapshot.Depict(host, id)
		return nil
	})
	if err != nil {
		return fmt.Errorf("read pictures: %w", err)
	}
	s.current.Store(snapshot)
	s.logger.DebugContext(ctx, "snapshot built", slog.Int("instances", len(instances)),
		slog.Duration("took", s.now().Sub(at)))
	return nil
}

// recordDays is how much of the long-term record charts show.
const recordDays = 365

// record returns the network's past.
func (s *snapshots) chronicle(ctx context.Context, at time.Time) (r directory.Chronicle, err error) {
	from := at.AddDate(0, 0, -recordDays)
	if r.Days, err = s.observations.Network(ctx, from, at); err != nil {
		return r, fmt.Errorf("read the record: %w", err)
	}
	if r.Software, err = s.observations.Shares(ctx, landfall.ShareSoftware, from, at); err != nil {
		return r, fmt.Errorf("read the record: %w", err)
	}
	if r.Signup, err = s.observations.Shares(ctx, landfall.ShareSignup, from, at); err != nil {
		return r, fmt.Errorf("read the record: %w", err)
	}
	return r, nil
}

// shut returns the groups that are quarantined or blocked, by domain.
func (s *snapshots) shut(ctx context.Context) (landfall.Shut, error) {
	groups, err := s.hosts.ShutGroups(ctx)
	return landfall.NewShut(groups), err
}
