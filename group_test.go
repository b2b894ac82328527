package landfall_test

import (
	"errors"
	"slices"
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
		"duckdns.org":    {State: landfall.GroupQuarantined, Face: "a.many-sim.duckdns.org"},
	}
	for host, want := range map[landfall.Host]bool{
		"a.farm-sim.club": false, "b.farm-sim.club": true, "farm-sim.club": true, "a.spam-sim.club": true, "spam-sim.club": true,
		"x.repl.co": true, "y.x.repl.co": true, "other-repl.co": false, "quiet-sim.town": false, "a.quiet-sim.town": false,
		"a.many-sim.duckdns.org": false, "b.many-sim.duckdns.org": true, "other-sim.duckdns.org": true, "duckdns-sim.org": false,
	} {
		if got := shut.Hides(host); got != want {
			t.Errorf("%s is hidden: %v, want %v", host, got, want)
		}
	}
}

func TestAHostIsOfItsDomainAndOfItsEstate(t *testing.T) {
	for host, want := range map[landfall.Host][]string{
		"a.b.quiet-sim.social":                     {"quiet-sim.social"},
		"quiet-sim.co.uk":                          {"quiet-sim.co.uk"},
		"a.quiet-sim.repl.co":                      {"quiet-sim.repl.co", "repl.co"},
		"quiet-sim.github.io":                      {"quiet-sim.github.io", "github.io"},
		"a.quiet-sim.duckdns.org":                  {"quiet-sim.duckdns.org", "duckdns.org"},
		"quiet-sim.us-east-1.elasticbeanstalk.com": {"quiet-sim.us-east-1.elasticbeanstalk.com", "elasticbeanstalk.com"},
		"quiet-sim.eu-west-1.elasticbeanstalk.com": {"quiet-sim.eu-west-1.elasticbeanstalk.com", "elasticbeanstalk.com"},
	} {
		if got := host.Groups(); !slices.Equal(got, want) {
			t.Errorf("%s is of %v, want %v", host, got, want)
		}
	}
}
