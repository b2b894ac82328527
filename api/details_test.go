package api

import (
	"testing"
	"time"

	"landfall"
)

// A notice that was taken back reads as none: only its evidence tells of it.
func TestASunsetThatWasTakenBackIsNull(t *testing.T) {
	var f landfall.Facts
	f.State(landfall.FieldSunset, "https://quiet-harbour-sim.social/nodeinfo/2.0", "metadata.sunset", time.Now())
	if got := newDetails(&f).Sunset; got != nil {
		t.Errorf("taken back, but told as %+v", got)
	}
	f.Sunset = landfall.Sunset{Closes: time.Date(2027, 3, 15, 1, 0, 0, 0, time.FixedZone("", 3600))}
	got := newDetails(&f).Sunset
	if got == nil || got.Closes != "2027-03-15T00:00:00Z" || got.Announced != nil || got.Reason != nil || got.URL != nil {
		t.Errorf("announced, but told as %+v", got)
	}
	if got := newDetails(&landfall.Facts{Details: f.Details}).Sunset; got != nil {
		t.Errorf("not stated, but told as %+v", got)
	}
}
