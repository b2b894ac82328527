package moving

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func day(s string) time.Time {
	at, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return at
}

func TestPlan(t *testing.T) {
	g := Guide{Steps: []Step{
		{ID: Export, DaysBefore: 28, OldServer: true}, {ID: Choose, DaysBefore: 21}, {ID: Move, DaysBefore: 14, OldServer: true}, {ID: Check, DaysBefore: 7},
	}}
	type row struct {
		ID   StepID
		When When
		By   string
	}
	for _, tt := range []struct {
		name   string
		now    time.Time
		closes time.Time
		want   []row
	}{
		{
			name: "time enough", now: day("2026-08-19").Add(15 * time.Hour), closes: day("2026-11-17"),
			want: []row{{Export, ByDay, "2026-10-20"}, {Choose, ByDay, "2026-10-27"}, {Move, ByDay, "2026-11-03"}, {Check, ByDay, "2026-11-10"}},
		},
		{
			name: "its day is today", now: day("2026-11-03").Add(23 * time.Hour), closes: day("2026-11-17"),
			want: []row{{Export, Now, "2026-11-03"}, {Choose, Now, "2026-11-03"}, {Move, Now, "2026-11-03"}, {Check, ByDay, "2026-11-10"}},
		},
		{
			name: "three days of notice", now: day("2026-11-14"), closes: day("2026-11-17"),
			want: []row{{Export, Now, "2026-11-14"}, {Choose, Now, "2026-11-14"}, {Move, Now, "2026-11-14"}, {Check, Now, "2026-11-14"}},
		},
		{
			name: "the last day", now: day("2026-11-17").Add(20 * time.Hour), closes: day("2026-11-17"),
			want: []row{{Export, Now, "2026-11-17"}, {Choose, Now, "2026-11-17"}, {Move, Now, "2026-11-17"}, {Check, Now, "2026-11-17"}},
		},
		{
			name: "it is over", now: day("2026-11-18"), closes: day("2026-11-17"),
			want: []row{{Export, TooLate, ""}, {Choose, Now, ""}, {Move, TooLate, ""}, {Check, Now, ""}},
		},
		{
			name: "nobody knows when", now: day("2026-11-18"),
			want: []row{{Export, NoDay, ""}, {Choose, NoDay, ""}, {Move, NoDay, ""}, {Check, NoDay, ""}},
		},
		{
			name: "days are those of UTC", now: time.Date(2026, 11, 4, 1, 0, 0, 0, time.FixedZone("", 2*3600)), closes: day("2026-12-01"),
			want: []row{{Export, Now, "2026-11-03"}, {Choose, ByDay, "2026-11-10"}, {Move, ByDay, "2026-11-17"}, {Check, ByDay, "2026-11-24"}},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []row
			for _, dated := range Plan(g, tt.now, tt.closes) {
				r := row{ID: dated.ID, When: dated.When}
				if !dated.By.IsZero() {
					r.By = dated.By.Format(time.DateOnly)
				}
				got = append(got, r)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestPlanHolds asks of every guide, on any day and for any end: all steps are there in
// their order, no day is after the end, before today or before that of an earlier step,
// and a day that is not today is as many days before the end as the step says.
func TestPlanHolds(t *testing.T) {
	all := everything(t)
	start := day("2020-01-01")
	rapid.Check(t, func(t *rapid.T) {
		g := *rapid.SampledFrom(all).Draw(t, "guide")
		now := start.Add(time.Duration(rapid.Int64Range(0, 20*365*24*60).Draw(t, "minute")) * time.Minute)
		closes := now.Add(time.Duration(rapid.Int64Range(-60*24, 200*24).Draw(t, "hours left")) * time.Hour)
		today, end := now.Truncate(24*time.Hour), closes.Truncate(24*time.Hour)
		plan := Plan(g, now, closes)
		if !slices.EqualFunc(plan, g.Steps, func(d Dated, s Step) bool { return d.Step == s }) {
			t.Fatalf("the steps are not those of %s", g.ID)
		}
		before := today
		for _, dated := range plan {
			over := end.Before(today)
			switch dated.When {
			case ByDay:
				if dated.By.AddDate(0, 0, dated.DaysBefore) != end || !dated.By.After(today) {
					t.Fatalf("%s by %v, today is %v and the end %v", dated.ID, dated.By, today, end)
				}
			case Now:
				if over != dated.By.IsZero() || !over && !dated.By.Equal(today) {
					t.Fatalf("%s now, by %v, today is %v and the end %v", dated.ID, dated.By, today, end)
				}
			case TooLate:
				if !over || !dated.OldServer || !dated.By.IsZero() {
					t.Fatalf("%s is called too late %v before the end", dated.ID, end.Sub(today))
				}
			case NoDay:
				t.Fatalf("%s has no day, and the end is known", dated.ID)
			}
			if over {
				continue
			}
			if dated.By.Before(before) || dated.By.After(end) {
				t.Fatalf("%s by %v: the one before it %v, the end %v", dated.ID, dated.By, before, end)
			}
			before = dated.By
		}
	})
}
