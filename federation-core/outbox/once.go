package outbox

import (
	"context"
	"errors"
	"sync"
	"time"

	"landfall/federation-core/social"
)

// Bounds of what is remembered of requests that may come again.
const (
	remembered = time.Hour // as in Mastodon
	most       = 10_000
)

// errUnfinished is what came of a request that broke off.
var errUnfinished = errors.New("the request was not finished")

// once remembers what became of requests by their keys.
type once struct {
	mu   sync.Mutex
	done map[string]*attempt
}

// attempt is a request under way or done.
type attempt struct {
	at    time.Time
	ended chan struct{}
	post  social.Post
	err   error
}

// do returns what became of the request with a key. The first makes it so; the others wait for
// it. One that failed may be made again.
func (o *once) do(ctx context.Context, key string, now func() time.Time, act func() (social.Post, error)) (social.Post, error) {
	a, mine := o.enter(key, now())
	if !mine {
		select {
		case <-ctx.Done():
			return social.Post{}, ctx.Err()
		case <-a.ended:
			return a.post, a.err
		}
	}
	defer o.leave(key, a)
	a.post, a.err = act()
	return a.post, a.err
}

// leave lets those go on who wait for an attempt.
func (o *once) leave(key string, a *attempt) {
	o.mu.Lock()
	if a.err != nil && o.done[key] == a {
		delete(o.done, key)
	}
	o.mu.Unlock()
	close(a.ended)
}

func (o *once) enter(key string, now time.Time) (a *attempt, mine bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if a := o.done[key]; a != nil && now.Sub(a.at) < remembered {
		return a, false
	}
	if o.done == nil || len(o.done) >= most {
		o.forget(now)
	}
	a = &attempt{at: now, ended: make(chan struct{}), err: errUnfinished}
	o.done[key] = a
	return a, true
}

// forget drops what is old, and all of it if that makes too little room.
func (o *once) forget(now time.Time) {
	kept := make(map[string]*attempt)
	for key, a := range o.done {
		if now.Sub(a.at) < remembered {
			kept[key] = a
		}
	}
	if len(kept) >= most {
		kept = make(map[string]*attempt)
	}
	o.done = kept
}
