package sim

import (
	"crypto/x509"
	"strings"
	"testing"
	"time"
)

func TestCastCertificatesAreSound(t *testing.T) {
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	a, err := newAuthority("test", func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(a.cert)
	serials := make(map[string]bool)
	for _, name := range []string{
		"amber-otter-sim.social", "brisk-heron-sim.social", "a-sim.de", "xn--bcher-otter-sim-2pb.de",
		strings.Repeat("q", 22), strings.Repeat("long-", 12) + "sim." + strings.Repeat("b.", 80) + "social",
	} {
		der, err := a.mint(name, false)
		if err != nil {
			t.Fatal(err)
		}
		cert, err := x509.ParseCertificate(der)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if _, err := cert.Verify(x509.VerifyOptions{Roots: roots, DNSName: name, CurrentTime: now}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if len(cert.DNSNames) != 1 || cert.SerialNumber.Sign() <= 0 || serials[cert.SerialNumber.String()] {
			t.Errorf("%s: names %v, serial number %s", name, cert.DNSNames, cert.SerialNumber)
		}
		serials[cert.SerialNumber.String()] = true
		if !a.leaf.PublicKey.Equal(cert.PublicKey) {
			t.Errorf("%s: certificate of another key", name)
		}
	}
	der, err := a.mint("amber-otter-sim.social", true)
	if err != nil {
		t.Fatal(err)
	}
	if cert, err := x509.ParseCertificate(der); err != nil || !cert.NotAfter.Before(now) {
		t.Errorf("expired certificate: %v, until %s", err, cert.NotAfter)
	}
}
