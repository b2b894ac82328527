package place

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/oschwald/maxminddb-golang/v2"
	"golang.org/x/text/language"

	"landfall"
	"landfall/directory/lexicon"
)

// SourceAddress is what a data package says of the addresses an instance answers at.
const SourceAddress lexicon.Source = "address"

// addressWeight is for the country that an address is registered in, which is not always
// where the machine stands.
const addressWeight = 0.8

// Hosting is what addresses say about where an instance's machines are.
type Hosting struct {
	// Network is the delivery network in front of the machines, which hides where they
	// are; "" if none is known of.
	Network string
	// Countries are those of the addresses; none means that it is not known.
	Countries []Finding
}

// Hidden reports whether a delivery network hides where the machines are.
func (h Hosting) Hidden() bool { return h.Network != "" }

// Locator tells the country that an address is registered in; ok is false if it is not
// known.
type Locator interface {
	Country(addr netip.Addr) (country ID, ok bool)
}

// Locate says where the machines behind addresses are. Without a locator, and for addresses
// that it does not know, the answer is unknown.
func Locate(l Locator, addresses []netip.Addr) Hosting {
	var evidence []Evidence
	for _, addr := range addresses {
		addr = addr.Unmap()
		if network := deliveryNetwork(addr); network != "" {
			return Hosting{Network: network}
		}
		if l == nil {
			continue
		}
		if country, ok := l.Country(addr); ok {
			e := Evidence{country, lexicon.Evidence{Source: SourceAddress, Term: addr.String(), Weight: addressWeight}}
			if !slices.ContainsFunc(evidence, func(o Evidence) bool { return o.Place == country }) {
				evidence = append(evidence, e)
			}
		}
	}
	return Hosting{Countries: answer(evidence).Shown}
}

// deliveryNetworks are the addresses that delivery networks publish as theirs.
var deliveryNetworks = map[string][]netip.Prefix{
	"Cloudflare": prefixes(`173.245.48.0/20 103.21.244.0/22 103.22.200.0/22 103.31.4.0/22 141.101.64.0/18 108.162.192.0/18
		190.93.240.0/20 188.114.96.0/20 197.234.240.0/22 198.41.128.0/17 162.158.0.0/15 104.16.0.0/13 104.24.0.0/14
		172.64.0.0/13 131.0.72.0/22 2400:cb00::/32 2606:4700::/32 2803:f800::/32 2405:b500::/32 2405:8100::/32
		2a06:98c0::/29 2c0f:f248::/32`),
	"Fastly": prefixes(`151.101.0.0/16 199.232.0.0/16 146.75.0.0/17 2a04:4e40::/32 2a04:4e42::/32`),
}

func prefixes(text string) []netip.Prefix {
	var all []netip.Prefix
	for field := range strings.FieldsSeq(text) {
		all = append(all, netip.MustParsePrefix(field))
	}
	return all
}

// deliveryNetwork returns the delivery network that an address belongs to, or "".
func deliveryNetwork(addr netip.Addr) string {
	for name, all := range deliveryNetworks {
		if slices.ContainsFunc(all, func(p netip.Prefix) bool { return p.Contains(addr) }) {
			return name
		}
	}
	return ""
}

// Registry is a [Locator] over a file in MaxMind DB format.
type Registry struct{ reader *maxminddb.Reader }

// OpenRegistry opens a file in MaxMind DB format that has the country of an address as
// "country_code" or as "country" with "iso_code". The caller closes it.
func OpenRegistry(path string) (*Registry, error) {
	reader, err := maxminddb.Open(path)
	if err != nil {
		if _, invalid := errors.AsType[maxminddb.InvalidDatabaseError](err); invalid {
			return nil, fmt.Errorf("registry of addresses: %w: %w", landfall.ErrInvalid, err)
		}
		return nil, fmt.Errorf("registry of addresses: %w", err)
	}
	return &Registry{reader}, nil
}

// Close closes the file.
func (r *Registry) Close() error { return r.reader.Close() }

// Country returns the country that an address is registered in.
func (r *Registry) Country(addr netip.Addr) (ID, bool) {
	var record struct {
		Code    string `maxminddb:"country_code"`
		Country struct {
			Code string `maxminddb:"iso_code"`
		} `maxminddb:"country"`
	}
	if err := r.reader.Lookup(addr).Decode(&record); err != nil {
		return "", false
	}
	code := record.Code
	if code == "" {
		code = record.Country.Code
	}
	region, err := language.ParseRegion(code)
	if err != nil || !region.IsCountry() {
		return "", false
	}
	return ID(strings.ToLower(region.String())), true
}
