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

// rank is where a server stands in an order: known values before unknown ones, then
// by value from low to high, then by name if the order is one of names. Servers of
// one rank stand in the order of their hosts.
type rank struct {
	unknown bool
	value   int64
	name    string
}

// rankOf returns where a server stands; day only matters to the shuffle.
func rankOf(sort Sort, s *Server, day string) rank {
	switch sort {
	case SortShuffle:
		return rank{value: shuffled(day, s)}
	case SortFastest:
		return rank{unknown: s.Summary.Click.N == 0, value: int64(s.Summary.Click.P75)}
	case SortReliable:
		share, known := s.Availability()
		return rank{unknown: !known, value: -int64(share * 1e9)}
	case SortActive:
		return rank{unknown: !s.Facts.ActiveMonth.Plausible(), value: -s.Facts.ActiveMonth.N}
	case SortSmall:
		return rank{unknown: !s.Facts.ActiveMonth.Plausible(), value: s.Facts.ActiveMonth.N}
	case SortNewest:
		return rank{unknown: s.Discovered.IsZero(), value: -s.Discovered.Unix()}
	case SortOldest:
		return rank{unknown: s.Discovered.IsZero(), value: s.Discovered.Unix()}
	case SortName:
		return rank{name: sortName(s)}
	case SortMatch: // depends on the query
	}
	return rank{}
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

// ranker compares ranks. It is not safe for concurrent use, as its collator is not.
type ranker struct{ names *collate.Collator }

func newRanker() ranker {
	return ranker{names: collate.New(language.Und, collate.Loose)}
}

func (r ranker) compare(a, b rank) int {
	if c := cmp.Or(compareBool(a.unknown, b.unknown), cmp.Compare(a.value, b.value)); c != 0 || a.unknown {
		return c
	}
	if a.name == b.name {
		return 0
	}
	return r.names.CompareString(a.name, b.name)
}

// newOrder returns the places of all servers, which are in the order of their hosts,
// in the order of their ranks.
func newOrder(listed []*Server, of func(place int) rank) []uint32 {
	r := newRanker()
	ranks := make([]rank, len(listed))
	order := make([]uint32, len(listed))
	for i := range listed {
		ranks[i], order[i] = of(i), uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int {
		return cmp.Or(r.compare(ranks[a], ranks[b]), cmp.Compare(a, b))
	})
	return order
}

// newOrders makes every order that does not depend on the query.
func newOrders(listed []*Server, at time.Time) map[Sort][]uint32 {
	day := dayOf(at)
	orders := make(map[Sort][]uint32)
	for _, sort := range fixedSorts() {
		orders[sort] = newOrder(listed, func(place int) rank { return rankOf(sort, listed[place], day) })
	}
	return orders
}
