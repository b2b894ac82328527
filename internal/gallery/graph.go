package gallery

import (
	"fmt"
	"math/rand/v2"

	"landfall"
	"landfall/directory/peers"
)

// Acquaintance is the graph of a world: its servers know others of their own circle, some
// that everybody knows, and one that asked not to be shown.
func Acquaintance(w *World) *peers.Graph {
	circles := map[int][]landfall.Host{}
	var hosts []landfall.Host
	for server := range w.Snapshot.Listed() {
		n := len(server.Facts.Software.Name) % 5
		circles[n] = append(circles[n], server.Host)
		hosts = append(hosts, server.Host)
	}
	hosts = append(hosts, "opted-out-sim.social", "my-own-dinghy-sim.name")
	cfg := peers.DefaultConfig()
	cfg.StandOut = .2
	g, _ := peers.Build(func(fn func(host, peer landfall.Host)) error { // these lists have no errors
		rng := rand.New(rand.NewPCG(5, 6))
		for _, host := range hosts {
			known := map[landfall.Host]bool{}
			for n, circle := range []int{len(host) % 5, rng.IntN(5)} {
				if server := w.Snapshot.Server(host); server != nil && n == 0 {
					circle = len(server.Facts.Software.Name) % 5
				}
				for range 9 - 7*n {
					if others := circles[circle]; len(others) > 0 {
						known[others[rng.IntN(len(others))]] = true
					}
				}
			}
			for i := range 3 {
				known[landfall.Host(fmt.Sprintf("giant-%d-sim.social", i))] = true
			}
			for peer := range known {
				fn(host, peer)
			}
		}
		return nil
	}, func(landfall.Host) bool { return true }, cfg, now)
	return g
}
