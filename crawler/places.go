package crawler

import (
	"context"
	"sync"
	"time"
)

// places are the visits that may be under way at once. Who finds none free waits in
// line. When there are to be fewer, those that are taken stay so until given up.
type places struct {
	mu          sync.Mutex
	limit, used int
	line        []chan struct{} // those who wait; closed when a place is theirs
}

// take waits for a place. Who waits in line is asked by keep, if it is not nil, how
// long it may be until keep is asked again.
func (p *places) take(ctx context.Context, keep func() time.Duration) error {
	p.mu.Lock()
	if p.used < p.limit && len(p.line) == 0 {
		p.used++
		p.mu.Unlock()
		return nil
	}
	turn := make(chan struct{})
	p.line = append(p.line, turn)
	p.mu.Unlock()
	if await(ctx, turn, keep) {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for i, waiting := range p.line {
		if waiting == turn {
			p.line = append(p.line[:i], p.line[i+1:]...)
			return ctx.Err()
		}
	}
	p.used-- // it had just become ours
	p.admit()
	return ctx.Err()
}

// await reports whether the turn came before ctx ended.
func await(ctx context.Context, turn <-chan struct{}, keep func() time.Duration) bool {
	for {
		var again <-chan time.Time
		if keep != nil {
			again = time.After(keep())
		}
		select {
		case <-turn:
			return true
		case <-ctx.Done():
			return false
		case <-again:
		}
	}
}

// give gives a place up.
func (p *places) give() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.used--
	p.admit()
}

// resize sets how many there are.
func (p *places) resize(limit int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.limit = limit
	p.admit()
}

// count says how many there are, and how many of them are taken or waited for.
func (p *places) count() (limit, wanted int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.limit, p.used + len(p.line)
}

// admit lets those in who are first in line. The mutex is held.
func (p *places) admit() {
	for p.used < p.limit && len(p.line) > 0 {
		p.used++
		close(p.line[0])
		p.line[0] = nil
		p.line = p.line[1:]
	}
}
