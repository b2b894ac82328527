// Package caller tells where on the Internet a request comes from, for the bounds on what
// strangers may cost. Nothing that anybody may see or do depends on it.
package caller

import (
	"fmt"
	"net/http"
	"net/netip"
	"strings"
)

// Proxies are the machines in front of this server whose X-Forwarded-For is believed: nobody
// else's is (CVE-2023-49952).
type Proxies []netip.Prefix

// Parse reads addresses and networks, as 192.0.2.1 and 2001:db8::/32.
func Parse(names []string) (Proxies, error) {
	var all Proxies
	for _, name := range names {
		network, err := netip.ParsePrefix(name)
		if err != nil {
			address, err := netip.ParseAddr(name)
			if err != nil {
				return nil, fmt.Errorf("proxy %q is no address and no network", name)
			}
			network = netip.PrefixFrom(address, address.BitLen())
		}
		all = append(all, network)
	}
	return all, nil
}

// Of returns whom a request comes from: an IPv4 address, or the /64 of an IPv6 address, of which
// one machine may have all. It is "" if nobody knows: if it comes from a private network, where
// a proxy stands that was not named, or if a proxy does not say from whom it has it.
func (p Proxies) Of(r *http.Request) string {
	remote, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return ""
	}
	at := remote.Addr().Unmap().WithZone("")
	way := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for p.contain(at) { // each proxy adds whom it has it from at the end
		if len(way) == 0 {
			return ""
		}
		last := way[len(way)-1]
		way = way[:len(way)-1]
		if at, err = netip.ParseAddr(strings.TrimSpace(last)); err != nil {
			return ""
		}
		at = at.Unmap().WithZone("")
	}
	switch {
	case !at.IsGlobalUnicast() || at.IsPrivate():
		return ""
	case at.Is6():
		network, _ := at.Prefix(64)
		return network.String()
	}
	return at.String()
}

func (p Proxies) contain(at netip.Addr) bool {
	for _, network := range p {
		if network.Contains(at) {
			return true
		}
	}
	return false
}
