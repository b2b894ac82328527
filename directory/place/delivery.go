package place

import (
	"net/netip"
	"slices"
	"strings"
)

// deliveryNumbers are delivery networks by the numbers of networks in which they have
// nothing else. Those of providers that rent out machines in the same network, as Amazon
// and Akamai's Linode do, are not among them.
var deliveryNumbers = map[uint32]string{
	13335: "Cloudflare", 209242: "Cloudflare", 14789: "Cloudflare", 132892: "Cloudflare", 202623: "Cloudflare", 203898: "Cloudflare", 394536: "Cloudflare", 395747: "Cloudflare", 139242: "Cloudflare",
	54113: "Fastly",
	20940: "Akamai", 16625: "Akamai", 12222: "Akamai", 24319: "Akamai", 32787: "Akamai", 34164: "Akamai", 35994: "Akamai", 36183: "Akamai", 21342: "Akamai", 33905: "Akamai", 17204: "Akamai", 26008: "Akamai", 31108: "Akamai", 200005: "Akamai", 213120: "Akamai", 393560: "Akamai",
	200325: "Bunny", 60068: "CDN77", 19551: "Imperva", 62571: "Imperva", 30148: "Sucuri", 57724: "DDoS-Guard", 22822: "Edgio", 15133: "Edgio", 14210: "Edgio",
	30081: "CacheFly", 202468: "ArvanCloud", 57568: "ArvanCloud", 208006: "ArvanCloud", 209671: "Qrator", 200449: "Qrator", 59796: "StormWall", 52580: "Azion", 38107: "CDNetworks", 36408: "CDNetworks",
}

// deliveryPrefixes are the addresses that delivery networks publish as theirs, for use
// without a registry, and where they share a network with rented machines.
var deliveryPrefixes = map[string][]netip.Prefix{
	"Cloudflare": prefixes(`173.245.48.0/20 103.21.244.0/22 103.22.200.0/22 103.31.4.0/22 141.101.64.0/18 108.162.192.0/18
		190.93.240.0/20 188.114.96.0/20 197.234.240.0/22 198.41.128.0/17 162.158.0.0/15 104.16.0.0/13 104.24.0.0/14
		172.64.0.0/13 131.0.72.0/22 2400:cb00::/32 2606:4700::/32 2803:f800::/32 2405:b500::/32 2405:8100::/32
		2a06:98c0::/29 2c0f:f248::/32`),
	"Fastly": prefixes(`151.101.0.0/16 199.232.0.0/16 146.75.0.0/17 2a04:4e40::/32 2a04:4e42::/32`),
	"CloudFront": prefixes(`3.160.0.0/14 3.165.0.0/16 3.166.0.0/15 3.168.0.0/14 3.173.192.0/18 13.32.0.0/15 13.224.0.0/14 13.249.0.0/16 15.158.0.0/16
		18.160.0.0/15 18.164.0.0/15 18.172.0.0/15 18.238.0.0/15 18.244.0.0/15 52.222.128.0/17 54.192.0.0/16 54.230.200.0/21
		54.230.208.0/20 54.230.224.0/19 64.252.128.0/18 65.9.128.0/18 70.132.0.0/18 71.152.0.0/17 99.86.0.0/16 108.156.0.0/14
		130.176.0.0/17 130.176.128.0/18 204.246.168.0/22 204.246.172.0/24 204.246.173.0/24 205.251.202.0/23 205.251.206.0/23
		205.251.208.0/20 205.251.249.0/24 205.251.252.0/23 205.251.254.0/24 216.137.32.0/19`),
}

func prefixes(text string) []netip.Prefix {
	var all []netip.Prefix
	for field := range strings.FieldsSeq(text) {
		all = append(all, netip.MustParsePrefix(field))
	}
	return all
}

func within(all []netip.Prefix, addr netip.Addr) bool {
	return slices.ContainsFunc(all, func(p netip.Prefix) bool { return p.Contains(addr) })
}

// deliveryNetwork returns the delivery network that an address in a numbered network
// belongs to, or "".
func deliveryNetwork(addr netip.Addr, number uint32) string {
	if name := deliveryNumbers[number]; name != "" {
		return name
	}
	for name, all := range deliveryPrefixes {
		if within(all, addr) {
			return name
		}
	}
	return ""
}
