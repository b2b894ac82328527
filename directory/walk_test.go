package directory

import (
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"landfall"
)

func sixtyHosts() []landfall.Instance {
	var instances []landfall.Instance
	for i := range 60 {
		instances = append(instances, instance(landfall.Host(fmt.Sprintf("h%02d-sim.social", i)), func(in *landfall.Instance) {
			in.Facts.Name = fmt.Sprintf("Server %d", i%7)
			in.Facts.ActiveMonth = landfall.Known(int64(10 + i%5))
		}))
	}
	return instances
}

// TestWalkSurvivesNewSnapshots: while the directory is rebuilt on the way, servers
// come and go and the day changes, a walk meets every server that stays exactly once.
func TestWalkSurvivesNewSnapshots(t *testing.T) {
	for _, sort := range fixedSorts() {
		t.Run(string(sort), func(t *testing.T) {
			instances := sixtyHosts()
			met := map[landfall.Host]int{}
			at := time.Date(2026, 10, 7, 23, 0, 0, 0, time.UTC)
			q := Query{Sort: sort, PerPage: 7}
			for next, round := "", 0; round == 0 || next != ""; round++ {
				step, err := build(instances, at).Walk(q, next)
				if err != nil {
					t.Fatal(err)
				}
				for _, server := range step.Servers {
					met[server.Host]++
				}
				next = step.Next
				// One server that was just met goes, others come, and it grows late.
				if n := len(step.Servers); n > 0 {
					gone := step.Servers[n-1].Host
					instances = slices.DeleteFunc(instances, func(in landfall.Instance) bool { return in.Host == gone })
				}
				instances = append(instances, instance(landfall.Host(fmt.Sprintf("new%02d-sim.social", round)), nil))
				at = at.Add(20 * time.Minute)
			}
			for _, in := range sixtyHosts() {
				if met[in.Host] != 1 {
					t.Errorf("%s was met %d times", in.Host, met[in.Host])
				}
			}
		})
	}
}

func TestWalkRefusesForeignCursors(t *testing.T) {
	s := build(sixtyHosts(), moment)
	step, err := s.Walk(Query{PerPage: 10}, "")
	if err != nil || step.Next == "" {
		t.Fatalf("first step: next %q, %v", step.Next, err)
	}
	encode := base64.RawURLEncoding.EncodeToString
	for _, tt := range []struct {
		name, cursor string
		q            Query
		ok           bool
	}{
		{"its own", step.Next, Query{PerPage: 10}, true},
		{"another size of step is the same list", step.Next, Query{PerPage: 3, Page: 9}, true},
		{"another filter", step.Next, Query{}.With(KeySoftware, "lemmy"), false},
		{"another order", step.Next, Query{Sort: SortName}, false},
		{"no cursor at all", "!", Query{}, false},
		{"not JSON", encode([]byte("{")), Query{}, false},
		{"JSON of another kind", encode([]byte(`{"q":-1}`)), Query{}, false},
		{"another day", cursor{Query: Query{}.sum(), Day: "2026-01-01"}.String(), Query{}, false},
		{"a day to come", cursor{Query: Query{}.sum(), Day: "2027-01-01"}.String(), Query{}, false},
		{"no day", cursor{Query: Query{}.sum(), Day: "today"}.String(), Query{}, false},
		{"much too long", strings.Repeat("A", 100_000), Query{}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := s.Walk(tt.q, tt.cursor)
			if (err == nil) != tt.ok || err != nil && !errors.Is(err, landfall.ErrInvalid) {
				t.Errorf("error %v, want ok = %v", err, tt.ok)
			}
		})
	}
}

func FuzzWalk(f *testing.F) {
	s := build(sixtyHosts(), moment)
	step, err := s.Walk(Query{PerPage: 10}, "")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(step.Next, "name")
	f.Add(cursor{Query: Query{}.sum(), Day: "2026-10-07", Unknown: true, Value: -1 << 63, Name: "\xff", Host: "~"}.String(), "")
	f.Fuzz(func(t *testing.T, text, sort string) {
		step, err := s.Walk(Query{Sort: Sort(sort), PerPage: 100}, text)
		switch {
		case err != nil && !errors.Is(err, landfall.ErrInvalid):
			t.Fatal(err)
		case err == nil && len(step.Servers) > 60:
			t.Fatalf("%d servers", len(step.Servers))
		}
	})
}
