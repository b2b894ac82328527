package delivery

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// The rhythm of a run.
const (
	askEvery    = 20 * time.Millisecond // between questions to the queue that found little
	settleEvery = 50 * time.Millisecond // between settlements, while there is more to come
	settleRows  = 256                   // results that are settled at once
	hearEvery   = time.Second           // between looks at who was heard of
	idle        = time.Minute           // the longest time without a question to the queue
	pause       = time.Second           // after a fault of the store
)

// run is a worker at work. All of it but the attempts happens in one goroutine.
type run struct {
	*Worker
	slots
	lanes   map[string]*lane
	touched map[*lane]bool // with results or a peer to be written down
	results []Result
	done    chan *attempt
	flying  sync.WaitGroup

	attempts context.Context // of the attempts: it outlives that of the run
	stopped  context.CancelCauseFunc
	stopping bool
	broken   bool // what is settled cannot be written down

	more  bool   // the queue may have something that is due
	short bool   // it has, and there was no room
	eager bool   // the last answer was full, and of use
	after string // the host it ended with
	bytes int    // of the bodies in memory
	held  int    // deliveries in memory

	askAt, nextAt, settleAt, hearAt time.Time // when to do it, not before; zero: no need
}

func newRun(w *Worker) *run {
	return &run{
		Worker:  w,
		slots:   slots{fast: w.cfg.Fast, slow: w.cfg.Slow},
		lanes:   map[string]*lane{},
		touched: map[*lane]bool{},
		done:    make(chan *attempt, w.cfg.Fast+w.cfg.Slow),
		more:    true,
	}
}

// loop runs until ctx ends.
func (r *run) loop(ctx context.Context) error {
	r.attempts, r.stopped = context.WithCancelCause(context.WithoutCancel(ctx))
	defer r.stopped(nil)
	timer := time.NewTimer(0)
	defer timer.Stop()
	for ctx.Err() == nil {
		timer.Reset(r.turn(ctx))
		select {
		case <-ctx.Done():
		case a := <-r.done:
			r.finish(a, time.Now())
		case <-r.wake:
			r.woken()
		case <-r.heard.signal:
			r.hearAt = earlier(r.hearAt, time.Now().Add(hearEvery))
		case <-timer.C:
		}
	}
	return r.stop(ctx)
}

// turn does all that can be done now, and returns how long there is nothing else to do.
func (r *run) turn(ctx context.Context) time.Duration {
	for len(r.done) > 0 {
		r.finish(<-r.done, time.Now())
	}
	now := time.Now()
	r.age(now)
	if due(r.hearAt, now) {
		r.hear(ctx, now)
	}
	if due(r.settleAt, now) || r.ripe() {
		_ = r.settle(ctx, now) // it has been told
	}
	if due(r.nextAt, now) {
		r.nextAt = time.Time{}
		r.woken()
	}
	for r.mayAsk(now) {
		r.ask(ctx, now)
		now = time.Now()
	}
	r.add(func(n *Counts) {
		n.InFlight, n.Slow, n.Held, n.Hosts = int64(r.young+r.old), int64(r.old), int64(r.held), int64(len(r.lanes))
	})
	var wait time.Time
	for _, at := range []time.Time{r.age(now), r.hearAt, r.settleAt, r.nextAt} {
		wait = earlier(wait, at)
	}
	if r.more && r.room() > 0 && !r.broken {
		wait = earlier(wait, r.askAt)
	}
	if r.ripe() {
		return 0
	}
	if wait.IsZero() {
		return idle
	}
	return time.Until(wait)
}

// ripe tells whether it is worth while to settle before it is time.
func (r *run) ripe() bool {
	return !r.broken && (len(r.results) >= settleRows || len(r.touched) > 0 && r.young+r.old == 0)
}

// woken makes the run look at the queue, and at what it has in hand once that is settled.
func (r *run) woken() {
	r.more = true
	for _, l := range r.lanes {
		l.again = true
	}
}

// stop lets the attempts under way end and writes down what became of them.
func (r *run) stop(ctx context.Context) error {
	r.stopping = true
	grace := time.NewTimer(r.cfg.Grace)
	defer grace.Stop()
	for r.young+r.old > 0 {
		select {
		case a := <-r.done:
			r.finish(a, time.Now())
		case <-grace.C:
			r.stopped(errStopping)
		}
	}
	r.flying.Wait()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), r.cfg.Grace)
	defer cancel()
	return r.settle(ctx, time.Now())
}

// fault records that the store failed.
func (r *run) fault(ctx context.Context, what string, err error) {
	if ctx.Err() != nil {
		return // it was stopped
	}
	r.add(func(n *Counts) { n.Faults++ })
	r.deps.Log.LogAttrs(ctx, slog.LevelError, "the delivery queue's store failed", slog.String("doing", what), slog.Any("error", err))
}

// due tells whether it is time for what is to be done at, if anything.
func due(at, now time.Time) bool { return !at.IsZero() && !at.After(now) }

// earlier is the first of two instants; zero is never.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
