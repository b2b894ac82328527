package outage

import (
	"net/netip"
	"time"

	"landfall"
)

// NetworkOf returns the network that an address counts to: its /16, or /32 of
// IPv6, which is about what one operator announces. An address that is no Internet
// host's has none.
func NetworkOf(addr netip.Addr) netip.Prefix {
	addr = addr.Unmap()
	if !addr.IsValid() || !addr.IsGlobalUnicast() || addr.IsPrivate() {
		return netip.Prefix{}
	}
	bits := 16
	if addr.Is6() {
		bits = 32
	}
	network, err := addr.Prefix(bits)
	if err != nil {
		return netip.Prefix{}
	}
	return network
}

// What is remembered of networks.
const (
	networkVisits = 32     // of one, the last
	networksMost  = 20_000 // of all; beyond, those without news are dropped
)

// networks remembers how hosts that had answered at the visit before fared lately,
// by network.
type networks struct {
	cfg Config
	all map[netip.Prefix]*network
}

type network struct {
	visits []sighting
	down   time.Time // since when it is, zero if it is not
	up     time.Time // since when it is again, zero if it never was down
}

type sighting struct {
	host   landfall.Host
	at     time.Time
	failed bool
}

// saw adds one visit, and reports whether the network has just gone down.
func (n *networks) saw(now time.Time, key netip.Prefix, host landfall.Host, failed bool) (fell bool) {
	if !key.IsValid() {
		return false
	}
	if len(n.all) >= networksMost {
		n.tidy(now)
	}
	net, ok := n.all[key]
	if !ok {
		net = &network{}
		n.all[key] = net
	}
	net.visits = append(net.visits, sighting{host, now, failed})
	if extra := len(net.visits) - networkVisits; extra > 0 {
		net.visits = append(net.visits[:0], net.visits[extra:]...)
	}
	hosts, share := n.failing(net, now)
	switch away, was := share >= n.cfg.NetworkShare, !net.down.IsZero(); {
	case away && !was && hosts >= n.cfg.NetworkLeast:
		net.down = now
		return true
	case !away && was: // its hosts may be visited too seldom to show that it is down
		net.down, net.up = time.Time{}, now
	}
	return false
}

// down reports that a network is down, and not for so long that its hosts are.
func (n *networks) down(now time.Time, key netip.Prefix) bool {
	net, ok := n.all[key]
	return ok && !net.down.IsZero() && now.Sub(net.down) < n.cfg.NetworkMost
}

// overlaps reports that a visit which began at a time did so while its network was
// down: it may fail after that is over.
func (n *networks) overlaps(key netip.Prefix, began time.Time) bool {
	net, ok := n.all[key]
	return ok && began.Before(net.up)
}

// failing tells of the last visits how many hosts failed, and which share of visits.
func (n *networks) failing(net *network, now time.Time) (hosts int, share float64) {
	visits, failures := 0, 0
	failed := map[landfall.Host]bool{}
	for _, v := range net.visits {
		if now.Sub(v.at) > n.cfg.WindowAge {
			continue
		}
		visits++
		if v.failed {
			failures++
			failed[v.host] = true
		}
	}
	return len(failed), float64(failures) / float64(max(visits, 1))
}

// tidy drops networks without recent visits, but for those that are down.
func (n *networks) tidy(now time.Time) {
	for key, net := range n.all {
		if !n.down(now, key) && now.Sub(net.visits[len(net.visits)-1].at) > n.cfg.WindowAge {
			delete(n.all, key)
		}
	}
}
