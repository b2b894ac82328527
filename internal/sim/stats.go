package sim

import (
	"maps"
	"slices"
)

// Stats is what has been asked of a network since it began or was last reset.
type Stats struct {
	// Connections counts accepted TCP connections, Handshakes the TLS handshakes
	// that the network answered in full, Strangers those for names nobody has.
	Connections, Handshakes, Strangers int64
	// Requests counts HTTP requests, Hosts the instances that had at least one.
	Requests int64
	Hosts    int
	// ByPath counts requests by path, ByAgent by User-Agent; what does not fit into
	// a bounded number of them is counted as "other".
	ByPath, ByAgent map[string]int64
	// ByHost has the numbers of each instance that was asked for anything. The
	// endless names of a farm are counted together as "*." and its domain.
	ByHost map[string]HostStats
	// PerHost says how many instances had how many requests.
	PerHost map[int64]int
	// Forbidden counts requests for paths that robots.txt forbids, ForbiddenURLs
	// names the first hundred of them, without scheme.
	Forbidden     int64
	ForbiddenURLs []string
	// BeforeRobots counts requests to instances whose robots.txt had not been asked
	// for, Hurried those that came sooner than its Crawl-delay allows.
	BeforeRobots, Hurried int64
	// Concurrent is the most requests that one instance had under way at once,
	// those aside that the client had given up.
	Concurrent int64
}

// HostStats is what has been asked of one instance.
type HostStats struct {
	Requests, Handshakes, Forbidden, BeforeRobots, Hurried, Concurrent int64
}

// Stats returns what has been asked of the network so far.
func (n *Network) Stats() Stats {
	c := n.counters
	s := Stats{
		Connections: c.connections.Load(), Handshakes: c.handshakes.Load(),
		Strangers: c.strangers.Load(), Requests: c.requests.Load(),
		ByHost: make(map[string]HostStats), PerHost: make(map[int64]int),
	}
	c.mu.Lock()
	s.ByPath, s.ByAgent, s.ForbiddenURLs = maps.Clone(c.paths), maps.Clone(c.agents), slices.Clone(c.forbidden)
	c.mu.Unlock()
	for _, in := range n.instances {
		s.add(in.name, in.tally)
	}
	if n.farmTally != nil {
		s.addFarm("*."+n.farm, n.farmTally)
	}
	return s
}

// addFarm adds the endless names of a farm. They are many hosts, and known neither
// one by one nor by their number.
func (s *Stats) addFarm(name string, t *tally) {
	if host := t.stats(); host.Requests > 0 {
		s.ByHost[name] = host
	}
}

func (s *Stats) add(name string, t *tally) {
	host := t.stats()
	if host == (HostStats{}) {
		return
	}
	s.ByHost[name] = host
	if host.Requests > 0 {
		s.Hosts++
		s.PerHost[host.Requests]++
	}
	s.Forbidden += host.Forbidden
	s.BeforeRobots += host.BeforeRobots
	s.Hurried += host.Hurried
	s.Concurrent = max(s.Concurrent, host.Concurrent)
}

// ResetStats starts counting afresh.
func (n *Network) ResetStats() {
	n.counters.reset()
	for _, in := range n.instances {
		in.tally.reset()
	}
	if n.farmTally != nil {
		n.farmTally.reset()
	}
}
