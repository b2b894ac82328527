package past

import (
	"context"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

// keeper keeps answers by a key. A crowd that asks for the same has it found once.
type keeper[V any] struct {
	fresh  time.Duration // for how long an answer counts
	flight singleflight.Group

	mu   sync.Mutex
	kept map[string]answer[V]
}

type answer[V any] struct {
	value V
	at    time.Time
}

// of returns what is kept by a key, and finds it if nothing is that is fresh.
func (k *keeper[V]) of(ctx context.Context, key string, now func() time.Time, find func() (V, error)) (V, error) {
	if value, ok := k.get(key, now()); ok {
		return value, nil
	}
	result := k.flight.DoChan(key, func() (any, error) {
		at := now()
		if value, ok := k.get(key, at); ok { // found since this one looked
			return value, nil
		}
		value, err := find()
		if err == nil {
			k.put(key, answer[V]{value, at})
		}
		return value, err
	})
	var none V
	select {
	case <-ctx.Done():
		return none, ctx.Err()
	case r := <-result:
		if r.Err != nil {
			return none, r.Err
		}
		value, _ := r.Val.(V)
		return value, nil
	}
}

func (k *keeper[V]) get(key string, now time.Time) (value V, ok bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	a, ok := k.kept[key]
	if !ok || now.Sub(a.at) >= k.fresh {
		return value, false
	}
	return a.value, true
}

// put keeps an answer. Where there is no room it first drops what has gone stale, and if
// nothing has, everything: what is asked for is soon there again.
func (k *keeper[V]) put(key string, a answer[V]) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.kept) >= kept {
		for other, old := range k.kept {
			if a.at.Sub(old.at) >= k.fresh {
				delete(k.kept, other)
			}
		}
	}
	if k.kept == nil || len(k.kept) >= kept {
		k.kept = make(map[string]answer[V])
	}
	k.kept[key] = a
}
