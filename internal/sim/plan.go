package sim

import (
	"math"
	"time"
)

// protectedHosts is how many instances, the first ones, are always healthy and
// readable, so that a crawl has somewhere to start.
const protectedHosts = 8

// maxPeers bounds the peers list of one instance.
const maxPeers = 20_000

// plan invents the instances of a network.
func (n *Network) plan() {
	cfg := n.cfg
	kinds := planKinds(cfg)
	n.names = make([]string, cfg.Hosts)
	names := &namer{seed: cfg.Seed, taken: make(map[string]bool, cfg.Hosts)}
	tallies := make([]tally, cfg.Hosts)
	if cfg.Mix.Share[Farm] > 0 {
		n.farm = "wildcard-" + nameSecond[key(cfg.Seed)%uint64(len(nameSecond))] + mark + ".club"
	}
	n.farmTally = &tally{}
	n.instances = make([]*instance, cfg.Hosts)
	for i := range n.instances {
		in := &instance{index: i, kind: kinds[i], key: key(cfg.Seed, uint64(i)), tally: &tallies[i]}
		in.traits = drawTraits(in.chance(forTraits))
		if in.kind == Farm {
			in.name = n.farmName(in.key)
		} else {
			in.name = names.name(i, in.traits)
		}
		n.settle(in)
		n.instances[i] = in
		n.byName[in.name], n.names[i] = in, in.name
	}
	n.connect()
}

// planKinds decides the kind of each instance. The shares come out exactly, but
// for rounding, and every kind with a share appears at least once in a network
// that is large enough.
func planKinds(cfg Config) []Kind {
	kinds := make([]Kind, 0, cfg.Hosts)
	for _, kind := range Kinds()[1:] {
		share := cfg.Mix.Share[kind]
		count := int(math.Round(share * float64(cfg.Hosts)))
		if share > 0 && count == 0 && cfg.Hosts >= 100 {
			count = 1
		}
		for range min(count, cfg.Hosts-len(kinds)) {
			kinds = append(kinds, kind)
		}
	}
	healthy := cfg.Hosts - len(kinds)
	first := min(healthy, protectedHosts)
	for range healthy - first {
		kinds = append(kinds, Healthy)
	}
	shuffle(&chance{state: key(cfg.Seed, uint64(forMisconduct))}, kinds)
	all := make([]Kind, first, cfg.Hosts)
	for i := range all {
		all[i] = Healthy
	}
	return append(all, kinds...)
}

// settle decides everything about an instance that follows from its key and kind.
func (n *Network) settle(in *instance) {
	mix := n.cfg.Mix
	in.hub = in.index >= 0 && float64(in.index) < hubs*float64(n.cfg.Hosts)
	plain := mix.MastodonOnly || in.protected() || in.kind == Farm || in.kind == PeerFlood
	if in.software == nil {
		in.software, in.version = drawSoftware(in.chance(forSoftware), plain)
	}
	in.behaviour = behaviourOf(in.kind)
	if in.behaviour.target != roleNone && !in.hasNodeinfo() { // it has nothing to misbehave with
		in.software, in.version = drawSoftware(in.chance(forSoftware), true)
	}
	in.robots = robotsNone
	if mix.Robots && !in.protected() {
		in.robots = drawRobots(in.chance(forRobots), in.software)
	}
	in.base, in.handshake = mix.Latency.draw(in.chance(forLatency))
	in.peers = mix.Peers
	if in.peers == 0 {
		in.peers = min(10+int(12*math.Pow(float64(in.people().users), 0.4)), 10+n.cfg.Hosts/2)
	}
	in.peers = min(in.peers, maxPeers, n.cfg.Hosts-1)
	in.misbehave()
}

// misbehave decides in which form and with which document an instance misbehaves.
func (in *instance) misbehave() {
	c := in.chance(forMisconduct)
	if len(in.behaviour.variants) > 0 {
		in.variant = pick(c, in.behaviour.variants)
	}
	in.target = in.behaviour.target
	if in.behaviour.spoil != nil && in.target == roleNone {
		in.target = pick(c, in.spoilable())
	}
	switch in.kind {
	case Slow:
		in.base = time.Duration(1000+c.below(2000)) * time.Millisecond
	case ServerError:
		in.robots = robotsNone
		if c.hit(0.5) {
			in.robots = robotsError
		}
	case Healthy, HostileText:
	default: // what is wrong with it should be met, not hidden by robots.txt
		in.robots = robotsNone
	}
}

// spoilable lists the documents that an instance has and a visit reads.
func (in *instance) spoilable() []role {
	var roles []role
	if in.hasNodeinfo() {
		roles = append(roles, roleWellKnown, roleNodeinfo)
	}
	if _, ok := familyRoutes[in.software.family]["/api/v1/instance"]; ok {
		roles = append(roles, roleInstance)
	}
	return roles
}

// draw decides the latency of one instance.
func (l Latency) draw(c *chance) (base, handshake time.Duration) {
	base = l.Min
	switch {
	case l.Median > 0:
		base = time.Duration(float64(l.Median) * math.Exp(l.Spread*c.normal()))
		base = min(max(base, l.Min), l.Max)
	case l.Max > l.Min:
		low, high := math.Log(max(1, float64(l.Min))), math.Log(float64(l.Max))
		base = time.Duration(math.Exp(low + (high-low)*c.float()))
	}
	return base, time.Duration(float64(base) * l.Handshake)
}

// at is the latency of one answer, the nth of the instance.
func (in *instance) at(n int64, jitter float64) time.Duration {
	if jitter == 0 || in.kind == Slow {
		return in.base
	}
	c := chance{state: key(in.key, uint64(forLatency), uint64(n))}
	return time.Duration(float64(in.base) * (1 + jitter*(2*c.float()-1)))
}
