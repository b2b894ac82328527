package inbox_test

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync/atomic"
	"testing"

	"landfall"
	"landfall/federation-core/fetch"
	"landfall/federation-core/httpsig"
	"landfall/internal/netguard"
)

// private are addresses that are nobody's business: loopback, private networks, where clouds
// keep their secrets, and other spellings of these.
var private = []string{
	"127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "100.64.0.1", "169.254.169.254", "172.16.0.1", "192.168.0.1", "198.18.0.1", "224.0.0.1",
	"[::1]", "[::]", "[::ffff:127.0.0.1]", "[::7f00:1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[fd00::1]", "[fe80::1]", "[fec0::1]", "[3fff::1]", "localhost",
}

// CVE-2024-39687, CVE-2026-50131, CVE-2026-22245, CVE-2026-46348, CVE-2026-47389, CVE-2026-77632
// (rows 7 and 8): no address in a request, nor where it leads to, makes this server knock at a
// door behind its own.
func TestNothingIsAskedOfPrivateAddresses(t *testing.T) {
	s := newStage(t)
	guard, err := netguard.New(netguard.Config{})
	if err != nil {
		t.Fatal(err)
	}
	s.outbound.beyond = func(req *http.Request) (*http.Response, error) {
		session := guard.Session(req.Context())
		defer session.Close()
		res, err := session.RoundTrip(req)
		if errors.Is(err, netguard.ErrBlockedAddr) || errors.Is(err, landfall.ErrInvalid) {
			err = fmt.Errorf("%w: %w", fetch.ErrRefused, err)
		}
		return res, err
	}
	listener, knocks := s.door()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	var attacks []attack
	for _, host := range private {
		for _, origin := range []string{"https://" + host, "https://" + host + ":" + port} {
			ghost := &sender{remote: s.mallory.remote, id: origin + "/users/ghost", key: keys()[3], keyID: origin + "/users/ghost#main-key"}
			a := s.mallory.activity("Follow", "ghost", s.alice.ID)
			a["actor"], a["id"] = ghost.id, ghost.id+"/1"
			attacks = append(attacks, attack{"a key at " + origin, http.StatusUnauthorized, 1, signed(ghost, a)})
			path := fmt.Sprint("/to/", len(attacks))
			s.mallory.serve(path, redirect(origin+"/x"))
			attacks = append(attacks, attack{"a key that leads to " + origin, http.StatusUnauthorized, 2, func() *http.Request {
				from := *s.mallory
				from.keyID = s.mallory.origin + path
				return from.request(from.activity("Follow", "led", s.alice.ID), httpsig.Cavage)
			}})
		}
	}
	s.repel(attacks)
	if n := knocks.Load(); n != 0 {
		t.Errorf("%d knocks at a door behind our own", n)
	}
}

// door is a listener on loopback, and how often somebody has knocked.
func (s *stage) door() (net.Listener, *atomic.Int64) {
	s.t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { listener.Close() })
	var knocks atomic.Int64
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			knocks.Add(1)
			conn.Close()
		}
	}()
	return listener, &knocks
}
