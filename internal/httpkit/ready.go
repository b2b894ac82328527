package httpkit

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Check reports whether a part can do its work, as an error if not.
type Check func(ctx context.Context) error

// Readiness knows whether the program can serve: all its checks pass and it is not
// about to stop. It is safe for concurrent use.
type Readiness struct {
	checks   map[string]Check
	logger   *slog.Logger
	now      func() time.Time
	timeout  time.Duration // of a check
	draining atomic.Bool

	mu   sync.Mutex
	at   time.Time
	last map[string]string
}

// NewReadiness returns a Readiness with the checks by name.
func NewReadiness(checks map[string]Check, logger *slog.Logger, now func() time.Time) *Readiness {
	return &Readiness{checks: checks, logger: logger, now: now, timeout: checkTimeout}
}

// Drain makes the program unready for good.
func (r *Readiness) Drain() { r.draining.Store(true) }

const (
	checkTimeout = 2 * time.Second
	// checkEvery bounds how often checks run, however often they are asked for.
	checkEvery = time.Second
)

// Results of a check. What exactly is wrong is for the log, not for the world.
const (
	checkPassed = "ok"
	checkFailed = "failing"
)

// run returns the result of each check, at most checkEvery old.
func (r *Readiness) run(ctx context.Context) map[string]string {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.last != nil && r.now().Sub(r.at) < checkEvery {
		return r.last
	}
	// A client that goes away must not fail the check for those who come next.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), r.timeout)
	defer cancel()
	results := make(map[string]string, len(r.checks))
	for name, check := range r.checks {
		results[name] = checkPassed
		if err := check(ctx); err != nil {
			results[name] = checkFailed
			r.logger.WarnContext(ctx, "not ready", slog.String("check", name), slog.Any("error", err))
		}
	}
	r.last, r.at = results, r.now()
	return results
}

// readyz answers 200 if the program can serve, else 503, with each check's result.
func (r *Readiness) readyz(c *gin.Context) error {
	answer := struct {
		Status string            `json:"status"` // ready, not_ready or stopping
		Checks map[string]string `json:"checks"`
	}{Status: "ready", Checks: r.run(c.Request.Context())}
	status := http.StatusOK
	for _, result := range answer.Checks {
		if result != checkPassed {
			answer.Status, status = "not_ready", http.StatusServiceUnavailable
		}
	}
	if r.draining.Load() {
		answer.Status, status = "stopping", http.StatusServiceUnavailable
	}
	c.Header("Cache-Control", "no-store")
	c.JSON(status, answer)
	return nil
}

// RegisterOps adds what operators and their tools ask: /healthz (the process lives),
// /readyz (it can serve) and /metrics (in the Prometheus format).
func RegisterOps(r gin.IRouter, ready *Readiness, metrics prometheus.Gatherer) {
	r.GET("/healthz", func(c *gin.Context) {
		c.Header("Cache-Control", "no-store")
		c.JSON(http.StatusOK, map[string]string{"status": "ok"})
	})
	r.GET("/readyz", Handle(ready.readyz))
	r.GET("/metrics", gin.WrapH(promhttp.HandlerFor(metrics, promhttp.HandlerOpts{DisableCompression: true})))
}
