package netguard

import (
	"context"
	"encoding/binary"
	"errors"
	"net"
	"net/netip"
	"os"
	"slices"
	"testing"
	"time"

	"code.dny.dev/ssrf"
	"pgregory.net/rapid"
)

func newGate(t testing.TB) gate {
	t.Helper()
	special, err := readRegistries()
	if err != nil {
		t.Fatal(err)
	}
	return gate{special: special}
}

// judge asks the gate as the dialer would.
func judge(g gate, ip netip.Addr, port uint16) error {
	network := "tcp4"
	if ip.Is6() {
		network = "tcp6"
	}
	return g.control(context.Background(), network, netip.AddrPortFrom(ip, port).String(), nil)
}

// oracle is an independent reading of the same registries.
func oracle(ip netip.Addr) error {
	network := "tcp4"
	if ip.Is6() {
		network = "tcp6"
	}
	return ssrf.New().Safe(network, netip.AddrPortFrom(ip, 443).String(), nil)
}

func last(p netip.Prefix) netip.Addr {
	b := p.Addr().AsSlice()
	for i := p.Bits(); i < 8*len(b); i++ {
		b[i/8] |= 0x80 >> (i % 8)
	}
	ip, _ := netip.AddrFromSlice(b)
	return ip
}

// within makes an address of the prefix from 16 bytes of any kind.
func within(p netip.Prefix, fill []byte) netip.Addr {
	b, mask := p.Addr().AsSlice(), last(p).AsSlice()
	for i := range b {
		b[i] |= fill[i] & (mask[i] ^ b[i])
	}
	ip, _ := netip.AddrFromSlice(b)
	return ip
}

func TestDialRefusesEveryIANAPrefix(t *testing.T) {
	g, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	gate := newGate(t)
	allowed := fence(g, "")
	dialled := 0
	refused := func(fail func(string, ...any), ip netip.Addr) {
		dialled++
		conn, _, err := g.dial(context.Background(), netip.AddrPortFrom(ip, 443).String())
		if conn != nil {
			conn.Close()
		}
		if reason, class := Classify(err); !errors.Is(err, ErrBlockedAddr) || reason != "blocked_addr" || class != "theirs" {
			fail("dial of %s: %v", ip, err)
		}
	}
	if len(gate.special) != 50 {
		t.Errorf("%d registered blocks; want 50", len(gate.special))
	}
	for _, b := range gate.special {
		refused(t.Errorf, b.prefix.Addr())
		refused(t.Errorf, last(b.prefix))
		for _, next := range []netip.Addr{b.prefix.Addr().Prev(), last(b.prefix).Next()} {
			if !next.IsValid() {
				continue
			}
			if got, want := judge(gate, next, 443), oracle(next); (got == nil) != (want == nil) {
				t.Errorf("%s beside %s: %v; the oracle says %v", next, b.prefix, got, want)
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		fill := rapid.SliceOfN(rapid.Byte(), 48, 48).Draw(t, "fill")
		for _, b := range gate.special {
			for part := range slices.Chunk(fill, 16) {
				if ip := within(b.prefix, part); !ip.Is4In6() {
					refused(t.Fatalf, ip)
				} else if got, want := judge(gate, ip, 443), judge(gate, ip.Unmap(), 443); (got == nil) != (want == nil) {
					t.Fatalf("%s: %v, but %s: %v", ip, got, ip.Unmap(), want)
				}
			}
		}
	})
	allowed.Range(func(address, _ any) bool { t.Errorf("%v got past the gate", address); return true })
	t.Logf("%d blocks, %d dials of special-purpose addresses, all refused", len(gate.special), dialled)
}

func TestGateAgreesWithTheOracle(t *testing.T) {
	gate, n, free := newGate(t), 0, 0
	check := func(fail func(string, ...any), ip netip.Addr) {
		n++
		got, want := judge(gate, ip, 443), oracle(ip)
		if got == nil {
			free++
		}
		if ip.Is6() && isISATAP(ip) {
			want = got // the oracle does not know it
		}
		if (got == nil) != (want == nil) {
			fail("%s: %v; the oracle says %v", ip, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		b := rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "address")
		v6, _ := netip.AddrFromSlice(b)
		v4, _ := netip.AddrFromSlice(b[:4])
		check(t.Fatalf, v4)
		if !v6.Is4In6() {
			check(t.Fatalf, v6)
		}
		b[0] = 0x20 | b[0]&0x1f // in the space of Internet hosts
		v6, _ = netip.AddrFromSlice(b)
		check(t.Fatalf, v6)
	})
	for i := range uint32(1 << 16) { // every /16 of IPv4
		var b [4]byte
		binary.BigEndian.PutUint32(b[:], i<<16|0x0101)
		check(t.Fatalf, netip.AddrFrom4(b))
	}
	t.Logf("%d addresses, %d of them free to dial", n, free)
}

func TestEmbeddedAddressesAreRefused(t *testing.T) {
	gate := newGate(t)
	for _, text := range []string{
		"::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:0:127.0.0.1",
		"64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::7f00:1", "2002:7f00:1::", "2002:808:808::1",
		"2001::7f00:1", "2001:0:4136:e378:8000:63bf:80ff:fffe", "::7f00:1", "::127.0.0.1",
		"2a01:4f8::5efe:7f00:1", "2a01:4f8::200:5efe:808:808", "fe80::5efe:a00:1",
		"fec0::1", "fd00::1", "::", "::1", "ff02::1", "4000::1", "1::1", "fe80::1%eth0", "2a01:4f8::1%eth0",
		"0.0.0.0", "169.254.169.254", "100.100.100.200", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
	} {
		if err := judge(gate, netip.MustParseAddr(text), 443); !errors.Is(err, ErrBlockedAddr) {
			t.Errorf("%s: %v", text, err)
		}
	}
	for _, text := range []string{"1.1.1.1", "::ffff:1.1.1.1", "2a01:4f8::1", "2606:4700:4700::1111", "172.15.255.255", "172.32.0.0"} {
		if err := judge(gate, netip.MustParseAddr(text), 443); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestGateTakesTCPToTheWebPortsOnly(t *testing.T) {
	gate := newGate(t)
	for _, port := range []uint16{0, 22, 25, 81, 442, 444, 6379, 8080, 8443} {
		if err := judge(gate, netip.MustParseAddr("1.1.1.1"), port); !errors.Is(err, ErrBlockedAddr) {
			t.Errorf("port %d: %v", port, err)
		}
	}
	for _, tt := range [][2]string{{"udp4", "1.1.1.1:443"}, {"unix", "/run/socket"}, {"tcp4", "quiet-harbour-sim.social:443"}, {"tcp4", ""}} {
		if err := gate.control(t.Context(), tt[0], tt[1], nil); !errors.Is(err, ErrBlockedAddr) {
			t.Errorf("%v: %v", tt, err)
		}
	}
}

func TestLabGateTakesTheLabOnly(t *testing.T) {
	lab, err := NewLabPEM(netip.MustParseAddrPort("127.0.0.1:8443"), newAuthority(t).pem)
	if err != nil {
		t.Fatal(err)
	}
	gate := newGate(t)
	gate.lab = lab
	for addr, ok := range map[string]bool{
		"127.0.0.1:8443": true, "127.0.0.1:443": false, "127.0.0.2:8443": false, "1.1.1.1:443": false, "[::1]:8443": false,
	} {
		network := "tcp4"
		if addr[0] == '[' {
			network = "tcp6"
		}
		if err := gate.control(t.Context(), network, addr, nil); (err == nil) != ok {
			t.Errorf("%s: %v", addr, err)
		}
	}
}

func TestARefusedAddressGetsNoPacket(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	g, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := g.dial(t.Context(), listener.Addr().String()); !errors.Is(err, ErrBlockedAddr) {
		t.Error(err)
	}
	// A connection would be waiting to be accepted by now.
	if err := listener.(*net.TCPListener).SetDeadline(time.Now().Add(10 * time.Millisecond)); err != nil {
		t.Fatal(err)
	}
	if _, err := listener.Accept(); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("a connection arrived, or %v", err)
	}
}
