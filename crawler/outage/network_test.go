package outage

import (
	"net/netip"
	"testing"
	"time"

	"landfall"
)

// Somebody else's outage takes nobody's state, and ours goes on measuring.
func TestANetworkThatIsDownIsShownAsSuch(t *testing.T) {
	b := newBench(t, DefaultConfig())
	for range 200 {
		b.visit(landfall.StatusAlive, "", "45.13.1.1")
		b.visit(landfall.StatusAlive, "", "52.1.2.3")
	}
	for i := range 100 {
		b.visit(landfall.StatusAlive, "tcp_timeout", "45.13.9.9")
		for range 3 {
			b.visit(landfall.StatusAlive, "", "52.1.2.3")
		}
		if i == 50 {
			b.wantDegraded("while a quarter of all hosts is away", "")
		}
	}
	b.visit(landfall.StatusAlive, "tcp_timeout", "52.1.2.3")
	b.wait(10 * time.Minute)
	if b.got[ReasonNetwork] != 100 || b.got["tcp_timeout"] != 1 {
		t.Errorf("recorded %v; want the network's hundred as its outage, and the one beside it as a failure", b.got)
	}
}

// A visit that began while its network was down may fail when it is up again.
func TestAVisitOutlastsTheNetworksOutage(t *testing.T) {
	b := newBench(t, DefaultConfig())
	for range 40 {
		b.visit(landfall.StatusAlive, "tcp_timeout", "45.13.9.9")
		for range 3 {
			b.visit(landfall.StatusAlive, "", "52.1.2.3")
		}
	}
	late := b.now
	for range 20 {
		b.visit(landfall.StatusAlive, "", "45.13.9.9")
	}
	for range 5 {
		o := &landfall.Observation{Host: "late-sim.social", At: late, Outcome: landfall.OutcomeUnreachable, Class: landfall.ClassAmbiguous, Reason: "tcp_timeout"}
		b.q.Put(b.now, Visit[int]{Observation: o, Before: landfall.StatusAlive, Network: NetworkOf(netip.MustParseAddr("45.13.9.9"))})
	}
	b.wait(10 * time.Minute)
	if b.got["tcp_timeout"] != 0 {
		t.Errorf("recorded %v; want all failures as the network's", b.got)
	}
}

func TestNetworksMayBeDownForADay(t *testing.T) {
	cfg := DefaultConfig()
	b := newBench(t, cfg)
	for b.now.Before(start.Add(cfg.NetworkMost + time.Hour)) {
		b.visit(landfall.StatusAlive, "tcp_timeout", "45.13.9.9")
		b.visit(landfall.StatusAlive, "", "52.1.2.3")
		b.visit(landfall.StatusAlive, "", "52.1.2.3")
		b.visit(landfall.StatusAlive, "", "52.1.2.3")
		b.wait(time.Minute)
	}
	if b.got["tcp_timeout"] == 0 {
		t.Errorf("recorded %v; after a day the hosts themselves are away", b.got)
	}
}

// A small network is known to be down although its hosts are visited seldom.
func TestASmallNetworkStaysDown(t *testing.T) {
	b := newBench(t, DefaultConfig())
	for b.now.Before(start.Add(6 * time.Hour)) {
		for i := range 5 {
			b.n = i - 1 // the same five hosts
			b.visit(landfall.StatusAlive, "tcp_timeout", "45.13.0.7")
		}
		for range 50 {
			b.visit(landfall.StatusAlive, "", "52.1.0.7")
		}
		b.wait(30 * time.Minute)
	}
	b.wait(10 * time.Minute)
	if b.got["tcp_timeout"] != 0 || b.got[ReasonNetwork] < 40 {
		t.Errorf("recorded %v; want every failure as the network's", b.got)
	}
}

// A network that is back leaves nothing behind that trips the breaker.
func TestANetworksOutageIsNotOursAfterwards(t *testing.T) {
	b := newBench(t, DefaultConfig())
	for range 60 {
		b.visit(landfall.StatusAlive, "", "52.1.0.7")
	}
	for range 100 {
		b.visit(landfall.StatusAlive, "tcp_timeout", "45.13.0.7")
	}
	b.wantDegraded("while a network is away", "")
	for range 60 {
		b.visit(landfall.StatusAlive, "", "45.13.0.7")
		b.wantDegraded("when it is back", "")
	}
}

func TestNetworkOf(t *testing.T) {
	for addr, want := range map[string]string{
		"45.13.200.1": "45.13.0.0/16", "::ffff:45.13.200.1": "45.13.0.0/16", "2a01:4f8:1::1": "2a01:4f8::/32",
		"127.0.0.1": "invalid Prefix", "::1": "invalid Prefix", "10.1.2.3": "invalid Prefix",
	} {
		if got := NetworkOf(netip.MustParseAddr(addr)).String(); got != want {
			t.Errorf("NetworkOf(%s) = %s, want %s", addr, got, want)
		}
	}
}
