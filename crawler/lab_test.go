package crawler

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	crand "crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"landfall/crawler/collect"
	"landfall/crawler/polite"
	"landfall/crawler/robots"
	"landfall/internal/netguard"
)

// lab is a TLS server on loopback that answers for every known name,
// and a guard that reaches nothing else.
func lab(t testing.TB, handler http.HandlerFunc, known func(name string) bool) *netguard.Guard {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), crand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	authority := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	root, err := x509.CreateCertificate(crand.Reader, authority, authority, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(handler)
	server.TLS = &tls.Config{
		MinVersion: tls.VersionTLS12,
		GetCertificate: func(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
			if !known(hello.ServerName) {
				return nil, errors.New("nobody has that name")
			}
			leaf := &x509.Certificate{
				SerialNumber: big.NewInt(2), DNSNames: []string{hello.ServerName}, NotBefore: authority.NotBefore, NotAfter: authority.NotAfter,
				KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
			}
			der, err := x509.CreateCertificate(crand.Reader, leaf, authority, key.Public(), key)
			return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, err
		},
	}
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelDebug)
	server.StartTLS()
	t.Cleanup(server.Close)
	trust, err := netguard.NewLabPEM(netip.MustParseAddrPort(server.Listener.Addr().String()),
		pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: root}))
	if err != nil {
		t.Fatal(err)
	}
	guard, err := netguard.New(netguard.Config{UserAgent: "Landfall/test", Lab: trust})
	if err != nil {
		t.Fatal(err)
	}
	return guard
}

// labCrawler is a crawler that can look and stores nothing.
func labCrawler(t testing.TB, handler http.HandlerFunc) *Crawler {
	t.Helper()
	return New(DefaultConfig(), Deps{
		Collect: collect.New(collect.Deps{Guard: lab(t, handler, func(string) bool { return true }), Robots: robots.NewCache(robots.CacheConfig{}, time.Now), Limits: polite.New(polite.Limits{}, time.Now), Now: time.Now}),
		Logger:  slog.New(slog.DiscardHandler), Now: time.Now, Rand: rand.New(rand.NewPCG(1, 2)),
	})
}

// software serves nodeinfo that names a software, and others behind it.
func software(name, version string, others http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		switch {
		case r.URL.Path == "/.well-known/nodeinfo":
			fmt.Fprintf(w, `{"links":[{"rel":"http://nodeinfo.diaspora.software/ns/schema/2.0","href":"https://%s/nodeinfo/2.0"}]}`, r.Host)
		case r.URL.Path == "/nodeinfo/2.0":
			fmt.Fprintf(w, `{"version":"2.0","software":{"name":%q,"version":%q},"openRegistrations":true,"metadata":{}}`, name, version)
		case strings.HasPrefix(r.URL.Path, "/api") || strings.HasPrefix(r.URL.Path, "/po"):
			others(w, r)
		default:
			http.NotFound(w, r)
		}
	}
}
