package outage

import (
	"net/netip"
	"sync"
	"time"

	"landfall"
)

// Visit is a finished visit, and what goes with it on its way to the stores.
type Visit[T any] struct {
	Item        T
	Observation *landfall.Observation
	Before      landfall.Status // of the instance when the visit began
	Network     netip.Prefix    // of the host, invalid if not known
	Watched     bool            // looked at every minute
}

// Quarantine keeps failures back until they may count. What was answered passes at
// once. It is safe for concurrent use.
type Quarantine[T any] struct {
	mu    sync.Mutex
	judge *Judge
	cfg   Config
	held  []held[T]
	ready []Visit[T]
	trips int // of the judge, when held was last gone through
}

type held[T any] struct {
	Visit[T]
	at, until time.Time
}

// NewQuarantine returns an empty Quarantine with a Judge of its own.
func NewQuarantine[T any](cfg Config) *Quarantine[T] {
	return &Quarantine[T]{judge: NewJudge(cfg), cfg: cfg}
}

// Put takes a finished visit. If it has to wait, until is the earliest time at
// which it may count, else zero.
func (q *Quarantine[T]) Put(now time.Time, v Visit[T]) (until time.Time) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if v.Observation == nil {
		q.ready = append(q.ready, v)
		return time.Time{}
	}
	q.judge.Visit(now, v.Observation, v.Before, v.Network)
	defer q.react(now)
	if !q.judge.weighs(v.Observation) {
		q.ready = append(q.ready, v)
		return time.Time{}
	}
	h := held[T]{Visit: v, at: now, until: now.Add(q.wait(v))}
	if v, done := q.settled(now, h); done {
		q.ready = append(q.ready, v)
		return time.Time{}
	}
	q.held = append(q.held, h)
	return h.until
}

// wait is how long a failure waits. A host that never answered, or has not for long,
// has nothing to lose by it, and waits for the next round only.
func (q *Quarantine[T]) wait(v Visit[T]) time.Duration {
	switch v.Before {
	case "", landfall.StatusCandidate, landfall.StatusDead:
		return 0
	case landfall.StatusAlive:
		return q.cfg.HoldDown
	}
	if v.Watched {
		return min(q.cfg.HoldWatched, q.cfg.HoldDown)
	}
	return q.cfg.HoldDown
}

// react goes through what waits if anything went down since the last time.
func (q *Quarantine[T]) react(now time.Time) {
	if q.trips != q.judge.trips {
		q.settle(now)
	}
}

// Take returns the visits that may be recorded now, failures that say nothing
// about their host made to say so.
func (q *Quarantine[T]) Take(now time.Time) []Visit[T] {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.judge.Advance(now)
	q.settle(now)
	ready := q.ready
	q.ready = nil
	return ready
}

// Flush judges all failures with what is known now.
func (q *Quarantine[T]) Flush(now time.Time) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for i := range q.held {
		q.held[i].until = now
	}
	q.settle(now)
}

// Drain returns what is held or ready and was not taken, to be given back. None of
// it may be recorded.
func (q *Quarantine[T]) Drain() []Visit[T] {
	q.mu.Lock()
	defer q.mu.Unlock()
	left := q.ready
	for _, h := range q.held {
		left = append(left, h.Visit)
	}
	q.ready, q.held = nil, nil
	return left
}

// Held counts the failures that wait.
func (q *Quarantine[T]) Held() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.held)
}

// Round takes what the sentinels said; began is when they were asked.
func (q *Quarantine[T]) Round(now, began time.Time, r Round) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.judge.Round(now, began, r)
	q.settle(now)
}

// Room is how many hosts may be leased now.
func (q *Quarantine[T]) Room() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.judge.Room()
}

// Open reports that visits may begin and failures may count: all is well, or a
// trial is under way.
func (q *Quarantine[T]) Open() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.judge.open()
}

// Sound reports whether our side was well from began to ended, so that what was not
// found then is not there; known is false as long as the sentinels were not asked
// since.
func (q *Quarantine[T]) Sound(began, ended time.Time) (sound, known bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	switch {
	case !q.judge.open() || q.judge.overlaps(began):
		return false, true
	case !q.judge.confirmed(ended):
		return false, false
	}
	return true, true
}

// Leased tells how many hosts were leased.
func (q *Quarantine[T]) Leased(n int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.judge.Leased(n)
}

// State says whether measuring is paused.
func (q *Quarantine[T]) State() State {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.judge.State()
}

// settle moves on what need not wait any longer.
func (q *Quarantine[T]) settle(now time.Time) {
	q.trips = q.judge.trips
	kept := q.held[:0]
	for _, h := range q.held {
		if v, done := q.settled(now, h); done {
			q.ready = append(q.ready, v)
		} else {
			kept = append(kept, h)
		}
	}
	clear(q.held[len(kept):])
	q.held = kept
}

// settled decides about one failure, if it can be decided.
func (q *Quarantine[T]) settled(now time.Time, h held[T]) (v Visit[T], done bool) {
	v = h.Visit
	switch {
	case !q.judge.open() || q.judge.overlaps(v.Observation.At):
		v.Observation = void(v.Observation, landfall.ClassOurs, ReasonOwn)
	case q.judge.networks.down(now, v.Network) || q.judge.networks.overlaps(v.Network, v.Observation.At):
		v.Observation = void(v.Observation, landfall.ClassAmbiguous, ReasonNetwork)
	case now.Before(h.until) || !q.judge.confirmed(h.at):
		return v, false
	default:
		if v.Before == landfall.StatusAlive {
			q.judge.Counted(now)
		}
		if lookedUp(v.Observation) {
			v.Observation = blame(v.Observation)
		}
	}
	return v, true
}
