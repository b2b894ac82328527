package netguard

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"landfall"
	"landfall/internal/netguard/strictjson"
)

func TestClassify(t *testing.T) {
	_, twice := strictjson.Parse([]byte(`{"a":1,"a":2}`))
	op := func(err error) error {
		return &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", err)}
	}
	for _, tt := range []struct {
		err    error
		reason string
		class  landfall.Class
	}{
		{nil, "", landfall.ClassNone},
		{&net.DNSError{IsNotFound: true}, "dns_nxdomain", landfall.ClassTheirs},
		{&net.DNSError{IsTimeout: true, IsTemporary: true}, "dns_timeout", landfall.ClassOurs},
		{&net.DNSError{IsTemporary: true}, "dns_failure", landfall.ClassOurs},
		{&net.DNSError{}, "dns_failure", landfall.ClassOurs},
		{op(syscall.ECONNREFUSED), "tcp_refused", landfall.ClassTheirs},
		{op(syscall.ECONNRESET), "tcp_reset", landfall.ClassTheirs},
		{op(syscall.EPIPE), "tcp_reset", landfall.ClassTheirs},
		{op(syscall.ETIMEDOUT), "tcp_timeout", landfall.ClassAmbiguous},
		{&net.OpError{Op: "dial", Err: os.ErrDeadlineExceeded}, "tcp_timeout", landfall.ClassAmbiguous},
		{op(syscall.ENETUNREACH), "no_route", landfall.ClassOurs},
		{op(syscall.EHOSTUNREACH), "no_route", landfall.ClassOurs},
		{op(syscall.EADDRNOTAVAIL), "no_route", landfall.ClassOurs},
		{op(syscall.EMFILE), "too_many_files", landfall.ClassOurs},
		{op(syscall.ENFILE), "too_many_files", landfall.ClassOurs},
		{&handshakeError{op(syscall.EMFILE)}, "too_many_files", landfall.ClassOurs},
		{&handshakeError{errors.New("remote error: tls: handshake failure")}, "tls_handshake", landfall.ClassTheirs},
		{fmt.Errorf("dial: %w", ErrBlockedAddr), "blocked_addr", landfall.ClassTheirs},
		{&MovedError{To: "b-sim.social"}, "moved", landfall.ClassTheirs},
		{twice, "json_duplicate_key", landfall.ClassTheirs},
		{fmt.Errorf("x: %w", landfall.ErrInvalid), "url_refused", landfall.ClassTheirs},
		{context.Canceled, "cancelled", landfall.ClassOurs},
		{context.DeadlineExceeded, "visit_timeout", landfall.ClassAmbiguous},
		{errBodyTooSlow, "body_too_slow", landfall.ClassAmbiguous},
		{errors.New("other"), "network_error", landfall.ClassAmbiguous},
	} {
		wrapped := tt.err
		if tt.err != nil {
			wrapped = fmt.Errorf("visit: %w", tt.err)
		}
		for _, err := range []error{tt.err, wrapped} {
			if reason, class := Classify(err); reason != tt.reason || class != tt.class {
				t.Errorf("Classify(%v) = %q, %q; want %q, %q", err, reason, class, tt.reason, tt.class)
			}
		}
	}
}

func TestProxyEnvIgnored(t *testing.T) {
	recorder, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var seen atomic.Int64
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := recorder.Accept()
			if err != nil {
				return
			}
			seen.Add(1)
			conn.Close()
		}
	}()
	for _, name := range []string{"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"} {
		t.Setenv(name, "http://"+recorder.Addr().String())
		t.Setenv(strings.ToLower(name), "http://"+recorder.Addr().String())
	}
	t.Setenv("NO_PROXY", "")
	lab := newTestLab(t)
	lab.serve("quiet-harbour-sim.social", "/", nil, []byte("direct"))
	s := session(t, lab.guard(t, Limits{}))
	for range 3 {
		if _, text, err := get(t, s, "https://quiet-harbour-sim.social/"); err != nil || string(text) != "direct" {
			t.Errorf("%q, %v", text, err)
		}
	}
	_, _, _ = get(t, s, "http://quiet-harbour-sim.social/")
	if u, err := s.transport.Proxy, error(nil); u != nil || err != nil {
		t.Error("the transport has a proxy")
	}
	recorder.Close()
	<-done
	if n := seen.Load(); n != 0 {
		t.Errorf("the proxy of the environment saw %d connections", n)
	}
}

func TestCookiesAreNotKept(t *testing.T) {
	lab := newTestLab(t)
	var sent []string
	lab.web.HandleFunc("cookie-sim.social/", func(w http.ResponseWriter, r *http.Request) {
		sent = append(sent, r.Header.Get("Cookie"))
		http.SetCookie(w, &http.Cookie{Name: "a", Value: "b"})
	})
	s := session(t, lab.guard(t, Limits{}))
	for range 2 {
		if _, _, err := get(t, s, "https://cookie-sim.social/"); err != nil {
			t.Fatal(err)
		}
	}
	if strings.Join(sent, "") != "" {
		t.Errorf("cookies sent: %q", sent)
	}
}
