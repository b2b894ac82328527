package main

import (
	"context"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"landfall/federation-core/delivery"
	"landfall/federation-core/fetch"
	"landfall/federation-core/inbox"
	"landfall/federation-core/verify"
	"landfall/internal/sqlstore"
)

// coreCounted is what a running core counts, and the store that its queues are in.
type coreCounted struct {
	receiver   *inbox.Receiver
	processor  *inbox.Processor
	verifier   *verify.Verifier
	fetcher    *fetch.Fetcher
	deliveries interface{ Counts() delivery.Counts }
	data       *sqlstore.Core
	logger     *slog.Logger
}

// queueLook is how long a look into the queues may take when somebody asks for metrics.
const queueLook = 5 * time.Second

// emit tells a value of a family, with one value for each of its labels.
type emit func(value float64, labels ...string)

// family is a metric whose values are counted elsewhere, and read when they are asked for.
type family struct {
	desc *prometheus.Desc
	kind prometheus.ValueType
	read func(emit)
}

// Describe implements [prometheus.Collector].
func (f *family) Describe(to chan<- *prometheus.Desc) { to <- f.desc }

// Collect implements [prometheus.Collector].
func (f *family) Collect(to chan<- prometheus.Metric) {
	f.read(func(value float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(f.desc, f.kind, value, labels...)
	})
}

// register gives the core's metrics to a registry. No label is a host's or an actor's name.
func (c *coreCounted) register(registry prometheus.Registerer) {
	add := func(kind prometheus.ValueType, name, help string, read func(emit), labels ...string) {
		registry.MustRegister(&family{prometheus.NewDesc("landfall_core_"+name, help, labels, nil), kind, read})
	}
	const counter, gauge = prometheus.CounterValue, prometheus.GaugeValue
	add(counter, "inbox_requests_total", "Requests to inboxes, by their answer.", c.requests, "answer")
	add(counter, "signatures_total", "Signatures of requests, by their kind and what they came to.", c.signatures, "scheme", "outcome")
	add(counter, "fetches_total", "Documents asked for at other servers, by what came of it.", c.fetches, "outcome")
	add(counter, "activities_total", "Activities that arrived, by what became of them.", c.activities, "outcome")
	add(counter, "deliveries_total", "Attempts to deliver that came to something, by what that was.", c.delivered, "outcome")
	add(counter, "deliveries_expired_total", "Deliveries given up, by the reason.", c.expired, "reason")
	add(gauge, "deliveries_in_flight", "Deliveries under way.", c.worker(func(n *delivery.Counts) int64 { return n.InFlight }))
	add(counter, "hosts_closed_total", "Times that a host was left alone for a while because it kept failing.", c.worker(func(n *delivery.Counts) int64 { return n.Closings }))
	add(counter, "delivery_faults_total", "Faults of the store while delivering.", c.worker(func(n *delivery.Counts) int64 { return n.Faults }))
	add(gauge, "hosts_closed", "Hosts to which nothing is sent at present.", c.closed)
	add(gauge, "queue", "Rows of the queues.", c.queue, "queue")
	add(gauge, "queue_lag_seconds", "How overdue the most overdue row of a queue is.", c.lag, "queue")
}

func (c *coreCounted) requests(tell emit) {
	n := &c.receiver.Counts
	tell(float64(n.Accepted.Load()), "accepted")
	tell(float64(n.Dropped.Load()), "dropped")
	tell(float64(n.Unauthorized.Load()), "unauthorized")
	tell(float64(n.Forbidden.Load()), "forbidden")
	tell(float64(n.Invalid.Load()), "invalid")
	tell(float64(n.Limited.Load()), "limited")
	tell(float64(n.Unavailable.Load()), "unavailable")
}

func (c *coreCounted) signatures(tell emit) {
	counts := c.verifier.Counts()
	for _, scheme := range verify.Schemes {
		for _, outcome := range verify.Outcomes {
			tell(float64(counts[verify.Judgement{Scheme: scheme, Outcome: outcome}]), scheme, outcome)
		}
	}
}

func (c *coreCounted) fetches(tell emit) {
	n := &c.fetcher.Counts
	tell(float64(n.Read.Load()), "read")
	tell(float64(n.Gone.Load()), "gone")
	tell(float64(n.Refused.Load()), "refused")
	tell(float64(n.Crowded.Load()), "crowded")
	tell(float64(n.Failed.Load()), "failed")
	tell(float64(n.Remembered.Load()), "remembered")
}

func (c *coreCounted) activities(tell emit) {
	n := &c.processor.Work
	tell(float64(n.Done.Load()), "done")
	tell(float64(n.Nothing.Load()), "nothing")
	tell(float64(n.Retried.Load()), "retried")
	tell(float64(n.Away.Load()), "given_up_away")
	tell(float64(n.Broken.Load()), "given_up_broken")
}

func (c *coreCounted) delivered(tell emit) {
	n := c.deliveries.Counts()
	tell(float64(n.Delivered), "delivered")
	tell(float64(n.Retried), "retried")
	tell(float64(n.Cancelled), "cancelled")
	var expired int64
	for _, of := range n.Expired {
		expired += of
	}
	tell(float64(expired), "expired")
}

func (c *coreCounted) expired(tell emit) {
	n := c.deliveries.Counts()
	for _, class := range delivery.Classes {
		tell(float64(n.Expired[class]), string(class))
	}
}

// worker reads one number of the delivery worker.
func (c *coreCounted) worker(of func(*delivery.Counts) int64) func(emit) {
	return func(tell emit) {
		n := c.deliveries.Counts()
		tell(float64(of(&n)))
	}
}

func (c *coreCounted) closed(tell emit) {
	ctx, cancel := context.WithTimeout(context.Background(), queueLook)
	defer cancel()
	n, err := c.data.Deliveries().Closed(ctx, time.Now())
	if err != nil {
		c.logger.WarnContext(ctx, "closed hosts are not counted", "error", err)
		return
	}
	tell(float64(n))
}

// backlog looks into the queues. A metric that cannot be read is left out.
func (c *coreCounted) backlog(tell func(sqlstore.Backlog)) {
	ctx, cancel := context.WithTimeout(context.Background(), queueLook)
	defer cancel()
	b, err := c.data.Backlog(ctx)
	if err != nil {
		c.logger.WarnContext(ctx, "the queues are not counted", "error", err)
		return
	}
	tell(b)
}

func (c *coreCounted) queue(tell emit) {
	c.backlog(func(b sqlstore.Backlog) {
		tell(float64(b.Arrivals), "arrivals")
		tell(float64(b.Deliveries), "deliveries")
		tell(float64(b.GivenUp), "given_up")
	})
}

func (c *coreCounted) lag(tell emit) {
	c.backlog(func(b sqlstore.Backlog) {
		tell(overdue(b.NextArrival), "arrivals")
		tell(overdue(b.NextDelivery), "deliveries")
	})
}

// overdue is for how many seconds something has been due, 0 if nothing is.
func overdue(due time.Time) float64 {
	if due.IsZero() {
		return 0
	}
	return max(0, time.Since(due).Seconds())
}
