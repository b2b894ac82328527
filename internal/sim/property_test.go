package sim

import (
	"testing"

	"pgregory.net/rapid"
)

func TestAnyNetworkIsWholeAndConnected(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		share := make(map[Kind]float64)
		left := 1.0
		for _, kind := range rapid.SliceOfDistinct(rapid.SampledFrom(Kinds()[1:]), rapid.ID[Kind]).Draw(t, "kinds") {
			share[kind] = rapid.Float64Range(0, left).Draw(t, "share")
			left = max(0, left-share[kind])
		}
		cfg := Config{
			Hosts: rapid.IntRange(1, 150).Draw(t, "hosts"),
			Seed:  rapid.Uint64().Draw(t, "seed"),
			Mix: Mix{
				Share: share, Robots: rapid.Bool().Draw(t, "robots"), MastodonOnly: rapid.Bool().Draw(t, "mastodon"),
				Peers: rapid.IntRange(0, 60).Draw(t, "peers"), Junk: rapid.Float64Range(0, 0.9).Draw(t, "junk"),
				Near: rapid.Float64Range(0, 1).Draw(t, "near"),
			},
		}
		n, err := New(cfg)
		if err != nil {
			t.Fatal(err)
		}
		infos := n.Hosts()
		names := make(map[string]bool)
		for _, h := range infos {
			names[h.Name] = true
			if h.Software == "" || h.Version == "" || h.Title == "" || h.Signup == "" {
				t.Fatalf("a gap in %+v", h)
			}
		}
		if len(infos) != cfg.Hosts || len(names) != cfg.Hosts {
			t.Fatalf("%d instances, %d names, want %d", len(infos), len(names), cfg.Hosts)
		}
		if len(n.readable) == 0 {
			return
		}
		listed := map[*instance]bool{n.readable[0]: true}
		for _, in := range n.readable {
			for _, name := range n.peerNames(in) {
				if peer := n.byName[name]; peer != nil {
					listed[peer] = true
				}
			}
		}
		if len(listed) != cfg.Hosts {
			t.Fatalf("%d of %d instances are on somebody's list", len(listed), cfg.Hosts)
		}
	})
}
