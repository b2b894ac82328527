package chart

import (
	"math"
	"strings"
	"testing"
)

// The area of a dot is as its value, and a town beyond the edge of a country's map is in the table
// only.
func TestDotsOfTowns(t *testing.T) {
	towns := []Town{
		{"Berlin", 52.5, 13.4, new(100.0), "/places/de/berlin"}, {"Hamburg", 53.6, 10, new(25.0), "/places/de/hamburg"}, {"Kiel", 54.3, 10.1, new(1.0), ""},
		{"Auckland", -36.8, 174.8, new(4.0), "/places/nz/auckland"}, {"Nowhere", math.NaN(), math.NaN(), new(9.0), "/places/de/nowhere"},
	}
	earth, alone := NewMap(ctx, Atlas{Title: "T", Towns: towns}), NewMap(ctx, Atlas{Title: "T", Towns: towns, Alone: aPortrait})
	if len(earth.Links) != 3 || len(earth.Dots) != 1 || len(alone.Links) != 2 || len(alone.Dots) != 1 || len(alone.Rows) != len(towns) {
		t.Fatalf("%d and %d dots of the world, %d and %d of a country", len(earth.Links), len(earth.Dots), len(alone.Links), len(alone.Dots))
	}
	for _, m := range []Map{earth, alone} {
		if large, half, least := m.Links[0].size, m.Links[1].size, m.Dots[0].size; math.Abs(half/large-.5) > 1e-9 || least/large < .1 {
			t.Errorf("radii of 100, 25 and 1 are %v, %v and %v", large, half, least)
		}
	}
	for _, a := range elementsOf(t, rendered(t, alone.Plot()), "a") {
		if !strings.HasPrefix(attribute(a, "href"), "/places/de/") || attribute(a, "tabindex") != "-1" || a.FirstChild.FirstChild.Data == "" {
			t.Errorf("a dot leads to %q", attribute(a, "href"))
		}
	}
	if table := rendered(t, alone.Table()); strings.Count(table, "<a href=") != 4 {
		t.Errorf("the table does not lead where the dots do: %s", table)
	}
}
