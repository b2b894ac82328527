package landfall_test

import (
	"errors"
	"testing"

	"landfall"
)

func TestParseDomain(t *testing.T) {
	for text, want := range map[string]string{
		"a.b.quiet-sim.social": "quiet-sim.social", "quiet-sim.social": "quiet-sim.social", "REPL.co": "repl.co",
		"x.repl.co": "x.repl.co", "org": "", "co.uk": "", "127.0.0.1": "", "": "", "no host": "",
	} {
		got, err := landfall.ParseDomain(text)
		if got != want || (err != nil) != (want == "") || err != nil && !errors.Is(err, landfall.ErrInvalid) {
			t.Errorf("ParseDomain(%q) = %q, %v; want %q", text, got, err, want)
		}
	}
}

func TestShutHides(t *testing.T) {
	shut := landfall.Shut{
		"farm-sim.club":  {State: landfall.GroupQuarantined, Face: "a.farm-sim.club"},
		"spam-sim.club":  {State: landfall.GroupBlocked, Face: "a.spam-sim.club"},
		"repl.co":        {State: landfall.GroupBlocked},
		"quiet-sim.town": {State: landfall.GroupOpen},
	}
	for host, want := range map[landfall.Host]bool{
		"a.farm-sim.club": false, "b.farm-sim.club": true, "farm-sim.club": true, "a.spam-sim.club": true, "spam-sim.club": true,
		"x.repl.co": true, "y.x.repl.co": true, "other-repl.co": false, "quiet-sim.town": false, "a.quiet-sim.town": false,
	} {
		if got := shut.Hides(host); got != want {
			t.Errorf("%s is hidden: %v, want %v", host, got, want)
		}
	}
}
