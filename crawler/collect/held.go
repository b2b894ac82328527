package collect

import (
	"sync"
	"time"

	"landfall"
)

// Bounds of what is held between the visits of a host. Documents are never kept
// for longer than a week.
const (
	heldHosts = 2_000
	heldBytes = 64 << 20
	heldFor   = 7 * 24 * time.Hour
)

// reply is what one request came to.
type reply struct {
	*answer
	err error
}

func (r reply) status() int {
	if r.answer == nil {
		return 0
	}
	return r.answer.status
}

// replies are what a visit was told, by URL.
type replies map[string]reply

func (r replies) bytes() (n int) {
	for _, reply := range r {
		if reply.answer != nil {
			n += len(reply.body)
		}
	}
	return n
}

// held keeps what hosts answered to visits that go on another time, because the
// host wants few requests: the next visit begins where the last one stopped. It is
// kept in memory; a restart begins again.
type held struct {
	now   func() time.Time
	mu    sync.Mutex
	hosts map[landfall.Host]holding
	bytes int
}

type holding struct {
	replies
	since time.Time
}

func newHeld(now func() time.Time) *held {
	return &held{now: now, hosts: make(map[landfall.Host]holding)}
}

// take returns what is held of a host and holds it no longer.
func (h *held) take(host landfall.Host) (replies, time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	known, ok := h.hosts[host]
	if !ok {
		return nil, time.Time{}
	}
	h.drop(host)
	if h.now().Sub(known.since) > heldFor {
		return nil, time.Time{}
	}
	return known.replies, known.since
}

// put holds what a host answered since a time. When that is too much, other hosts
// have to begin again.
func (h *held) put(host landfall.Host, told replies, since time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.drop(host)
	h.hosts[host] = holding{told, since}
	h.bytes += told.bytes()
	for other := range h.hosts {
		if len(h.hosts) <= heldHosts && h.bytes <= heldBytes {
			return
		}
		h.drop(other)
	}
}

func (h *held) drop(host landfall.Host) {
	h.bytes -= h.hosts[host].bytes()
	delete(h.hosts, host)
}
