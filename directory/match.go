package directory

import (
	"net/url"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"landfall"
	"landfall/directory/search"
)

// match is what a query finds, before it is put in order.
type match struct {
	hits *search.Hits // nil without text
	// parts are the servers that pass each facet, and the text; nil: all do.
	parts [len(facets)]*roaring.Bitmap
	text  *roaring.Bitmap
	set   *roaring.Bitmap // the servers that pass everything
	// before are the servers that pass the text and all facets before each.
	before [len(facets)]*roaring.Bitmap
	// exact is the server whose name is the text, whatever the filters say: who
	// types a name wants that server. It comes first and is counted once.
	exact *Server
	// place is exact's place among the listed, -1 if it is not listed.
	place int
}

func (s *Snapshot) match(q *Query) *match {
	m := &match{place: -1}
	if q.Text != "" {
		m.hits = s.words.Find(q.Text)
		if m.hits != nil {
			m.text = roaring.BitmapOf(m.hits.Docs...)
		}
		m.exact, m.place = s.exact(q.Text)
	}
	for i := range s.facets {
		m.parts[i] = s.facets[i].with(q.Chosen[facets[i].key])
	}
	m.set = s.both(s.all, m.text)
	for i, part := range m.parts {
		m.before[i] = m.set
		m.set = s.both(m.set, part)
	}
	return m
}

// both returns the servers in two sets, of which nil stands for all.
func (s *Snapshot) both(a, b *roaring.Bitmap) *roaring.Bitmap {
	switch {
	case b == nil || b == s.all:
		return a
	case a == s.all:
		return b
	}
	return roaring.And(a, b)
}

// others returns, for each facet, the servers that pass everything but it.
func (s *Snapshot) others(m *match) [len(facets)]*roaring.Bitmap {
	var others [len(facets)]*roaring.Bitmap
	after := s.all
	for i := len(facets) - 1; i >= 0; i-- {
		others[i] = m.set
		if part := m.parts[i]; part != nil {
			others[i] = s.both(m.before[i], after)
			after = s.both(after, part)
		}
	}
	return others
}

// total returns how many servers are found, the exact one among them.
func (m *match) total() int { return int(m.set.GetCardinality()) + m.extra(m.set) }

// extra is 1 if the exact server is to be counted on top of a set.
func (m *match) extra(set *roaring.Bitmap) int {
	if m.exact == nil || m.place >= 0 && set.Contains(uint32(m.place)) {
		return 0
	}
	return 1
}

// page returns the exact server if it is on the query's page, and which servers of the
// sequence are: n after skipping some.
func (m *match) page(q *Query) (exact []*Server, skip, n int) {
	skip, n = (q.Page-1)*q.PerPage, q.PerPage
	switch {
	case m.exact == nil:
	case q.Page == 1:
		return []*Server{m.exact}, 0, n - 1
	default:
		skip--
	}
	return nil, skip, n
}

// exact returns the server that text names, and its place among the listed or -1.
// Hosts that have never answered are no servers yet.
func (s *Snapshot) exact(text string) (*Server, int) {
	host, ok := hostIn(text)
	if !ok {
		return nil, -1
	}
	server := s.servers[host]
	if server == nil || server.LastSeen.IsZero() {
		return nil, -1
	}
	return server, s.place(host)
}

// hostIn finds a host in what people paste: the name, an address of a page on it, or
// somebody's handle.
func hostIn(text string) (landfall.Host, bool) {
	if strings.Contains(text, "://") {
		u, err := url.Parse(text)
		if err != nil {
			return "", false
		}
		text = u.Hostname()
	}
	if at := strings.LastIndexByte(text, '@'); at >= 0 {
		text = text[at+1:]
	}
	host, err := landfall.ParseHost(strings.TrimRight(text, "./"))
	return host, err == nil
}
