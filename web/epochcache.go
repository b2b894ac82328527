package web

import (
	"sync"

	"golang.org/x/sync/singleflight"
)

// epochCache keeps what was made from one snapshot, until the next one comes. It holds a
// bounded number of bytes; a full one forgets values at random, so that whoever asks for
// what nobody else wants drives out as little as can be. It is safe for concurrent use.
type epochCache[V any] struct {
	most   int // bytes
	size   func(V) int
	flight singleflight.Group

	mu    sync.Mutex
	epoch string
	held  int // bytes
	kept  map[string]V
}

func newEpochCache[V any](most int, size func(V) int) *epochCache[V] {
	return &epochCache[V]{most: most, size: size, kept: map[string]V{}}
}

// get returns what is kept by a key in an epoch.
func (e *epochCache[V]) get(epoch, key string) (value V, ok bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.epoch != epoch {
		return value, false
	}
	value, ok = e.kept[key]
	return value, ok
}

// of returns what is kept by a key in an epoch, and makes it if nothing is; a crowd has it
// made once.
func (e *epochCache[V]) of(epoch, key string, build func() (V, error)) (V, error) {
	if value, ok := e.get(epoch, key); ok {
		return value, nil
	}
	made, err, _ := e.flight.Do(epoch+" "+key, func() (any, error) {
		if value, ok := e.get(epoch, key); ok { // made since this one looked
			return value, nil
		}
		value, err := build()
		if err == nil {
			e.put(epoch, key, value)
		}
		return value, err
	})
	value, _ := made.(V)
	return value, err
}

// put keeps a value. One that is larger than all that may be held is not kept.
func (e *epochCache[V]) put(epoch, key string, value V) {
	n := e.size(value)
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.epoch != epoch {
		e.epoch, e.held = epoch, 0
		clear(e.kept)
	}
	if old, again := e.kept[key]; again {
		e.held -= e.size(old)
		delete(e.kept, key)
	}
	if n > e.most {
		return
	}
	for other, old := range e.kept { // in no order
		if e.held+n <= e.most {
			break
		}
		e.held -= e.size(old)
		delete(e.kept, other)
	}
	e.held += n
	e.kept[key] = value
}
