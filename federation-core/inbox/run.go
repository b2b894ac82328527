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
	busy := slow.busy() // before the queue is read: what is done in between may be in both
	arrivals, err := p.Store.Waiting(ctx, p.Now(), batch+len(busy))
	if err != nil {
		return 0, err
	}
	arrivals = slices.DeleteFunc(arrivals, func(a social.Arrival) bool { return busy[a.ID] })
	var all []judged
	moved := 0
	for _, d := range p.judgeAll(ctx, arrivals) {
		switch {
		case errors.Is(d.err, errAway):
			if !slow.take(ctx, d.Arrival) {
				continue // it stays in the queue
			}
			moved++
		case d.err != nil:
			return 0, d.err
		default:
			all = append(all, d.judged)
		}
	}
	if len(all) == 0 {
		return moved, nil
	}
	return moved + len(all), p.settle(ctx, all)
}

// judged is an arrival, and what should become of it.
type judged struct {
	social.Arrival
	outcome social.Outcome
}

// judge decides on an arrival. What cannot be read for it is tried again later, so that it
// holds up nobody else; if that is because nothing can be read, nothing can be settled either.
// An error is errAway, or the end of ctx.
func (p *Processor) judge(ctx context.Context, a social.Arrival, origin Origin, senders map[string]social.Actor) (judged, error) {
	o, err := p.decide(ctx, a, origin, senders)
	if err == nil || errors.Is(err, errAway) {
		return judged{a, o}, err
	}
	if ctx.Err() != nil {
		return judged{Arrival: a}, ctx.Err()
	}
	p.Log.ErrorContext(ctx, "an arrival is not decided on", "id", a.ID, "error", err)
	return judged{a, p.retry(a, err)}, nil
}

// decision is what judge returns.
type decision struct {
	judged
	err error
}

// judgeAll judges a batch without asking other servers. Each decision goes by what was stored
// before the batch.
func (p *Processor) judgeAll(ctx context.Context, arrivals []social.Arrival) []decision {
	ids := make([]string, len(arrivals))
	for i, a := range arrivals {
		ids[i] = a.Actor
	}
	senders, err := p.Actors.ActorsOf(ctx, ids)
	if err != nil { // one row may be the reason: each is looked up for itself
		p.Log.ErrorContext(ctx, "the senders of a batch are not read together", "error", err)
		senders = nil
	}
	decisions := make([]decision, len(arrivals))
	var next atomic.Int64
	var all sync.WaitGroup
	for range min(deciders, len(arrivals)) {
		all.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(arrivals)); i = next.Add(1) - 1 {
				decisions[i].judged, decisions[i].err = p.judge(ctx, arrivals[i], nil, senders)
			}
		})
	}
	all.Wait()
	return decisions
}

// settle settles arrivals together and, if that fails, one by one: what the store cannot take
// is tried again later with the reason, and given up at last, and the others go on.
func (p *Processor) settle(ctx context.Context, all []judged) error {
	outcomes := make([]social.Outcome, len(all))
	for i, j := range all {
		outcomes[i] = j.outcome
	}
	err := p.Store.Settle(ctx, outcomes)
	if err != nil && len(all) > 1 {
		for _, j := range all {
			if err := p.settle(ctx, []judged{j}); err != nil {
				return err
			}
		}
		return nil
	}
	if err != nil {
		if ctx.Err() != nil {
			return err
		}
		p.Log.ErrorContext(ctx, "an arrival has no effect", "id", all[0].ID, "error", err)
		return p.Store.Settle(ctx, []social.Outcome{p.retry(all[0].Arrival, fmt.Errorf("the store refused its changes: %w", err))})
	}
	for _, o := range outcomes {
		p.Work.settled(o)
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
