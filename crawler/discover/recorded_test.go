package discover

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"landfall"
	"landfall/internal/fixtures"
)

func TestRecordedPeersLists(t *testing.T) {
	paths := fixtures.Glob(t, "instance-peers", "*", "*.json")
	paths = append(paths, fixtures.Path(t, "lists", "hitchhikers-guide", "peers_125155.json"))
	for _, path := range paths {
		file, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		sample, err := Peers(file, 20_000, rng())
		file.Close()
		t.Logf("%s: %d names, %d taken, %d refused, %d crowded, %v", filepath.Base(path), sample.Total, len(sample.Hosts), refused(sample), sample.Crowded, err)
		t.Logf("  refused: %v", sample.Refused)
		if sample.Total == 0 && !strings.Contains(path, "97d170") || err != nil {
			t.Errorf("%s: %d names, error %v", path, sample.Total, err)
		}
		if distinct := len(slices.Compact(slices.Sorted(slices.Values(sample.Hosts)))); distinct != len(sample.Hosts) {
			t.Errorf("%s: %d of %d hosts are distinct", path, distinct, len(sample.Hosts))
		}
		byDomain := map[string]int{}
		for _, h := range sample.Hosts {
			if byDomain[h.Registrable()]++; byDomain[h.Registrable()] > perDomain {
				t.Errorf("%s: more than %d hosts below %s", path, perDomain, h.Registrable())
			}
		}
		for _, h := range sample.Hosts {
			if again, err := landfall.ParseHost(string(h)); err != nil || again != h {
				t.Errorf("%s: took %q, which parses as %q, %v", path, h, again, err)
			}
		}
	}
}
