package sim

import (
	"slices"
	"testing"
)

// Two instances of one circle have more names in common than two of different languages, who
// share the hubs and little else.
func TestCirclesKnowTheSameOthers(t *testing.T) {
	n := network(t, Config{Hosts: 300, Seed: 1, Mix: MixDemo()})
	lists := make(map[*instance][]string)
	for _, in := range n.readable {
		lists[in] = n.peerNames(in)
	}
	var near, far, nears, fars float64
	for i, a := range n.readable {
		for _, b := range n.readable[:i] {
			switch {
			case a.traits.tongue == b.traits.tongue && a.traits.topic == b.traits.topic:
				near, nears = near+common(lists[a], lists[b]), nears+1
			case a.traits.tongue != b.traits.tongue:
				far, fars = far+common(lists[a], lists[b]), fars+1
			}
		}
	}
	if nears == 0 || fars == 0 || near/nears < 1.5*far/fars {
		t.Errorf("%.0f pairs of one circle have %.3f in common, %.0f of two languages %.3f", nears, near/nears, fars, far/fars)
	}
}

// common is the share of names that both have among those that either has.
func common(a, b []string) float64 {
	both := 0.0
	for _, name := range a {
		if slices.Contains(b, name) {
			both++
		}
	}
	return both / (float64(len(a)+len(b)) - both)
}
