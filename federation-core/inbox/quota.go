package inbox

import (
	"sync"
	"time"
)

// Reports that a server may send: this many at once, and one more each time the interval is over.
const (
	reportsAtOnce  = 30
	reportInterval = 2 * time.Minute
)

// quotaHosts is how many servers the quota remembers; beyond it, those that have all of theirs
// again are forgotten.
const quotaHosts = 10_000

// quota counts what each server has left. Its zero value is full for all.
type quota struct {
	mu    sync.Mutex
	hosts map[string]allowance
}

// allowance is what one server had left at a moment.
type allowance struct {
	left float64
	at   time.Time
}

// now returns what is left at a moment.
func (a allowance) now(at time.Time) float64 {
	return min(reportsAtOnce, a.left+max(0, at.Sub(a.at).Seconds()/reportInterval.Seconds()))
}

// take takes one, and reports whether there was one left.
func (q *quota) take(host string, at time.Time) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.hosts == nil {
		q.hosts = make(map[string]allowance)
	}
	a, known := q.hosts[host]
	if !known {
		q.makeRoom(at)
		a = allowance{reportsAtOnce, at}
	}
	left := a.now(at)
	if left < 1 {
		return false
	}
	q.hosts[host] = allowance{left - 1, at}
	return true
}

// makeRoom forgets servers that would have the same if they were not remembered and, if that
// does not help, all.
func (q *quota) makeRoom(at time.Time) {
	if len(q.hosts) < quotaHosts {
		return
	}
	for host, a := range q.hosts {
		if a.now(at) >= reportsAtOnce {
			delete(q.hosts, host)
		}
	}
	if len(q.hosts) >= quotaHosts {
		clear(q.hosts)
	}
}
