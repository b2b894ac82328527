package collect

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"sync"
	"testing"
	"time"

	"landfall"
	"landfall/crawler/polite"
	"landfall/crawler/robots"
	"landfall/internal/netguard"
)

const host landfall.Host = "quiet-harbour-sim.social"

// lab is a TLS server on loopback that answers for every name below two domains,
// and writes down what it is asked.
type lab struct {
	*Collector
	lab   *netguard.Lab
	mu    sync.Mutex
	asked []string
}

func newLab(t *testing.T, handler http.HandlerFunc) *lab {
	t.Helper()
	l := &lab{}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		l.mu.Lock()
		l.asked = append(l.asked, r.Host+r.URL.Path)
		l.mu.Unlock()
		handler(w, r)
	}))
	certificate, authority := certify(t, host.String(), "www."+host.String(), "amber-otter-sim.social")
	server.TLS = &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12}
	server.StartTLS()
	t.Cleanup(server.Close)
	trust, err := netguard.NewLabPEM(netip.MustParseAddrPort(server.Listener.Addr().String()), authority)
	if err != nil {
		t.Fatal(err)
	}
	guard, err := netguard.New(netguard.Config{UserAgent: "Landfall/test", Lab: trust})
	if err != nil {
		t.Fatal(err)
	}
	l.lab = trust
	l.Collector = New(Deps{Guard: guard, Robots: robots.NewCache(robots.CacheConfig{}, time.Now), Limits: polite.New(polite.DefaultLimits(), time.Now), Now: time.Now})
	return l
}

// visit opens a visit that never waits; waited adds up what it was asked to.
func (l *lab) visit(t *testing.T) (v *Visit, waited *time.Duration) {
	t.Helper()
	waited = new(time.Duration)
	v = l.Open(t.Context(), host, func(_ context.Context, d time.Duration) error {
		*waited += d
		return nil
	})
	t.Cleanup(v.Close)
	return v, waited
}

// certify makes an authority and one certificate for all the names.
func certify(t *testing.T, names ...string) (tls.Certificate, []byte) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), DNSNames: names, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}
