package inbox

import (
	"context"
	"maps"
	"sync"

	"landfall/federation-core/social"
)

// Bounds of the work that waits for other servers.
const (
	fetchers = 16  // at work at the same time
	held     = 400 // in hand; more stay in the queue
)

// slowLane holds the arrivals that need something from another server.
type slowLane struct {
	p     *Processor
	slots chan struct{}
	all   sync.WaitGroup

	mu  sync.Mutex
	ids map[string]bool
}

// busy returns the ids of what is in hand.
func (s *slowLane) busy() map[string]bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.ids)
}

func (s *slowLane) wait() { s.all.Wait() }

// take works on an arrival beside the others, if there is room.
func (s *slowLane) take(ctx context.Context, a social.Arrival) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.ids) >= held {
		return false
	}
	s.ids[a.ID] = true
	s.all.Go(func() {
		defer s.done(a.ID)
		select {
		case s.slots <- struct{}{}:
			defer func() { <-s.slots }()
			s.work(ctx, a)
		case <-ctx.Done():
		}
	})
	return true
}

func (s *slowLane) work(ctx context.Context, a social.Arrival) {
	j, err := s.p.judge(ctx, a, s.p.Origin, nil)
	if err == nil {
		err = s.p.settle(ctx, []judged{j})
	}
	if err != nil && ctx.Err() == nil {
		s.p.Log.ErrorContext(ctx, "an arrival is not worked on", "id", a.ID, "error", err)
	}
}

func (s *slowLane) done(id string) {
	s.mu.Lock()
	delete(s.ids, id)
	s.mu.Unlock()
	s.p.Arrived()
}
