package crawler

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestPanicJobRunsAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var runs atomic.Int32
		s := NewSchedule(slog.New(slog.DiscardHandler))
		s.Every(time.Second, "fragile", func(context.Context) error {
			if runs.Add(1)%2 == 1 {
				panic("broken")
			}
			return errors.New("failed")
		})
		ctx, cancel := context.WithTimeout(t.Context(), 5500*time.Millisecond)
		defer cancel()
		if err := s.Run(ctx); err != nil {
			t.Fatal(err)
		}
		if n := runs.Load(); n < 5 {
			t.Errorf("in five seconds a job that panics every other time ran %d times, want 5", n)
		}
	})
}

func TestAJobIsNotStartedWhileItRuns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var running, most atomic.Int32
		s := NewSchedule(slog.New(slog.DiscardHandler))
		s.Every(time.Second, "slow", func(context.Context) error {
			most.Store(max(most.Load(), running.Add(1)))
			time.Sleep(2500 * time.Millisecond)
			running.Add(-1)
			return nil
		})
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		if err := s.Run(ctx); err != nil {
			t.Fatal(err)
		}
		if most.Load() != 1 {
			t.Errorf("%d runs at once, want 1", most.Load())
		}
	})
}

// A store that is away for an hour is told of a dozen times, not once a second, and
// so is its return.
func TestAFailingJobIsLoggedNowAndThen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log strings.Builder
		s := NewSchedule(slog.New(slog.NewTextHandler(&log, nil)))
		began := time.Now()
		s.Every(time.Second, "snapshot", func(context.Context) error {
			if time.Since(began) < time.Hour {
				return errors.New("store is away")
			}
			return nil
		})
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour+time.Minute)
		defer cancel()
		if err := s.Run(ctx); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(log.String(), "store is away"); n < 2 || n > 13 {
			t.Errorf("%d lines about an hour's failure, want about 12", n)
		}
		if n := strings.Count(log.String(), "job works again"); n != 1 {
			t.Errorf("%d lines about its end, want 1", n)
		}
	})
}
