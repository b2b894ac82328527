package crawler

import (
	"context"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/robfig/cron/v3"
)

// Schedule runs jobs by the clock. It is a ticker and no more: what is due is
// kept in the database, so a tick that is missed, repeated or late changes
// nothing. A job that is still running is not started again, and one that
// panicked runs again at its next tick.
type Schedule struct {
	logger *slog.Logger
	jobs   []*job
}

type job struct {
	name string
	spec cron.Schedule
	run  func(context.Context) error
	// A job runs once at a time, so these belong to its present run.
	failing time.Time // since when it fails, zero if it does not
	said    time.Time // when that was logged last
}

// sayAgain is how often a job that goes on failing is logged.
const sayAgain = 5 * time.Minute

// NewSchedule returns an empty schedule.
func NewSchedule(logger *slog.Logger) *Schedule { return &Schedule{logger: logger} }

// Every adds a job that runs once per period, at least one second.
func (s *Schedule) Every(period time.Duration, name string, run func(context.Context) error) {
	s.jobs = append(s.jobs, &job{name: name, spec: cron.Every(period), run: run})
}

// Run ticks until ctx ends, then waits for running jobs.
func (s *Schedule) Run(ctx context.Context) error {
	ticker := cron.New(cron.WithLocation(time.UTC), cron.WithLogger(cron.DiscardLogger))
	for _, j := range s.jobs {
		// Recovery lies inside: cron's own SkipIfStillRunning keeps its token for
		// ever when the job under it panics.
		guarded := cron.FuncJob(func() { s.guard(ctx, j) })
		ticker.Schedule(j.spec, cron.NewChain(cron.SkipIfStillRunning(cron.DiscardLogger)).Then(guarded))
	}
	ticker.Start()
	<-ctx.Done()
	<-ticker.Stop().Done()
	return nil
}

func (s *Schedule) guard(ctx context.Context, j *job) {
	defer func() {
		if fault := recover(); fault != nil {
			s.logger.ErrorContext(ctx, "job panicked", slog.String("job", j.name),
				slog.Any("fault", fault), slog.String("stack", string(debug.Stack())))
		}
	}()
	err := j.run(ctx)
	if ctx.Err() == nil {
		s.report(ctx, j, err)
	}
}

// report logs that a job began to fail, now and then that it still does, and that
// it works again: a store that is away must not fill the log.
func (s *Schedule) report(ctx context.Context, j *job, err error) {
	now := time.Now()
	switch {
	case err != nil && j.failing.IsZero():
		j.failing, j.said = now, now
		s.logger.ErrorContext(ctx, "job failed", slog.String("job", j.name), slog.Any("error", err))
	case err != nil && now.Sub(j.said) >= sayAgain:
		j.said = now
		s.logger.ErrorContext(ctx, "job still fails", slog.String("job", j.name), slog.Any("error", err),
			slog.Duration("for", now.Sub(j.failing).Round(time.Second)))
	case err == nil && !j.failing.IsZero():
		s.logger.InfoContext(ctx, "job works again", slog.String("job", j.name),
			slog.Duration("failed_for", now.Sub(j.failing).Round(time.Second)))
		j.failing = time.Time{}
	}
}
