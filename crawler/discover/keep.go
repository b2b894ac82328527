package discover

import (
	"cmp"
	"slices"

	"landfall"
)

// Keep returns at most n of the hosts, in order of name: always the same ones of
// the same hosts, and nearly the same ones of nearly the same, so that what is kept
// of a list can be compared with what was kept of it before.
func Keep(hosts []landfall.Host, n int) []landfall.Host {
	kept := slices.Clone(hosts)
	if len(kept) > n {
		rank := func(h landfall.Host) uint64 { return keyedHash(0, string(h)) }
		slices.SortFunc(kept, func(a, b landfall.Host) int {
			return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b))
		})
		kept = slices.Clip(slices.Clone(kept[:n]))
	}
	slices.Sort(kept)
	return kept
}
