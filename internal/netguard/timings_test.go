package netguard

import (
	"errors"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"syscall"
	"testing"
	"time"

	"github.com/miekg/dns"
)

func TestEachPhaseHoldsItsDelay(t *testing.T) {
	const delay = 60 * time.Millisecond
	wait := func() { time.Sleep(delay) } // in the simulated name server and host
	lab := newTestLab(t)
	lab.greet = func(string) { wait() }
	lab.web.HandleFunc("slow-sim.social/", func(w http.ResponseWriter, _ *http.Request) {
		wait()
		w.(http.Flusher).Flush()
		wait()
		_, _ = w.Write([]byte("done"))
	})
	resolver := nameServer(t, func(_ string, kind uint16) ([]string, int) {
		if kind == dns.TypeA {
			wait()
		}
		return []string{"127.0.0.1"}, dns.RcodeSuccess
	})
	g, err := New(Config{Resolver: resolver})
	if err != nil {
		t.Fatal(err)
	}
	// The way out is open to the test's own host alone, on its port in place of 443.
	g.tls.RootCAs = lab.roots
	fence(g, lab.addr.String())
	conn, link, err := g.dial(t.Context(), net.JoinHostPort("slow-sim.social", port(lab.addr)))
	if err != nil {
		t.Fatal(err)
	}
	conn.Close()
	if link.cost.DNS < delay || link.cost.TCP <= 0 || link.remote != lab.addr.Addr() {
		t.Errorf("dial: %+v to %s", link.cost, link.remote)
	}
	s := session(t, lab.guard(t, Limits{}))
	for range 2 {
		if _, _, err := get(t, s, "https://slow-sim.social/"); err != nil {
			t.Fatal(err)
		}
	}
	first, again := s.Exchanges()[0].Timings, s.Exchanges()[1].Timings
	if first.TLS < delay || first.FirstByte < delay || first.Transfer < delay {
		t.Errorf("first exchange: %+v; TLS, first byte and transfer took %v each", first, delay)
	}
	if again.DNS+again.TCP+again.TLS != 0 || again.FirstByte < delay || again.Transfer < delay {
		t.Errorf("exchange on the same connection: %+v", again)
	}
}

func addrOf(l net.Listener) netip.AddrPort { return netip.MustParseAddrPort(l.Addr().String()) }

func port(addr netip.AddrPort) string {
	_, port, _ := net.SplitHostPort(addr.String())
	return port
}

// Two attempts run side by side; the one that wins is the one to report.
func TestTCPIsThatOfTheConnectionUsed(t *testing.T) {
	now := time.Now()
	at := func(ms int) time.Time { return now.Add(time.Duration(ms) * time.Millisecond) }
	trace := &dialTrace{}
	trace.lookingUp(at(0))
	trace.lookedUp(httptrace.DNSDoneInfo{}, at(10))
	trace.connecting("[2606:4700::1]:443", at(10))
	trace.connecting("1.1.1.1:443", at(310))
	trace.connected("1.1.1.1:443", nil, at(330))
	trace.connected("[2606:4700::1]:443", errors.New("cancelled"), at(331))
	link := trace.link(&net.TCPAddr{IP: net.IPv4(1, 1, 1, 1), Port: 443})
	if link.cost.DNS != 10*time.Millisecond || link.cost.TCP != 20*time.Millisecond || link.remote != netip.MustParseAddr("1.1.1.1") {
		t.Errorf("%+v to %s", link.cost, link.remote)
	}
}

// A machine without IPv6 sees a missing route first, whatever the host does on
// IPv4; that must not excuse the host, nor blame it when the route is all.
func TestTheMostTellingAttemptIsReported(t *testing.T) {
	op := func(err error) error { return &net.OpError{Op: "dial", Err: err} }
	noRoute, refused, timeout := op(syscall.ENETUNREACH), op(syscall.ECONNREFUSED), op(syscall.ETIMEDOUT)
	for _, tt := range []struct {
		attempts []error
		reason   string
	}{
		{[]error{noRoute, refused}, "tcp_refused"},
		{[]error{timeout, refused}, "tcp_refused"},
		{[]error{noRoute, timeout}, "tcp_timeout"},
		{[]error{op(ErrBlockedAddr), timeout}, "tcp_timeout"},
		{[]error{op(ErrBlockedAddr), noRoute}, "no_route"},
		{[]error{noRoute, op(ErrBlockedAddr)}, "no_route"},
		{[]error{op(ErrBlockedAddr), op(ErrBlockedAddr)}, "blocked_addr"},
		{[]error{op(syscall.EMFILE), noRoute}, "too_many_files"},
	} {
		trace := &dialTrace{}
		for _, err := range tt.attempts {
			trace.connecting("1.1.1.1:443", time.Now())
			trace.connected("1.1.1.1:443", err, time.Now())
		}
		wantReason(t, trace.failed(tt.attempts[0]), tt.reason)
	}
}
