package sim

import (
	"sync"
	"sync/atomic"
	"time"
)

// tally is what has been asked of one instance.
type tally struct {
	requests, handshakes, forbidden, early, hurried atomic.Int64
	most                                            atomic.Int64
	readRobots                                      atomic.Bool
	last                                            atomic.Int64 // when, in Unix nanoseconds; 0 is never

	mu       sync.Mutex
	underWay []*flight
}

func (t *tally) stats() HostStats {
	return HostStats{
		Requests: t.requests.Load(), Handshakes: t.handshakes.Load(), Forbidden: t.forbidden.Load(),
		BeforeRobots: t.early.Load(), Hurried: t.hurried.Load(), Concurrent: t.most.Load(),
	}
}

func (t *tally) reset() {
	for _, n := range []*atomic.Int64{&t.requests, &t.handshakes, &t.forbidden, &t.early, &t.hurried, &t.most, &t.last} {
		n.Store(0)
	}
	t.readRobots.Store(false)
}

// counters is what has been asked of the network as a whole.
type counters struct {
	connections, handshakes, strangers, requests atomic.Int64

	mu        sync.Mutex
	paths     map[string]int64
	agents    map[string]int64
	forbidden []string
}

// Bounds on what a client can make the counters remember.
const (
	maxPaths     = 1000
	maxAgents    = 50
	maxForbidden = 100
)

func newCounters() *counters {
	return &counters{paths: make(map[string]int64), agents: make(map[string]int64)}
}

func (c *counters) reset() {
	for _, n := range []*atomic.Int64{&c.connections, &c.handshakes, &c.strangers, &c.requests} {
		n.Store(0)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.paths)
	clear(c.agents)
	c.forbidden = nil
}

// request counts one request of the client agent for path on in, and judges its
// manners by the instance's robots.txt.
func (c *counters) request(in *instance, path, agent string, now time.Time) {
	c.requests.Add(1)
	t := in.tally
	forbidden := in.robots.forbids(path)
	switch {
	case path == "/robots.txt" || path == in.robots.redirect:
		t.readRobots.Store(true)
	case !t.readRobots.Load():
		t.early.Add(1)
	}
	if forbidden {
		t.forbidden.Add(1)
	}
	if delay := in.robots.delay; delay > 0 {
		last := t.last.Swap(now.UnixNano())
		if last != 0 && path != "/robots.txt" && now.Sub(time.Unix(0, last)) < delay {
			t.hurried.Add(1)
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	count(c.paths, path, maxPaths)
	count(c.agents, agent, maxAgents)
	if forbidden && len(c.forbidden) < maxForbidden {
		c.forbidden = append(c.forbidden, in.name+path)
	}
}

// count adds one to the number of a key; once there are too many, new keys are
// counted together under "other".
func count(numbers map[string]int64, k string, most int) {
	if _, known := numbers[k]; !known && len(numbers) >= most {
		k = "other"
	}
	numbers[k]++
}
