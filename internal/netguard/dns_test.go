package netguard

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/miekg/dns"

	"landfall"
)

// nameServer answers on loopback with what answer says: addresses, texts with "|" between
// their strings, or a failure.
func nameServer(t testing.TB, answer func(name string, kind uint16) ([]string, int)) *net.Resolver {
	t.Helper()
	socket, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &dns.Server{PacketConn: socket, Handler: dns.HandlerFunc(func(w dns.ResponseWriter, q *dns.Msg) {
		reply := new(dns.Msg).SetReply(q)
		reply.RecursionAvailable = true
		addrs, code := answer(q.Question[0].Name, q.Question[0].Qtype)
		if reply.Rcode = code; code < 0 {
			return // silence
		}
		for _, text := range addrs {
			if kind := q.Question[0].Qtype; kind == dns.TypeTXT {
				head := dns.RR_Header{Name: q.Question[0].Name, Rrtype: kind, Class: dns.ClassINET}
				reply.Answer = append(reply.Answer, &dns.TXT{Hdr: head, Txt: strings.Split(text, "|")})
				continue
			}
			addr, head := netip.MustParseAddr(text), dns.RR_Header{Name: q.Question[0].Name, Rrtype: q.Question[0].Qtype, Class: dns.ClassINET}
			switch {
			case addr.Is4() && head.Rrtype == dns.TypeA:
				reply.Answer = append(reply.Answer, &dns.A{Hdr: head, A: addr.AsSlice()})
			case addr.Is6() && head.Rrtype == dns.TypeAAAA:
				reply.Answer = append(reply.Answer, &dns.AAAA{Hdr: head, AAAA: addr.AsSlice()})
			}
		}
		_ = w.WriteMsg(reply)
	})}
	var running sync.WaitGroup
	running.Go(func() { _ = server.ActivateAndServe() })
	t.Cleanup(func() {
		_ = server.Shutdown()
		running.Wait()
	})
	addr := socket.LocalAddr().String()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		conn, err := new(net.Dialer).DialContext(ctx, "udp", addr)
		if err == nil {
			// Go's resolver leaves a question it gave up to time out by itself.
			context.AfterFunc(ctx, func() { conn.Close() })
		}
		return conn, err
	}}
}

// errNotSent stands in for the outside in tests that must not reach it.
var errNotSent = errors.New("the test stops here")

// fence lets a guard's gate judge, and then keeps the connections it would allow
// from leaving, but for one to the given address. It returns what was allowed.
func fence(g *Guard, open string) *sync.Map {
	allowed := &sync.Map{}
	judge := g.dialer.ControlContext
	g.dialer.ControlContext = func(ctx context.Context, network, address string, c syscall.RawConn) error {
		if address == open {
			return nil
		}
		if err := judge(ctx, network, address, c); err != nil {
			return err
		}
		allowed.Store(address, true)
		return errNotSent
	}
	return allowed
}

func TestRebinding(t *testing.T) {
	const tries = 1000
	listener, err := net.Listen("tcp", "127.0.0.1:443")
	if err != nil {
		t.Logf("no listener on port 443 (%v); counting what the gate allows", err)
	} else {
		defer listener.Close()
	}
	var conns atomic.Int64
	var running sync.WaitGroup
	if listener != nil {
		running.Go(func() {
			for {
				conn, err := listener.Accept()
				if err != nil {
					return
				}
				conns.Add(1)
				conn.Close()
			}
		})
	}
	var asked atomic.Int64
	g, err := New(Config{Resolver: nameServer(t, func(_ string, kind uint16) ([]string, int) {
		if kind != dns.TypeA {
			return nil, dns.RcodeSuccess
		}
		switch asked.Add(1) % 3 {
		case 0:
			return []string{"1.1.1.1"}, dns.RcodeSuccess
		case 1:
			return []string{"127.0.0.1"}, dns.RcodeSuccess
		}
		return []string{"127.0.0.1", "1.1.1.1"}, dns.RcodeSuccess
	})})
	if err != nil {
		t.Fatal(err)
	}
	allowed := fence(g, "")
	blocked := 0
	for range tries {
		s := g.Session(t.Context())
		_, _, err := get(t, s, "https://rebind-sim.social/")
		s.Close()
		switch {
		case errors.Is(err, ErrBlockedAddr):
			blocked++
		case !errors.Is(err, errNotSent):
			t.Fatal(err)
		}
	}
	allowed.Range(func(address, _ any) bool {
		if address != "1.1.1.1:443" {
			t.Errorf("%s would have been dialled", address)
		}
		return true
	})
	if listener != nil {
		listener.Close()
	}
	running.Wait()
	if n := conns.Load(); n != 0 || blocked < tries/4 || blocked > tries/2 {
		t.Errorf("%d connections to loopback, %d of %d visits blocked", n, blocked, tries)
	}
	t.Logf("%d visits, %d blocked, %d connections to loopback", tries, blocked, conns.Load())
}

func TestAMixedSetUsesItsPublicMembersOnly(t *testing.T) {
	g, err := New(Config{Resolver: nameServer(t, func(string, uint16) ([]string, int) {
		return []string{"10.0.0.1", "1.1.1.1", "fd00::1", "127.0.0.1"}, dns.RcodeSuccess
	})})
	if err != nil {
		t.Fatal(err)
	}
	allowed := fence(g, "")
	_, _, err = g.dial(t.Context(), "mixed-sim.social:443")
	if !errors.Is(err, errNotSent) {
		t.Errorf("the verdict is %v; the public address was not tried or not believed", err)
	}
	allowed.Range(func(address, _ any) bool {
		if address != "1.1.1.1:443" {
			t.Errorf("%s would have been dialled", address)
		}
		return true
	})
}

func TestLookupsAreClassed(t *testing.T) {
	resolver := nameServer(t, func(name string, _ uint16) ([]string, int) {
		switch name {
		case "gone-sim.social.":
			return nil, dns.RcodeNameError
		case "empty-sim.social.":
			return nil, dns.RcodeSuccess
		case "silent-sim.social.":
			return nil, -1
		case "private-sim.social.":
			return []string{"192.168.1.1", "fd00::1"}, dns.RcodeSuccess
		}
		return nil, dns.RcodeServerFailure
	})
	g, err := New(Config{Resolver: resolver, Limits: Limits{Dial: 300 * time.Millisecond}})
	if err != nil {
		t.Fatal(err)
	}
	for host, want := range map[string]struct {
		reason string
		class  landfall.Class
	}{
		"gone-sim.social":    {"dns_nxdomain", landfall.ClassTheirs},
		"empty-sim.social":   {"dns_nxdomain", landfall.ClassTheirs},
		"silent-sim.social":  {"dns_timeout", landfall.ClassOurs},
		"broken-sim.social":  {"dns_failure", landfall.ClassOurs},
		"private-sim.social": {"blocked_addr", landfall.ClassTheirs},
	} {
		s := session(t, g)
		_, _, err := get(t, s, "https://"+host+"/")
		if reason, class := Classify(err); reason != want.reason || class != want.class {
			t.Errorf("%s: %s, %s (%v); want %s, %s", host, reason, class, err, want.reason, want.class)
		}
		if x := s.Exchanges()[0]; x.Timings.DNS <= 0 || x.Timings.TLS != 0 {
			t.Errorf("%s: timings %+v", host, x.Timings)
		}
	}
}

func TestNoSearchDomainIsTried(t *testing.T) {
	var mu sync.Mutex
	asked := map[string]bool{}
	g, err := New(Config{Resolver: nameServer(t, func(name string, _ uint16) ([]string, int) {
		mu.Lock()
		defer mu.Unlock()
		asked[name] = true
		return nil, dns.RcodeNameError
	})})
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = g.dial(t.Context(), "gone-sim.social:443")
	wantReason(t, err, "dns_nxdomain")
	mu.Lock()
	defer mu.Unlock()
	if len(asked) != 1 || !asked["gone-sim.social."] {
		t.Errorf("asked for %v", asked)
	}
}

func TestReachable(t *testing.T) {
	hosts := []landfall.Host{"one-sim.social", "two-sim.social", "three-sim.social"}
	dark, err := New(Config{Resolver: nameServer(t, func(string, uint16) ([]string, int) { return nil, dns.RcodeServerFailure })})
	if err != nil {
		t.Fatal(err)
	}
	allowed := fence(dark, "")
	if err := dark.Reachable(t.Context(), hosts); !errors.Is(err, landfall.ErrUnavailable) {
		t.Errorf("without names: %v", err)
	}
	allowed.Range(func(address, _ any) bool { t.Errorf("connected to %v without a name", address); return true })

	named, err := New(Config{Resolver: nameServer(t, func(name string, _ uint16) ([]string, int) {
		if name == "two-sim.social." {
			return []string{"1.1.1.1"}, dns.RcodeSuccess
		}
		return nil, dns.RcodeServerFailure
	})})
	if err != nil {
		t.Fatal(err)
	}
	allowed = fence(named, "")
	if err := named.Reachable(t.Context(), hosts); !errors.Is(err, landfall.ErrUnavailable) || !errors.Is(err, errNotSent) {
		t.Errorf("with a name and no route: %v", err)
	}
	if _, tried := allowed.Load("1.1.1.1:443"); !tried {
		t.Error("the one known host was not connected to")
	}
	if err := named.Reachable(t.Context(), nil); !errors.Is(err, landfall.ErrUnavailable) {
		t.Errorf("without hosts: %v", err)
	}
	lab := newTestLab(t)
	if err := lab.guard(t, Limits{}).Reachable(t.Context(), hosts); err != nil {
		t.Errorf("in a lab: %v", err)
	}
}

func TestReachableTakesOneConnection(t *testing.T) {
	g, err := New(Config{Resolver: nameServer(t, func(string, uint16) ([]string, int) {
		return []string{"127.0.0.1"}, dns.RcodeSuccess
	})})
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:443")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skipf("needs to listen on port 443: %v", err)
	}
	defer listener.Close()
	fence(g, listener.Addr().String())
	if err := g.Reachable(t.Context(), []landfall.Host{"one-sim.social"}); err != nil {
		t.Error(err)
	}
}

func TestTexts(t *testing.T) {
	g, err := New(Config{Limits: Limits{Dial: 300 * time.Millisecond}, Resolver: nameServer(t, func(name string, kind uint16) ([]string, int) {
		switch {
		case kind != dns.TypeTXT:
			t.Errorf("asked for kind %d of %s", kind, name)
		case name == "_landfall.shy-sim.social.":
			return []string{"v=1", "opt|-out"}, dns.RcodeSuccess
		case name == "nothing-sim.social.":
			return nil, dns.RcodeSuccess
		case name == "broken-sim.social.":
			return nil, dns.RcodeServerFailure
		case name == "silent-sim.social.":
			return nil, -1
		}
		return nil, dns.RcodeNameError
	})})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"_landfall.shy-sim.social": "v=1 opt-out", "nothing-sim.social": "", "nobody-sim.social": "", "broken-sim.social": "error", "silent-sim.social": "error",
	} {
		texts, err := g.Texts(t.Context(), name)
		got := strings.Join(texts, " ")
		if err != nil {
			got = "error"
		}
		if got != want {
			t.Errorf("%s has %q, %v; want %q", name, texts, err, want)
		}
	}
}
