package netguard

import (
	"crypto/x509"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall"
)

func TestAConnectionTellsOfTheHost(t *testing.T) {
	lab := newTestLab(t)
	ends := time.Now().Add(30 * 24 * time.Hour).Truncate(time.Second).UTC()
	lab.certs["modern-sim.social"] = func(c *x509.Certificate) { c.NotAfter = ends }
	lab.serve("modern-sim.social", "/", http.Header{"Alt-Svc": {`h2=":443", h3=":443"; ma=86400`}}, []byte("x"))
	s := session(t, lab.guard(t, Limits{}))
	for range 2 {
		if _, _, err := get(t, s, "https://modern-sim.social/"); err != nil {
			t.Fatal(err)
		}
	}
	want := landfall.Connection{Family: "ipv4", Address: landfall.Address{Addr: netip.MustParseAddr("127.0.0.1")}, TLS: "1.3", HTTP: "1.1", HTTP3: true, CertExpires: ends}
	for i, x := range s.Exchanges() {
		if diff := cmp.Diff(want, x.Connection); diff != "" {
			t.Errorf("exchange %d (-want +got):\n%s", i, diff)
		}
	}
}

// That a certificate has ended is told with when, though there was no answer.
func TestAnExpiredCertificateTellsWhenItEnded(t *testing.T) {
	lab := newTestLab(t)
	ended := time.Now().Add(-3 * 24 * time.Hour).Truncate(time.Second).UTC()
	lab.certs["late-sim.social"] = func(c *x509.Certificate) { c.NotBefore, c.NotAfter = ended.AddDate(0, -3, 0), ended }
	s := session(t, lab.guard(t, Limits{}))
	_, _, err := get(t, s, "https://late-sim.social/")
	wantReason(t, err, "tls_expired")
	if got := s.Exchanges()[0].Connection; !got.CertExpires.Equal(ended) || got.TLS != "" || got.HTTP != "" {
		t.Errorf("%+v; want only when the certificate ended, %v", got, ended)
	}
}

func TestTheNameTellsOfIPv6(t *testing.T) {
	for name, addrs := range map[string][]string{"both": {"45.13.0.1", "2a01:4f8::1"}, "old": {"45.13.0.1"}} {
		trace := &dialTrace{}
		trace.lookingUp(time.Now())
		var info httptrace.DNSDoneInfo
		for _, addr := range addrs {
			info.Addrs = append(info.Addrs, net.IPAddr{IP: net.ParseIP(addr)})
		}
		trace.lookedUp(info, time.Now())
		about := trace.about(netip.MustParseAddr("45.13.0.1"))
		if about.Family != "ipv4" || about.IPv6 == nil || *about.IPv6 != (len(addrs) == 2) {
			t.Errorf("%s: %+v", name, about)
		}
	}
	if about := (&dialTrace{}).about(netip.Addr{}); !about.IsZero() {
		t.Errorf("without a look-up: %+v, want nothing", about)
	}
}

func TestAKnockIsAVerifiedHandshake(t *testing.T) {
	lab := newTestLab(t)
	lab.certs["liar-sim.social"] = func(c *x509.Certificate) { c.DNSNames = []string{"other-sim.social"} }
	g := lab.guard(t, Limits{})
	if err := g.Knock(t.Context(), "well-sim.social"); err != nil {
		t.Errorf("knock: %v", err)
	}
	if err := g.Knock(t.Context(), "liar-sim.social"); err == nil {
		t.Error("a certificate for another name was taken")
	}
	if err := g.KnockAddress(t.Context(), netip.MustParseAddr("1.1.1.1")); err != nil {
		t.Errorf("knock at an address, which the lab answers: %v", err)
	}
	if g.Resolves(t.Context(), "anything.invalid") {
		t.Error("a lab looks no name up")
	}
}
