package httpkit

import (
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
)

// observer counts and logs requests. Labels are route templates, never paths: a path
// holds host names, and there are as many as strangers like.
type observer struct {
	logger   *slog.Logger
	now      func() time.Time
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	inFlight prometheus.Gauge
}

func newObserver(deps Deps) (*observer, error) {
	o := &observer{
		logger: deps.Logger, now: deps.Now,
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "landfall_http_requests_total", Help: "Requests answered, by route, method and status.",
		}, []string{"route", "method", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "landfall_http_request_seconds", Help: "Time to answer a request, by route.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
		}, []string{"route"}),
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "landfall_http_requests_in_flight", Help: "Requests being answered.",
		}),
	}
	for _, collector := range []prometheus.Collector{o.requests, o.seconds, o.inFlight} {
		if err := deps.Metrics.Register(collector); err != nil {
			return nil, fmt.Errorf("request metrics: %w", err)
		}
	}
	return o, nil
}

func (o *observer) middleware(c *gin.Context) {
	began := o.now()
	o.inFlight.Inc()
	defer func() {
		o.inFlight.Dec()
		took := o.now().Sub(began)
		status := c.Writer.Status()
		o.requests.WithLabelValues(route(c), method(c), strconv.Itoa(status)).Inc()
		o.seconds.WithLabelValues(route(c)).Observe(took.Seconds())
		o.logger.DebugContext(c.Request.Context(), "request",
			slog.String("id", RequestID(c)), slog.String("method", method(c)), slog.String("route", route(c)),
			slog.Int("status", status), slog.Int("bytes", max(0, c.Writer.Size())), slog.Duration("took", took))
	}()
	c.Next()
}

// method returns one of the usual methods, or "other".
func method(c *gin.Context) string {
	switch m := c.Request.Method; m {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions:
		return m
	}
	return "other"
}
