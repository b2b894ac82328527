package directory

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"landfall"
)

// TestFacetCountIsResultSize: the number beside a filter value is what a reader gets
// who makes it the one value of its facet.
func TestFacetCountIsResultSize(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, _ := drawSnapshot(t)
		q := drawQuery(t)
		for _, facet := range s.Find(q).Facets {
			for _, value := range facet.Values {
				alone := q.With(facet.Key, value.Value)
				if got := s.Find(alone).Total; got != value.Count {
					t.Fatalf("%s=%s says %d, gives %d (query %q)", facet.Key, value.Value, value.Count, got, q.Canonical())
				}
			}
		}
	})
}

// TestEveryServerOnOnePage: the pages of a query hold every server that it finds
// once, and no other.
func TestEveryServerOnOnePage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, instances := drawSnapshot(t)
		q := drawQuery(t)
		var got []landfall.Host
		first := s.Find(q)
		for page := 1; page <= first.Pages; page++ {
			q.Page = page
			r := s.Find(q)
			if len(r.Servers) == 0 || len(r.Servers) > q.PerPage {
				t.Fatalf("page %d of %d holds %d servers", page, r.Pages, len(r.Servers))
			}
			for _, server := range r.Servers {
				got = append(got, server.Host)
			}
		}
		q.Page = first.Pages + 1
		if extra := s.Find(q).Servers; len(extra) > 0 {
			t.Fatalf("a page after the last one holds %d servers", len(extra))
		}
		slices.Sort(got)
		if want := foundByHand(s, instances, q); !slices.Equal(got, want) {
			t.Fatalf("query %q found\n%v, want\n%v", q.Canonical(), got, want)
		}
		if first.Total != len(got) {
			t.Fatalf("total %d, but %d servers", first.Total, len(got))
		}
	})
}

// foundByHand answers a query server by server, without bitmaps; the text is left to
// the index, which has tests of its own.
func foundByHand(s *Snapshot, instances []landfall.Instance, q Query) []landfall.Host {
	var found []landfall.Host
	for _, in := range instances {
		server := s.Server(in.Host)
		if server == nil || in.LastSeen.IsZero() {
			continue
		}
		if q.Text == string(in.Host) || server.Unlisted(moment) == "" && passes(s, server, q) {
			found = append(found, in.Host)
		}
	}
	slices.Sort(found)
	return found
}

func passes(s *Snapshot, server *Server, q Query) bool {
	for i := range facets {
		chosen, values := q.Chosen[facets[i].key], facets[i].of(server)
		isChosen := func(value string) bool { return slices.Contains(chosen, value) }
		switch {
		case facets[i].include:
			if slices.ContainsFunc(values, func(value string) bool { return !isChosen(value) }) {
				return false
			}
		case len(chosen) > 0 && !slices.ContainsFunc(values, isChosen):
			return false
		}
	}
	if q.Text == "" {
		return true
	}
	return s.words.Find(q.Text).Score(uint32(s.place(server.Host))) > 0
}

// TestRelaxTellsTheTruth: an empty result names ways out of it, and what each says it
// gives is what it gives.
func TestRelaxTellsTheTruth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, _ := drawSnapshot(t)
		q := drawQuery(t)
		r := s.Find(q)
		switch {
		case r.Total > 0 && r.Relax != nil:
			t.Fatalf("a result of %d offers a way out", r.Total)
		case r.Total == 0 && s.Totals().Listed > 0 && len(r.Relax) == 0:
			t.Fatalf("no way out of the empty result of %q", q.Canonical())
		}
		for i, way := range r.Relax {
			if got := s.Find(way.Query).Total; got != way.Count || got == 0 {
				t.Fatalf("%q promises %d, gives %d", way.Label, way.Count, got)
			}
			if i > 0 && way.Count > r.Relax[i-1].Count {
				t.Fatalf("%q is better than the one before it", way.Label)
			}
		}
	})
}

// TestWalkMeetsEveryServerOnce: cursors lead through the same servers in the same
// order as pages do.
func TestWalkMeetsEveryServerOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, _ := drawSnapshot(t)
		q := drawQuery(t)
		begin := rapid.IntRange(1, 3).Draw(t, "first page")
		var want []*Server
		for q.Page = begin; q.Page <= s.Find(q).Pages; q.Page++ {
			want = append(want, s.Find(q).Servers...)
		}
		q.Page = begin
		var got []*Server
		for next := ""; ; {
			step, err := s.Walk(q, next)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, step.Servers...)
			if next = step.Next; next == "" {
				break
			}
			if len(got) > len(want) {
				t.Fatal("the walk does not end")
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("query %q: walk met %d servers, pages %d, or in another order", q.Canonical(), len(got), len(want))
		}
	})
}

// TestTotalsAddUp: every host is listed, hidden, refused or a mere candidate.
func TestTotalsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, instances := drawSnapshot(t)
		n := s.Totals()
		if n.Known != len(instances) || n.Listed+n.OnRequest+n.Hidden+n.Refused+n.Candidate != n.Known {
			t.Fatalf("totals do not add up: %+v", n)
		}
		if got := s.Find(DefaultQuery()).Total; got != n.Joinable {
			t.Fatalf("the default query gives %d, joinable are %d", got, n.Joinable)
		}
		if got := s.Find(Query{}).Total; got != n.Listed {
			t.Fatalf("the query without filters gives %d, listed are %d", got, n.Listed)
		}
	})
}
