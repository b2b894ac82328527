package robots

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"landfall"
)

// clock is a time that stands still until it is set.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func newClock() *clock { return &clock{at: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)} }

const host landfall.Host = "quiet-harbour-sim.social"

func TestAFileIsFreshForADay(t *testing.T) {
	clock := newClock()
	c := NewCache(CacheConfig{}, clock.now)
	if _, ok := c.Get(host); ok {
		t.Fatal("an empty cache has a file")
	}
	file := Parse([]byte("User-agent: *\nDisallow: /"))
	c.Put(host, file)
	clock.at = clock.at.Add(24*time.Hour - time.Second)
	if got, ok := c.Get(host); !ok || got != file {
		t.Error("the file is gone before a day is over")
	}
	clock.at = clock.at.Add(time.Second)
	if _, ok := c.Get(host); ok {
		t.Error("the file still counts after a day")
	}
	if c.Len() != 0 {
		t.Errorf("%d files held, want 0", c.Len())
	}
}

func TestNoConfigurationKeepsAFileLongerThanADay(t *testing.T) {
	clock := newClock()
	c := NewCache(CacheConfig{Fresh: 1000 * time.Hour}, clock.now)
	c.Put(host, AllowAll())
	clock.at = clock.at.Add(24 * time.Hour)
	if _, ok := c.Get(host); ok {
		t.Error("the file still counts after a day")
	}
}

func TestAnUnreadableFileIsAskedForAgainSoon(t *testing.T) {
	clock := newClock()
	c := NewCache(CacheConfig{}, clock.now)
	c.Put(host, ForStatus(503, nil))
	if file, ok := c.Get(host); !ok || !file.Unreadable() {
		t.Fatal("within one visit the host is asked twice")
	}
	clock.at = clock.at.Add(5 * time.Minute)
	if _, ok := c.Get(host); ok {
		t.Error("the host is not asked again")
	}
}

func TestForgetDropsAFile(t *testing.T) {
	c := NewCache(CacheConfig{}, newClock().now)
	c.Put(host, AllowAll())
	c.Forget(host)
	c.Forget("never-known-sim.social")
	if _, ok := c.Get(host); ok {
		t.Error("the file is still there")
	}
}

func TestTheFileUsedLongestAgoGoesFirst(t *testing.T) {
	c := NewCache(CacheConfig{Entries: 2}, newClock().now)
	c.Put("one-sim.social", AllowAll())
	c.Put("two-sim.social", AllowAll())
	c.Get("one-sim.social")
	c.Put("three-sim.social", AllowAll())
	for name, want := range map[landfall.Host]bool{"one-sim.social": true, "two-sim.social": false, "three-sim.social": true} {
		if _, ok := c.Get(name); ok != want {
			t.Errorf("%s held: %v, want %v", name, ok, want)
		}
	}
}

func TestBytesAreBounded(t *testing.T) {
	const most = 1 << 20
	c := NewCache(CacheConfig{Bytes: most}, newClock().now)
	for i := range 50 {
		var body strings.Builder
		body.WriteString("User-agent: *\n")
		for n := range 2000 {
			fmt.Fprintf(&body, "Disallow: /%d/%d\n", i, n)
		}
		c.Put(landfall.Host(fmt.Sprintf("h%d-sim.social", i)), Parse([]byte(body.String())))
		if c.bytes > most {
			t.Fatalf("%d bytes after %d files, want at most %d", c.bytes, i+1, most)
		}
	}
	if c.Len() == 0 || c.Len() == 50 {
		t.Errorf("%d files held: the bound did nothing, or too much", c.Len())
	}
	for i := range 50 {
		c.Forget(landfall.Host(fmt.Sprintf("h%d-sim.social", i)))
	}
	if c.bytes != 0 {
		t.Errorf("%d bytes are counted for an empty cache", c.bytes)
	}
}

func TestManyWorkersShareACache(t *testing.T) {
	c := NewCache(CacheConfig{Entries: 50}, time.Now)
	var workers sync.WaitGroup
	for w := range 8 {
		workers.Go(func() {
			for i := range 500 {
				name := landfall.Host(fmt.Sprintf("h%d-sim.social", (i*7+w)%100))
				if file, ok := c.Get(name); ok && !file.Allowed("Landfall", "/") {
					t.Errorf("%s is forbidden", name)
				}
				c.Put(name, AllowAll())
			}
		})
	}
	workers.Wait()
	if c.Len() > 50 {
		t.Errorf("%d files held, want at most 50", c.Len())
	}
}
