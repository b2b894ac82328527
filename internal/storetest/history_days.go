package storetest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall"
)

// equateSketch lets percentiles differ by the record's error and by the microsecond
// that stores round to.
var equateSketch = cmp.Options{equateEmpty, cmp.Comparer(func(a, b landfall.Percentiles) bool {
	near := func(x, y time.Duration) bool {
		most := time.Duration(float64(max(x, y))*landfall.SketchError) + 2*time.Microsecond
		return (x - y).Abs() <= most
	}
	return a.N == b.N && near(a.P50, b.P50) && near(a.P75, b.P75) && near(a.P95, b.P95)
})}

// lastMoment is after everything in the histories.
var lastMoment = start.AddDate(0, 2, 0)

// recorded writes a history in several batches and rolls it up.
func recorded(t *testing.T, open OpenHistory) (HistoryStore, []landfall.Observation) {
	t.Helper()
	s := openedHistory(t, open)
	history := LongHistory(5, 24)
	for i := 0; i < len(history); i += 400 {
		write(t, s, history[i].ID, history[i:min(i+400, len(history))]...)
		if i == 800 { // in the middle of things, too
			roll(t, s, history[i].At)
		}
	}
	roll(t, s, lastMoment)
	return s, history
}

func roll(t *testing.T, s HistoryStore, now time.Time) {
	t.Helper()
	if err := s.Roll(t.Context(), now); err != nil {
		t.Fatal(err)
	}
}

// periods are whole, odd and empty ones.
var periods = []struct {
	name     string
	from, to time.Time
}{
	{"everything", start.AddDate(0, 0, -3), start.AddDate(0, 0, 40)},
	{"whole days", midnight(start.AddDate(0, 0, 2)), midnight(start.AddDate(0, 0, 9))},
	{"odd ends", start.Add(31*time.Hour + 17*time.Minute), start.Add(163*time.Hour + time.Second)},
	{"nothing", start.AddDate(1, 0, 0), start.AddDate(1, 0, 2)},
}

// same compares what a store says with the oracle.
func same[T any](t *testing.T, what string, want, got T, err error) {
	t.Helper()
	if err != nil {
		t.Errorf("%s: %v", what, err)
		return
	}
	if diff := cmp.Diff(want, got, equateSketch); diff != "" {
		t.Errorf("%s (-oracle +store):\n%s", what, diff)
	}
}

func dailyAgreesWithTheOracle(t *testing.T, open OpenHistory) {
	s, history := recorded(t, open)
	for _, p := range periods {
		t.Run(p.name, func(t *testing.T) {
			for i := range 6 { // the last of them was never visited
				got, err := s.Daily(t.Context(), Host(i), p.from, p.to)
				same(t, "days of "+string(Host(i)), dailyOracle(history, Host(i), p.from, p.to), got, err)
			}
		})
	}
}

func networkAgreesWithTheOracle(t *testing.T, open OpenHistory) {
	s, history := recorded(t, open)
	for _, p := range periods {
		t.Run(p.name, func(t *testing.T) {
			got, err := s.Network(t.Context(), p.from, p.to)
			same(t, "network", networkOracle(history, p.from, p.to), got, err)
		})
	}
}

func sharesAgreeWithTheOracle(t *testing.T, open OpenHistory) {
	s, history := recorded(t, open)
	for _, p := range periods {
		for _, by := range []landfall.ShareBy{landfall.ShareSoftware, landfall.ShareSignup} {
			t.Run(p.name+" by "+string(by), func(t *testing.T) {
				got, err := s.Shares(t.Context(), by, p.from, p.to)
				same(t, "shares", sharesOracle(history, by, p.from, p.to), got, err)
			})
		}
	}
}

// speedIsMergedAndNotAveraged has one host that is quick on many days and slow on
// one, which an average of daily percentiles would show as middling.
func speedIsMergedAndNotAveraged(t *testing.T, open OpenHistory) {
	s, history := recorded(t, open)
	for _, p := range periods {
		for _, host := range []landfall.Host{"", Host(1), Host(5)} {
			visits := of(history, func(o landfall.Observation) bool {
				return (host == "" || o.Host == host) && !o.At.Before(midnight(p.from)) && o.At.Before(ceiling(p.to))
			})
			got, err := s.Speed(t.Context(), host, p.from, p.to)
			same(t, p.name+" of "+string(host), landfall.Speed{Click: clickSketch(visits), First: firstSketch(visits)}, got, err)
		}
	}
	rng := newRand(31)
	lopsided := Host(77)
	var all []landfall.Observation
	for i := range 1000 {
		day, click := i/100, 20*time.Millisecond
		if day == 9 {
			click = 4 * time.Second
		}
		o := Answered(rng, lopsided, start.AddDate(0, 0, day).Add(time.Duration(i%100)*time.Minute))
		o.Click = landfall.Timings{FirstByte: click, Transfer: time.Millisecond}
		all = append(all, *o)
	}
	write(t, s, "lopsided", all...)
	roll(t, s, lastMoment)
	got, err := s.Speed(t.Context(), lopsided, start, start.AddDate(0, 0, 12))
	same(t, "lopsided", landfall.Speed{Click: clickSketch(all), First: firstSketch(all)}, got, err)
}

// ceiling is the end of the last day that a period touches.
func ceiling(t time.Time) time.Time {
	if m := midnight(t); m.Before(t) {
		return m.AddDate(0, 0, 1)
	}
	return t
}

func reasonsAreCounted(t *testing.T, open OpenHistory) {
	s, history := recorded(t, open)
	for _, p := range periods {
		got, err := s.Reasons(t.Context(), p.from, p.to)
		same(t, p.name, reasonsOracle(history, midnight(p.from), ceiling(p.to)), got, err)
	}
}
