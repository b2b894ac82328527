package crawler

import (
	"github.com/prometheus/client_golang/prometheus"

	"landfall"
)

// metrics are what an operator watches. No host names appear as labels.
type metrics struct {
	visits     *prometheus.CounterVec
	requests   prometheus.Counter
	discovered prometheus.Counter
	stale      prometheus.Counter
	panics     prometheus.Counter
	inFlight   prometheus.Gauge
	places     prometheus.Gauge
	lag        prometheus.Gauge
	took       prometheus.Histogram
	late       prometheus.Histogram
	deferred   prometheus.Counter
	replanned  prometheus.Counter
	degraded   prometheus.Gauge
	held       prometheus.Gauge
	voided     prometheus.Counter
	pictures   *prometheus.CounterVec
}

func newMetrics(registry prometheus.Registerer) *metrics {
	const space, part = "landfall", "crawler"
	counter := func(name, help string) prometheus.Counter {
		return prometheus.NewCounter(prometheus.CounterOpts{Namespace: space, Subsystem: part, Name: name, Help: help})
	}
	gauge := func(name, help string) prometheus.Gauge {
		return prometheus.NewGauge(prometheus.GaugeOpts{Namespace: space, Subsystem: part, Name: name, Help: help})
	}
	m := &metrics{
		visits: prometheus.NewCounterVec(prometheus.CounterOpts{
			Namespace: space, Subsystem: part, Name: "visits_total", Help: "Visits finished and recorded, by outcome.",
		}, []string{"outcome"}),
		requests:   counter("requests_total", "HTTP requests sent to instances."),
		discovered: counter("discovered_total", "Hosts added to the frontier from peers lists."),
		stale:      counter("stale_total", "Visits refused because their lease had passed on."),
		panics:     counter("panics_total", "Visits that ended in a panic of our own."),
		inFlight:   gauge("in_flight", "Visits under way."),
		places:     gauge("places", "Visits that may be under way at once, as this machine carries them out."),
		lag:        gauge("due_lag_seconds", "How overdue the most overdue host is."),
		degraded:   gauge("degraded", "1 while measuring is paused by an outage of our own, else 0."),
		held:       gauge("held", "Failures that wait before they count."),
		voided:     counter("voided_total", "Failures recorded as unknown, as they were our own or a network's."),
		took: prometheus.NewHistogram(prometheus.HistogramOpts{
			Namespace: space, Subsystem: part, Name: "visit_seconds", Help: "How long visits took.",
			Buckets: []float64{.05, .1, .25, .5, 1, 2.5, 5, 10, 20, 60},
		}),
	}
	m.late = prometheus.NewHistogram(prometheus.HistogramOpts{
		Namespace: space, Subsystem: part, Name: "lease_lag_seconds", Help: "How overdue hosts were when they were leased.",
		Buckets: []float64{1, 5, 15, 60, 120, 300, 900, 3600, 4 * 3600, 24 * 3600},
	})
	m.deferred = counter("deferred_total", "Leases given back because it was not yet their host's turn.")
	m.replanned = counter("replanned_total", "Hosts whose due times were looked at after a stop or a step of the clock.")
	m.pictures = prometheus.NewCounterVec(prometheus.CounterOpts{
		Namespace: space, Subsystem: part, Name: "pictures_total", Help: "Pictures of instances, by what became of them.",
	}, []string{"result"})
	for _, result := range pictureResults {
		m.pictures.WithLabelValues(result)
	}
	for _, o := range landfall.Outcomes() {
		m.visits.WithLabelValues(string(o))
	}
	if registry != nil {
		registry.MustRegister(m.visits, m.requests, m.discovered, m.stale, m.panics, m.inFlight, m.places, m.lag, m.took, m.late, m.deferred, m.replanned,
			m.degraded, m.held, m.voided, m.pictures)
	}
	return m
}

func (m *metrics) visit(o *landfall.Observation) {
	m.visits.WithLabelValues(string(o.Outcome)).Inc()
	m.requests.Add(float64(o.Requests))
	m.took.Observe(o.Took.Seconds())
}

// What may become of a picture.
const (
	pictureMade    = "made"
	pictureRefused = "refused" // it cannot be shown; what was kept goes
	pictureLater   = "later"   // it could not be had this time; what was kept stays
	pictureDropped = "dropped" // the instance names none any more
)

var pictureResults = []string{pictureMade, pictureRefused, pictureLater, pictureDropped}

func (m *metrics) picture(i *landfall.Icon) {
	result := pictureMade
	switch {
	case i.Source == "":
		result = pictureDropped
	case i.ID == "":
		result = pictureRefused
	}
	m.pictures.WithLabelValues(result).Inc()
}

func (m *metrics) paused(is bool) {
	m.degraded.Set(0)
	if is {
		m.degraded.Set(1)
	}
}
