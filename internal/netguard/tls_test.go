package netguard

import (
	"crypto/tls"
	"errors"
	"net"
	"runtime"
	"testing"
)

// tlsHost is a lab of one host that speaks TLS as cfg says.
func tlsHost(t *testing.T, cfg func(lab *testLab) *tls.Config) *Guard {
	t.Helper()
	lab := newTestLab(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := tls.NewListener(listener, cfg(lab))
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := server.Accept()
			if err != nil {
				return
			}
			_ = conn.(*tls.Conn).Handshake()
			conn.Close()
		}
	}()
	t.Cleanup(func() {
		listener.Close()
		<-done
	})
	lab.addr = addrOf(listener)
	return lab.guard(t, Limits{})
}

func TestOldTLSIsRefused(t *testing.T) {
	g := tlsHost(t, func(lab *testLab) *tls.Config {
		return &tls.Config{GetCertificate: lab.certificate, MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}
	})
	_, _, err := get(t, session(t, g), "https://old-sim.social/")
	wantReason(t, err, "tls_handshake")
}

func TestAnotherProtocolIsRefused(t *testing.T) {
	g := tlsHost(t, func(lab *testLab) *tls.Config {
		return &tls.Config{GetCertificate: lab.certificate, NextProtos: []string{"acme-tls/1"}}
	})
	_, _, err := get(t, session(t, g), "https://acme-sim.social/")
	wantReason(t, err, "tls_handshake")
}

func TestAHugeChainCostsLittle(t *testing.T) {
	const budget = 16 << 20
	for _, size := range []int{100 << 10, 4 << 20} {
		g := tlsHost(t, func(lab *testLab) *tls.Config {
			return &tls.Config{GetCertificate: func(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
				cert, err := lab.certificate(hello)
				if err != nil {
					return nil, err
				}
				long := *cert
				for n := 0; n < size; n += len(cert.Certificate[0]) {
					long.Certificate = append(long.Certificate, cert.Certificate[0])
				}
				return &long, nil
			}}
		})
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, _, err := get(t, session(t, g), "https://chain-sim.social/")
		runtime.ReadMemStats(&after)
		grew := after.TotalAlloc - before.TotalAlloc
		t.Logf("a chain of %d bytes: %v, %.1f MiB allocated by both sides", size, err, float64(grew)/(1<<20))
		var handshake *handshakeError
		if reason, _ := Classify(err); !errors.As(err, &handshake) && reason != "tcp_reset" {
			t.Errorf("a chain of %d bytes: %v", size, err)
		}
		if size == 100<<10 && grew > budget {
			t.Errorf("%d bytes allocated; the budget is %d", grew, budget)
		}
	}
}
