package directory

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"landfall"
)

func TestServersAreCalledByHostAndName(t *testing.T) {
	named := func(name, description string, active int64) func(*landfall.Instance) {
		return func(in *landfall.Instance) {
			in.Facts.Name, in.Facts.Description, in.Facts.ActiveMonth = name, description, landfall.Known(active)
		}
	}
	s := build([]landfall.Instance{
		instance("harbour.social", named("Boats", "", 10)),
		instance("pier.social", named("Quiet Harbour", "", 5)),
		instance("quay.social", named("Harbour lights", "", 90)),
		instance("sea.social", named("The sea", "Near every harbour.", 900)),
		instance("köln.social", nil),
	}, moment)
	for _, tt := range []struct {
		text string
		n    int
		want []landfall.Host
	}{
		{"harb", 8, []landfall.Host{"harbour.social", "quay.social", "pier.social"}},
		{"harb", 2, []landfall.Host{"harbour.social", "quay.social"}},
		{"harbuor", 8, []landfall.Host{"harbour.social", "quay.social", "pier.social"}},
		{"quiet har", 8, []landfall.Host{"pier.social"}},
		{"harbour.so", 1, []landfall.Host{"harbour.social"}},
		{"every harbour", 8, nil}, {"", 8, nil}, {"?!", 8, nil}, {"harb", 0, nil},
	} {
		if got := hosts(s.Called(tt.text, tt.n)); !slices.Equal(got, tt.want) {
			t.Errorf("%q, %d: %v, want %v", tt.text, tt.n, got, tt.want)
		}
	}
}

// TestWhoIsCalledIsShown: all that are called are shown by lists, the first of them are the
// same however many are asked for, and a total is that of what is found.
func TestWhoIsCalledIsShown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, _ := drawSnapshot(t)
		text, n := drawWords(t, "text"), rapid.IntRange(1, 9).Draw(t, "n")
		all, some := s.Called(text, 1000), s.Called(text, n)
		if !slices.Equal(some, all[:min(n, len(all))]) {
			t.Fatalf("%q: the first %d are %v of %v", text, n, hosts(some), hosts(all))
		}
		for _, server := range all {
			if !s.Shown(server.Host) {
				t.Fatalf("%q: %s is in no list", text, server.Host)
			}
		}
		q := drawQuery(t)
		if total, found := s.Total(q), s.Find(q).Total; total != found {
			t.Fatalf("%q: a total of %d, found are %d", q.Canonical(), total, found)
		}
	})
}
