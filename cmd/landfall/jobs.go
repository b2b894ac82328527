package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"landfall"
	"landfall/crawler"
	"landfall/internal/sqlstore"
)

// How often the jobs that one process does for all look for work, how often they
// are done, and how long a leader is believed to live without a sign of it.
const (
	jobsLook   = time.Minute
	rollEvery  = time.Hour
	pruneEvery = 24 * time.Hour
	leaderTTL  = time.Minute
)

// jobs are what must be done once, however many processes there are.
type jobs struct {
	hosts        *sqlstore.Store
	observations observationStore
	worker       string
	keepDays     int
	logger       *slog.Logger
	now          func() time.Time
}

func (e *env) newJobs(s *stores, worker string) *jobs {
	return &jobs{
		hosts: s.hosts, observations: s.observations, worker: worker, keepDays: e.KeepDays,
		logger: e.logger.With(slog.String("part", "jobs")), now: time.Now,
	}
}

// add puts the jobs on a schedule.
func (j *jobs) add(schedule *crawler.Schedule) { schedule.Every(jobsLook, "record", j.record) }

// record does what changes the long-term record. One process does all of it: a day
// must not be rolled up in one while a host in it is forgotten in another.
func (j *jobs) record(ctx context.Context) error {
	return j.alone(ctx, "record", 0, func(ctx context.Context, _ time.Time) error {
		return errors.Join(j.forget(ctx), j.roll(ctx), j.prune(ctx), j.pruneClues(ctx))
	})
}

// roll makes the long-term record of days that are over.
func (j *jobs) roll(ctx context.Context) error {
	return j.alone(ctx, "roll", rollEvery, j.observations.Roll)
}

// prune deletes raw visits that are old.
func (j *jobs) prune(ctx context.Context) error {
	if j.keepDays == 0 {
		return nil
	}
	return j.alone(ctx, "prune", pruneEvery, func(ctx context.Context, now time.Time) error {
		return j.observations.Prune(ctx, now.AddDate(0, 0, -j.keepDays))
	})
}

// pruneClues deletes evidence and hashtags that were not seen for long.
func (j *jobs) pruneClues(ctx context.Context) error {
	return j.alone(ctx, "clues", pruneEvery, func(ctx context.Context, now time.Time) error {
		return errors.Join(
			j.hosts.PruneClues(ctx, now.AddDate(0, 0, -landfall.ClueDays)),
			j.hosts.PruneTrending(ctx, now.AddDate(0, 0, -landfall.TrendingDays)),
		)
	})
}

// lateVisit is how long after a host was forgotten a visit of it may come that was
// under way: it may have waited in quarantine before it was recorded.
const lateVisit = 15 * time.Minute

// forget removes from the observations whoever is to be forgotten: those who said so
// since the last time, the same again when no late visit is to be expected any more,
// and, once a day, all of them, in case that a restored backup or a spool brought
// something back.
func (j *jobs) forget(ctx context.Context) error {
	last, _, err := j.hosts.Finished(ctx, "forget")
	if err != nil {
		return err
	}
	return j.alone(ctx, "forget", 0, func(ctx context.Context, now time.Time) error {
		all := !now.UTC().Truncate(24 * time.Hour).Equal(last.UTC().Truncate(24 * time.Hour))
		since := last.Add(-jobsLook)
		return j.hosts.Forgotten(ctx, func(t landfall.Tombstone) error {
			settled := t.At.Add(lateVisit)
			if !all && t.At.Before(since) && (settled.Before(since) || settled.After(now)) {
				return nil
			}
			return j.observations.Forget(ctx, t.Host)
		})
	})
}

// alone does something if it was not done within the period and if no other process
// is at it. While it takes, the lead is renewed; if it is lost, it is broken off.
func (j *jobs) alone(ctx context.Context, name string, every time.Duration, do func(context.Context, time.Time) error) error {
	now := j.now()
	done, ok, err := j.hosts.Finished(ctx, name)
	if err != nil || ok && now.Sub(done) < every {
		return err
	}
	lead, ok, err := j.hosts.Lead(ctx, name, j.worker, now, leaderTTL)
	if err != nil || !ok {
		return err
	}
	err = j.leading(ctx, lead, func(ctx context.Context) error { return do(ctx, now) })
	if err == nil {
		err = j.hosts.Finish(ctx, lead, now)
	}
	stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopGrace)
	defer cancel()
	if resigned := j.hosts.Resign(stopping, lead); resigned != nil && !errors.Is(resigned, landfall.ErrStale) {
		err = errors.Join(err, resigned)
	}
	return err
}

const stopGrace = 5 * time.Second

// leading renews the lead until do has returned.
func (j *jobs) leading(ctx context.Context, lead landfall.Leadership, do func(context.Context) error) error {
	ctx, lose := context.WithCancelCause(ctx)
	defer lose(nil)
	over := make(chan struct{})
	go func() {
		defer close(over)
		ticker := time.NewTicker(leaderTTL / 4)
		defer ticker.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
			}
			if _, err := j.hosts.Renew(ctx, lead, j.now().Add(leaderTTL)); err != nil && ctx.Err() == nil {
				lose(fmt.Errorf("lost the lead: %w", err))
				return
			}
		}
	}()
	err := do(ctx)
	if err != nil && ctx.Err() != nil {
		err = errors.Join(context.Cause(ctx), err)
	}
	lose(nil)
	<-over
	return err
}
