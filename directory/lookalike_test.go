package directory

import (
	"testing"
	"time"

	"landfall"
)

// Names that pose as a much larger server's are noted and shown as A-labels; the larger
// one, names that merely resemble each other, and those of one owner are not.
func TestNamesThatLookLikeALargerServers(t *testing.T) {
	at := time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	server := func(name string, users int64) landfall.Instance {
		host, err := landfall.ParseHost(name)
		if err != nil {
			t.Fatal(err)
		}
		return visited(host, at, statedFacts(users, 5, 9, at))
	}
	instances := []landfall.Instance{
		server("modern-sim.social", 40_000),
		server("mödern-sim.social", 3),  // a mark
		server("mоdern-sim.social", 2),  // a Cyrillic о among Latin letters
		server("m0dern-sim.social", 7),  // a digit
		server("rnodern-sim.social", 7), // two letters for one
		server("modem-sim.social", 9),   // and the other way round
		server("www.modern-sim.social", 1),
		server("modest-sim.social", 4),
		server("möwe-sim.social", 4),
		server("mowe-sim.social", 30), // larger, and little known
	}
	s := Build(Material{Instances: instances}, at)
	want := map[string]bool{"mödern-sim.social": true, "mоdern-sim.social": true, "m0dern-sim.social": true, "rnodern-sim.social": true, "modem-sim.social": true}
	for _, name := range []string{
		"modern-sim.social", "mödern-sim.social", "mоdern-sim.social", "m0dern-sim.social", "rnodern-sim.social", "modem-sim.social",
		"www.modern-sim.social", "modest-sim.social", "möwe-sim.social", "mowe-sim.social",
	} {
		host, _ := landfall.ParseHost(name)
		got := s.Server(host)
		if (got.LooksLike == "modern-sim.social") != want[name] || (got.LooksLike != "") != want[name] {
			t.Errorf("%s looks like %q; want so: %v", name, got.LooksLike, want[name])
		}
		if want[name] && got.Display() != host.String() {
			t.Errorf("%s is shown as %s", host, got.Display())
		}
	}
	if host, _ := landfall.ParseHost("möwe-sim.social"); s.Server(host).Display() != "möwe-sim.social" {
		t.Error("a name that poses as nobody's is not shown in its own letters")
	}
}
