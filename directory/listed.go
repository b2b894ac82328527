package directory

import (
	"iter"
	"slices"

	"landfall"
)

// Listed returns all servers that a query may return, those that it returns only if asked
// for included, in the order of their hosts.
func (s *Snapshot) Listed() iter.Seq[*Server] { return slices.Values(s.listed) }

// Shown reports whether lists show a host without being asked for it.
func (s *Snapshot) Shown(host landfall.Host) bool {
	place := s.place(host)
	return place >= 0 && len(s.listed[place].OnRequest()) == 0
}
