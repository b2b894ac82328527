package directory

import "landfall"

// Neighbours returns those of a list that lists may show without being asked for them, in
// its order, n at most.
func (s *Snapshot) Neighbours(list []landfall.Neighbour, n int) []landfall.Neighbour {
	var shown []landfall.Neighbour
	for _, near := range list {
		server := s.servers[near.Host]
		if len(shown) == n || server == nil || s.place(near.Host) < 0 || len(server.OnRequest()) > 0 {
			continue
		}
		shown = append(shown, near)
	}
	return shown
}
