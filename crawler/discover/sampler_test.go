package discover

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"landfall"
)

func TestOneDomainCannotFillTheSample(t *testing.T) {
	var list []string
	for i := range 5000 {
		list = append(list, fmt.Sprintf("h%d.forkbomb-sim.club", i))
	}
	list = append(list, "amber-otter-sim.social")
	text, _ := json.Marshal(list)
	sample, err := Peers(strings.NewReader(string(text)), 1000, rng())
	if err != nil {
		t.Fatal(err)
	}
	if len(sample.Hosts) != perDomain+1 || !slices.Contains(sample.Hosts, "amber-otter-sim.social") {
		t.Errorf("%d hosts in the sample, want %d of the farm and the one beside it", len(sample.Hosts), perDomain)
	}
}

// Repeats give a name no second chance: one said a thousand times is drawn as
// often as one said once.
func TestRepeatsDoNotCount(t *testing.T) {
	list := `["` + strings.Repeat(`loud-sim.social", "`, 1000) + `quiet-sim.social"]`
	drawn := map[landfall.Host]int{}
	for seed := range uint64(400) {
		sample, err := Peers(strings.NewReader(list), 1, rand.New(rand.NewPCG(seed, 7)))
		if err != nil || len(sample.Hosts) != 1 {
			t.Fatalf("%v, %v", sample.Hosts, err)
		}
		drawn[sample.Hosts[0]]++
	}
	if drawn["quiet-sim.social"] < 150 || drawn["loud-sim.social"] < 150 {
		t.Errorf("drawn %v times of 400, want about half each", drawn)
	}
}

// The sample is what sorting all names by hash and taking the first would give,
// fifty a domain.
func TestTheSampleIsTheLowestHashes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.IntRange(1, 120).Draw(t, "most")
		key := rapid.Uint64().Draw(t, "key")
		var all []landfall.Host
		for range rapid.IntRange(0, 300).Draw(t, "offers") {
			n, d := rapid.IntRange(0, 99).Draw(t, "n"), rapid.IntRange(0, 3).Draw(t, "d")
			all = append(all, landfall.Host(fmt.Sprintf("h%d.farm%d-sim.social", n, d)))
		}
		s := newSampler(most, key)
		for _, h := range all {
			s.offer(h)
		}
		slices.SortFunc(all, func(a, b landfall.Host) int {
			return cmp.Compare(keyedHash(key, string(a)), keyedHash(key, string(b)))
		})
		var want []landfall.Host
		perFarm := map[string]int{}
		for _, h := range slices.Compact(all) {
			if perFarm[h.Registrable()]++; perFarm[h.Registrable()] <= perDomain && len(want) < most {
				want = append(want, h)
			}
		}
		if got := s.hosts(); !slices.Equal(got, want) {
			t.Fatalf("sample %q, want %q", got, want)
		}
	})
}
