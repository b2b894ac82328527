package delivery

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"landfall/federation-core/social"
)

// TestBreakerModel holds the breaker beside a model that remembers everything that ever
// happened to a host and derives from it what the breaker must be.
func TestBreakerModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
		peer := social.Peer{Host: "a.example"}
		var counted []time.Time     // failures since the last sign of life, but for those while it was closed
		days := map[string]bool{}   // of all of them
		var closed, asked time.Time // until when, by failures and by Retry-After
		t.Repeat(map[string]func(*rapid.T){
			"fail": func(t *rapid.T) {
				wait := rapid.SampledFrom([]time.Duration{0, 0, 0, time.Second, 24 * time.Hour}).Draw(t, "Retry-After")
				days[now.Format(time.DateOnly)] = true
				if !closed.After(now) && !asked.After(now) {
					counted = append(counted, now)
					if n := len(counted); n >= 10 && len(days) < 7 {
						lasts := time.Minute
						for range n - 10 {
							lasts = min(2*lasts, time.Hour)
						}
						closed = now.Add(lasts)
					}
				}
				if wait > 0 && now.Add(wait).After(asked) {
					asked = now.Add(wait)
				}
				peer = rest(failed(peer, now), now, wait)
			},
			"live": func(*rapid.T) {
				counted, closed, asked = nil, time.Time{}, time.Time{}
				clear(days)
				peer = alive(peer, now)
			},
			"wait": func(t *rapid.T) {
				now = now.Add(time.Duration(rapid.SampledFrom([]int{1, 59, 60, 61, 3600, 86_400}).Draw(t, "seconds")) * time.Second)
			},
			"": func(t *rapid.T) {
				want := 2
				if len(counted) >= 10 {
					want = 1
				}
				if closed.After(now) || asked.After(now) {
					want = 0
				}
				if got := width(&peer, now); got != want {
					t.Fatalf("%d requests at a time; want %d: %+v", got, want, peer)
				}
				if got := unavailable(&peer); got != (len(days) >= 7) {
					t.Fatalf("unavailable is %t after failures on %d days: %+v", got, len(days), peer)
				}
			},
		})
	})
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	tests := []struct {
		header string
		want   time.Duration
	}{
		{"", 0},
		{"0", 0},
		{"120", 2 * time.Minute},
		{" 120 ", 2 * time.Minute},
		{"86400", 24 * time.Hour},
		{"86401", 24 * time.Hour},
		{"315360000", 24 * time.Hour}, // ten years
		{"99999999999999999999999", 24 * time.Hour},
		{"-1", 0},
		{"1.5", 0},
		{"soon", 0},
		{"Thu, 26 Nov 2026 12:01:30 GMT", 90 * time.Second},
		{"Thursday, 26-Nov-26 12:01:30 GMT", 90 * time.Second},
		{"Thu Nov 26 12:01:30 2026", 90 * time.Second},
		{"Thu, 26 Nov 2026 11:00:00 GMT", 0},
		{"Thu, 26 Nov 2036 12:00:00 GMT", 24 * time.Hour},
		{"Thu, 26 Nov 9999 12:00:00 GMT", 24 * time.Hour},
	}
	for _, tt := range tests {
		if got := retryAfter(map[string][]string{"Retry-After": {tt.header}}, now); got != tt.want {
			t.Errorf("retryAfter(%q) = %v; want %v", tt.header, got, tt.want)
		}
	}
}

func TestBackoffIsBounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, mostAttempts).Draw(t, "n")
		chance := rapid.Float64Range(0, 0.999999).Draw(t, "chance")
		least := time.Duration(n*n*n*n+15) * time.Second
		if got := backoff(n, chance); got < least || got >= least+least/2 {
			t.Errorf("backoff(%d, %g) = %v; want [%v, %v)", n, chance, got, least, least+least/2)
		}
	})
}
