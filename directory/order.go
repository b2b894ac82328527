package directory

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// sortKey is where a server stands in an order: known values before unknown ones, then
// by value from low to high, then by name if the order is one of names. Servers of
// one key stand in the order of their hosts.
type sortKey struct {
	unknown bool
	value   int64
	name    string
}

// sortKeyOf returns where a server stands; day only matters to the shuffle.
func sortKeyOf(sort Sort, s *Server, day string) sortKey {
	switch sort {
	case SortShuffle:
		return sortKey{value: shuffled(day, s)}
	case SortFastest:
		return sortKey{unknown: s.Summary.Click.N == 0, value: int64(s.Summary.Click.P75)}
	case SortReliable:
		share, known := s.Availability()
		return sortKey{unknown: !known, value: -int64(share * 1e9)}
	case SortActive:
		return sortKey{unknown: !s.Facts.ActiveMonth.Plausible(), value: -s.Facts.ActiveMonth.N}
	case SortSmall:
		return sortKey{unknown: !s.Facts.ActiveMonth.Plausible(), value: s.Facts.ActiveMonth.N}
	case SortNewest:
		return sortKey{unknown: s.Discovered.IsZero(), value: -s.Discovered.Unix()}
	case SortOldest:
		return sortKey{unknown: s.Discovered.IsZero(), value: s.Discovered.Unix()}
	case SortName:
		return sortKey{name: sortName(s)}
	case SortMatch: // depends on the query
	}
	return sortKey{}
}

// dayOf names the UTC day that decides the shuffle.
func dayOf(at time.Time) string { return at.UTC().Format(time.DateOnly) }

// shuffled places a server in the day's shuffle. It depends on the day and the host
// alone: everybody sees the same order, nobody can buy a place in it, and a day later
// it is another.
func shuffled(day string, s *Server) int64 {
	sum := sha256.Sum256([]byte(day + " " + string(s.Host)))
	return int64(binary.BigEndian.Uint64(sum[:8]) >> 1)
}

// maxSortName bounds how much of a name decides its place.
const maxSortName = 100

// sortName returns the name that pages show, without what a name may start with to
// come first in lists.
func sortName(s *Server) string {
	name := strings.TrimLeftFunc(s.Facts.Name, func(r rune) bool { return !wordRune(r) })
	if name == "" {
		name = s.Display()
	}
	return clipRunes(name, maxSortName)
}

// sorter compares sort keys. It is not safe for concurrent use, as its collator is not.
type sorter struct{ names *collate.Collator }

func newSorter() sorter {
	return sorter{names: collate.New(language.Und, collate.Loose)}
}

func (s sorter) compare(a, b sortKey) int {
	if c := cmp.Or(compareBool(a.unknown, b.unknown), cmp.Compare(a.value, b.value)); c != 0 || a.unknown {
		return c
	}
	if a.name == b.name {
		return 0
	}
	return s.names.CompareString(a.name, b.name)
}

// newOrder returns the places of all servers, which are in the order of their hosts,
// in the order of their keys.
func newOrder(listed []*Server, of func(place int) sortKey) []uint32 {
	type entry struct {
		sortKey // its name is what the collator makes of the name, to be compared by bytes
		place   uint32
	}
	names, buffer := newSorter().names, collate.Buffer{}
	entries := make([]entry, len(listed))
	for i := range entries {
		key := of(i)
		if key.name != "" {
			key.name = string(names.KeyFromString(&buffer, key.name))
			buffer.Reset()
		}
		entries[i] = entry{key, uint32(i)}
	}
	slices.SortFunc(entries, func(a, b entry) int {
		switch {
		case a.unknown != b.unknown:
			return compareBool(a.unknown, b.unknown)
		case a.unknown: // then they are equal
		case a.value != b.value:
			return cmp.Compare(a.value, b.value)
		case a.name != b.name:
			return strings.Compare(a.name, b.name)
		}
		return cmp.Compare(a.place, b.place)
	})
	order := make([]uint32, len(entries))
	for i := range entries {
		order[i] = entries[i].place
	}
	return order
}

// newOrders makes every order that does not depend on the query.
func newOrders(listed []*Server, at time.Time) map[Sort][]uint32 {
	day := dayOf(at)
	orders := make(map[Sort][]uint32)
	for _, sort := range fixedSorts() {
		orders[sort] = newOrder(listed, func(place int) sortKey { return sortKeyOf(sort, listed[place], day) })
	}
	return orders
}
