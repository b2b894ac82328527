package httpkit

import (
	"fmt"
	"net/http"
	"net/netip"
	"sync"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
)

// clock is a time that tests move.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2026, 10, 7, 12, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func limited(l *RateLimit) func(gin.IRouter) {
	return func(r gin.IRouter) { r.GET("/api/v1/thing", l.Middleware, say("thing")) }
}

// TestRateLimitIgnoresForgedForwardedFor: a client cannot pass for another by saying
// so.
func TestRateLimitIgnoresForgedForwardedFor(t *testing.T) {
	time := newClock()
	s := start(t, limited(NewRateLimit(RateConfig{PerMinute: 60, Clients: 100}, time.Now)), nil)
	counts := map[int]int{}
	for i := range 300 {
		got := s.get(t, "/api/v1/thing", "X-Forwarded-For", fmt.Sprintf("203.0.%d.%d", i/250, i%250), "X-Real-Ip", fmt.Sprintf("198.51.100.%d", i%250))
		counts[got.StatusCode]++
	}
	if counts[200] != 60 || counts[429] != 240 {
		t.Errorf("answers by status: %v, want 60 times 200 and 240 times 429", counts)
	}
}

func TestRateLimitTellsWhatIsLeft(t *testing.T) {
	clock := newClock()
	s := start(t, limited(NewRateLimit(RateConfig{PerMinute: 30, Clients: 100}, clock.Now)), nil)
	for _, tt := range []struct {
		name       string
		pause      time.Duration
		requests   int
		status     int
		left, wait string
	}{
		{"the first", 0, 1, 200, `"client";r=29;t=2`, ""},
		{"the last", 0, 29, 200, `"client";r=0;t=60`, ""},
		{"one too many", 0, 1, 429, `"client";r=0;t=60`, "2"},
		{"a second later", time.Second, 1, 429, `"client";r=0;t=59`, "1"},
		{"when it may again", time.Second, 1, 200, `"client";r=0;t=60`, ""},
		{"after a long pause no more than at first", time.Hour, 1, 200, `"client";r=29;t=2`, ""},
	} {
		clock.Add(tt.pause)
		var got response
		for range tt.requests {
			got = s.get(t, "/api/v1/thing")
		}
		if got.StatusCode != tt.status || got.Header.Get("RateLimit") != tt.left || got.Header.Get("Retry-After") != tt.wait {
			t.Errorf("%s: %d, %s, retry after %q; want %d, %s, %q", tt.name,
				got.StatusCode, got.Header.Get("RateLimit"), got.Header.Get("Retry-After"), tt.status, tt.left, tt.wait)
		}
		if policy := got.Header.Get("RateLimit-Policy"); policy != `"client";q=30;w=60` {
			t.Errorf("policy %s", policy)
		}
	}
}

// TestConcurrentRequestsAreLimited: a client that waits for many answers at once is
// told to wait for one of them.
func TestConcurrentRequestsAreLimited(t *testing.T) {
	let := make(chan struct{})
	begun := make(chan struct{})
	limit := NewRateLimit(RateConfig{PerMinute: 600, Concurrent: 2, Clients: 100}, newClock().Now)
	s := start(t, func(r gin.IRouter) {
		r.GET("/api/v1/slow", limit.Middleware, func(c *gin.Context) {
			begun <- struct{}{}
			<-let
			c.Status(http.StatusOK)
		})
	}, nil)
	var answers sync.WaitGroup
	for range 2 {
		answers.Go(func() { s.get(t, "/api/v1/slow") })
		<-begun
	}
	if got := s.get(t, "/api/v1/slow"); got.StatusCode != http.StatusTooManyRequests || got.Header.Get("Retry-After") != "1" {
		t.Errorf("a third at once: %d, retry after %q", got.StatusCode, got.Header.Get("Retry-After"))
	}
	close(let)
	answers.Wait()
	go func() { <-begun }()
	if got := s.get(t, "/api/v1/slow"); got.StatusCode != http.StatusOK {
		t.Errorf("after they were answered: %d", got.StatusCode)
	}
}

func TestClientPrefix(t *testing.T) {
	for _, tt := range []struct{ addr, want string }{
		{"192.0.2.7", "192.0.2.7/32"},
		{"::ffff:192.0.2.7", "192.0.2.7/32"},
		{"2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"},
		{"fe80::1%eth0", "fe80::/64"},
		{"", "invalid Prefix"},
		{"nobody", "invalid Prefix"},
	} {
		if got := clientPrefix(tt.addr).String(); got != tt.want {
			t.Errorf("clientPrefix(%q) = %s, want %s", tt.addr, got, tt.want)
		}
	}
}

// TestRateLimitRemembersSoMany: however many clients come, few are remembered, and the
// one that just asked is among them.
func TestRateLimitRemembersSoMany(t *testing.T) {
	const most = 50
	l := NewRateLimit(RateConfig{PerMinute: 1, Clients: most}, newClock().Now)
	busy := netip.MustParsePrefix("192.0.2.1/32")
	for i := range 10_000 {
		who, _, allowed := l.enter(busy)
		l.leave(who)
		if allowed != (i == 0) {
			t.Fatalf("request %d of the busy client: allowed %v", i, allowed)
		}
		other, _, _ := l.enter(netip.PrefixFrom(netip.AddrFrom4([4]byte{198, 51, byte(i / 256), byte(i)}), 32))
		l.leave(other)
	}
	if len(l.clients) != most || l.recent.Len() != most {
		t.Errorf("%d and %d clients are remembered, want %d", len(l.clients), l.recent.Len(), most)
	}
}

func TestRateLimitCanBeOff(t *testing.T) {
	s := start(t, limited(NewRateLimit(RateConfig{}, newClock().Now)), nil)
	for range 200 {
		if got := s.get(t, "/api/v1/thing"); got.StatusCode != http.StatusOK || got.Header.Get("RateLimit") != "" {
			t.Fatalf("%d %q", got.StatusCode, got.Header.Get("RateLimit"))
		}
	}
}
