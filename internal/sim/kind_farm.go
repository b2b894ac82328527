package sim

import (
	"fmt"
)

// A farm is one domain below which every name answers: a wildcard record and one
// program that pretends to be endless instances, each of which knows forty more.

const farmPeerCount = 40

// farmName is a name of the farm.
func (n *Network) farmName(k uint64) string {
	return fmt.Sprintf("%s%04x.%s", nameSecond[k%uint64(len(nameSecond))], k>>48, n.farm)
}

// farmed invents the instance behind any name of the farm that is not one of the
// planned ones, or returns nil if the name lies elsewhere.
func (n *Network) farmed(name string) *instance {
	if !n.below(name) {
		return nil
	}
	if in, ok := n.farmHosts.get(name); ok {
		return in
	}
	in := &instance{name: name, kind: Farm, index: -1, key: key(n.cfg.Seed, keyOf(name)), tally: n.farmTally}
	in.traits = drawTraits(in.chance(forTraits))
	n.settle(in)
	n.farmHosts.put(name, in)
	return in
}

func (n *Network) farmPeers(c *chance) []string {
	names := make([]string, farmPeerCount)
	for i := range names {
		names[i] = n.farmName(c.next())
	}
	return names
}
