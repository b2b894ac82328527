package sim

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestStatsCountWhatWasAsked(t *testing.T) {
	l := start(t, Config{Hosts: 20, Seed: 1, Mix: MixHealthy(0)})
	one, two := l.Hosts()[0].Name, l.Hosts()[1].Name
	c := l.client(t, 10*time.Second)
	for _, url := range []string{one + "/robots.txt", one + "/nodeinfo/2.0", one + "/nodeinfo/2.0", two + "/nodeinfo/2.0"} {
		mustGet(t, c, "https://"+url)
	}
	want := Stats{
		Connections: 2, Handshakes: 2, Requests: 4, Hosts: 2,
		ByPath:  map[string]int64{"/robots.txt": 1, "/nodeinfo/2.0": 3},
		ByAgent: map[string]int64{"Go-http-client/1.1": 4},
		ByHost: map[string]HostStats{
			one: {Requests: 3, Handshakes: 1, Concurrent: 1},
			two: {Requests: 1, Handshakes: 1, BeforeRobots: 1, Concurrent: 1},
		},
		PerHost: map[int64]int{3: 1, 1: 1}, BeforeRobots: 1, Concurrent: 1,
	}
	if diff := cmp.Diff(want, l.Stats()); diff != "" {
		t.Errorf("stats differ (-want +got):\n%s", diff)
	}
	l.ResetStats()
	empty := Stats{ByPath: map[string]int64{}, ByAgent: map[string]int64{}, ByHost: map[string]HostStats{}, PerHost: map[int64]int{}}
	if diff := cmp.Diff(empty, l.Stats()); diff != "" {
		t.Errorf("after a reset (-want +got):\n%s", diff)
	}
}

func TestForbiddenAndHurriedRequestsAreCounted(t *testing.T) {
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	var clock sync.Mutex
	l := start(t, Config{Hosts: 1500, Seed: 8, Mix: Mix{Robots: true}, Now: func() time.Time {
		clock.Lock()
		defer clock.Unlock()
		return now
	}})
	host := make(map[string]string)
	for _, h := range l.Hosts() {
		host[h.Robots] = h.Name
	}
	c := l.client(t, 10*time.Second)
	step := func(d time.Duration, url string) {
		clock.Lock()
		now = now.Add(d)
		clock.Unlock()
		mustGet(t, c, "https://"+url)
	}
	step(0, host["disallow_api"]+"/robots.txt")
	step(0, host["disallow_api"]+"/nodeinfo/2.0")
	step(0, host["disallow_api"]+"/api/v1/instance")
	step(0, host["longest_match"]+"/api/v1/instance")
	step(0, host["longest_match"]+"/api/v1/instance/peers")
	step(0, host["crawl_delay"]+"/robots.txt")
	step(2*time.Second, host["crawl_delay"]+"/nodeinfo/2.0")
	step(time.Second, host["crawl_delay"]+"/api/v1/instance")
	step(2*time.Second, host["crawl_delay"]+"/api/v1/instance")
	s := l.Stats()
	want := []string{host["disallow_api"] + "/api/v1/instance", host["longest_match"] + "/api/v1/instance/peers"}
	if s.Forbidden != 2 || s.Hurried != 1 || s.BeforeRobots != 2 || !cmp.Equal(s.ForbiddenURLs, want) {
		t.Errorf("%d forbidden %v, %d hurried, %d before robots.txt", s.Forbidden, s.ForbiddenURLs, s.Hurried, s.BeforeRobots)
	}
}

func TestConcurrentRequestsToOneInstanceAreCounted(t *testing.T) {
	l := start(t, Config{Hosts: 3, Mix: MixHealthy(200 * time.Millisecond)})
	c := l.client(t, 10*time.Second)
	var wg sync.WaitGroup
	for range 5 {
		wg.Go(func() { mustGet(t, c, "https://"+l.Hosts()[0].Name+"/") })
	}
	wg.Wait()
	if s := l.Stats(); s.Concurrent < 2 || s.Concurrent > 5 || s.PerHost[5] != 1 {
		t.Errorf("%d at once, %v", s.Concurrent, s.PerHost)
	}
}

func TestAbandonedRequestsAreNotHeldAgainstTheClient(t *testing.T) {
	in, left := &tally{}, context.Background()
	gone, leave := context.WithCancel(context.Background())
	first := in.begin(gone)
	leave()
	in.end(in.begin(left)) // while the network has yet to notice
	in.end(first)
	hijacked := in.begin(left)
	hijacked.giveUp()
	in.end(in.begin(left))
	in.end(hijacked)
	if n := in.most.Load(); n != 1 {
		t.Errorf("%d at once, want 1", n)
	}
	one := in.begin(left)
	two := in.begin(left)
	in.end(one)
	in.end(two)
	if n := in.most.Load(); n != 2 || len(in.underWay) != 0 {
		t.Errorf("%d at once, want 2; %d still under way", n, len(in.underWay))
	}
}

func TestCountersStayBounded(t *testing.T) {
	c := newCounters()
	in := &instance{name: "bounded-sim.social", robots: robotsError, tally: &tally{}}
	for i := range 5000 {
		c.request(in, "/"+string(rune('a'+i%26))+string(rune(0x4e00+i)), "agent "+string(rune(0x4e00+i)), time.Unix(1, 0))
	}
	if len(c.paths) != maxPaths+1 || len(c.agents) != maxAgents+1 || len(c.forbidden) != maxForbidden || in.tally.forbidden.Load() != 5000 {
		t.Errorf("%d paths, %d agents, %d addresses, %d forbidden", len(c.paths), len(c.agents), len(c.forbidden), in.tally.forbidden.Load())
	}
}

func TestStoppingEndsAnswersUnderWay(t *testing.T) {
	arrived, warm := make(chan struct{}), false
	arrive := sync.OnceFunc(func() { close(arrived) })
	n := network(t, Config{Hosts: 3, Mix: MixHealthy(time.Hour), Now: func() time.Time {
		if warm { // with every certificate made, only a request asks for the time
			arrive()
		}
		return time.Now()
	}})
	if err := n.Warm(); err != nil {
		t.Fatal(err)
	}
	warm = true
	if err := n.Listen(); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done, ended := make(chan error), make(chan error)
	go func() { done <- n.Run(ctx) }()
	c := labOf(t, n).client(t, time.Hour)
	go func() {
		_, err := get(t, c, "https://"+n.Hosts()[0].Name+"/")
		ended <- err
	}()
	<-arrived
	stop()
	if err := <-done; err != nil {
		t.Errorf("Run: %v", err)
	}
	if err := <-ended; err == nil {
		t.Error("the answer came nevertheless")
	}
	if err := n.Close(); err != nil {
		t.Errorf("Close after Run: %v", err)
	}
}

func TestListenRefusesAPortInUse(t *testing.T) {
	l := start(t, Config{Hosts: 3, Mix: MixHealthy(0)})
	other := network(t, Config{Hosts: 3, Mix: MixHealthy(0), Listen: l.Addr().String()})
	if err := other.Listen(); err == nil {
		t.Error("two networks on one address")
	}
	if err := other.Close(); err != nil {
		t.Errorf("Close: %v", err)
	}
	if !l.Addr().Addr().IsLoopback() || other.Addr().IsValid() {
		t.Errorf("addresses %s and %s", l.Addr(), other.Addr())
	}
}
