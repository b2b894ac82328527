package sim

import (
	"sync/atomic"
	"time"
)

// instance is one simulated server: what was decided about it once, and what has
// been asked of it since. Everything else follows from its key on demand.
type instance struct {
	name     string
	key      uint64
	index    int
	kind     Kind
	hub      bool // among the largest
	traits   traits
	software *software
	version  string
	robots   *robots
	// target is the document that misbehaves, "" if none does.
	target role
	// base is the instance's own latency, handshake the delay of its handshake.
	base, handshake time.Duration
	// movedTo is where a moved instance went and where a ring of redirects leads.
	movedTo *instance
	// peers is how many peers it states.
	peers int
	// children are the instances for which this one vouches: it lists them as
	// peers, so that every name can be found. They are places in Network.names.
	children []int32
	// stated is what a list says of it, nil for invented instances.
	stated *stated
	// document is the path of the recorded document it serves, "" for invented ones.
	document string

	// sunset is what it says for machines of its own end, nil for nothing.
	sunset atomic.Pointer[Sunset]
	// pins is what its contact account has pinned, nil for what it has by itself.
	pins atomic.Pointer[Pins]

	behaviour behaviour
	// variant is the form its misbehaviour takes, one of behaviour.variants.
	variant string
	tally   *tally
}

// traits are what the name and the texts of an instance have in common.
type traits struct {
	tongue *tongue
	topic  int    // index of topicSlugs
	city   string // "" if the instance is about no place
}

func (in *instance) chance(p purpose) *chance { return &chance{state: key(in.key, uint64(p))} }

// protected reports whether the instance is one of those a crawl may start from.
func (in *instance) protected() bool {
	return in.kind == Healthy && in.index >= 0 && in.index < protectedHosts
}

// hasNodeinfo reports whether the software has nodeinfo: Mastodon since 3.0.
func (in *instance) hasNodeinfo() bool {
	return in.software.family != famMastodon || atLeast(in.version, 3, 0)
}

func drawTraits(c *chance) traits {
	weights := make([]float64, len(tongues))
	for i, t := range tongues {
		weights[i] = t.weight
	}
	t := traits{tongue: tongues[weighted(c, weights)]}
	if c.hit(0.6) { // the rest is about nothing in particular
		t.topic = c.between(1, len(topicSlugs)-1)
	}
	if c.hit(0.2) {
		t.city = pick(c, t.tongue.cities)
	}
	return t
}

// role is what a document is for.
type role string

const (
	roleNone      role = ""
	roleRobots    role = "robots"
	roleWellKnown role = "well_known"
	roleNodeinfo  role = "nodeinfo"
	roleInstance  role = "instance"
	rolePeers     role = "peers"
	roleOther     role = "other"
)
