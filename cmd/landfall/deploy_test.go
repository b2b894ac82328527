package main

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/prometheus/client_golang/prometheus"
	"gopkg.in/yaml.v3"
)

// compose is what these tests look at of a compose file.
type compose struct {
	Services map[string]struct {
		Build       any
		Image       string
		Command     []string
		Environment map[string]string
		Volumes     []any
		Healthcheck map[string]any
	}
	Volumes map[string]any
}

func readCompose(t *testing.T, name string) compose {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", name))
	if err != nil {
		t.Fatal(err)
	}
	var c compose
	if err := yaml.Unmarshal(text, &c); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return c
}

// filledIn replaces ${NAME:-default}, ${NAME:?message} and ${NAME}.
func filledIn(text string) string {
	return regexp.MustCompile(`\$\{(\w+)(?::([-?])([^}]*))?\}`).ReplaceAllStringFunc(text, func(s string) string {
		if _, value, ok := strings.Cut(strings.TrimSuffix(s, "}"), ":-"); ok {
			return value
		}
		if strings.Contains(s, "PUBLIC_URL") {
			return "https://landfall-sim.social"
		}
		return "secret"
	})
}

// TestComposeServicesAreUnderstood gives the program what the compose file gives it.
func TestComposeServicesAreUnderstood(t *testing.T) {
	ours := 0
	for name, service := range readCompose(t, "docker-compose.yml").Services {
		if service.Healthcheck == nil {
			t.Errorf("service %s has no health check", name)
		}
		if service.Build == nil {
			if !strings.Contains(service.Image, ":") || strings.HasSuffix(service.Image, ":latest") {
				t.Errorf("service %s: image %q is not pinned", name, service.Image)
			}
			continue
		}
		ours++
		var c cli
		parser, err := kong.New(&c, kong.Writers(io.Discard, io.Discard), kong.Resolvers(&settings{cli: &c}), kong.Vars{"version": "test"})
		if err != nil {
			t.Fatal(err)
		}
		var known []string
		for _, flag := range settingFlags(parser.Model) {
			known = append(known, flag.Envs...)
		}
		for variable, value := range service.Environment {
			if !slices.Contains(known, variable) {
				t.Errorf("service %s sets %s, which is no setting", name, variable)
			}
			t.Setenv(variable, filledIn(value))
		}
		if _, err := parser.Parse(service.Command); err != nil {
			t.Errorf("service %s: landfall %s: %v", name, strings.Join(service.Command, " "), err)
		}
		if !isServer(c.Database) || !isServer(c.Observations) {
			t.Errorf("service %s uses %q and %q; want servers", name, c.Database, c.Observations)
		}
		for _, volume := range service.Volumes {
			if from, _, _ := strings.Cut(volume.(string), ":"); !slices.Contains([]string{"site", "spools"}, from) {
				t.Errorf("service %s keeps its data in %v", name, volume)
			}
		}
	}
	if ours != 2 {
		t.Errorf("%d services of our own, want the site and the crawler", ours)
	}
}

// TestDashboardsAskForMetricsThereAre compares the names in dashboard and alerts
// with those that the program has.
func TestDashboardsAskForMetricsThereAre(t *testing.T) {
	registry := newRegistry()
	everyMetric(t, registry)
	names := metricNames(t, registry)
	for _, file := range []string{"deploy/grafana/dashboards/landfall.json", "deploy/alerts.yml"} {
		text, err := os.ReadFile(filepath.Join("..", "..", file))
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(file, ".json") && !json.Valid(text) {
			t.Errorf("%s is no JSON", file)
		}
		asked := regexp.MustCompile(`\b(landfall_(?:crawler|spool|shipper|http|discovery)_\w+|process_\w+)\b`).FindAllString(string(text), -1)
		if len(asked) < 5 {
			t.Errorf("%s asks for %d metrics only", file, len(asked))
		}
		for _, name := range asked {
			if !slices.Contains(names, strings.TrimSuffix(name, "_bucket")) {
				t.Errorf("%s asks for %s, which there is not", file, name)
			}
		}
	}
}

// metricNames are those registered; vectors that have no value yet included.
func metricNames(t *testing.T, registry *prometheus.Registry) []string {
	t.Helper()
	descs := make(chan *prometheus.Desc, 1000)
	registry.Describe(descs)
	close(descs)
	var names []string
	for desc := range descs {
		_, rest, _ := strings.Cut(desc.String(), `fqName: "`)
		name, _, _ := strings.Cut(rest, `"`)
		names = append(names, name)
	}
	return names
}
