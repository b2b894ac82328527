package netguard

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"landfall"
)

// quick are limits in the proportions of the real ones, for tests.
var quick = Limits{
	Dial: 3 * time.Second, TLS: time.Second, Headers: time.Second, Request: 2 * time.Second,
	MinBytesPerSecond: 10 << 10, MinRateAfter: 500 * time.Millisecond,
}

// drip sends a text byte by byte until the other side has gone.
func drip(c net.Conn, text string, every time.Duration) {
	for _, b := range []byte(text) {
		if _, err := c.Write([]byte{b}); err != nil {
			return
		}
		time.Sleep(every) // the slow host's own doing
	}
}

// hang waits until the other side has gone.
func hang(c net.Conn) { _, _ = io.Copy(io.Discard, c) }

// slowHost is a way to be slow, and how a visit to it ends.
type slowHost struct {
	host, reason string
	limits       Limits // the one that strikes
}

// slowHosts makes the hosts of a lab slow. Those that stall in the handshake do until
// held is closed.
func slowHosts(lab *testLab, held <-chan struct{}) []slowHost {
	endless := strings.Repeat("a", 10_000)
	lab.raw["silent-sim.social"] = hang
	lab.raw["header-drip-sim.social"] = func(c net.Conn) { drip(c, "HTTP/1.1 200 OK\r\nX-Slow: "+endless, 100*time.Millisecond) }
	lab.raw["interim-drip-sim.social"] = func(c net.Conn) {
		drip(c, strings.Repeat("HTTP/1.1 100 Continue\r\n\r\n", 1000), 20*time.Millisecond)
	}
	lab.raw["body-drip-sim.social"] = func(c net.Conn) {
		_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n")
		drip(c, endless, 100*time.Millisecond)
	}
	lab.raw["body-stall-sim.social"] = func(c net.Conn) {
		_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\nabc")
		hang(c)
	}
	lab.raw["gzip-stall-sim.social"] = func(c net.Conn) {
		_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b")
		hang(c)
	}
	lab.greet = func(name string) {
		if strings.HasPrefix(name, "tls-stall") {
			<-held
		}
	}
	return []slowHost{
		{"silent-sim.social", "header_timeout", Limits{Headers: quick.Headers}},
		{"header-drip-sim.social", "header_timeout", Limits{Headers: quick.Headers}},
		{"interim-drip-sim.social", "header_timeout", Limits{Headers: quick.Headers}},
		{"body-drip-sim.social", "body_too_slow", Limits{MinRateAfter: quick.MinRateAfter}},
		{"body-stall-sim.social", "body_too_slow", Limits{MinRateAfter: quick.MinRateAfter}},
		{"gzip-stall-sim.social", "body_too_slow", Limits{MinRateAfter: quick.MinRateAfter}},
		{"tls-stall-sim.social", "tls_timeout", Limits{TLS: quick.TLS}},
	}
}

func TestSlow(t *testing.T) {
	lab := newTestLab(t)
	held := make(chan struct{})
	t.Cleanup(func() { close(held) })
	const each = 72
	var all sync.WaitGroup
	for _, tt := range slowHosts(lab, held) {
		g := lab.guard(t, patient(tt.limits))
		for range each {
			all.Go(func() {
				s := g.Session(t.Context())
				defer s.Close()
				_, _, err := get(t, s, "https://"+tt.host+"/")
				if got, class := Classify(err); got != tt.reason || class != landfall.ClassAmbiguous {
					t.Errorf("%s: %s, %s (%v); want %s", tt.host, got, class, err, tt.reason)
				}
			})
		}
	}
	all.Wait()
}

// TestSlowHostsHoldNobodyUp has five hundred hosts drip, stall and say nothing while
// five hundred good ones are visited, which take at most twice as long as without them.
func TestSlowHostsHoldNobodyUp(t *testing.T) {
	lab := newTestLab(t)
	var holding atomic.Int64
	held := make(chan struct{})
	t.Cleanup(func() { close(held) })
	lab.raw["silent-sim.social"] = func(c net.Conn) { holding.Add(1); hang(c) }
	lab.raw["drip-sim.social"] = func(c net.Conn) {
		_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n")
		holding.Add(1)
		drip(c, strings.Repeat("a", 10_000), 100*time.Millisecond)
	}
	lab.greet = func(name string) {
		if strings.HasPrefix(name, "tls-stall") {
			holding.Add(1)
			<-held
		}
	}
	lab.serve("/", "", nil, []byte("good"))
	guard := lab.guard(t, patient(Limits{}))
	fetchGood(t, guard) // warms up
	var alone, beside time.Duration
	for range 5 { // what else the machine does disturbs some rounds, and seldom all
		alone = fetchGood(t, guard)
		ctx, stop := context.WithCancel(t.Context())
		var all sync.WaitGroup
		holding.Store(0)
		for i := range slowCount {
			host := []string{"silent-sim.social", "drip-sim.social", "tls-stall-sim.social"}[i%3]
			all.Go(func() {
				s := guard.Session(ctx)
				defer s.Close()
				wait(ctx, s, "https://"+host+"/")
			})
		}
		for holding.Load() < slowCount {
			time.Sleep(10 * time.Millisecond)
		}
		beside = fetchGood(t, guard)
		stop()
		all.Wait()
		if beside <= 2*alone {
			break
		}
	}
	t.Logf("%d good hosts: 99 %% within %v alone, within %v beside %d slow ones", goodHosts, alone, beside, slowCount)
	if beside > 2*alone {
		t.Errorf("good hosts take %v beside slow ones, %v alone: more than twice as long", beside, alone)
	}
}

const slowCount = 501

// patient fills limits with such as strike on no machine, however busy.
func patient(l Limits) Limits {
	long := Limits{Dial: time.Minute, TLS: time.Minute, Headers: time.Minute, Request: time.Minute, Visit: time.Minute, MinRateAfter: time.Minute}
	l.Dial, l.TLS, l.Headers = cmp.Or(l.Dial, long.Dial), cmp.Or(l.TLS, long.TLS), cmp.Or(l.Headers, long.Headers)
	l.Request, l.Visit, l.MinRateAfter = long.Request, long.Visit, cmp.Or(l.MinRateAfter, long.MinRateAfter)
	return l
}

const goodHosts = 500

// fetchGood visits good hosts, a few at a time, and returns what the 99th of a
// hundred took. All must be well.
func fetchGood(t *testing.T, g *Guard) time.Duration {
	t.Helper()
	took := make([]time.Duration, goodHosts)
	next := make(chan int)
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			for i := range next {
				s := g.Session(t.Context())
				began := time.Now()
				if _, _, err := get(t, s, fmt.Sprintf("https://good-%d-sim.social/", i%5)); err != nil {
					t.Errorf("a good host: %v", err)
				}
				took[i] = time.Since(began)
				s.Close()
			}
		})
	}
	for i := range goodHosts {
		next <- i
	}
	close(next)
	all.Wait()
	slices.Sort(took)
	return took[goodHosts*99/100]
}

func TestABodyThatNeverEnds(t *testing.T) {
	lab := newTestLab(t)
	lab.raw["endless-sim.social"] = func(c net.Conn) { // fast enough, and never done
		_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\n\r\n")
		for range 1000 {
			if _, err := io.WriteString(c, strings.Repeat("a", 500)); err != nil {
				return
			}
			time.Sleep(20 * time.Millisecond)
		}
	}
	s := session(t, lab.guard(t, Limits{Request: quick.Request}))
	_, _, err := get(t, s, "https://endless-sim.social/")
	wantReason(t, err, "body_timeout")
	if err == nil || !strings.Contains(err.Error(), "endless-sim.social") {
		t.Errorf("the error does not say where: %v", err)
	}
}

func TestAHostThatTakesTheConnectionAndNeverAnswers(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close() // the system takes connections up to its backlog
	lab, err := NewLabPEM(netip.MustParseAddrPort(listener.Addr().String()), newAuthority(t).pem)
	if err != nil {
		t.Fatal(err)
	}
	g, err := New(Config{Limits: quick, Lab: lab})
	if err != nil {
		t.Fatal(err)
	}
	s := session(t, g)
	_, _, err = get(t, s, "https://silent-sim.social/")
	wantReason(t, err, "tls_timeout")
	_, _, err = get(t, s, "http://silent-sim.social/")
	wantReason(t, err, "header_timeout")
	listener.Close()
	s = session(t, g)
	_, _, err = get(t, s, "https://silent-sim.social/")
	wantReason(t, err, "tcp_refused")
}

func TestTheVisitEndsEverything(t *testing.T) {
	lab := newTestLab(t)
	lab.raw["silent-sim.social"] = hang
	lab.raw["stall-sim.social"] = func(c net.Conn) {
		_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
		hang(c)
	}
	held := make(chan struct{})
	t.Cleanup(func() { close(held) })
	lab.greet = func(name string) {
		if name == "tls-stall-sim.social" {
			<-held
		}
	}
	hosts := []string{"silent-sim.social", "stall-sim.social", "tls-stall-sim.social"}
	short := lab.guard(t, Limits{Visit: 200 * time.Millisecond})
	long := lab.guard(t, Limits{})
	for _, host := range hosts {
		s := session(t, short)
		_, _, err := get(t, s, "https://"+host+"/")
		wantReason(t, err, "visit_timeout")

		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		s = long.Session(ctx)
		_, _, err = get(t, s, "https://"+host+"/")
		wantReason(t, err, "visit_timeout")
		cancel()
		s.Close()

		s = long.Session(t.Context())
		time.AfterFunc(200*time.Millisecond, s.Close)
		_, _, err = get(t, s, "https://"+host+"/")
		if reason, class := Classify(err); reason != "cancelled" || class != landfall.ClassOurs {
			t.Errorf("%s closed under way: %s, %s (%v)", host, reason, class, err)
		}
	}
}

func TestASlowReaderIsNotTheHostsFault(t *testing.T) {
	lab := newTestLab(t)
	lab.serve("good-sim.social", "/", nil, []byte(strings.Repeat("a", 40_000)))
	s := session(t, lab.guard(t, Limits{MinRateAfter: 50 * time.Millisecond, MinBytesPerSecond: 1 << 20}))
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://good-sim.social/", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := s.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	for p := make([]byte, 10_000); ; time.Sleep(40 * time.Millisecond) { // the reader's own slowness
		if _, err := resp.Body.Read(p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// wait reads what a slow host sends until ctx ends.
func wait(ctx context.Context, s *Session, url string) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return
	}
	if resp, err := s.RoundTrip(req); err == nil {
		_, _ = io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
	}
}
