package discover

import (
	"errors"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	gocmp "github.com/google/go-cmp/cmp"

	"landfall"
	"landfall/internal/netguard/strictjson"
)

func rng() *rand.Rand { return rand.New(rand.NewPCG(1, 2)) }

func TestPeersTakesNamesAndCountsTheRest(t *testing.T) {
	list := `["amber-otter-sim.social", "AMBER-OTTER-SIM.social", "quiet-harbour-sim.social:3000", "127.0.0.1", "under_score.social",
		"localhost", "x.test", "192.168.0.1.in-addr.arpa", "", {"domain": "copper-heron-sim.town", "suspended_at": "2024-01-01", "n": null}, {"other": 1},
		{"domain": 7, "nested": {"domain": ["inner-sim.social"]}}, null, 3.5e2, ["inner-sim.social"], "` + strings.Repeat("a", 5000) + `\""]`
	sample, err := Peers(strings.NewReader(list), 10, rng())
	if err != nil {
		t.Fatal(err)
	}
	want := Sample{
		Hosts: []landfall.Host{"amber-otter-sim.social", "copper-heron-sim.town"},
		Total: 16,
		Refused: map[landfall.HostFault]int{
			NotAName: 5, landfall.HostNotBare: 1, landfall.HostAddress: 1, landfall.HostBadLabel: 1,
			landfall.HostSpecialUse: 3, landfall.HostEmpty: 1, landfall.HostTooLong: 1,
		},
	}
	slices.Sort(sample.Hosts)
	if diff := gocmp.Diff(want, sample); diff != "" {
		t.Errorf("sample (-want +got):\n%s", diff)
	}
	if got := refused(sample); got != 13 {
		t.Errorf("%d refused in all, want 13", got)
	}
}

func TestBrokenListsContributeNothing(t *testing.T) {
	for name, list := range map[string]string{
		"an object":         `{"error": "This method requires an authenticated user"}`,
		"a string":          `"amber-otter-sim.social"`,
		"no comma":          `["amber-otter-sim.social" "copper-heron-sim.town"]`,
		"comma at the end":  `["amber-otter-sim.social",]`,
		"two documents":     `["amber-otter-sim.social"]["copper-heron-sim.town"]`,
		"words":             `["amber-otter-sim.social", undefined]`,
		"bad number":        `["amber-otter-sim.social", 01]`,
		"endless number":    `["amber-otter-sim.social", ` + strings.Repeat("1", 5000) + `]`,
		"bad escape":        `["amber-otter-sim.social", "\x41"]`,
		"short escape":      `["amber-otter-sim.social", "\u41"]`,
		"control character": "[\"amber-otter-sim.social\", \"a\nb\"]",
		"invalid UTF-8":     "[\"amber-otter-sim.social\", \"\xff\"]",
		"byte order mark":   "\ufeff[\"amber-otter-sim.social\"]",
		"two domains":       `[{"domain": "amber-otter-sim.social", "domain": "copper-heron-sim.town"}]`,
		"key without value": `[{"domain"}]`,
		"number as key":     `[{1: 2}]`,
		"wrong bracket":     `["amber-otter-sim.social"}`,
		"too deep":          strings.Repeat("[", 100) + strings.Repeat("]", 100),
		"endless depth":     strings.Repeat("[", 1_000_000),
		"cut off":           `["amber-otter-sim.social", "copper-hero`,
		"not closed":        `["amber-otter-sim.social"`,
		"html":              `<!doctype html><title>Sign in</title>`,
		"empty":             ``,
		"null":              `null`,
	} {
		sample, err := Peers(strings.NewReader(list), 10, rng())
		if strictjson.Reason(err) == "" || len(sample.Hosts) > 0 {
			t.Errorf("%s: %d hosts, error %v; want none and a document fault", name, len(sample.Hosts), err)
		}
	}
}

func TestAnErrorOfTheNetworkIsPassedOn(t *testing.T) {
	lost := errors.New("connection lost")
	_, err := Peers(io.MultiReader(strings.NewReader(`["amber-otter-sim.social",`), iotest.ErrReader(lost)), 10, rng())
	if !errors.Is(err, lost) {
		t.Errorf("error %v, want the reader's", err)
	}
}

func FuzzPeers(f *testing.F) {
	f.Add([]byte(`["amber-otter-sim.social", {"domain": "copper-heron-sim.town"}]`))
	f.Add([]byte(`[[`))
	f.Add([]byte(`[{"a":`))
	f.Fuzz(func(t *testing.T, data []byte) {
		sample, err := Peers(strings.NewReader(string(data)), 5, rng())
		if err != nil && len(sample.Hosts) > 0 || len(sample.Hosts) > 5 || len(sample.Hosts)+refused(sample) > sample.Total {
			t.Errorf("sample %+v, error %v", sample, err)
		}
	})
}

// refused is how many elements were refused, whatever the fault.
func refused(sample Sample) (n int) {
	for _, count := range sample.Refused {
		n += count
	}
	return n
}
