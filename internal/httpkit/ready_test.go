package httpkit

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
)

func newLogger(log *logBuffer) *slog.Logger { return slog.New(slog.NewTextHandler(log, nil)) }

func TestReadyz(t *testing.T) {
	clock := newClock()
	var broken atomic.Bool
	var runs atomic.Int64
	s := start(t, func(gin.IRouter) {}, func(o *setup) {
		o.deps.Now = clock.Now
		o.checks = map[string]Check{
			"spool": func(context.Context) error { return nil },
			"store": func(context.Context) error {
				runs.Add(1)
				if broken.Load() {
					return errors.New("open /var/secret: disk full")
				}
				return nil
			},
		}
	})
	check := func(when string, status int, body string) {
		t.Helper()
		got := s.get(t, "/readyz")
		if got.StatusCode != status || string(got.body) != body {
			t.Errorf("%s: %d %s, want %d %s", when, got.StatusCode, got.body, status, body)
		}
	}
	check("all is well", 200, `{"status":"ready","checks":{"spool":"ok","store":"ok"}}`)
	broken.Store(true)
	check("within the same second", 200, `{"status":"ready","checks":{"spool":"ok","store":"ok"}}`)
	if n := runs.Load(); n != 1 {
		t.Errorf("the check ran %d times in one second", n)
	}
	clock.Add(time.Second)
	check("the store fails", 503, `{"status":"not_ready","checks":{"spool":"ok","store":"failing"}}`)
	if !strings.Contains(s.log.String(), "disk full") {
		t.Error("the log does not say why")
	}
	broken.Store(false)
	clock.Add(time.Second)
	check("it works again", 200, `{"status":"ready","checks":{"spool":"ok","store":"ok"}}`)
}

// TestCheckThatHangsIsFailing: /readyz answers even if a check does not.
func TestCheckThatHangsIsFailing(t *testing.T) {
	r := NewReadiness(map[string]Check{"store": func(ctx context.Context) error {
		<-ctx.Done()
		return ctx.Err()
	}}, newLogger(&logBuffer{}), time.Now)
	r.timeout = time.Millisecond
	if got := r.run(t.Context())["store"]; got != checkFailed {
		t.Errorf("result %q, want %q", got, checkFailed)
	}
}

// TestMetricsHaveNoStrangersWords: labels are what we chose, never what a client sent.
func TestMetricsHaveNoStrangersWords(t *testing.T) {
	s := start(t, func(r gin.IRouter) { r.GET("/s/:host", say("a server")) }, nil)
	s.get(t, "/s/quiet-harbour-sim.social")
	s.get(t, "/wp-login.php")
	s.do(t, "BREW", "/s/quiet-harbour-sim.social", nil)
	got := string(s.get(t, "/metrics").body)
	for _, want := range []string{
		`landfall_http_requests_total{method="GET",route="/s/:host",status="200"} 1`,
		`landfall_http_requests_total{method="GET",route="none",status="404"} 1`,
		`landfall_http_requests_total{method="other",route="none",status="405"} 1`,
		`landfall_http_request_seconds_count{route="/s/:host"} 1`,
		`landfall_http_requests_in_flight 1`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
	for _, word := range []string{"quiet-harbour", "wp-login", "BREW"} {
		if strings.Contains(got, word) {
			t.Errorf("the metrics hold %q", word)
		}
	}
}

// TestAccessLogKnowsRequestsNotPeople: the log of requests has what is needed to find
// one, and no address of who sent it.
func TestAccessLogKnowsRequestsNotPeople(t *testing.T) {
	s := start(t, func(r gin.IRouter) { r.GET("/s/:host", say("a server")) }, nil)
	got := s.get(t, "/s/quiet-harbour-sim.social")
	log := s.log.String()
	for _, want := range []string{"level=DEBUG", "route=/s/:host", "status=200", "bytes=8", got.Header.Get("X-Request-Id")} {
		if !strings.Contains(log, want) {
			t.Errorf("no %s in %s", want, log)
		}
	}
	if strings.Contains(log, "127.0.0.1") {
		t.Errorf("the log holds an address: %s", log)
	}
}
