package fetch

import (
	"context"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// How much is asked of one origin, by whatever causes together.
const (
	atOnce   = 2
	aSecond  = 5
	inABurst = 20
)

// How long it is remembered that a document could not be had, and of how many.
const (
	missingFor = time.Hour
	awayFor    = time.Minute
	most       = 10_000
)

// origins keeps what is in hand of each origin. Those that are idle are forgotten when there
// are too many.
type origins struct {
	mu   sync.Mutex
	open map[string]*origin
}

type origin struct {
	slots chan struct{}
	rate  *rate.Limiter
	users int
}

// enter waits for a turn at an origin.
func (o *origins) enter(ctx context.Context, name string) (leave func(), err error) {
	at := o.at(name)
	release := func() {
		o.mu.Lock()
		at.users--
		o.mu.Unlock()
	}
	select {
	case at.slots <- struct{}{}:
	case <-ctx.Done():
		release()
		return nil, ctx.Err()
	}
	leave = func() {
		<-at.slots
		release()
	}
	if err := at.rate.Wait(ctx); err != nil {
		leave()
		return nil, err
	}
	return leave, nil
}

func (o *origins) at(name string) *origin {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.open == nil {
		o.open = make(map[string]*origin)
	}
	at := o.open[name]
	if at == nil {
		if len(o.open) >= most {
			for other, idle := range o.open {
				if idle.users == 0 {
					delete(o.open, other)
				}
			}
		}
		at = &origin{slots: make(chan struct{}, atOnce), rate: rate.NewLimiter(aSecond, inABurst)}
		o.open[name] = at
	}
	at.users++
	return at
}

// absences remembers what could not be had.
type absences struct {
	mu  sync.Mutex
	ids map[string]absence
}

type absence struct {
	err   error
	until time.Time
}

func (a *absences) of(id string, now time.Time) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if was, known := a.ids[id]; known && now.Before(was.until) {
		return was.err
	}
	return nil
}

func (a *absences) add(id string, err error, until time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.ids == nil || len(a.ids) >= most {
		a.ids = make(map[string]absence)
	}
	a.ids[id] = absence{err, until}
}
