package crawler

import (
	"slices"
	"testing"
	"time"

	"landfall"
	"landfall/crawler/polite"
	"landfall/internal/sim"
)

// A notice is found, follows its day, and is known to be taken back, over real
// connections and by whole visits.
func TestClosingNoticesAreFollowed(t *testing.T) {
	f := newFixture(t)
	host := f.hosts[0]
	for host, facts := range f.crawlAll(t) {
		if facts.Stated(landfall.FieldSunset) {
			t.Errorf("%s has announced nothing, and is known for %+v", host, facts.Sunset)
		}
	}
	day := time.Now().UTC().Truncate(24 * time.Hour)
	notice := sim.Sunset{Announced: day, Closes: day.AddDate(0, 4, 0), Reason: "The harbour silts up.", Page: "/closing"}
	f.announce(t, host, &notice)
	facts := f.crawlAll(t)[host]
	first := facts.Evidence[landfall.FieldSunset]
	want := landfall.Sunset{Announced: day, Closes: notice.Closes, Reason: notice.Reason, URL: "https://" + host.String() + "/closing"}
	if facts.Sunset != want || first.Path != "metadata.sunset" || facts.Signup.Mode != landfall.SignupClosed {
		t.Errorf("announced: %+v, %+v; sign-up %s", facts.Sunset, first, facts.Signup.Mode)
	}

	notice.Closes = notice.Closes.AddDate(0, 2, 0)
	f.announce(t, host, &notice)
	facts = f.crawlAll(t)[host]
	moved := facts.Evidence[landfall.FieldSunset]
	if !facts.Sunset.Closes.Equal(notice.Closes) || !moved.FirstSeen.After(first.LastSeen) {
		t.Errorf("moved: %+v, %+v", facts.Sunset, moved)
	}

	f.announce(t, host, nil)
	facts = f.crawlAll(t)[host]
	if seen := facts.Evidence[landfall.FieldSunset]; !facts.Stated(landfall.FieldSunset) || !facts.Sunset.IsZero() || !seen.FirstSeen.After(moved.LastSeen) {
		t.Errorf("taken back: %+v, %+v", facts.Sunset, seen)
	}
}

// A header alone counts with a page of the host's own; without, it may be an API that
// goes away.
func TestAClosingHeaderIsTakenWithCare(t *testing.T) {
	f := newFixture(t)
	host, retired := f.hosts[1], f.hosts[2]
	closes := time.Now().UTC().Truncate(24*time.Hour).AddDate(0, 4, 0)
	f.announce(t, host, &sim.Sunset{Closes: closes, Page: "/closing", HeaderOnly: true})
	f.announce(t, retired, &sim.Sunset{Closes: closes, HeaderOnly: true})
	known := f.crawlAll(t)
	if want := (landfall.Sunset{Closes: closes, URL: "https://" + host.String() + "/closing", Header: true}); known[host].Sunset != want {
		t.Errorf("announced: %+v, want %+v", known[host].Sunset, want)
	}
	if facts := known[retired]; facts.Stated(landfall.FieldSunset) {
		t.Errorf("an API that goes away is taken for its server: %+v", facts.Sunset)
	}
	f.announce(t, host, nil)
	if facts := f.crawlAll(t)[host]; !facts.Stated(landfall.FieldSunset) || !facts.Sunset.IsZero() {
		t.Errorf("taken back: %+v, %+v", facts.Sunset, facts.Evidence[landfall.FieldSunset])
	}
}

func (f *fixture) announce(t *testing.T, host landfall.Host, s *sim.Sunset) {
	t.Helper()
	if err := f.network.Announce(host.String(), s); err != nil {
		t.Fatal(err)
	}
}

// crawlAll makes a full visit to every host and returns what is known of each then. All
// are due again.
func (f *fixture) crawlAll(t *testing.T, more ...func(*Config)) map[landfall.Host]landfall.Facts {
	t.Helper()
	if _, err := f.store.Add(t.Context(), "test", f.hosts, time.Now(), time.Now()); err != nil {
		t.Fatal(err)
	}
	if err := <-f.start(t.Context(), func(c *Config) {
		c.Once, c.Pictures, c.Limits = true, false, polite.Limits{}
		for _, change := range more {
			change(c)
		}
	}); err != nil {
		t.Fatal(err)
	}
	known := map[landfall.Host]landfall.Facts{}
	for _, host := range f.hosts {
		in, err := f.store.Instance(t.Context(), host)
		if err != nil || in.Status != landfall.StatusAlive {
			t.Fatalf("%s is %s, %v", host, in.Status, err)
		}
		known[host] = in.Facts
	}
	f.makeDue(t, landfall.WorkProfile)
	return known
}

// A health check brings the first word of a notice if the document that it reads is the
// one that facts come from; a notice of another document is left alone.
func TestAHealthCheckLooksForANotice(t *testing.T) {
	const nodeinfo, v2 = "https://quiet-harbour-sim.social/nodeinfo/2.0", "https://quiet-harbour-sim.social/api/v2/instance"
	for name, tt := range map[string]struct {
		users, sunset string // where each was read
		looks         bool
	}{
		"nothing announced":          {nodeinfo, "", true},
		"announced there":            {nodeinfo, nodeinfo, true},
		"announced elsewhere":        {nodeinfo, v2, false},
		"figures of other documents": {v2, "", false},
	} {
		var f landfall.Facts
		f.State(landfall.FieldSoftware, nodeinfo, "software", time.Now())
		f.State(landfall.FieldUsers, tt.users, "users", time.Now())
		if tt.sunset != "" {
			f.State(landfall.FieldSunset, tt.sunset, "sunset", time.Now())
		}
		if got := slices.Contains(soleSource(&f, nodeinfo), landfall.FieldSunset); got != tt.looks {
			t.Errorf("%s: looked for is %v, want %v", name, got, tt.looks)
		}
	}
}
