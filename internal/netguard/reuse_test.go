package netguard

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
)

func TestAConnectionThatTheHostDroppedIsReplaced(t *testing.T) {
	lab := newTestLab(t)
	lab.raw["dropping-sim.social"] = func(c net.Conn) {
		_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
	}
	s := session(t, lab.guard(t, Limits{}))
	for range 5 {
		if _, text, err := get(t, s, "https://dropping-sim.social/"); err != nil || string(text) != "ok" {
			t.Fatalf("%q, %v", text, err)
		}
	}
	for i, x := range s.Exchanges() {
		if x.Reused || x.Timings.TLS == 0 {
			t.Errorf("exchange %d: %+v", i, x)
		}
	}
}

func TestAPostIsSentWhole(t *testing.T) {
	lab := newTestLab(t)
	lab.web.HandleFunc("post-sim.social/", func(w http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		fmt.Fprintf(w, "%s %d", r.Method, len(text))
	})
	s := session(t, lab.guard(t, Limits{}))
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://post-sim.social/", strings.NewReader(strings.Repeat("a", 300_000)))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := s.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if text, err := io.ReadAll(resp.Body); err != nil || string(text) != "POST 300000" {
		t.Errorf("%q, %v", text, err)
	}
}

func TestASessionIsSafeForConcurrentUse(t *testing.T) {
	lab := newTestLab(t)
	text := bytes.Repeat([]byte("abc"), 20_000)
	lab.serve("busy-sim.social", "/", http.Header{"Content-Encoding": {"gzip"}}, zipped(t, text))
	g := lab.guard(t, Limits{})
	s := session(t, g)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 5 {
				if _, got, err := get(t, s, "https://busy-sim.social/"); err != nil || !bytes.Equal(got, text) {
					t.Errorf("%d bytes, %v", len(got), err)
				}
				_ = s.Exchanges()
			}
		})
	}
	all.Wait()
	if n := len(s.Exchanges()); n != 40 {
		t.Errorf("%d exchanges; want 40", n)
	}
}

func TestABodyMayBeClosedWhileItIsRead(t *testing.T) {
	lab := newTestLab(t)
	lab.raw["stall-sim.social"] = func(c net.Conn) {
		_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b")
		hang(c)
	}
	s := session(t, lab.guard(t, Limits{}))
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://stall-sim.social/", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := s.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	reading := make(chan error)
	go func() {
		_, err := io.ReadAll(resp.Body)
		reading <- err
	}()
	resp.Body.Close()
	if err := <-reading; err == nil {
		t.Error("a body closed under way reads as whole")
	}
	if n := len(s.Exchanges()); n != 1 {
		t.Errorf("%d exchanges", n)
	}
}
