package inbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"landfall/federation-core/social"
)

// Bounds of the work that waits for other servers.
const (
	fetchers = 16  // at work at the same time
	held     = 400 // in hand; more stay in the queue
)

// idle is how long the processor sleeps at most before it looks whether a retry is due.
const idle = time.Second

// Run works until ctx ends. What it has in hand then stays in the queue.
func (p *Processor) Run(ctx context.Context) error {
	slow := slowLane{p: p, slots: make(chan struct{}, fetchers), ids: make(map[string]bool)}
	defer slow.wait()
	for {
		n, err := p.round(ctx, &slow)
		if err != nil && ctx.Err() == nil {
			p.Log.ErrorContext(ctx, "arrivals are not worked on", "error", err)
		}
		if ctx.Err() != nil {
			return nil
		}
		if n > 0 && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
			return nil
		case <-p.woken:
		case <-time.After(idle):
		}
	}
}

// round settles a batch, and returns how many of it left the queue or the fast lane.
func (p *Processor) round(ctx context.Context, slow *slowLane) (int, error) {
	arrivals, err := p.Store.Waiting(ctx, p.Now(), batch+slow.len())
	if err != nil {
		return 0, err
	}
	arrivals = slices.DeleteFunc(arrivals, func(a social.Arrival) bool { return slow.has(a.ID) })
	decisions, err := p.decideAll(ctx, arrivals)
	if err != nil {
		return 0, err
	}
	var outcomes []social.Outcome
	moved := 0
	for i, d := range decisions {
		switch {
		case errors.Is(d.err, errAway):
			if !slow.take(ctx, arrivals[i]) {
				continue // it stays in the queue
			}
			moved++
		case d.err != nil:
			return 0, fmt.Errorf("arrival %s: %w", arrivals[i].ID, d.err)
		default:
			outcomes = append(outcomes, d.outcome)
		}
	}
	if len(outcomes) == 0 {
		return moved, nil
	}
	return moved + len(outcomes), p.settle(ctx, outcomes)
}

// decision is what decide returns.
type decision struct {
	outcome social.Outcome
	err     error
}

// decideAll decides a batch without asking other servers. Each decision goes by what was stored
// before the batch.
func (p *Processor) decideAll(ctx context.Context, arrivals []social.Arrival) ([]decision, error) {
	ids := make([]string, len(arrivals))
	for i, a := range arrivals {
		ids[i] = a.Actor
	}
	senders, err := p.Actors.ActorsOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	decisions := make([]decision, len(arrivals))
	var next atomic.Int64
	var all sync.WaitGroup
	for range min(deciders, len(arrivals)) {
		all.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(arrivals)); i = next.Add(1) - 1 {
				decisions[i].outcome, decisions[i].err = p.decide(ctx, arrivals[i], nil, senders)
			}
		})
	}
	all.Wait()
	return decisions, nil
}

// settle settles outcomes together and, if that fails, one by one: what the store cannot take
// is set aside with the reason, and the others go on.
func (p *Processor) settle(ctx context.Context, outcomes []social.Outcome) error {
	err := p.Store.Settle(ctx, outcomes)
	if err != nil && len(outcomes) > 1 {
		for _, o := range outcomes {
			if err := p.settle(ctx, []social.Outcome{o}); err != nil {
				return err
			}
		}
		return nil
	}
	if err != nil {
		if ctx.Err() != nil {
			return err
		}
		p.Log.ErrorContext(ctx, "an arrival has no effect", "id", outcomes[0].ID, "error", err)
		return p.Store.Settle(ctx, []social.Outcome{{ID: outcomes[0].ID, Next: p.Now().Add(time.Hour), Reason: "the store refused its changes: " + err.Error()}})
	}
	p.tell(outcomes)
	return nil
}

// tell wakes the delivery worker if there is something to deliver.
func (p *Processor) tell(outcomes []social.Outcome) {
	for _, o := range outcomes {
		for _, c := range o.Changes {
			if _, ok := c.(social.Send); ok {
				p.Wake()
				return
			}
		}
	}
}

// slowLane holds the arrivals that need something from another server.
type slowLane struct {
	p     *Processor
	slots chan struct{}
	all   sync.WaitGroup

	mu  sync.Mutex
	ids map[string]bool
}

func (s *slowLane) len() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.ids)
}

func (s *slowLane) has(id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ids[id]
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
	o, err := s.p.decide(ctx, a, s.p.Origin, nil)
	if err == nil {
		err = s.p.settle(ctx, []social.Outcome{o})
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
