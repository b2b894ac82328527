package directory

import (
	"fmt"
	"testing"
	"time"

	"landfall"
)

func TestVersionsInOrder(t *testing.T) {
	ordered := []string{
		"0.9.9", "1", "1.0.1", "2.5.51-68-g9145fd04-develop", "2.5.51", "3.10.4", "3.16.0", "4.5.0-alpha.1+glitch", "4.5.0-nightly.2025-11-06",
		"4.5.0", "4.5.1rc2", "4.5.1+glitch", "4.6.0", "13.14.2", "2024.11.2", "2026.03-1580", "2026.10.1",
	}
	for i, a := range ordered {
		for j, b := range ordered {
			ra, okA := parseRelease(a)
			rb, okB := parseRelease(b)
			if !okA || !okB {
				t.Fatalf("%s or %s is not read", a, b)
			}
			got := ra.compare(rb)
			sameEarly := ra.early && rb.early && ra.String() == rb.String()
			if want := min(max(i-j, -1), 1); got != want && !sameEarly {
				t.Errorf("%s against %s: %d, want %d", a, b, got, want)
			}
		}
	}
	for _, none := range []string{"", "unknown", "git-abc", ".1", "99999999999999999999"} {
		if r, ok := parseRelease(none); ok {
			t.Errorf("%q is read as %v", none, r)
		}
	}
}

func TestWhetherAVersionIsCurrent(t *testing.T) {
	at := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	var instances []landfall.Instance
	add := func(name, version string, n int, domain string) {
		for i := range n {
			in := landfall.Instance{
				Host:   landfall.Host(fmt.Sprintf("h%d-%d."+domain, len(instances), i)),
				Status: landfall.StatusAlive, LastSeen: at, LastVisit: at,
			}
			if domain == "" {
				in.Host = landfall.Host(fmt.Sprintf("h%d-sim.social", len(instances)))
			}
			in.Facts.Software = landfall.Software{Name: name, Version: version}
			in.Facts.State(landfall.FieldSoftware, "https://x-sim.social/nodeinfo", "software", at)
			instances = append(instances, in)
		}
	}
	add("mastodon", "4.5.0", 10, "")
	add("mastodon", "4.6.4", 3, "")
	add("mastodon", "4.7.0-nightly.2026", 5, "")
	add("mastodon", "9.9.9", 20, "farm-sim.social") // one domain's own numbers
	add("mastodon", "none", 1, "")
	add("rare", "1.0", 2, "")
	s := Build(Material{Instances: instances}, at)
	for version, want := range map[string]Upkeep{
		"4.5.0": {StandingBehind, "4.6.4"}, "4.6.4": {StandingCurrent, "4.6.4"}, "4.7.0-nightly.2026": {StandingCurrent, "4.6.4"},
		"9.9.9": {StandingCurrent, "4.6.4"}, "none": {StandingUnknown, "4.6.4"}, "1.0": {StandingUnknown, ""},
	} {
		for _, in := range instances {
			if in.Facts.Software.Version == version {
				if got := s.Server(in.Host).Upkeep; got != want {
					t.Errorf("%s: %+v, want %+v", version, got, want)
				}
				break
			}
		}
	}
}
