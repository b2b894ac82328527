package main

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"landfall"
	"landfall/internal/storetest"
)

// newTestJobs are the jobs of one process over embedded stores, with a clock of
// their own.
func newTestJobs(t *testing.T) (j *jobs, s *stores, clock *time.Time) {
	t.Helper()
	e := &env{cli: &cli{storeFlags: storeFlags{Data: t.TempDir(), KeepDays: 30}}, logger: slog.New(slog.DiscardHandler)}
	s, err := e.openStores(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	now := storetest.Start()
	j = e.newJobs(s, "here")
	j.now = func() time.Time { return now }
	return j, s, &now
}

func TestAJobIsDoneOncePerPeriodByOneProcess(t *testing.T) {
	j, s, clock := newTestJobs(t)
	runs := 0
	job := func(ctx context.Context, _ time.Time) error {
		runs++
		// Another process that looks in meanwhile leaves it alone.
		other := *j
		other.worker = "elsewhere"
		return other.alone(ctx, "job", time.Hour, func(context.Context, time.Time) error {
			t.Error("two processes do the same")
			return nil
		})
	}
	for _, step := range []struct {
		later time.Duration
		runs  int
	}{{0, 1}, {time.Minute, 1}, {58 * time.Minute, 1}, {2 * time.Minute, 2}} {
		*clock = clock.Add(step.later)
		if err := j.alone(t.Context(), "job", time.Hour, job); err != nil {
			t.Fatal(err)
		}
		if runs != step.runs {
			t.Fatalf("%d runs after %s, want %d", runs, clock.Sub(storetest.Start()), step.runs)
		}
	}
	// One that failed is tried again at once, and not noted as done.
	failed := errors.New("failed")
	*clock = clock.Add(2 * time.Hour)
	if err := j.alone(t.Context(), "job", time.Hour, func(context.Context, time.Time) error { return failed }); !errors.Is(err, failed) {
		t.Fatalf("alone = %v", err)
	}
	if err := j.alone(t.Context(), "job", time.Hour, job); err != nil || runs != 3 {
		t.Fatalf("%d runs after a failure, %v; want 3", runs, err)
	}
	// A leader that is gone is replaced when its time is up.
	*clock = clock.Add(2 * time.Hour)
	if _, ok, err := s.hosts.Lead(t.Context(), "job", "gone", *clock, leaderTTL); err != nil || !ok {
		t.Fatal(ok, err)
	}
	if err := j.alone(t.Context(), "job", time.Hour, job); err != nil || runs != 3 {
		t.Fatalf("%d runs beside a leader, %v; want 3", runs, err)
	}
	*clock = clock.Add(leaderTTL)
	if err := j.alone(t.Context(), "job", time.Hour, job); err != nil || runs != 4 {
		t.Fatalf("%d runs after the leader's time, %v; want 4", runs, err)
	}
}

func TestTheRecordIsKeptUpToDate(t *testing.T) {
	t.Parallel()
	j, s, clock := newTestJobs(t)
	rng := rand.New(rand.NewPCG(1, 1))
	var visits []landfall.Observation
	for i := range 90 { // one a day for three hosts, a month long
		visits = append(visits, *storetest.Answered(rng, storetest.Host(i%3), storetest.Start().AddDate(0, 0, i/3)))
	}
	if err := s.observations.Write(t.Context(), "visits", visits); err != nil {
		t.Fatal(err)
	}
	*clock = storetest.Start().AddDate(0, 0, 45)
	gone := storetest.Host(1)
	if err := s.hosts.Forget(t.Context(), gone, "opt-out", *clock); err != nil {
		t.Fatal(err)
	}
	if err := j.record(t.Context()); err != nil {
		t.Fatal(err)
	}
	n, err := s.observations.Count(t.Context())
	if err != nil || n != 30 {
		t.Errorf("%d visits are left, %v; want the last 15 days of two hosts", n, err)
	}
	if recent, err := s.observations.Recent(t.Context(), gone, 5); err != nil || len(recent) != 0 {
		t.Errorf("%d visits to a forgotten host, %v", len(recent), err)
	}
	record, ok := s.observations.(interface {
		Daily(ctx context.Context, host landfall.Host, from, to time.Time) ([]landfall.Daily, error)
	})
	if !ok {
		t.Fatal("the store keeps no record")
	}
	days, err := record.Daily(t.Context(), storetest.Host(0), storetest.Start(), *clock)
	if err != nil || len(days) != 30 {
		t.Errorf("%d days in the record, %v; want all 30", len(days), err)
	}
}

// A visit that was under way when its host was forgotten, and waited before it was
// recorded, goes as well, and not only the next day.
func TestALateVisitIsForgotten(t *testing.T) {
	t.Parallel()
	j, s, clock := newTestJobs(t)
	gone := storetest.Host(1)
	*clock = clock.Add(12 * time.Hour)
	forgotten := *clock
	if err := s.hosts.Forget(t.Context(), gone, "opt-out", forgotten); err != nil {
		t.Fatal(err)
	}
	for late := false; clock.Before(forgotten.Add(lateVisit + 2*time.Minute)); *clock = clock.Add(time.Minute) {
		if err := j.forget(t.Context()); err != nil {
			t.Fatal(err)
		}
		if !late && clock.Sub(forgotten) > 6*time.Minute {
			late = true
			visit := *storetest.Answered(rand.New(rand.NewPCG(1, 1)), gone, forgotten)
			if err := s.observations.Write(t.Context(), "late", []landfall.Observation{visit}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if n, err := s.observations.Count(t.Context()); err != nil || n != 0 {
		t.Errorf("%d visits to a forgotten host are left, %v", n, err)
	}
}

func TestOldBackupsGo(t *testing.T) {
	j, s, clock := newTestJobs(t)
	flags := backupFlags{BackupDir: filepath.Join(t.TempDir(), "backups"), BackupEvery: 24 * time.Hour, BackupKeep: 3}
	for range 5 {
		if err := j.backups(flags, s)(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := j.backups(flags, s)(t.Context()); err != nil { // too early for the next
			t.Fatal(err)
		}
		*clock = clock.Add(24 * time.Hour)
	}
	if err := os.Mkdir(filepath.Join(flags.BackupDir, "mine"), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := dropBackups(flags.BackupDir, 2); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(flags.BackupDir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	if want := []string{"2026-03-05T100000Z", "2026-03-06T100000Z", "mine"}; !slices.Equal(names, want) {
		t.Errorf("backups left: %v; want %v", names, want)
	}
}

func TestTopicsAreReviewedOnceAWeek(t *testing.T) {
	j, s, clock := newTestJobs(t)
	var log bytes.Buffer
	j.logger = slog.New(slog.NewTextHandler(&log, nil))
	load(t, s.hosts, described("amber-otter.social", "For metal bands and their fans.", *clock), described("plain-otter.social", "Hello.", *clock))
	review := j.reviews(&env{cli: &cli{}, logger: j.logger}, s.hosts)
	for _, step := range []struct {
		later time.Duration
		times int
	}{{0, 1}, {6 * 24 * time.Hour, 1}, {24 * time.Hour, 2}} {
		*clock = clock.Add(step.later)
		if err := review(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(log.String(), "instances=2 classified=1"); got != step.times {
			t.Errorf("%d reviews after %s, want %d: %s", got, clock.Sub(storetest.Start()), step.times, log.String())
		}
	}
}

func TestOldEvidenceAndHashtagsArePruned(t *testing.T) {
	j, s, clock := newTestJobs(t)
	in := described("amber-otter.social", "For metal bands and their fans.", *clock)
	load(t, s.hosts, in)
	readAll(t, newTestReadings(s.hosts), in)
	if err := s.hosts.SaveTrending(t.Context(), []landfall.Trending{{Host: in.Host, Day: *clock, Tags: []string{"metal"}}}); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		days            int
		clues, hashtags bool
	}{{0, true, true}, {landfall.TrendingDays + 1, true, false}, {landfall.ClueDays + 1, false, false}} {
		*clock = storetest.Start().AddDate(0, 0, step.days)
		if err := j.pruneClues(t.Context()); err != nil {
			t.Fatal(err)
		}
		kept, err := s.hosts.Clues(t.Context(), []landfall.Host{in.Host})
		if err != nil {
			t.Fatal(err)
		}
		hashtags := 0
		err = s.hosts.Trending(t.Context(), time.Time{}, func(landfall.Host, string, time.Time) error {
			hashtags++
			return nil
		})
		if (len(kept[in.Host]) > 0) != step.clues || (hashtags > 0) != step.hashtags || err != nil {
			t.Errorf("after %d days: clues %v, %d hashtags, %v", step.days, kept, hashtags, err)
		}
	}
}
