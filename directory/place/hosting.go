package place

import (
	"net/netip"
	"slices"

	"landfall/directory/lexicon"
	"landfall/directory/place/network"
)

// SourceAddress is what a registry says of the addresses an instance answers at.
const SourceAddress lexicon.Source = "address"

// addressWeight is for the country that an address is registered in, which is not always
// where the machine stands.
const addressWeight = 0.8

// Hosting is what addresses say about where an instance's machines are. The zero Hosting
// is that nothing is known.
type Hosting struct {
	// Network is who runs the network that the addresses are in; "" if it is not known.
	Network string
	// ASN is the number of that network (RFC 6793); 0 if it is not known.
	ASN uint32
	// Countries are those that the addresses are registered in; none means that it is
	// not known.
	Countries []Finding
	// Hidden tells that the network is a delivery network in front of the machines: where
	// those are is not known.
	Hidden bool
}

// IsZero reports whether nothing is known.
func (h Hosting) IsZero() bool {
	return h.Network == "" && h.ASN == 0 && len(h.Countries) == 0 && !h.Hidden
}

// Locator tells what is known of an address: a [network.Registry], usually.
type Locator interface {
	Lookup(addr netip.Addr) network.Record
}

// Locate says where the machines behind addresses are. Without a locator, for addresses
// that it does not know and for those that are nobody's on the internet, the answer is
// unknown. The network is that of the first address that has one.
func Locate(l Locator, addresses []netip.Addr) Hosting {
	var hosting Hosting
	var evidence []Evidence
	for _, addr := range addresses {
		addr = addr.Unmap()
		if !public(addr) {
			continue
		}
		var known network.Record
		if l != nil {
			known = l.Lookup(addr)
		}
		if name := deliveryNetwork(addr, known.ASN); name != "" {
			return Hosting{Network: name, ASN: known.ASN, Hidden: true}
		}
		if hosting.ASN == 0 {
			hosting.Network, hosting.ASN = known.Name, known.ASN
		}
		country := ID(known.Country)
		if country != "" && !slices.ContainsFunc(evidence, func(o Evidence) bool { return o.Place == country }) {
			evidence = append(evidence, Evidence{country, lexicon.Evidence{Source: SourceAddress, Term: addr.String(), Weight: addressWeight}})
		}
	}
	hosting.Countries = answer(evidence).Shown
	return hosting
}

// reserved are the addresses with which nothing on the internet answers, beside those that
// [netip.Addr] knows: shared, tests, examples, translation and what is left over (RFC 6890 and
// the registries that it names).
var reserved = prefixes(`0.0.0.0/8 100.64.0.0/10 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4
	64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 3fff::/20 5f00::/16 fec0::/10`)

// public reports whether an address may be somebody's on the internet.
func public(addr netip.Addr) bool {
	return addr.IsGlobalUnicast() && !addr.IsPrivate() && !within(reserved, addr)
}
