package directory

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall"
	"landfall/directory/place"
	"landfall/directory/reading"
)

// TestRecords of software and networks: what is silent, one person's own, not measured for
// long or behind a delivery network counts only where it says something.
func TestRecords(t *testing.T) {
	at := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	m := Material{Measured: map[landfall.Host]Measured{}, Readings: map[landfall.Host]*reading.Reading{}}
	add := func(software, version string, click time.Duration, samples int, seen time.Time, hosting place.Hosting, users int64) {
		in := landfall.Instance{Host: landfall.Host(fmt.Sprintf("h%d-sim.social", len(m.Instances))), Status: landfall.StatusAlive, LastSeen: seen, LastVisit: at}
		in.Facts.Software = landfall.Software{Name: software, Version: version}
		in.Facts.State(landfall.FieldSoftware, "https://x-sim.social/nodeinfo", "software", at)
		in.Facts.Users = landfall.Known(users)
		m.Instances = append(m.Instances, in)
		m.Measured[in.Host] = Measure(landfall.Summary{Click: landfall.Percentiles{P50: click, N: samples}})
		m.Readings[in.Host] = &reading.Reading{Hosting: hosting}
	}
	north, south := place.Hosting{Network: "North Net", ASN: 64500}, place.Hosting{Network: "South Net", ASN: 64501}
	for i := range 4 { // 100, 200, 300 and 400 ms
		add("mastodon", "4.6.0", time.Duration(i+1)*100*time.Millisecond, 20, at, north, 50)
	}
	add("mastodon", "4.5.0", time.Second, 20, at, place.Hosting{Network: "Delivery", ASN: 64502, Hidden: true}, 50)
	add("mastodon", "unknown", time.Minute, 19, at, south, 50)                     // too few samples
	add("mastodon", "4.6.0", time.Minute, 20, at, south, 1)                        // one person's own
	add("mastodon", "4.6.0", time.Minute, 20, at.AddDate(0, 0, -20), south, 50)    // silent
	add("gotosocial", "0.20.0", 50*time.Millisecond, 400, at, place.Hosting{}, 50) // nowhere known
	add("", "", 50*time.Millisecond, 400, at, place.Hosting{ASN: 64503}, 50)       // nothing stated, network without a name
	s := Build(m, at)

	mastodon := Record{Name: "mastodon", Servers: 6, Measured: 5, Compared: 5, Current: 4}
	mastodon.Click.Low, mastodon.Click.Median, mastodon.Click.High = 200*time.Millisecond, 300*time.Millisecond, 400*time.Millisecond
	gotosocial := Record{Name: "gotosocial", Servers: 1, Measured: 1}
	gotosocial.Click.Low, gotosocial.Click.Median, gotosocial.Click.High = 50*time.Millisecond, 50*time.Millisecond, 50*time.Millisecond
	if diff := cmp.Diff([]Record{mastodon, gotosocial}, s.BySoftware()); diff != "" {
		t.Errorf("by software (-want +got):\n%s", diff)
	}
	inNorth := Record{Name: "North Net", ASN: 64500, Servers: 4, Measured: 4, Compared: 4, Current: 4}
	inNorth.Click.Low, inNorth.Click.Median, inNorth.Click.High = 100*time.Millisecond, 200*time.Millisecond, 300*time.Millisecond
	inSouth := Record{Name: "South Net", ASN: 64501, Servers: 1}
	if diff := cmp.Diff([]Record{inNorth, inSouth}, s.ByNetwork()); diff != "" {
		t.Errorf("by network (-want +got):\n%s", diff)
	}
}
