package robots

import (
	"container/list"
	"sync"
	"time"

	"landfall"
)

// CacheConfig bounds a [Cache]. Zero fields take their default.
type CacheConfig struct {
	// Entries and Bytes bound how much is held, the bytes roughly; the files used
	// longest ago go first. 200,000 and 64 MiB.
	Entries int
	Bytes   int
	// Fresh is how long a file counts; RFC 9309 §2.4 allows a day at most, and
	// that is the default.
	Fresh time.Duration
	// FreshUnreadable is how long a host whose file could not be had is not asked
	// again. Five minutes: longer than a visit, shorter than the pause to the next.
	FreshUnreadable time.Duration
}

// entryCost is what an entry costs beside its file, roughly: list element, map
// slot, host name.
const entryCost = 256

// Cache remembers the files of hosts. It is safe for concurrent use and starts
// nothing in the background.
type Cache struct {
	cfg CacheConfig
	now func() time.Time

	mu      sync.Mutex
	entries map[landfall.Host]*list.Element
	order   *list.List // of *entry, the one used last in front
	bytes   int
}

type entry struct {
	host    landfall.Host
	file    *File
	expires time.Time
}

// NewCache returns an empty cache with the clock now.
func NewCache(cfg CacheConfig, now func() time.Time) *Cache {
	const day = 24 * time.Hour
	if cfg.Entries <= 0 {
		cfg.Entries = 200_000
	}
	if cfg.Bytes <= 0 {
		cfg.Bytes = 64 << 20
	}
	if cfg.Fresh <= 0 || cfg.Fresh > day {
		cfg.Fresh = day
	}
	if cfg.FreshUnreadable <= 0 {
		cfg.FreshUnreadable = 5 * time.Minute
	}
	return &Cache{cfg: cfg, now: now, entries: make(map[landfall.Host]*list.Element), order: list.New()}
}

// Get returns the host's file if it is known and fresh.
func (c *Cache) Get(host landfall.Host) (*File, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	at, ok := c.entries[host]
	if !ok {
		return nil, false
	}
	e := at.Value.(*entry)
	if !c.now().Before(e.expires) {
		c.drop(at)
		return nil, false
	}
	c.order.MoveToFront(at)
	return e.file, true
}

// Put remembers the host's file as of now.
func (c *Cache) Put(host landfall.Host, file *File) {
	fresh := c.cfg.Fresh
	if file.Unreadable() {
		fresh = c.cfg.FreshUnreadable
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if at, ok := c.entries[host]; ok {
		c.drop(at)
	}
	c.entries[host] = c.order.PushFront(&entry{host: host, file: file, expires: c.now().Add(fresh)})
	c.bytes += file.cost + entryCost
	for c.bytes > c.cfg.Bytes || c.order.Len() > c.cfg.Entries {
		c.drop(c.order.Back())
	}
}

// Forget drops the host's file, so that the next visit asks for it again.
func (c *Cache) Forget(host landfall.Host) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if at, ok := c.entries[host]; ok {
		c.drop(at)
	}
}

// Len returns how many files are held, stale ones included.
func (c *Cache) Len() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.order.Len()
}

func (c *Cache) drop(at *list.Element) {
	e := c.order.Remove(at).(*entry)
	delete(c.entries, e.host)
	c.bytes -= e.file.cost + entryCost
}
