package netguard

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// visitPaths are the requests of one healthy visit.
var visitPaths = []string{"/robots.txt", "/.well-known/nodeinfo", "/nodeinfo/2.0", "/api/v2/instance"}

func benchLab(b *testing.B) *testLab {
	lab := newTestLab(b)
	lab.serve("good-sim.social", "/", http.Header{"Content-Type": {"application/json"}}, []byte(strings.Repeat(`{"a":"some text"},`, 100)))
	return lab
}

// BenchmarkVisit compares a visit with the same requests by plain net/http with a
// transport for the host, and reports how much of its speed is left. The two
// take turns, so that the machine's other work falls on both.
func BenchmarkVisit(b *testing.B) {
	lab := benchLab(b)
	guard := lab.guard(b, Limits{})
	var guarded, bare time.Duration
	for b.Loop() {
		began := time.Now()
		guardedVisit(b, guard)
		between := time.Now()
		bareVisit(b, lab)
		guarded, bare = guarded+between.Sub(began), bare+time.Since(between)
	}
	b.ReportMetric(float64(guarded.Microseconds())/float64(b.N), "µs/guarded")
	b.ReportMetric(float64(bare.Microseconds())/float64(b.N), "µs/bare")
	b.ReportMetric(float64(bare)/float64(guarded), "guarded/bare")
}

// BenchmarkGuardedVisit and BenchmarkBareVisit are the two for a profiler.
func BenchmarkGuardedVisit(b *testing.B) {
	lab := benchLab(b)
	guard := lab.guard(b, Limits{})
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			guardedVisit(b, guard)
		}
	})
}

func BenchmarkBareVisit(b *testing.B) {
	lab := benchLab(b)
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			bareVisit(b, lab)
		}
	})
}

func guardedVisit(b *testing.B, g *Guard) {
	s := g.Session(context.Background())
	defer s.Close()
	for _, path := range visitPaths {
		fetch(b, s, path)
	}
}

func bareVisit(b *testing.B, lab *testLab) {
	transport := &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, "tcp", lab.addr.String())
		},
		TLSClientConfig: &tls.Config{RootCAs: lab.roots, MinVersion: tls.VersionTLS12},
	}
	defer transport.CloseIdleConnections()
	for _, path := range visitPaths {
		fetch(b, transport, path)
	}
}

func fetch(b *testing.B, via http.RoundTripper, path string) {
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, "https://good-sim.social"+path, http.NoBody)
	if err != nil {
		b.Fatal(err)
	}
	resp, err := via.RoundTrip(req)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		b.Fatal(err)
	}
	resp.Body.Close()
}

// BenchmarkVisitMemory holds visits open at hosts that take the connection and
// say nothing, and reports what each keeps in memory.
func BenchmarkVisitMemory(b *testing.B) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer listener.Close()
	lab := newTestLab(b)
	lab.addr = addrOf(listener)
	g := lab.guard(b, Limits{})
	const open = 500
	for b.Loop() {
		before := inUse()
		var all sync.WaitGroup
		ctx, cancel := context.WithCancel(context.Background())
		for range open {
			all.Go(func() {
				s := g.Session(ctx)
				defer s.Close()
				req, _ := http.NewRequestWithContext(ctx, http.MethodGet, "https://good-sim.social/", http.NoBody)
				if resp, err := s.RoundTrip(req); err == nil {
					resp.Body.Close()
				}
			})
		}
		for range open {
			conn, err := listener.Accept()
			if err != nil {
				b.Fatal(err)
			}
			_, _ = conn.Read(make([]byte, 1)) // its hello is out
			defer conn.Close()
		}
		b.ReportMetric(float64(inUse()-before)/open, "bytes/visit")
		cancel()
		all.Wait()
	}
}

func inUse() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse + m.StackInuse
}
