package spool

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// metrics are what an operator watches.
type metrics struct {
	batches      *prometheus.CounterVec
	observations prometheus.Counter
}

func newMetrics(registry prometheus.Registerer, spool *Spool) *metrics {
	const space = "landfall"
	m := &metrics{
		batches: prometheus.NewCounterVec(prometheus.CounterOpts{
			Namespace: space, Subsystem: "shipper", Name: "batches_total",
			Help: "Batches written to the observations store, found there after a doubtful attempt, or failed.",
		}, []string{"outcome"}),
		observations: prometheus.NewCounter(prometheus.CounterOpts{
			Namespace: space, Subsystem: "shipper", Name: "observations_total",
			Help: "Observations confirmed by the observations store.",
		}),
	}
	for _, outcome := range []string{"written", "found", "failed"} {
		m.batches.WithLabelValues(outcome)
	}
	gauge := func(name, help string, value func(state) float64) prometheus.GaugeFunc {
		return prometheus.NewGaugeFunc(
			prometheus.GaugeOpts{Namespace: space, Subsystem: "spool", Name: name, Help: help},
			func() float64 { return value(spool.snapshot()) })
	}
	if registry != nil {
		registry.MustRegister(m.batches, m.observations,
			gauge("rows", "Observations waiting to be shipped.", func(s state) float64 { return float64(s.rows) }),
			gauge("bytes", "Room the waiting observations take of the quota.", func(s state) float64 { return float64(s.bytes) }),
			gauge("oldest_seconds", "How long the oldest waiting observation has waited.", age),
			gauge("quarantined_rows", "Rows that could not be read or stored.", func(s state) float64 { return float64(s.quarantined) }))
	}
	return m
}

func age(s state) float64 {
	if s.rows == 0 {
		return 0
	}
	return max(0, time.Since(s.oldest).Seconds())
}
