package directory

import (
	"cmp"
	"slices"
)

// Total returns how many servers a query finds.
func (s *Snapshot) Total(q Query) int {
	q = q.normal()
	return s.match(&q).total()
}

// Called returns up to n servers that lists show, and whose hosts or names have all words of
// a text as [Snapshot.Find] reads them: the last may be unfinished, and a long one that few
// have may have a slip in it. The best fit comes first, of equal ones the server with the
// most active people. There is none for a text without words.
func (s *Snapshot) Called(text string, n int) []*Server {
	hits := s.words.FindNamed(cleanText(text))
	if hits == nil || n <= 0 {
		return nil
	}
	order := func(a, b uint32) int {
		x, y := sortKeyOf(SortActive, s.listed[a], ""), sortKeyOf(SortActive, s.listed[b], "")
		return cmp.Or(cmp.Compare(hits.Score(b), hits.Score(a)), compareBool(x.unknown, y.unknown), cmp.Compare(x.value, y.value), cmp.Compare(a, b))
	}
	var best []uint32
	for _, place := range hits.Docs {
		at, _ := slices.BinarySearchFunc(best, place, order)
		if at == n || len(s.listed[place].OnRequest()) > 0 {
			continue
		}
		best = slices.Insert(best, at, place)
		best = best[:min(len(best), n)]
	}
	servers := make([]*Server, 0, len(best))
	for _, place := range best {
		servers = append(servers, s.listed[place])
	}
	return servers
}
