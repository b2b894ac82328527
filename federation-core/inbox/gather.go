package inbox

import (
	"context"
	"errors"
	"sync"

	"landfall/federation-core/social"
)

// Queue is the durable queue of what other servers have delivered.
type Queue interface {
	// Accept makes arrivals durable and returns which of them are new.
	Accept(ctx context.Context, arrivals []social.Arrival) (fresh []bool, err error)
}

// Sizes of a gathering.
const (
	most    = 256   // arrivals of one commit
	crowded = 4_096 // arrivals that wait for one: more are turned away
)

// ErrCrowded says that more is coming in than can be made durable.
var ErrCrowded = errors.New("too much is coming in at once")

// gathering makes the arrivals of many requests durable in one commit: while one is on its
// way to the disk, the next gathers.
type gathering struct {
	queue Queue

	mu      sync.Mutex
	waiting []*entrant
	running bool
}

// entrant is an arrival and the request that waits for it.
type entrant struct {
	arrival social.Arrival
	fresh   bool
	err     error
	done    chan struct{}
}

// accept returns when the arrival is durable, and whether it is new. If ctx ends before, it
// may become durable nevertheless.
func (g *gathering) accept(ctx context.Context, arrival social.Arrival) (fresh bool, err error) {
	e := &entrant{arrival: arrival, done: make(chan struct{})}
	g.mu.Lock()
	if len(g.waiting) >= crowded {
		g.mu.Unlock()
		return false, ErrCrowded
	}
	g.waiting = append(g.waiting, e)
	if !g.running {
		g.running = true
		go g.commit(context.WithoutCancel(ctx))
	}
	g.mu.Unlock()
	select {
	case <-e.done:
		return e.fresh, e.err
	case <-ctx.Done():
		return false, ctx.Err()
	}
}

// commit goes on until nobody waits.
func (g *gathering) commit(ctx context.Context) {
	for {
		batch := g.next()
		if len(batch) == 0 {
			return
		}
		arrivals := make([]social.Arrival, len(batch))
		for i, e := range batch {
			arrivals[i] = e.arrival
		}
		fresh, err := g.queue.Accept(ctx, arrivals)
		for i, e := range batch {
			if e.err = err; err == nil {
				e.fresh = fresh[i]
			}
			close(e.done)
		}
	}
}

func (g *gathering) next() []*entrant {
	g.mu.Lock()
	defer g.mu.Unlock()
	n := min(len(g.waiting), most)
	batch := g.waiting[:n:n]
	g.waiting = g.waiting[n:]
	if n == 0 {
		g.running, g.waiting = false, nil
	}
	return batch
}
