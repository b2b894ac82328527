package directory

import (
	"slices"
	"sort"
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
	var best []uint32
	// Those that are more active come first here, and so among equals.
	for _, place := range s.orders[SortActive] {
		score := hits.Score(place)
		if score == 0 || len(best) == n && score <= hits.Score(best[n-1]) || len(s.listed[place].OnRequest()) > 0 {
			continue
		}
		at := sort.Search(len(best), func(i int) bool { return hits.Score(best[i]) < score })
		best = slices.Insert(best, at, place)
		best = best[:min(len(best), n)]
	}
	servers := make([]*Server, 0, len(best))
	for _, place := range best {
		servers = append(servers, s.listed[place])
	}
	return servers
}
