package netguard

import (
	"crypto/x509"
	"net/netip"
	"testing"
	"time"

	"github.com/miekg/dns"
)

func TestInspectTellsOfTheCertificate(t *testing.T) {
	lab := newTestLab(t)
	lab.serve("sound-sim.social", "/", nil, nil)
	ended := time.Now().Add(-3 * 24 * time.Hour).Truncate(time.Second).UTC()
	lab.certs["late-sim.social"] = func(c *x509.Certificate) { c.NotBefore, c.NotAfter = ended.AddDate(0, -3, 0), ended }
	g := lab.guard(t, Limits{})

	way := g.Inspect(t.Context(), "sound-sim.social")
	if f := way.IPv4; !way.Lab || !f.Connected || f.Fault != nil || f.TLS != "1.3" || f.Certificate == nil || f.Certificate.Names[0] != "sound-sim.social" {
		t.Errorf("sound: %+v", way)
	}
	way = g.Inspect(t.Context(), "late-sim.social")
	f := way.IPv4
	wantReason(t, f.Fault, "tls_expired")
	if !f.Connected || f.Certificate == nil || !f.Certificate.Until.Equal(ended) {
		t.Errorf("late: %+v", f)
	}
}

// Addresses that are never dialled are told, with the reason, and not connected to.
func TestInspectDialsOnlyWhatMayBeDialled(t *testing.T) {
	g, err := New(Config{Resolver: nameServer(t, func(name string, kind uint16) ([]string, int) {
		switch {
		case name == "mixed-sim.social." && kind == dns.TypeA:
			return []string{"10.0.0.1", "45.13.0.1"}, 0
		case name == "mixed-sim.social." && kind == dns.TypeAAAA:
			return []string{"fd00::1"}, 0
		}
		return nil, 3
	})})
	if err != nil {
		t.Fatal(err)
	}
	allowed := fence(g, "")
	way := g.Inspect(t.Context(), "mixed-sim.social")
	if way.IPv4.Refused[netip.MustParseAddr("10.0.0.1")] == "" || way.IPv6.Refused[netip.MustParseAddr("fd00::1")] == "" {
		t.Errorf("refused: %v, %v", way.IPv4.Refused, way.IPv6.Refused)
	}
	if way.IPv4.Tried != netip.MustParseAddr("45.13.0.1") || way.IPv6.Tried.IsValid() {
		t.Errorf("tried %v and %v", way.IPv4.Tried, way.IPv6.Tried)
	}
	for addr := range allowed.Range {
		if addr != "45.13.0.1:443" {
			t.Errorf("connected to %v", addr)
		}
	}
	way = g.Inspect(t.Context(), "absent-sim.social")
	if way.IPv4.Lookup != nil || way.IPv6.Lookup != nil || len(way.IPv4.Addresses) != 0 {
		t.Errorf("absent: %+v", way)
	}
}
