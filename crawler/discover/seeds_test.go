package discover

import (
	"strings"
	"testing"

	"landfall"
)

func TestSeedsAreEnoughAndEachAHost(t *testing.T) {
	hosts, faults, err := ReadFile(strings.NewReader(seedList))
	if err != nil || len(faults) > 0 {
		t.Fatalf("the built-in list has faults: %v %v", faults, err)
	}
	if len(hosts) < 80 {
		t.Errorf("%d seeds, want at least 80", len(hosts))
	}
	if listed := strings.Count(seedList, "\n") - strings.Count(seedList, "#") - strings.Count(seedList, "\n\n"); listed != len(hosts) {
		t.Errorf("%d lines for %d hosts: one is there twice", listed, len(hosts))
	}
}

func TestSeedsAreCanonicalAndKnowEveryFamily(t *testing.T) {
	for _, h := range Seeds() {
		if again, err := landfall.ParseHost(string(h)); err != nil || again != h {
			t.Errorf("seed %q parses as %q, %v", h, again, err)
		}
	}
	for _, family := range []string{"Mastodon", "Misskey", "Pleroma", "Akkoma", "Lemmy", "PeerTube", "Pixelfed", "Friendica"} {
		if !strings.Contains(seedList, family) {
			t.Errorf("no seeds of the %s kind", family)
		}
	}
}
