package directory

// Result is one page of servers.
type Result struct {
	Query   Query
	Total   int
	Servers []*Server
	Pages   int
	Facets  []Facet
	// Relax names, for an empty result, the filters whose removal would give
	// most, best first.
	Relax []Relaxation
	// Exact is the server that the text names, nil if it names none. It is the
	// first of the first page even if it does not pass the filters or is in no list.
	Exact *Server
}

// Find answers a query. The result's Query is q in normal form. A page after the last
// one is empty.
func (s *Snapshot) Find(q Query) Result {
	q = q.normal()
	m := s.match(&q)
	r := Result{Query: q, Total: m.total(), Exact: m.exact, Facets: s.count(&q, m)}
	r.Pages = min((r.Total+q.PerPage-1)/q.PerPage, MaxPage)
	if r.Total == 0 {
		r.Relax = s.relax(q, m)
		return r
	}
	var skip, n int
	r.Servers, skip, n = m.page(&q)
	r.Servers = append(r.Servers, s.sequence(&q, m, dayOf(s.totals.At)).take(0, skip, n)...)
	return r
}

// Facets returns the facets of a query alone.
func (s *Snapshot) Facets(q Query) []Facet {
	q = q.normal()
	return s.count(&q, s.match(&q))
}

// count returns the facets: for every value, how many servers it would give if it
// were the only one of its facet that is selected.
func (s *Snapshot) count(q *Query, m *match) []Facet {
	counted := make([]Facet, 0, len(s.facets))
	all := newBitset(m.set, len(s.listed))
	for i, others := range s.others(m) {
		x, places := &s.facets[i], all
		if others != m.set {
			places = newBitset(others, len(s.listed))
		}
		counted = append(counted, x.count(places, q.Chosen[x.kind.key], func(value string) int {
			if m.exact == nil || m.place >= 0 && places.has(m.place) && x.has(value, m.place) {
				return 0
			}
			return 1
		}))
	}
	return counted
}
