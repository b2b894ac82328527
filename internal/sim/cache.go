package sim

import "sync"

// cache keeps what is costly to make, up to a bound; when it is full an arbitrary
// entry makes room. It is safe for concurrent use.
type cache[K comparable, V any] struct {
	mu      sync.RWMutex
	max     int
	entries map[K]V
}

func newCache[K comparable, V any](size int) *cache[K, V] {
	return &cache[K, V]{max: size, entries: make(map[K]V)}
}

func (c *cache[K, V]) get(k K) (V, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	v, ok := c.entries[k]
	return v, ok
}

func (c *cache[K, V]) put(k K, v V) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, known := c.entries[k]; !known && len(c.entries) >= c.max {
		for other := range c.entries {
			delete(c.entries, other)
			break
		}
	}
	c.entries[k] = v
}
