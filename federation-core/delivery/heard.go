package delivery

import (
	"context"
	"sync"
	"time"

	"landfall/federation-core/social"
)

// heard collects the hosts that were heard of until the worker has time for them.
type heard struct {
	mu     sync.Mutex
	hosts  map[string]bool // newer
	signal chan struct{}
}

// mostHeard bounds what is collected: more are lost until they are heard again.
const mostHeard = 4096

// add notes a host.
func (h *heard) add(host string, newer bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if before, known := h.hosts[host]; known {
		h.hosts[host] = before || newer
		return
	}
	if len(h.hosts) >= mostHeard {
		return
	}
	if h.hosts == nil {
		h.hosts = map[string]bool{}
	}
	h.hosts[host] = newer
	select {
	case h.signal <- struct{}{}:
	default: // it has been told
	}
}

// take returns what was collected.
func (h *heard) take() map[string]bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	hosts := h.hosts
	h.hosts = nil
	return hosts
}

// hear clears what is held against the hosts that were heard of. Those that nothing was ever
// delivered to leave no trace, however many they are.
func (r *run) hear(ctx context.Context, now time.Time) {
	r.hearAt = time.Time{}
	hosts := r.heard.take()
	var others []string
	for host, newer := range hosts {
		if l := r.lanes[host]; l != nil {
			l.peer = sawRequest(l.peer, now, newer)
			r.touch(l, now)
		} else {
			others = append(others, host)
		}
	}
	if len(others) == 0 {
		return
	}
	known, err := r.deps.Peers.Peers(ctx, others)
	if err != nil {
		r.fault(ctx, "read peers", err)
		return
	}
	var changed []social.Peer
	for _, was := range known {
		is := sawRequest(was, now, hosts[was.Host])
		if worthSaving(was, is) {
			changed = append(changed, is)
			r.more = r.more || was.Closed.After(now)
		}
	}
	if len(changed) == 0 {
		return
	}
	if err := r.deps.Peers.SavePeers(ctx, changed); err != nil {
		r.fault(ctx, "save peers", err)
	}
}

// sawRequest is p after a verified request from there.
func sawRequest(p social.Peer, now time.Time, newer bool) social.Peer {
	p = alive(p, now)
	p.RFC9421 = p.RFC9421 || newer
	return p
}
