package directory

import "landfall"

// Chronicle is what is kept of the network's past days, as charts need it. Today is in it
// only as far as the observations store tells of it.
type Chronicle struct {
	Days []landfall.NetworkDay // oldest first
	// Software and Signup are the shares of each day, by day and then by key.
	Software, Signup []landfall.Share
}

// Chronicle returns the past of the network; it is empty if none was given to [Build].
// Nobody changes it.
func (s *Snapshot) Chronicle() Chronicle { return s.chronicle }

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
