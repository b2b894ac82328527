package directory

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"landfall"
)

// TestAnotherValueNeverShrinksAResult: values of one facet are alternatives.
func TestAnotherValueNeverShrinksAResult(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, _ := drawSnapshot(t)
		q := drawQuery(t)
		for i := range facets {
			f := &facets[i]
			chosen := q.Chosen[f.key]
			if len(chosen) == 0 && !f.include {
				continue // the first value of a filter is what filters
			}
			more := rapid.SampledFrom(valuesOf(f)).Draw(t, "more")
			wider := q.With(f.key, append(slices.Clone(chosen), more)...)
			if before, after := s.Find(q).Total, s.Find(wider).Total; after < before {
				t.Fatalf("%s=%s makes %d of %d (query %q)", f.key, more, after, before, q.Canonical())
			}
		}
	})
}

// TestAWholeHasItsParts: a topic has every server of its sub-topics, a country those
// of its cities, a family those of its forks.
func TestAWholeHasItsParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, _ := drawSnapshot(t)
		q := drawQuery(t)
		for _, facet := range s.Find(q).Facets {
			for _, value := range facet.Values {
				if value.Under == "" {
					continue
				}
				if whole := s.Find(q.With(facet.Key, value.Under)).Total; whole < value.Count {
					t.Fatalf("%s=%s has %d servers, %s only %d", facet.Key, value.Value, value.Count, value.Under, whole)
				}
			}
		}
	})
}

// TestARefusalIsEverywhere: a host that asks not to be measured is in no result, no
// count and no index, whatever it said before: everything is as if it had never been
// heard of, but for the count of those who refuse.
func TestARefusalIsEverywhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		instances := rapid.SliceOfNDistinct(rapid.Custom(drawInstance), 1, 30,
			func(in landfall.Instance) landfall.Host { return in.Host }).Draw(t, "instances")
		readings := drawReadings(t, instances)
		summaries := map[landfall.Host]landfall.Summary{}
		for _, in := range instances {
			summaries[in.Host] = drawSummary(t, in.Host)
		}
		instances[0].Status = landfall.StatusRefused
		refused := instances[0].Host
		with, without := Build(Material{Instances: instances, Measured: measure(summaries), Readings: readings}, moment), Build(Material{Instances: instances[1:], Measured: measure(summaries), Readings: readings}, moment)
		q := drawQuery(t)
		if rapid.Bool().Draw(t, "by name") {
			q.Text = string(refused)
			q = q.normal()
		}
		a, b := with.Find(q), without.Find(q)
		if !slices.Equal(hosts(a.Servers), hosts(b.Servers)) || a.Total != b.Total {
			t.Fatalf("%q finds %v with a host that refuses, %v without", q.Canonical(), hosts(a.Servers), hosts(b.Servers))
		}
		for i := range a.Facets {
			if !slices.Equal(a.Facets[i].Values, b.Facets[i].Values) {
				t.Fatalf("%s counts a host that refuses", a.Facets[i].Key)
			}
		}
		if with.Server(refused) != nil || with.words.Size() != without.words.Size() {
			t.Fatal("a host that refuses is kept")
		}
	})
}

func TestHeldBackUnlessAskedFor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, _ := drawSnapshot(t)
		q := drawQuery(t)
		for _, server := range s.Find(q).Servers {
			for _, need := range server.OnRequest() {
				if !slices.Contains(q.Chosen[KeyShow], need) && q.Text != string(server.Host) {
					t.Fatalf("%s needs show=%s, and %q shows it", server.Host, need, q.Canonical())
				}
			}
		}
	})
}

// TestFacetsComeInTheirGroups: six that everybody needs come first.
func TestFacetsComeInTheirGroups(t *testing.T) {
	var groups []Group
	seen := map[string]bool{}
	first := 0
	for i := range facets {
		f := &facets[i]
		groups = append(groups, f.group)
		if f.group == GroupMain {
			first++
		}
		if seen[f.key] || f.label == "" || f.complaint == "" || f.note != "" && !strings.HasSuffix(f.note, ".") {
			t.Errorf("facet %q is not told well", f.key)
		}
		seen[f.key] = true
		if f.usual != nil && !slices.Equal(f.usual, f.normal(f.usual)) {
			t.Errorf("%s: what is usual is not in its one spelling: %q", f.key, f.usual)
		}
	}
	if !slices.IsSorted(groups) || first != 6 {
		t.Errorf("groups %v", groups)
	}
}
