package sim

import (
	"math"
	"slices"
)

// fanOut is how many others an instance vouches for.
const fanOut = 8

// connect makes sure that every name can be found: those whose peers list any
// client may read form a tree in which each lists fanOut others, and the rest
// hang from it. The first is the root, where [Network.Seeds] begins. What else a
// list holds is whom the instance is acquainted with.
func (n *Network) connect() {
	n.encircle()
	var readable, others []*instance
	for _, in := range n.instances {
		if in.readable() {
			readable = append(readable, in)
		} else {
			others = append(others, in)
		}
	}
	n.readable = readable
	n.lead()
	if len(readable) == 0 {
		return
	}
	places := make([]int, 0, len(n.names))
	for _, in := range slices.Concat(readable, others) {
		places = append(places, in.index)
	}
	for place := len(n.instances); place < len(n.names); place++ {
		places = append(places, place)
	}
	for p, place := range places[1:] {
		parent := readable[p/fanOut%len(readable)]
		parent.children = append(parent.children, int32(place))
	}
}

// lead decides where moved instances went and where rings of redirects lead.
func (n *Network) lead() {
	var ring []*instance
	for _, in := range n.instances {
		switch in.kind {
		case Moved, HostileLinks:
			if len(n.readable) > 0 {
				in.movedTo = pick(in.chance(forTarget), n.readable)
			}
		case RedirectLoop:
			if in.variant == "ring" {
				ring = append(ring, in)
			}
		}
	}
	for i, in := range ring {
		in.movedTo = ring[(i+1)%len(ring)]
	}
}

// readable reports whether any polite client gets to read the peers list.
func (in *instance) readable() bool {
	if in.kind != Healthy || !in.hasNodeinfo() || in.robots.delay > 0 {
		return false
	}
	visit := []string{"/.well-known/nodeinfo", in.software.path, "/api/v1/instance", "/api/v2/instance", "/api/v1/instance/peers"}
	if slices.ContainsFunc(visit, in.robots.forbids) {
		return false
	}
	switch in.software.family {
	case famMastodon, famPleroma, famFriendica:
		return true
	default:
		return false
	}
}

// peerNames is the peers list of an instance, in no order.
func (n *Network) peerNames(in *instance) []string {
	c := in.chance(forPeers)
	if in.kind == Farm {
		return n.farmPeers(c)
	}
	want := max(in.peers, len(in.children))
	names := make([]string, 0, want)
	junk := int(math.Round(float64(want-len(in.children)) * n.cfg.Mix.Junk))
	seen := make(map[int]bool, want)
	seen[in.index] = true
	for _, child := range in.children {
		seen[int(child)] = true
		names = append(names, n.names[child])
	}
	for range junk {
		names = append(names, junkName(c, in))
	}
	for tries := 0; len(names) < want && tries < 4*want; tries++ {
		if at := n.acquainted(c, in); !seen[at] {
			seen[at] = true
			names = append(names, n.names[at])
		}
	}
	shuffle(c, names)
	return names
}
