package directory

import (
	"cmp"

	"landfall"
)

// A name is said to look like another's only if the other is well known, and this one
// is not: most likenesses are chance.
const (
	knownPeople = 1_000 // accounts of a server that somebody may want to pose as
	largerTimes = 20    // how many times as many accounts it has
)

// findLookalikes notes whose names are easily taken for those of much larger servers.
func (s *Snapshot) findLookalikes() {
	largest := make(map[string]*Server)
	for host, server := range s.servers {
		if peopleOf(server) < knownPeople {
			continue
		}
		skeleton := host.Skeleton()
		before := largest[skeleton]
		if before == nil || cmp.Or(cmp.Compare(peopleOf(server), peopleOf(before)), cmp.Compare(before.Host, host)) > 0 {
			largest[skeleton] = server
		}
	}
	for host, server := range s.servers {
		other := largest[host.Skeleton()]
		if other == nil || other == server || host.Registrable() == other.Host.Registrable() {
			continue
		}
		if peopleOf(server)*largerTimes <= peopleOf(other) {
			server.LooksLike = other.Host
		}
	}
}

// peopleOf is how many accounts of a server are believed.
func peopleOf(s *Server) int64 {
	if !s.Facts.Users.Plausible() {
		return 0
	}
	return min(s.Facts.Users.N, landfall.MostUsers)
}
