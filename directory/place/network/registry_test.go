package network

import (
	"errors"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"landfall"
	"landfall/internal/fixtures"
)

// bundled is the registry that the setup of the tests packs, mandatory in CI.
func bundled(t *testing.T) *Registry {
	t.Helper()
	registry, err := Bundled()
	if errors.Is(err, landfall.ErrNotFound) && os.Getenv("CI") == "" {
		t.Skip("run make data: ", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { registry.Close() })
	return registry
}

// countries are networks of research institutions that have stayed where they are for
// decades.
var countries = map[string]string{"130.237.0.1": "se", "133.11.0.1": "jp", "18.9.22.69": "us", "2001:6b0:1::1": "se", "192.0.2.1": "", "10.0.0.1": ""}

func TestBundled(t *testing.T) {
	registry := bundled(t)
	for addr, want := range countries {
		if got := registry.Lookup(netip.MustParseAddr(addr)); got.Country != want {
			t.Errorf("%s is in %q, want %q", addr, got.Country, want)
		}
	}
	if got := registry.Lookup(netip.MustParseAddr("130.237.0.1")); got.ASN == 0 || got.Name == "" {
		t.Errorf("the network of a university is %+v", got)
	}
	if got := registry.Lookup(netip.MustParseAddr("1.1.1.1")); got.ASN != 13335 || !strings.Contains(got.Name, "Cloudflare") {
		t.Errorf("the network of a resolver is %+v", got)
	}
}

func TestOpenReadsOtherFiles(t *testing.T) {
	registry, err := Open(fixtures.Package(t, "@ip-location-db", "geo-whois-asn-country-mmdb", "geo-whois-asn-country.mmdb"))
	if err != nil {
		t.Fatal(err)
	}
	defer registry.Close()
	for addr, want := range countries {
		if got := registry.Lookup(netip.MustParseAddr(addr)); got.Country != want || got.ASN != 0 {
			t.Errorf("%s is %+v, want %q", addr, got, want)
		}
	}
}

func TestOpenRefusesOtherFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file.mmdb")
	if err := os.WriteFile(path, []byte("no database"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path); !errors.Is(err, landfall.ErrInvalid) {
		t.Errorf("%v, want %v", err, landfall.ErrInvalid)
	}
	if _, err := Open(filepath.Join(t.TempDir(), "none.mmdb")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%v, want %v", err, os.ErrNotExist)
	}
}
