package landfall_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"landfall"
)

func usersSaid(n int64, at time.Time) landfall.Facts {
	f := landfall.Facts{Users: landfall.Known(n)}
	f.State(landfall.FieldUsers, "https://quiet-harbour-sim.social/nodeinfo/2.0", "usage.users.total", at)
	return f
}

// A count that jumps is kept as stated and doubted, with what was believed before,
// until it comes down again or has stood for a month.
func TestACountThatJumpsIsDoubted(t *testing.T) {
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	day := func(n int) time.Time { return start.AddDate(0, 0, n) }
	tests := []struct {
		name   string
		said   []int64
		days   []int
		reason string
		before int64
	}{
		{"growth", []int64{500, 4_000}, []int{0, 1}, "", 0},
		{"small numbers multiply", []int64{2, 60}, []int{0, 1}, "", 0},
		{"a thousandfold", []int64{500, 500_000}, []int{0, 1}, landfall.WhyJumped, 500},
		{"from nothing", []int64{0, 2_000}, []int{0, 1}, landfall.WhyJumped, 0},
		{"goes on lying", []int64{500, 500_000, 600_000, 70_000}, []int{0, 1, 2, 3}, landfall.WhyJumped, 500},
		{"in two steps", []int64{500, 500_000, 4_000_000}, []int{0, 1, 2}, landfall.WhyJumped, 500},
		{"comes down", []int64{500, 500_000, 510}, []int{0, 1, 2}, "", 0},
		{"stands for a month", []int64{500, 500_000, 500_000}, []int{0, 1, 31}, "", 0},
		{"believed from then on", []int64{500, 500_000, 500_000, 520_000}, []int{0, 1, 31, 32}, "", 0},
		{"shrinks", []int64{500_000, 5}, []int{0, 1}, "", 0},
		{"first number", []int64{40_000_000}, []int{0}, "", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var f landfall.Facts
			for i, n := range tt.said {
				f = f.Merge(usersSaid(n, day(tt.days[i])))
			}
			last := tt.said[len(tt.said)-1]
			if f.Users.N != last || !f.Users.Known || f.Users.Reason != tt.reason {
				t.Errorf("users %+v, want %d with reason %q", f.Users, last, tt.reason)
			}
			doubt := f.Evidence[landfall.FieldUsers].Doubt
			if (doubt != nil) != (tt.reason != "") || doubt != nil && (doubt.Before != tt.before || !doubt.Since.Equal(day(1))) {
				t.Errorf("doubt %+v, want before %d since %s", doubt, tt.before, day(1))
			}
		})
	}
}

// A doubted value that does not change keeps the time it was first seen.
func TestADoubtedCountKeepsItsFirstTime(t *testing.T) {
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	f := landfall.Facts{}.Merge(usersSaid(500, start))
	f = f.Merge(usersSaid(500_000, start.AddDate(0, 0, 1))).Merge(usersSaid(500_000, start.AddDate(0, 0, 2)))
	if e := f.Evidence[landfall.FieldUsers]; !e.FirstSeen.Equal(start.AddDate(0, 0, 1)) {
		t.Errorf("first seen %s, want the day of the jump", e.FirstSeen)
	}
}

// What a visit is recorded with is what the instance is shown with, and weighing
// twice is weighing once.
func TestAVisitCarriesTheDoubtsOfItsInstance(t *testing.T) {
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	count := rapid.OneOf(rapid.Int64Range(0, 100), rapid.Int64Range(0, landfall.MaxPeople))
	rapid.Check(t, func(t *rapid.T) {
		var f landfall.Facts
		at := start
		for range rapid.IntRange(1, 6).Draw(t, "visits") {
			at = at.Add(time.Duration(rapid.IntRange(1, 40).Draw(t, "days")) * 24 * time.Hour)
			now := usersSaid(count.Draw(t, "users"), at)
			plain := now
			if now.MayDoubt() {
				now.Weigh(&f)
				now.Weigh(&f)
			}
			merged := f.Merge(now)
			if now.Users != merged.Users {
				t.Fatalf("the visit says %+v, the instance %+v", now.Users, merged.Users)
			}
			if diff := cmp.Diff(f.Merge(plain), merged); diff != "" {
				t.Fatalf("weighed before (-not +weighed):\n%s", diff)
			}
			f = merged
		}
	})
}
