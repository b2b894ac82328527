package directory

import "landfall"

// Record is what is kept of the network's past days, as charts need it. Today is in it
// only as far as the observations store tells of it.
type Record struct {
	Days []landfall.NetworkDay // oldest first
	// Software and Signup are the shares of each day, by day and then by key.
	Software, Signup []landfall.Share
}

// Record returns the past of the network; it is empty if none was given to [Build].
// Nobody changes it.
func (s *Snapshot) Record() Record { return s.record }

// Values returns the values that a server has of a facet, those that others are part of
// included; none if there is no facet of that key.
func (s *Server) Values(key string) []string {
	for i := range facets {
		if facets[i].key == key {
			return facets[i].of(s)
		}
	}
	return nil
}
