package directory

import (
	"cmp"
	"sort"
)

// sequence is everything a query finds but its exact server, in order. It is made
// for one answer and not safe for concurrent use.
type sequence struct {
	snapshot *Snapshot
	match    *match
	sort     Sort
	day      string
	order    []uint32 // may hold more than the query finds
	found    bitset   // what it finds
	sorter   sorter
}

// sequence puts what m found in order. The day decides the shuffle.
func (s *Snapshot) sequence(q *Query, m *match, day string) *sequence {
	seq := &sequence{snapshot: s, match: m, sort: q.Sort, day: day, order: s.orders[q.Sort], sorter: newSorter()}
	switch {
	case q.Sort == SortMatch:
		seq.order = m.hits.Ranked()
	case q.Sort == SortShuffle && day != dayOf(s.totals.At):
		seq.order = newOrder(s.listed, func(place int) sortKey { return sortKeyOf(SortShuffle, s.listed[place], day) })
	}
	seq.found = newBitset(m.set, len(s.listed))
	if m.place >= 0 {
		seq.found[m.place/64] &^= 1 << (m.place % 64)
	}
	return seq
}

// take returns up to n servers after skipping some, starting at an index of the
// order.
func (q *sequence) take(start, skip, n int) []*Server {
	servers := make([]*Server, 0, max(0, min(n, len(q.order)-start)))
	for _, place := range q.order[start:] {
		if len(servers) == n {
			break
		}
		switch {
		case !q.found.has(int(place)):
		case skip > 0:
			skip--
		default:
			servers = append(servers, q.snapshot.listed[place])
		}
	}
	return servers
}

// key returns where a listed server stands in the sequence.
func (q *sequence) key(place uint32) sortKey {
	if q.sort == SortMatch {
		return sortKey{value: -int64(q.match.hits.Score(place))}
	}
	return sortKeyOf(q.sort, q.snapshot.listed[place], q.day)
}

// after returns the index of the first server of the order that stands after a key
// and host.
func (q *sequence) after(at sortKey, host string) int {
	return sort.Search(len(q.order), func(i int) bool {
		place := q.order[i]
		return cmp.Or(
			q.sorter.compare(q.key(place), at),
			cmp.Compare(string(q.snapshot.listed[place].Host), host),
		) > 0
	})
}
