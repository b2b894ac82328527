package directory

import (
	"iter"
	"slices"
)

// Listed returns all servers that a query may return, those that it returns only if asked
// for included, in the order of their hosts.
func (s *Snapshot) Listed() iter.Seq[*Server] { return slices.Values(s.listed) }
