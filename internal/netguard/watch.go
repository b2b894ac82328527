package netguard

import (
	"sync"
	"time"
)

// watch ends an exchange that takes too long as a whole, or whose body comes too
// slowly. One timer serves both. Only time spent waiting for the other side
// counts towards the rate: a reader that is slow itself is no fault of theirs.
type watch struct {
	limits Limits
	end    func(error)

	mu       sync.Mutex
	timer    *time.Timer
	deadline time.Time
	inBody   bool
	wire     int64
	waited   time.Duration
	waiting  time.Time // since when; zero if not
	last     time.Time // when the last bytes came
}

func newWatch(limits Limits, end func(error)) *watch {
	w := &watch{limits: limits, end: end, deadline: time.Now().Add(limits.Request)}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.timer = time.AfterFunc(limits.Request, w.ring)
	return w
}

func (w *watch) ring() {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := time.Now()
	rest := w.deadline.Sub(now)
	switch {
	case rest <= 0 && w.inBody:
		w.end(errBodyTimeout)
		return
	case rest <= 0:
		w.end(errHeaderTimeout)
		return
	case w.inBody:
		patience := w.patience(now)
		if patience <= 0 {
			w.end(errBodyTooSlow)
			return
		}
		rest = min(rest, patience)
	}
	w.timer.Reset(rest)
}

// patience is how much longer to wait for a byte before the average is too low.
func (w *watch) patience(now time.Time) time.Duration {
	waited := w.waited
	if !w.waiting.IsZero() {
		waited += now.Sub(w.waiting)
	}
	paidFor := time.Duration(float64(w.wire) / float64(w.limits.MinBytesPerSecond) * float64(time.Second))
	return max(w.limits.MinRateAfter, paidFor) - waited
}

// bodyBegins starts the watch over the rate.
func (w *watch) bodyBegins() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.inBody, w.last = true, time.Now()
	w.timer.Reset(min(time.Until(w.deadline), w.limits.MinRateAfter))
}

// wait and got frame a read from the network.
func (w *watch) wait() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.waiting = time.Now()
}

func (w *watch) got(n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := time.Now()
	w.waited += now.Sub(w.waiting)
	w.waiting = time.Time{}
	w.wire += int64(n)
	w.last = now
}

// stop ends the watch and says how many bytes came, the last of them when.
func (w *watch) stop() (wire int64, last time.Time) {
	w.timer.Stop()
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.wire, w.last
}
