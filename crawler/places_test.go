package crawler

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestPlacesAreNeverMoreThanTheLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &places{limit: 3}
		var now, most atomic.Int64
		var all sync.WaitGroup
		for i := range 50 {
			all.Go(func() {
				if err := p.take(t.Context(), nil); err != nil {
					t.Error(err)
					return
				}
				most.Store(max(most.Load(), now.Add(1)))
				time.Sleep(time.Duration(1+i%7) * time.Millisecond)
				now.Add(-1)
				p.give()
			})
		}
		all.Wait()
		if _, wanted := p.count(); most.Load() != 3 || wanted != 0 {
			t.Errorf("%d at once, want 3; %d left over", most.Load(), wanted)
		}
	})
}

func TestPlacesGrowAndShrink(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &places{limit: 1}
		var got atomic.Int64
		for range 4 {
			go func() {
				_ = p.take(t.Context(), nil)
				got.Add(1)
			}()
		}
		for _, step := range []struct {
			do   func()
			want int64
		}{
			{func() {}, 1},
			{func() { p.resize(3) }, 3},
			{func() { p.resize(1) }, 3}, // those that are taken stay
			{p.give, 3},
			{p.give, 3},
			{p.give, 4},
		} {
			step.do()
			synctest.Wait()
			if got.Load() != step.want {
				t.Fatalf("%d have a place, want %d", got.Load(), step.want)
			}
		}
	})
}

func TestWhoNoLongerWaitsTakesNoPlace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &places{limit: 1}
		if err := p.take(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := p.take(ctx, nil); !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("take = %v", err)
		}
		p.give()
		if err := p.take(t.Context(), nil); err != nil {
			t.Error(err)
		}
		if limit, wanted := p.count(); limit != 1 || wanted != 1 {
			t.Errorf("%d of %d places", wanted, limit)
		}
	})
}
