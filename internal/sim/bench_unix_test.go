//go:build unix

package sim

import (
	"crypto/tls"
	"io"
	"net/http"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// cpu is the processor time this process has used.
func cpu(b *testing.B) time.Duration {
	b.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// measure runs visit for each of many instances, side by side, and reports what one
// costs client and network together in processor time.
func measure(b *testing.B, visit func(l *lab, host string) error) {
	l := start(b, Config{Hosts: 5000, Seed: 1, Mix: MixHealthy(0)})
	if err := l.Warm(); err != nil {
		b.Fatal(err)
	}
	var next atomic.Int64
	b.SetParallelism(16)
	b.ResetTimer()
	before := cpu(b)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			host := l.instances[next.Add(1)%int64(len(l.instances))].name
			if err := visit(l, host); err != nil {
				b.Error(err)
			}
		}
	})
	b.ReportMetric(float64((cpu(b)-before).Microseconds())/float64(b.N), "cpu-µs/op")
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "visits/s")
}

func BenchmarkHandshake(b *testing.B) {
	measure(b, func(l *lab, host string) error {
		conn, err := l.dial(b.Context())
		if err != nil {
			return err
		}
		defer conn.Close()
		return tls.Client(conn, &tls.Config{ServerName: host, RootCAs: l.roots}).Handshake()
	})
}

// BenchmarkVisit is a connection and the five requests of a whole visit.
func BenchmarkVisit(b *testing.B) {
	measure(b, func(l *lab, host string) error {
		c := l.client(b, time.Minute)
		defer c.CloseIdleConnections()
		for _, path := range []string{"/robots.txt", "/.well-known/nodeinfo", "/nodeinfo/2.0", "/api/v2/instance", "/api/v1/instance/peers"} {
			resp, err := c.Get("https://" + host + path)
			if err != nil {
				return err
			}
			_, err = io.Copy(io.Discard, resp.Body)
			resp.Body.Close()
			if err != nil || resp.StatusCode != http.StatusOK && path != "/robots.txt" {
				return err
			}
		}
		return nil
	})
}

func BenchmarkMint(b *testing.B) {
	a, err := newAuthority("bench", time.Now)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := a.mint("amber-otter-sim.social", false); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBuildDocuments(b *testing.B) {
	n := network(b, Config{Hosts: 5000, Seed: 1, Mix: MixHealthy(0)})
	paths := []string{"/.well-known/nodeinfo", "/nodeinfo/2.0", "/api/v2/instance", "/api/v1/instance/peers"}
	for i := 0; b.Loop(); i++ {
		for _, path := range paths {
			n.build(n.instances[i%5000], path)
		}
	}
}
