package main

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus"

	"landfall/federation-core/delivery"
	"landfall/federation-core/fetch"
	"landfall/federation-core/inbox"
	"landfall/federation-core/verify"
	"landfall/internal/httpkit"
	"landfall/internal/netguard"
)

// metricBook is a Registerer that writes down what it is given: "type {labels}" by
// name.
type metricBook map[string]string

var descParts = regexp.MustCompile(`fqName: "([^"]+)".*variableLabels: \{([^}]*)\}`)

func (b metricBook) Register(c prometheus.Collector) error {
	descs := make(chan *prometheus.Desc, 10)
	c.Describe(descs)
	close(descs)
	for desc := range descs {
		parts := descParts.FindStringSubmatch(desc.String())
		if parts == nil {
			return fmt.Errorf("not understood: %s", desc)
		}
		b[parts[1]] = fmt.Sprintf("%s {%s}", kindOf(c), parts[2])
	}
	return nil
}

func (b metricBook) MustRegister(all ...prometheus.Collector) {
	for _, c := range all {
		if err := b.Register(c); err != nil {
			panic(err)
		}
	}
}

func (metricBook) Unregister(prometheus.Collector) bool { return false }

// kindOf tells the type of a metric; a vector need not have a value yet.
func kindOf(c prometheus.Collector) string {
	switch c.(type) {
	case *prometheus.CounterVec:
		return "counter"
	case *prometheus.GaugeVec:
		return "gauge"
	case *prometheus.HistogramVec:
		return "histogram"
	}
	registry := prometheus.NewRegistry()
	registry.MustRegister(c)
	families, err := registry.Gather()
	if err != nil || len(families) != 1 {
		return fmt.Sprint(families, err)
	}
	return strings.ToLower(families[0].GetType().String())
}

// everyMetric gives a registry to every part of the program that has metrics.
func everyMetric(t *testing.T, registry prometheus.Registerer) {
	t.Helper()
	e := &env{cli: &cli{storeFlags: storeFlags{Data: t.TempDir()}}, logger: slog.New(slog.DiscardHandler)}
	stores, err := e.openStores(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stores.Close)
	guard, err := netguard.New(netguard.Config{})
	if err != nil {
		t.Fatal(err)
	}
	cfg, err := (&crawlFlags{InFlight: 1, Lease: 1 << 40, HostRate: 1, DomainRate: 1, NetworkRate: 1}).crawlConfig()
	if err != nil {
		t.Fatal(err)
	}
	e.newCrawling(stores, guard, cfg, registry, nil)
	if _, err := httpkit.NewEngine(httpkit.DefaultConfig(), httpkit.Deps{Logger: e.logger, Metrics: registry, Now: time.Now}); err != nil {
		t.Fatal(err)
	}
	newCanary(stores.hosts, registry, time.Now)
	newNotices(stores.hosts, nil, e.logger, registry)
	(&coreCounted{
		receiver: &inbox.Receiver{}, processor: &inbox.Processor{}, verifier: &verify.Verifier{}, fetcher: &fetch.Fetcher{}, deliveries: &delivery.Worker{},
		data: stores.hosts.Core(), logger: e.logger,
	}).register(registry)
}

func TestEveryMetricIsDocumented(t *testing.T) {
	book := make(metricBook)
	everyMetric(t, book)
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "metrics.md"))
	if err != nil {
		t.Fatal(err)
	}
	documented := make(metricBook)
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(line, "|")
		if len(cells) != 8 || !strings.HasPrefix(strings.TrimSpace(cells[1]), "`landfall_") {
			continue
		}
		clean := func(i int) string {
			return strings.Trim(strings.NewReplacer("`", "", " ", "", "–", "").Replace(cells[i]), " ")
		}
		documented[clean(1)] = fmt.Sprintf("%s {%s}", clean(2), clean(3))
		for i := 4; i < 7; i++ {
			if strings.TrimSpace(cells[i]) == "" {
				t.Errorf("%s: column %d is empty", clean(1), i)
			}
		}
	}
	if diff := cmp.Diff(book, documented); diff != "" {
		t.Errorf("metrics (-of the program +of docs/metrics.md):\n%s", diff)
	}
	if len(book) < 20 {
		t.Errorf("%d metrics only", len(book))
	}
}
