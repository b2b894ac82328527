package collect

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"landfall"
	"landfall/crawler/polite"
	"landfall/crawler/probe"
	"landfall/crawler/robots"
)

// impatient opens a visit that waits for nothing.
func (l *lab) impatient(t *testing.T) *Visit {
	t.Helper()
	return l.Open(t.Context(), host, func(context.Context, time.Duration) error { return probe.ErrPostponed })
}

// slowly lets the collector's clock be the test's.
func (l *lab) slowly(at *time.Time) {
	now := func() time.Time { return *at }
	l.now, l.held = now, newHeld(now)
	l.robots, l.limits = robots.NewCache(robots.CacheConfig{}, now), polite.New(polite.DefaultLimits(), now)
}

// A host with a long Crawl-delay is asked one thing a visit, and each visit goes on
// where the last one stopped: every document is asked for once.
func TestAVisitIsSpreadOverACrawlDelay(t *testing.T) {
	for _, delay := range []time.Duration{500 * time.Second, 2 * time.Hour, 36 * time.Hour} {
		t.Run(delay.String(), func(t *testing.T) {
			l := newLab(t, site(fmt.Sprintf("User-agent: *\nCrawl-delay: %.0f\n", delay.Seconds())))
			now := time.Now()
			l.slowly(&now)
			paths := []string{"/a", "/b", "/c"}
			var visits int
			for finished := false; !finished; visits++ {
				if visits > 9 {
					t.Fatalf("not finished after %d visits: %v", visits, l.asked)
				}
				before := len(l.asked)
				v := l.impatient(t)
				finished = true
				for _, path := range paths {
					doc, err := v.Fetch(t.Context(), request(t, path))
					if errors.Is(err, probe.ErrPostponed) {
						finished = false
						break
					}
					if err != nil || !strings.Contains(string(doc.Body), path) {
						t.Fatalf("%s: %+v, %v", path, doc, err)
					}
				}
				if v.Unfinished() == finished {
					t.Errorf("unfinished = %v after all was read: %v", v.Unfinished(), finished)
				}
				if wait := v.Allowed().Sub(now); wait != delay {
					t.Errorf("the next visit is allowed in %s, want %s", wait, delay)
				}
				v.Close()
				var other []string
				for _, asked := range l.asked[before:] {
					if !strings.HasSuffix(asked, "/robots.txt") {
						other = append(other, asked)
					}
				}
				if len(other) > 1 || delay < time.Hour && len(l.asked)-before > 1 {
					t.Errorf("visit %d asked %v, want one request", visits, l.asked[before:])
				}
				now = now.Add(delay)
			}
			for _, path := range paths {
				if n := len(slices.DeleteFunc(slices.Clone(l.asked), func(a string) bool { return !strings.HasSuffix(a, path) })); n != 1 {
					t.Errorf("%s was asked for %d times", path, n)
				}
			}
			if l.held.bytes != 0 || len(l.held.hosts) != 0 {
				t.Errorf("%d bytes of %d hosts are held after the last visit", l.held.bytes, len(l.held.hosts))
			}
		})
	}
}

// What was read at an earlier visit shows nothing of today.
func TestTheRestOfAVisitFailsByItself(t *testing.T) {
	l := newLab(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/b" {
			panic(http.ErrAbortHandler)
		}
		site("User-agent: *\nCrawl-delay: 500\n")(w, r)
	})
	now := time.Now()
	l.slowly(&now)
	for range 3 {
		v := l.impatient(t)
		_, err := v.Fetch(t.Context(), request(t, "/a"))
		if err == nil {
			_, err = v.Fetch(t.Context(), request(t, "/b"))
		}
		v.Close()
		now = now.Add(500 * time.Second)
		if !errors.Is(err, probe.ErrPostponed) {
			if v.Fault() == nil {
				t.Errorf("no fault after %v", err)
			}
			return
		}
	}
	t.Error("the visit never got to what fails")
}

func TestRetryAfterIsObeyed(t *testing.T) {
	const status = "503"
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		status, header string
		want           time.Duration
	}{
		{"429", "120", 2 * time.Minute},
		{status, "120", 2 * time.Minute},
		{status, "Mon, 02 Mar 2026 11:00:00 GMT", time.Hour},
		{status, "Monday, 02-Mar-26 11:00:00 GMT", time.Hour},
		{status, "Mon, 02 Mar 2026 09:00:00 GMT", 0},
		{status, "99999999999999999999", 24 * time.Hour},
		{status, "9999999", 24 * time.Hour},
		{status, "Sun, 02 Mar 2036 09:00:00 GMT", 24 * time.Hour},
		{status, "soon", 0},
		{status, "-5", 0},
		{status, "", 0},
		{"429", "", 10 * time.Minute},
		{"429", "later", 10 * time.Minute},
		{"200", "120", 0},
	} {
		code, _ := strconv.Atoi(tt.status)
		at := retryAfter(code, http.Header{"Retry-After": {tt.header}}, now)
		if tt.want == 0 && !at.IsZero() || tt.want > 0 && at.Sub(now) != tt.want {
			t.Errorf("%s with %q: %s, want %s", tt.status, tt.header, at.Sub(now), tt.want)
		}
	}
	l := newLab(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	v, _ := l.visit(t)
	_, _ = v.Fetch(t.Context(), request(t, "/a"))
	if wait := time.Until(v.Allowed()); wait < 59*time.Minute || wait > time.Hour {
		t.Errorf("after 429 the host may be asked again in %s, want an hour", wait)
	}
}

// Hosts whose address nobody knows beforehand are counted when they are dialled.
func TestConnectionsWaitForTheirNetwork(t *testing.T) {
	l := newLab(t, site(""))
	l.lab.Addresses(map[landfall.Host]netip.Addr{host: netip.MustParseAddr("198.51.100.7")})
	l.limits = polite.New(polite.Limits{Network: polite.Rate{PerSecond: 20, Burst: 1}}, time.Now)
	began := time.Now()
	for range 5 {
		v, _ := l.visit(t)
		v.pause = func(_ context.Context, d time.Duration) error {
			time.Sleep(d)
			return nil
		}
		l.robots.Put(host, robots.AllowAll())
		if _, err := v.Fetch(t.Context(), request(t, "/a")); err != nil {
			t.Fatal(err)
		}
		if v.Requests() != 1 || v.Unfinished() {
			t.Errorf("%d requests, unfinished %v; want one", v.Requests(), v.Unfinished())
		}
		v.Close()
	}
	if took := time.Since(began); took < 200*time.Millisecond {
		t.Errorf("five connections to one network took %s, want at least 200ms", took)
	}
	l.limits = polite.New(polite.Limits{Network: polite.Rate{PerSecond: 0.001, Burst: 1}}, time.Now)
	for i := range 2 {
		v, _ := l.visit(t)
		_, err := v.Fetch(t.Context(), request(t, "/a"))
		if away := errors.Is(err, probe.ErrPostponed); away != (i == 1) || v.Unfinished() != away || away && v.Requests() != 0 {
			t.Errorf("visit %d: %v, unfinished %v, %d requests", i, err, v.Unfinished(), v.Requests())
		}
		v.Close()
	}
}
