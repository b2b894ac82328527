package polite

import (
	"fmt"
	"net/netip"
	"testing"
	"time"

	"landfall"
)

var (
	start = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	addr  = netip.MustParseAddr("198.51.100.7")
)

const host landfall.Host = "quiet-harbour-sim.social"

// clock is a limiter with a time of its own.
type clock struct {
	*Limiter
	at time.Time
}

func newClock(limits Limits) *clock {
	c := &clock{at: start}
	c.Limiter = New(limits, func() time.Time { return c.at })
	return c
}

// most is the longest wait in these tests.
const most = 30 * time.Second

func TestDistinctHostsOfDistinctDomainsNeverWait(t *testing.T) {
	c := newClock(DefaultLimits())
	for i := range 30_000 {
		h := landfall.Host(fmt.Sprintf("host-%d-sim.social", i))
		for range 8 {
			if wait, ok := c.Turn(h, netip.Addr{}, most); wait != 0 || !ok {
				t.Fatalf("%s waits %s", h, wait)
			}
		}
	}
}

// However many hosts share a network, and however they take turns, what is sent to
// it within any stretch of time is bounded.
func TestANetworkGetsItsRateAndNoMore(t *testing.T) {
	limits := Limits{Network: Rate{PerSecond: 10, Burst: 5}}
	c := newClock(limits)
	var sent []time.Time
	away := 0
	for i := range 5_000 {
		c.at = start.Add(time.Duration(i) * 20 * time.Millisecond) // 50 a second
		wait, ok := c.Connect(netip.AddrFrom4([4]byte{198, 51, 100, byte(i)}), most)
		if !ok {
			if wait <= most {
				t.Fatalf("sent away for %s although it could wait", wait)
			}
			away++
			continue
		}
		sent = append(sent, c.at.Add(wait))
	}
	for i := range sent {
		for _, n := range []int{6, 20, 200} { // requests in a stretch of time
			if i >= n-1 {
				apart, least := sent[i].Sub(sent[i-n+1]), time.Duration(n-limits.Network.Burst)*100*time.Millisecond
				if apart < least-time.Microsecond {
					t.Fatalf("%d requests within %s, want at least %s", n, apart, least)
				}
			}
		}
	}
	if last := sent[len(sent)-1].Sub(start).Seconds(); float64(len(sent)-5)/last > 10.01 || float64(len(sent))/last < 9 {
		t.Errorf("%d requests in %.0f s, want 10 a second", len(sent), last)
	}
	if away == 0 {
		t.Error("nobody was sent away")
	}
}

func TestThoseSentAwayComeBackOneAfterTheOther(t *testing.T) {
	c := newClock(Limits{Domain: Rate{PerSecond: 2, Burst: 1}})
	seen := make(map[time.Duration]bool)
	for i := range 1000 {
		wait, ok := c.Turn(landfall.Host(fmt.Sprintf("a%d.farm-sim.social", i)), netip.Addr{}, most)
		if ok {
			continue
		}
		if seen[wait] {
			t.Fatalf("two are told to come back after %s", wait)
		}
		seen[wait] = true
	}
	if len(seen) < 900 {
		t.Errorf("%d were sent away, want nearly all", len(seen))
	}
}

func TestTooManyRequestsHalveTheWholeKey(t *testing.T) {
	c := newClock(Limits{Host: Rate{1, 1}, Domain: Rate{2, 1}, Network: Rate{10, 1}})
	sibling, neighbour := landfall.Host("www."+host), landfall.Host("amber-otter-sim.social")
	next := func(h landfall.Host) time.Duration {
		c.Turn(h, addr, time.Hour)
		wait, _ := c.Turn(h, addr, time.Hour)
		c.at = c.at.Add(10 * wait)
		return wait.Round(time.Millisecond)
	}
	if got := next(host); got != time.Second {
		t.Fatalf("at first the host waits %s, want 1s", got)
	}
	c.Answered(host, addr, 200)
	c.Answered(host, addr, 429)
	c.Answered(host, addr, 503) // at the same time: one word
	for h, want := range map[landfall.Host]time.Duration{host: 2 * time.Second, sibling: time.Second, neighbour: time.Second} {
		if got := next(h); got < want*95/100 || got > want {
			t.Errorf("after 429 %s waits %s, want about %s", h, got, want)
		}
	}
	for range 20 {
		c.at = c.at.Add(oneWord)
		c.Answered(host, addr, 503)
	}
	if got := next(host); got < 14*time.Second || got > 16*time.Second {
		t.Errorf("after many the host waits %s, want no more than 16s", got)
	}
	c.at = c.at.Add(30 * time.Minute)
	if got := next(host); got < time.Second || got > 2*time.Second {
		t.Errorf("half an hour later it waits %s, want less than before", got)
	}
	c.at = c.at.Add(time.Hour)
	if got := next(host); got != time.Second {
		t.Errorf("after an hour it waits %s, want 1s", got)
	}
}

func TestAHostHasOneRequestUnderWay(t *testing.T) {
	c := newClock(DefaultLimits())
	if !c.Begin(host) || c.Begin(host) {
		t.Error("two requests at once")
	}
	if c.Done(host); !c.Begin(host) {
		t.Error("none after the first was done")
	}
}

func TestNetworks(t *testing.T) {
	for addr, want := range map[string]string{
		"198.51.100.7": "198.51.100.0/24", "::ffff:198.51.100.7": "198.51.100.0/24", "2001:db8:1:2::3": "2001:db8:1::/48",
	} {
		if got := Network(netip.MustParseAddr(addr)).String(); got != want {
			t.Errorf("%s counts for %s, want %s", addr, got, want)
		}
	}
}

func TestALimiterForgetsKeys(t *testing.T) {
	c := newClock(Limits{Host: Rate{1, 1}})
	for i := range keysMost * 2 {
		c.Turn(landfall.Host(fmt.Sprintf("host-%d-sim.social", i)), netip.Addr{}, most)
		if len(c.hosts) > keysMost {
			t.Fatalf("%d keys", len(c.hosts))
		}
	}
}

func TestNoLimitsAreNone(t *testing.T) {
	c := newClock(Limits{})
	for range 1000 {
		if wait, ok := c.Turn(host, addr, 0); wait != 0 || !ok {
			t.Fatal(wait, ok)
		}
		if wait, ok := c.Connect(addr, 0); wait != 0 || !ok {
			t.Fatal(wait, ok)
		}
	}
}
