package discover

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"landfall"
)

// A list that lost one name and won another keeps all but those of what was kept
// of it.
func TestKeepIsSteady(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var hosts []landfall.Host
	for i := range 5000 {
		hosts = append(hosts, landfall.Host(fmt.Sprintf("n%d-sim.social", i)))
	}
	before := Keep(hosts, 100)
	if len(before) != 100 || !slices.IsSorted(before) {
		t.Fatalf("%d names, sorted %v; want 100", len(before), slices.IsSorted(before))
	}
	rng.Shuffle(len(hosts), func(i, j int) { hosts[i], hosts[j] = hosts[j], hosts[i] })
	if diff := gocmp.Diff(before, Keep(hosts, 100)); diff != "" {
		t.Errorf("the order of a list matters (-before +after):\n%s", diff)
	}
	after := Keep(append(hosts[1:], "new-sim.social"), 100)
	changed := 0
	for _, host := range after {
		if !slices.Contains(before, host) {
			changed++
		}
	}
	if changed > 1 {
		t.Errorf("%d of 100 names changed with one of 5,000", changed)
	}
	if got := Keep(hosts[:7], 100); len(got) != 7 {
		t.Errorf("%d of 7 names kept", len(got))
	}
	if got := Keep(nil, 100); len(got) != 0 {
		t.Errorf("Keep of nothing = %v", got)
	}
}
