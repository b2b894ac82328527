package place

import (
	"net/netip"
	"testing"

	"landfall/directory/place/network"
)

type fixed map[string]network.Record

func (f fixed) Lookup(addr netip.Addr) network.Record { return f[addr.String()] }

func addresses(texts ...string) []netip.Addr {
	var all []netip.Addr
	for _, text := range texts {
		all = append(all, netip.MustParseAddr(text))
	}
	return all
}

func TestLocate(t *testing.T) {
	known := fixed{
		"9.9.9.1": {Country: "fi", ASN: 64500, Name: "Quiet Networks"}, "2a00:1::1": {Country: "de", ASN: 64501, Name: "Other Networks"},
		"9.9.9.2": {Country: "us", ASN: 20940, Name: "Akamai International B.V."}, "9.9.9.3": {Country: "us", ASN: 63949, Name: "Akamai Technologies, Inc."},
	}
	if h := Locate(known, addresses("::ffff:9.9.9.1", "2a00:1::1")); h.Hidden || h.Network != "Quiet Networks" || h.ASN != 64500 ||
		len(h.Countries) != 2 || h.Countries[0].Evidence[0].Source != SourceAddress {
		t.Errorf("%+v", h)
	}
	for name, in := range map[string][]netip.Addr{
		"Cloudflare": addresses("9.9.9.1", "104.16.1.1"), "Fastly": addresses("151.101.1.1"), "Akamai": addresses("9.9.9.2"), "CloudFront": addresses("13.32.1.1"),
	} {
		if h := Locate(known, in); h.Network != name || !h.Hidden || len(h.Countries) > 0 {
			t.Errorf("behind %s: %+v", name, h)
		}
	}
	if h := Locate(known, addresses("9.9.9.3")); h.Hidden || len(h.Countries) != 1 {
		t.Errorf("a rented machine: %+v", h)
	}
	for _, unknown := range []Hosting{Locate(nil, addresses("9.9.9.1")), Locate(known, addresses("9.9.9.9")), Locate(known, nil), Locate(known, []netip.Addr{{}})} {
		if !unknown.IsZero() {
			t.Errorf("unknown is %+v", unknown)
		}
	}
}

// anywhere knows every address.
type anywhere struct{}

func (anywhere) Lookup(netip.Addr) network.Record {
	return network.Record{Country: "de", ASN: 64500, Name: "Everywhere"}
}

func TestAddressesOfNobodyAreNotLocated(t *testing.T) {
	for _, addr := range addresses("127.0.0.1", "::1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.1.1", "100.64.0.1", "192.0.2.1", "198.51.100.7", "203.0.113.9",
		"198.18.0.1", "0.0.0.0", "0.1.2.3", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "fe80::1", "fc00::1", "2001:db8::1", "3fff::1", "ff02::1", "2002:7f00:1::", "64:ff9b::1", "::ffff:127.0.0.1") {
		if h := Locate(anywhere{}, []netip.Addr{addr}); !h.IsZero() {
			t.Errorf("%s: %+v", addr, h)
		}
	}
	if h := Locate(anywhere{}, addresses("9.9.9.9")); h.IsZero() {
		t.Error("an address of somebody is not located")
	}
}
