package main

import (
	"testing"
	"time"

	"landfall"
)

func TestAnExportTellsWhenAnInstanceCloses(t *testing.T) {
	var in landfall.Instance
	if row := newInstanceRow(in); row.ClosesAt != nil {
		t.Errorf("nothing announced: closes_at is %s", *row.ClosesAt)
	}
	in.Facts.State(landfall.FieldSunset, "https://quiet-harbour-sim.social/nodeinfo/2.0", "metadata.sunset", time.Now())
	if row := newInstanceRow(in); row.ClosesAt != nil {
		t.Errorf("taken back: closes_at is %s", *row.ClosesAt)
	}
	in.Facts.Sunset.Closes = time.Date(2027, 3, 15, 0, 0, 0, 0, time.UTC)
	if row := newInstanceRow(in); row.ClosesAt == nil || *row.ClosesAt != "2027-03-15T00:00:00Z" {
		t.Errorf("announced: closes_at is %v", row.ClosesAt)
	}
}
