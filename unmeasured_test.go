package landfall

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// Nothing is measured while every worker that is there has a gap.
func TestUnmeasured(t *testing.T) {
	day := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	at := func(hour float64) time.Time { return day.Add(time.Duration(hour * float64(time.Hour))) }
	now := at(20)
	gap := func(worker string, from, to float64) Gap {
		return Gap{Worker: worker, Began: at(from), Seen: at(to), Ended: at(to), Cause: GapUplink}
	}
	open := func(worker string, from, seen float64) Gap {
		return Gap{Worker: worker, Began: at(from), Seen: at(seen), Cause: GapResolver}
	}
	shift := func(worker string, from, seen float64) Shift {
		return Shift{Worker: worker, Began: at(from), Seen: at(seen)}
	}
	fresh := GapFresh.Hours()
	for _, tt := range []struct {
		name   string
		gaps   []Gap
		shifts []Shift
		want   [][2]float64 // an end of -1: it goes on
	}{
		{"nothing known", nil, nil, nil},
		{"one worker", []Gap{gap("a", 2, 3)}, []Shift{shift("a", 0, 20)}, [][2]float64{{2, 3}}},
		{"one that measures beside it", []Gap{gap("a", 2, 3)}, []Shift{shift("a", 0, 20), shift("b", 0, 20)}, nil},
		{"both, for a part", []Gap{gap("a", 2, 4), gap("b", 3, 5)}, []Shift{shift("a", 0, 20), shift("b", 0, 20)}, [][2]float64{{3, 4}}},
		{"one after the other", []Gap{gap("a", 2, 3), gap("a", 3, 4), gap("a", 5, 6)}, []Shift{shift("a", 0, 20)}, [][2]float64{{2, 4}, {5, 6}}},
		{"one that came later", []Gap{gap("a", 2, 6)}, []Shift{shift("a", 0, 20), shift("b", 4, 20)}, [][2]float64{{2, 4}}},
		{"one that left", []Gap{gap("a", 2, 6)}, []Shift{shift("a", 0, 20), shift("b", 0, 4)}, [][2]float64{{4 + fresh, 6}}},
		{"from before shifts were told of", []Gap{gap("a", 2, 3)}, nil, [][2]float64{{2, 3}}},
		{"it goes on", []Gap{open("a", 19, 19.99)}, []Shift{shift("a", 0, 19.99)}, [][2]float64{{19, -1}}},
		{"a worker that was killed in it", []Gap{open("a", 2, 3)}, []Shift{shift("a", 0, 3), shift("a", 4, 20)}, [][2]float64{{2, 3 + fresh}}},
	} {
		var got [][2]float64
		for _, g := range Unmeasured(tt.gaps, tt.shifts, now) {
			span := [2]float64{g.Began.Sub(day).Hours(), -1}
			if !g.Ended.IsZero() {
				span[1] = g.Ended.Sub(day).Hours()
			}
			got = append(got, span)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestWithUnmeasured(t *testing.T) {
	day := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	days := []Day{{Date: day}, {Date: day.AddDate(0, 0, 1)}, {Date: day.AddDate(0, 0, 2)}}
	spans := []Gap{
		{Began: day.Add(time.Hour), Ended: day.Add(3 * time.Hour)},
		{Began: day.Add(23 * time.Hour), Ended: day.Add(25 * time.Hour)},
		{Began: day.Add(71 * time.Hour), Seen: day.Add(71*time.Hour + 30*time.Minute)},
	}
	got := WithUnmeasured(days, spans, day.Add(2*time.Hour), day.Add(71*time.Hour+31*time.Minute))
	for i, want := range []time.Duration{2 * time.Hour, time.Hour, 31 * time.Minute} {
		if got[i].Unmeasured != want || days[i].Unmeasured != 0 {
			t.Errorf("day %d: %s, want %s", i, got[i].Unmeasured, want)
		}
	}
}
