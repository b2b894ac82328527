package main

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"
)

// gathered are the values of a running process, by their names with labels.
func gathered(t *testing.T, address string) map[string]float64 {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+address+"/metrics", nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%d, %v: %s", res.StatusCode, err, text)
	}
	all := make(map[string]float64)
	for line := range strings.Lines(string(text)) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		if n, err := strconv.ParseFloat(value, 64); err == nil && name != "#" {
			all[name] = n
		}
	}
	return all
}

// The real program, serving, counts what other servers send, what becomes of it, and what it
// asks of others for it; nobody but those who run it sees that.
func TestCoreMetrics(t *testing.T) {
	lab := newCoreLab(t)
	c := newCoreUnderTest(t, lab, "")
	alice, ops := c.account("alice"), freePort(t)
	c.start("--ops-listen", ops, "--proxies", "127.0.0.1")
	follow := func(n int) []byte {
		return lab.request(labActor(n, 0), map[string]any{"id": fmt.Sprintf("https://h%d.peers.zone/follows/1", n), "type": "Follow", "object": alice})
	}
	unsigned := reheaded(follow(0), "Signature", "")
	line := wire{addr: c.addr}
	defer line.close()
	post := func(raw []byte, want int) {
		t.Helper()
		if code, err := line.post(raw); err != nil || code != want {
			t.Fatalf("answered %d, %v", code, err)
		}
	}
	post(follow(0), http.StatusAccepted)
	post(lab.request(labActor(0, 0), map[string]any{"id": "https://h0.peers.zone/x/1", "type": "Frobnicate", "object": alice}), http.StatusAccepted)
	post(lab.request(labActor(7, 0), map[string]any{"id": "https://h7.peers.zone/x/1", "type": "Delete", "object": labActor(7, 0)}), http.StatusAccepted)
	post(unsigned, http.StatusUnauthorized)
	post(spoiled(follow(1)), http.StatusUnauthorized)
	post(reheaded(follow(0), "Content-Type", "text/plain"), http.StatusUnsupportedMediaType)
	junk := reheaded(unsigned, "X-Forwarded-For", "203.0.113.9")
	for limited := false; !limited; {
		code, err := line.post(junk)
		if err != nil || code != http.StatusUnauthorized && code != http.StatusTooManyRequests {
			t.Fatalf("answered %d, %v", code, err)
		}
		limited = code == http.StatusTooManyRequests
	}
	want := map[string]float64{
		`landfall_core_inbox_requests_total{answer="accepted"}`:             2,
		`landfall_core_inbox_requests_total{answer="dropped"}`:              1,
		`landfall_core_inbox_requests_total{answer="invalid"}`:              1,
		`landfall_core_inbox_requests_total{answer="limited"}`:              1,
		`landfall_core_inbox_requests_total{answer="unavailable"}`:          0,
		`landfall_core_signatures_total{outcome="valid",scheme="cavage"}`:   2,
		`landfall_core_signatures_total{outcome="refused",scheme="cavage"}`: 1,
		`landfall_core_signatures_total{outcome="valid",scheme="rfc9421"}`:  0,
		`landfall_core_fetches_total{outcome="read"}`:                       2,
		`landfall_core_activities_total{outcome="done"}`:                    1,
		`landfall_core_activities_total{outcome="nothing"}`:                 1,
		`landfall_core_activities_total{outcome="given_up_away"}`:           0,
		`landfall_core_deliveries_total{outcome="delivered"}`:               1,
		`landfall_core_deliveries_expired_total{reason="gone"}`:             0,
		`landfall_core_deliveries_in_flight`:                                0,
		`landfall_core_hosts_closed`:                                        0,
		`landfall_core_queue{queue="arrivals"}`:                             0,
		`landfall_core_queue{queue="deliveries"}`:                           0,
		`landfall_core_queue_lag_seconds{queue="deliveries"}`:               0,
	}
	differs := func(got map[string]float64) (all []string) {
		for name, value := range want {
			if is, there := got[name]; !there || is != value {
				all = append(all, fmt.Sprintf("%s is %v, %v, want %v", name, is, there, value))
			}
		}
		return all
	}
	deadline := time.Now().Add(20 * time.Second)
	wrong := differs(gathered(t, ops))
	for len(wrong) > 0 && time.Now().Before(deadline) {
		time.Sleep(20 * time.Millisecond) // another process works
		wrong = differs(gathered(t, ops))
	}
	if len(wrong) > 0 {
		t.Errorf("%s\n%s", strings.Join(wrong, "\n"), c.log)
	}
	shown(t, ops, http.StatusOK)
	shown(t, c.addr, http.StatusNotFound)
}

// shown fails the test unless an address answers like that to what operators ask.
func shown(t *testing.T, address string, want int) {
	t.Helper()
	for _, path := range []string{"/metrics", "/readyz"} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+address+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = "home.example"
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != want {
			t.Errorf("%s%s is answered %d", address, path, res.StatusCode)
		}
	}
}
