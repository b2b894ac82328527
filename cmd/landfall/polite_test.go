package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	mathrand "math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"landfall"
	"landfall/crawler"
	"landfall/crawler/collect"
	"landfall/crawler/polite"
	"landfall/crawler/robots"
	"landfall/internal/netguard"
	"landfall/internal/sim"
	"landfall/internal/sqlstore"
)

// forgetful takes observations and keeps none.
type forgetful struct{}

func (forgetful) Append(context.Context, ...*landfall.Observation) error { return nil }

// inside is a crawler in this process, with a clock that a test may hold.
type inside struct {
	cfg   crawler.Config
	lab   *netguard.Lab
	now   func() time.Time
	store *sqlstore.Store
	seen  func(*landfall.Observation)
	again *sqlstore.Store // to go on with, if not nil
}

func (in *inside) crawler(t *testing.T) *crawler.Crawler {
	t.Helper()
	guard, err := netguard.New(netguard.Config{UserAgent: "Landfall/test", Lab: in.lab})
	if err != nil {
		t.Fatal(err)
	}
	if in.store = in.again; in.store == nil {
		in.store, err = sqlstore.Open(t.Context(), sqlstore.Config{Path: filepath.Join(t.TempDir(), "landfall.db")})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { in.store.Close() })
	}
	return crawler.New(in.cfg, crawler.Deps{
		Frontier: in.store, Recorder: forgetful{}, Logger: slog.New(slog.DiscardHandler),
		Collect: collect.New(collect.Deps{
			Guard: guard, Robots: robots.NewCache(robots.CacheConfig{}, in.now), Limits: polite.New(in.cfg.Limits, in.now), Now: in.now,
		}),
		Now: in.now, Rand: mathrand.New(mathrand.NewPCG(1, 2)), Progress: in.seen,
	})
}

// TestPerNetworkLimiter crawls 5,000 names that all lead to one address, for a few
// seconds, and then as many with an address each.
func TestPerNetworkLimiter(t *testing.T) {
	t.Parallel()
	const hosts, rate, burst, span = 5_000, 40.0, 20, 8 * time.Second
	network := runSim(t, sim.Config{Hosts: hosts, Seed: 3, Mix: sim.Mix{Peers: 1}})
	names := network.Seeds(hosts)
	crawl := func(address func(i int) netip.Addr) (requests int64, took time.Duration, deferred int) {
		lab, err := netguard.NewLabPEM(network.Addr(), network.CAPEM())
		if err != nil {
			t.Fatal(err)
		}
		addresses := make(map[landfall.Host]netip.Addr, hosts)
		seeds := make([]landfall.Host, len(names))
		for i, name := range names {
			seeds[i] = landfall.Host(name)
			addresses[seeds[i]] = address(i)
		}
		lab.Addresses(addresses)
		in := &inside{cfg: crawler.DefaultConfig(), lab: lab, now: time.Now}
		in.cfg.InFlight, in.cfg.Limits.Network = 256, polite.Rate{PerSecond: rate, Burst: burst}
		c := in.crawler(t)
		if _, err := c.Seed(t.Context(), "seed", seeds); err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithTimeout(t.Context(), span)
		defer stop()
		before, began := network.Stats().Requests, time.Now()
		if err := c.Run(ctx); err != nil {
			t.Fatal(err)
		}
		took = time.Since(began)
		due, err := in.store.Due(t.Context(), time.Now())
		if err != nil {
			t.Fatal(err)
		}
		return network.Stats().Requests - before, took, hosts - due
	}
	one := netip.MustParseAddr("198.51.100.7")
	requests, took, _ := crawl(func(i int) netip.Addr { return netip.AddrFrom4([4]byte{198, 51, 100, byte(i)}) })
	t.Logf("one network: %d requests in %.1f s, %.1f/s after the first %d; configured %v/s", requests, took.Seconds(), float64(requests-burst)/took.Seconds(), burst, rate)
	if most := burst + rate*took.Seconds() + 1; float64(requests) > most {
		t.Errorf("%d requests to one network in %s, want at most %.0f", requests, took, most)
	}
	if float64(requests) < rate*span.Seconds()/2 {
		t.Errorf("only %d requests in %s: the limiter keeps the crawler from working", requests, took)
	}
	requests, took, _ = crawl(func(i int) netip.Addr {
		return netip.AddrFrom4([4]byte{byte(11 + i>>8), byte(i), one.As4()[2], 1})
	})
	t.Logf("a network each: %d requests in %.1f s, %.1f/s", requests, took.Seconds(), float64(requests)/took.Seconds())
	if float64(requests) < 3*rate*span.Seconds() {
		t.Errorf("%d requests to thousands of networks in %s: they should not wait for each other", requests, took)
	}
	if most := network.Stats().Concurrent; most > 1 {
		t.Errorf("%d requests at once to one host, want 1", most)
	}
}

// endings are the ways in which hosts of TestDeadHostBudget are dead.
var endings = map[landfall.Host]http.HandlerFunc{
	"not-found-sim.social":   http.NotFound,
	"says-gone-sim.social":   func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) },
	"bad-gateway-sim.social": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) },
	"hangs-up-sim.social":    func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	"web-page-sim.social": func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, "<!doctype html><title>Parked</title>")
	},
	"broken-sim.social": func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		w.WriteHeader(http.StatusInternalServerError)
	},
	"bad-json-sim.social": func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"links":`)
	},
}

// graveyard is a server of hosts that are well for a while and then dead, each in
// its way, and of as many that were never well. It counts requests once they are.
type graveyard struct {
	mu       sync.Mutex
	dead     bool
	requests map[string]int
}

func (g *graveyard) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := landfall.Host(r.Host)
	never := false
	if rest, ok := cutNever(name); ok {
		name, never = rest, true
	}
	g.mu.Lock()
	dead := g.dead || never
	if dead {
		g.requests[r.Host]++
	}
	g.mu.Unlock()
	if dead {
		endings[name](w, r)
		return
	}
	switch r.URL.Path {
	case "/.well-known/nodeinfo":
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"links": [{"rel": "http://nodeinfo.diaspora.software/ns/schema/2.0", "href": "https://%s/nodeinfo/2.0"}]}`, r.Host)
	case "/nodeinfo/2.0":
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"version": "2.0", "software": {"name": "lemmy", "version": "0.19.3"}, "openRegistrations": true, "usage": {"users": {"total": 120}}}`)
	default:
		http.NotFound(w, r)
	}
}

func cutNever(host landfall.Host) (landfall.Host, bool) {
	const prefix = "never-"
	if len(host) > len(prefix) && host[:len(prefix)] == prefix {
		return host[len(prefix):], true
	}
	return host, false
}

// TestDeadHostBudget lets hosts be dead for a simulated year, in several ways, and
// counts every request that the real crawler sends them, robots.txt included.
func TestDeadHostBudget(t *testing.T) {
	t.Parallel()
	yard := &graveyard{requests: make(map[string]int)}
	var names []string
	var hosts []landfall.Host
	for host := range endings {
		hosts = append(hosts, host, "never-"+host)
		names = append(names, host.String(), "never-"+host.String())
	}
	clock := newHeldClock()
	in := &inside{cfg: crawler.DefaultConfig(), lab: labFor(t, yard, names), now: clock.now}
	in.cfg.Once = true
	c := in.crawler(t)
	if _, err := c.Seed(t.Context(), "seed", hosts); err != nil {
		t.Fatal(err)
	}
	const slack = 5 * time.Minute // what is due soon after goes along
	in.through(t, c, clock, 24*time.Hour, slack)
	counts, err := in.store.StatusCounts(t.Context())
	if err != nil || counts[landfall.StatusAlive] != len(endings) {
		t.Fatalf("before they die, %v, %v; want %d alive", counts, err, len(endings))
	}
	yard.mu.Lock()
	yard.dead = true
	clear(yard.requests) // those who never lived have a budget of their own, in crawler/backoff_test.go
	yard.mu.Unlock()
	in.through(t, c, clock, 365*24*time.Hour, slack)
	worst := 0
	for _, name := range names {
		in, err := in.store.Instance(t.Context(), landfall.Host(name))
		if err != nil {
			t.Fatal(err)
		}
		n := yard.requests[name]
		worst = max(worst, n)
		t.Logf("%-30s %2d requests, %s since %s", name, n, in.Status, in.DownSince.Format(time.DateOnly))
		if n > 40 || n == 0 {
			t.Errorf("%s: %d requests in 365 days, want at most 40 and some", name, n)
		}
		if in.Status != landfall.StatusDead && in.Status != landfall.StatusGone {
			t.Errorf("%s is %s after a year", name, in.Status)
		}
	}
	t.Logf("at most %d requests in 365 days", worst)
}

// labFor serves names on loopback and returns the lab that leads there.
func labFor(t *testing.T, handler http.Handler, names []string) *netguard.Lab {
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
	server := httptest.NewUnstartedServer(handler)
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelDebug)
	server.TLS = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}, MinVersion: tls.VersionTLS12}
	server.StartTLS()
	t.Cleanup(server.Close)
	lab, err := netguard.NewLabPEM(netip.MustParseAddrPort(server.Listener.Addr().String()), pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	if err != nil {
		t.Fatal(err)
	}
	return lab
}
