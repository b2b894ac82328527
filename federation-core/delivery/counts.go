package delivery

import (
	"maps"
	"sync"
)

// Class is a kind of reason for which a delivery expires.
type Class string

// The classes.
const (
	Refused      Class = "refused"      // 4xx or 501
	Unauthorized Class = "unauthorized" // 401 to every kind of signature
	Gone         Class = "gone"         // 410
	Attempts     Class = "attempts"     // twelve came to nothing
	Age          Class = "age"          // seven days have passed
	Unavailable  Class = "unavailable"  // the host failed on seven days
	Invalid      Class = "invalid"      // the inbox is no https URL of the delivery's host
)

// Classes are all there are.
var Classes = []Class{Refused, Unauthorized, Gone, Attempts, Age, Unavailable, Invalid}

// Counts is what a worker has done since it was made.
type Counts struct {
	Attempts  int64 // that ended
	Delivered int64
	Retried   int64 // attempts after which another will be made
	Cancelled int64 // because the host is not allowed
	Expired   map[Class]int64
	Closings  int64 // of hosts, by their tenth failure or a probe after it
	Faults    int64 // of the store
	InFlight  int64 // attempts under way
	Slow      int64 // of them, those that last longer than a second
	Held      int64 // deliveries in memory
	Hosts     int64 // in hand
}

// counter guards counts.
type counter struct {
	mu     sync.Mutex
	counts Counts
}

// add lets change alter the counts.
func (c *counter) add(change func(*Counts)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	change(&c.counts)
}

// expire counts a delivery that expired.
func (n *Counts) expire(class Class) {
	if n.Expired == nil {
		n.Expired = map[Class]int64{}
	}
	n.Expired[class]++
}

// Counts returns a copy of the counts.
func (c *counter) Counts() Counts {
	c.mu.Lock()
	defer c.mu.Unlock()
	counts := c.counts
	counts.Expired = maps.Clone(counts.Expired)
	return counts
}
