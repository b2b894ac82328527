package crawler

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestAJobThatPanickedRunsAgain(t *testing.T) {
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
