package sim

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestStrangersAreTurnedAwayByAlert(t *testing.T) {
	l := start(t, Config{Hosts: 5, Mix: MixHealthy(0)})
	c := l.client(t, 10*time.Second)
	for _, host := range []string{"nobody-sim.social", "www." + l.Hosts()[0].Name, "127.0.0.1", "any.wildcard-otter-sim.club"} {
		_, err := get(t, c, "https://"+host+"/")
		if err == nil || !strings.HasSuffix(err.Error(), "remote error: tls: unrecognized name") {
			t.Errorf("%s: %v, want an unrecognized_name alert", host, err)
		}
	}
	if s := l.Stats(); s.Strangers != 4 || s.Handshakes != 0 {
		t.Errorf("%d strangers, %d handshakes", s.Strangers, s.Handshakes)
	}
}

// counted counts what arrives on a connection, and says when somebody first waits
// for it.
type counted struct {
	net.Conn
	n       int
	waiting func()
}

func (c *counted) Read(p []byte) (int, error) {
	c.waiting()
	n, err := c.Conn.Read(p)
	c.n += n
	return n, err
}

// greet starts a TLS handshake on a bare connection and watches it for a while.
func (l *lab) greet(t *testing.T, host string, patience time.Duration) (received int, err error) {
	t.Helper()
	conn, err := l.dial(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return l.greetOn(conn, host, patience, func() {})
}

func (l *lab) greetOn(conn net.Conn, host string, patience time.Duration, waiting func()) (received int, err error) {
	defer conn.Close()
	watched := &counted{Conn: conn, waiting: waiting}
	_ = conn.SetDeadline(time.Now().Add(patience))
	err = tls.Client(watched, &tls.Config{ServerName: host, RootCAs: l.roots}).Handshake()
	return watched.n, err
}

func TestHangNeverSaysAWord(t *testing.T) {
	l := start(t, Config{Hosts: 20, Seed: 1, Mix: only(Hang)})
	for _, h := range l.hostsOf(t, Hang)[:3] {
		n, err := l.greet(t, h.Name, short)
		var timeout net.Error
		if n != 0 || !errors.As(err, &timeout) || !timeout.Timeout() {
			t.Errorf("%s: %d bytes, %v, want silence", h.Name, n, err)
		}
	}
}

func TestHangingConnectionsEndWithTheNetwork(t *testing.T) {
	n := network(t, Config{Hosts: 20, Seed: 1, Mix: only(Hang)})
	if err := n.Listen(); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- n.Run(ctx) }()
	l := labOf(t, n)
	var open []chan error
	for _, h := range l.hostsOf(t, Hang) {
		conn, err := l.dial(ctx)
		if err != nil {
			t.Fatal(err)
		}
		ended, waiting := make(chan error, 1), make(chan struct{})
		open = append(open, ended)
		go func() {
			_, err := l.greetOn(conn, h.Name, time.Minute, sync.OnceFunc(func() { close(waiting) }))
			ended <- err
		}()
		<-waiting
	}
	stop()
	if err := <-done; err != nil {
		t.Errorf("Run: %v", err)
	}
	for _, ended := range open {
		var timeout net.Error
		if err := <-ended; err == nil || errors.As(err, &timeout) && timeout.Timeout() {
			t.Errorf("a connection outlived the network: %v", err)
		}
	}
}

func TestDoorsEndTheHandshake(t *testing.T) {
	for _, tt := range []struct {
		kind  Kind
		bytes bool
		says  string
	}{
		{Reset, false, "connection reset"},
		{TLSStall, true, "timeout"},
		{NotTLS, true, "does not look like a TLS handshake"},
	} {
		l := start(t, Config{Hosts: 20, Seed: 1, Mix: only(tt.kind)})
		n, err := l.greet(t, l.hostsOf(t, tt.kind)[0].Name, short)
		if (n > 0) != tt.bytes || err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %d bytes, %v, want %q", tt.kind, n, err, tt.says)
		}
	}
}

func TestCertificatesAreWrongInTheirOwnWay(t *testing.T) {
	for kind, is := range map[Kind]func(error) bool{
		TLSExpired: func(err error) bool {
			var invalid x509.CertificateInvalidError
			return errors.As(err, &invalid) && invalid.Reason == x509.Expired
		},
		TLSWrongHost: func(err error) bool { var e x509.HostnameError; return errors.As(err, &e) },
		TLSUntrusted: func(err error) bool { var e x509.UnknownAuthorityError; return errors.As(err, &e) },
		TLSLongChain: func(err error) bool { return err == nil || strings.Contains(err.Error(), "tls:") },
	} {
		l := start(t, Config{Hosts: 20, Seed: 1, Mix: only(kind)})
		n, err := l.greet(t, l.hostsOf(t, kind)[0].Name, 10*time.Second)
		if !is(err) {
			t.Errorf("%s: %v", kind, err)
		}
		if kind == TLSLongChain && n < 100<<10 {
			t.Errorf("%s: only %d bytes, %v", kind, n, err)
		}
	}
}

func TestFlappingFollowsTheClock(t *testing.T) {
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	mix := only(Flapping)
	mix.Flap = Flap{Period: time.Hour, Down: 20 * time.Minute}
	l := start(t, Config{Hosts: 40, Seed: 1, Mix: mix, Now: func() time.Time { return now }})
	variants := make(map[string]bool)
	for _, h := range l.hostsOf(t, Flapping) {
		up, err := get(t, l.client(t, 10*time.Second), "https://"+h.Name+"/nodeinfo/2.0")
		answered := err == nil && up.status < 500
		if answered != l.Up(h.Name, now) {
			t.Errorf("%s %s: %d, %v; up is %t", h.Name, h.Variant, up.status, err, l.Up(h.Name, now))
		}
		if !answered {
			variants[h.Variant] = true
		}
		var down int
		for minute := range 60 {
			if !l.Up(h.Name, now.Add(time.Duration(minute)*time.Minute)) {
				down++
			}
		}
		if down != 20 {
			t.Errorf("%s: down for %d minutes of an hour", h.Name, down)
		}
	}
	if len(variants) != 2 {
		t.Errorf("variants met while down: %v", variants)
	}
	if !l.Up(l.Hosts()[0].Name, now) || !l.Up("nobody-sim.social", now) {
		t.Error("only flapping instances go down")
	}
}
