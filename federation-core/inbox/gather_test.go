package inbox

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"landfall/federation-core/social"
)

// slowDisk takes a second for a commit, and keeps what it took.
type slowDisk struct {
	err     error
	commits int
	ids     map[string]int
}

func (d *slowDisk) Accept(_ context.Context, arrivals []social.Arrival) ([]bool, error) {
	time.Sleep(time.Second)
	if d.commits++; d.err != nil {
		return nil, d.err
	}
	fresh := make([]bool, len(arrivals))
	for i, a := range arrivals {
		d.ids[a.ID]++
		fresh[i] = d.ids[a.ID] == 1
	}
	return fresh, nil
}

func TestManyRequestsShareACommit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		disk := &slowDisk{ids: make(map[string]int)}
		g := &gathering{queue: disk}
		var all sync.WaitGroup
		var mu sync.Mutex
		fresh := 0
		for i := range 400 {
			all.Go(func() {
				isNew, err := g.accept(t.Context(), social.Arrival{ID: strconv.Itoa(i % 300)})
				if err != nil {
					t.Error(err)
				}
				if mu.Lock(); isNew {
					fresh++
				}
				mu.Unlock()
			})
		}
		all.Wait()
		if fresh != 300 || len(disk.ids) != 300 || disk.commits > 3 {
			t.Errorf("%d new in %d commits, of %d", fresh, disk.commits, len(disk.ids))
		}
	})
}

func TestWhoGivesUpKeepsNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		disk := &slowDisk{ids: make(map[string]int)}
		g := &gathering{queue: disk}
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		if _, err := g.accept(ctx, social.Arrival{ID: "a"}); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error %v", err)
		}
		if fresh, err := g.accept(t.Context(), social.Arrival{ID: "a"}); fresh || err != nil {
			t.Errorf("accepted twice: %v, %v", fresh, err)
		}
	})
}

func TestAFaultReachesEverybody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := &gathering{queue: &slowDisk{err: errors.New("the disk is full")}}
		var all sync.WaitGroup
		for range 5 {
			all.Go(func() {
				if _, err := g.accept(t.Context(), social.Arrival{ID: "a"}); err == nil {
					t.Error("accepted")
				}
			})
		}
		all.Wait()
	})
}

func TestACrowdIsTurnedAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := &gathering{queue: &slowDisk{ids: make(map[string]int)}}
		turned := make(chan error, 2*crowded)
		for i := range crowded + most + 100 {
			go func() {
				_, err := g.accept(t.Context(), social.Arrival{ID: strconv.Itoa(i)})
				turned <- err
			}()
		}
		synctest.Wait()
		n := 0
		for range len(turned) {
			if errors.Is(<-turned, ErrCrowded) {
				n++
			}
		}
		if n == 0 || n > most+100 {
			t.Errorf("%d were turned away", n)
		}
		time.Sleep(time.Minute)
	})
}
