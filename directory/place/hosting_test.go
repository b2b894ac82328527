package place

import (
	"net/netip"
	"os"
	"path/filepath"
	"testing"
)

type fixed map[string]ID

func (f fixed) Country(addr netip.Addr) (ID, bool) { id, ok := f[addr.String()]; return id, ok }

func addresses(texts ...string) []netip.Addr {
	var all []netip.Addr
	for _, text := range texts {
		all = append(all, netip.MustParseAddr(text))
	}
	return all
}

func TestLocate(t *testing.T) {
	known := fixed{"192.0.2.1": "fi", "2001:db8::1": "de"}
	if h := Locate(known, addresses("::ffff:192.0.2.1", "2001:db8::1")); h.Hidden() || len(h.Countries) != 2 || h.Countries[0].Evidence[0].Source != SourceAddress {
		t.Errorf("%+v", h)
	}
	if h := Locate(known, addresses("192.0.2.1", "104.16.1.1")); h.Network != "Cloudflare" || len(h.Countries) > 0 {
		t.Errorf("behind a delivery network: %+v", h)
	}
	for _, unknown := range []Hosting{Locate(nil, addresses("192.0.2.1")), Locate(known, addresses("198.51.100.1")), Locate(known, nil)} {
		if unknown.Hidden() || len(unknown.Countries) > 0 {
			t.Errorf("unknown is %+v", unknown)
		}
	}
}

// TestRegistry reads the data package that package.json names.
func TestRegistry(t *testing.T) {
	path := filepath.Join("..", "..", "node_modules", "@ip-location-db", "geo-whois-asn-country-mmdb", "geo-whois-asn-country.mmdb")
	if _, err := os.Stat(path); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip("no registry of addresses; run make browser: " + err.Error())
	}
	registry, err := OpenRegistry(path)
	if err != nil {
		t.Fatal(err)
	}
	defer registry.Close()
	// Networks of research institutions that have stayed where they are for decades.
	for addr, want := range map[string]ID{"130.237.0.1": "se", "133.11.0.1": "jp", "18.9.22.69": "us", "192.0.2.1": "", "10.0.0.1": ""} {
		if got, _ := registry.Country(netip.MustParseAddr(addr)); got != want {
			t.Errorf("%s is in %q, want %q", addr, got, want)
		}
	}
}

func TestOpenRegistryRefusesOtherFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file.mmdb")
	if err := os.WriteFile(path, []byte("no database"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenRegistry(path); err == nil {
		t.Error("a file that is none was opened")
	}
}
