package storetest

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall"
)

// aRecordCanBeTaken hands over a record whose older visits are pruned, as an import
// does: days, changes and edges of the pruned ones, and the other visits. The store
// then answers as if it had seen them all. Some of it comes twice, as when an import
// is broken off and repeated.
func aRecordCanBeTaken(t *testing.T, open OpenHistory) {
	s := openedHistory(t, open)
	history := LongHistory(5, 24)
	before := midnight(start.AddDate(0, 0, 14))
	pruned := of(history, func(o landfall.Observation) bool { return o.At.Before(before) })
	kept := of(history, func(o landfall.Observation) bool { return !o.At.Before(before) })
	take := func(days []landfall.DayRecord) {
		for _, day := range days {
			if err := s.TakeDay(t.Context(), day); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.TakeChanges(t.Context(), changesOracle(pruned)); err != nil {
			t.Fatal(err)
		}
		var edges []landfall.Edge
		for i := range 5 {
			edges = append(edges, edgesOracle(history, Host(i), time.Time{}, lastMoment)...)
		}
		if err := s.TakeEdges(t.Context(), edges); err != nil {
			t.Fatal(err)
		}
	}
	days := recordOracle(pruned)
	take(days[:len(days)/2])
	take(days)
	write(t, s, "kept", kept...)
	roll(t, s, lastMoment)
	agrees(t, s, history)
	for _, by := range []landfall.ShareBy{landfall.ShareSoftware, landfall.ShareSignup} {
		got, err := s.Shares(t.Context(), by, start, lastMoment)
		same(t, "shares", sharesOracle(history, by, start, lastMoment), got, err)
	}
	for _, host := range []landfall.Host{"", Host(1)} {
		visits := of(history, func(o landfall.Observation) bool { return host == "" || o.Host == host })
		got, err := s.Speed(t.Context(), host, start, lastMoment)
		same(t, "speed of "+string(host), landfall.Speed{Click: clickSketch(visits), First: firstSketch(visits)}, got, err)
	}
	take(days)
	roll(t, s, lastMoment.Add(time.Hour))
	agrees(t, s, history)
}

// recordOracle is the record of the visits, by date and host.
func recordOracle(visits []landfall.Observation) []landfall.DayRecord {
	var days []landfall.DayRecord
	for _, d := range allDays(visits, start, lastMoment) {
		if len(days) == 0 || !days[len(days)-1].Date.Equal(d.Date) {
			days = append(days, landfall.DayRecord{
				Date: d.Date, Reasons: reasonsOracle(visits, d.Date, d.Date.AddDate(0, 0, 1)),
			})
		}
		day := of(visits, func(o landfall.Observation) bool { return o.Host == d.Host && midnight(o.At).Equal(d.Date) })
		h := landfall.HostRecord{
			Daily:  d,
			Clicks: measured(day, func(o landfall.Observation) landfall.Timings { return o.Click }, landfall.Timings.Click),
			Firsts: measured(day, firstOf, landfall.Timings.Total),
		}
		for _, o := range answeredOf(day) { // in order of time
			f := &o.Facts
			if f.Stated(landfall.FieldSoftware) {
				h.SaidSoftware, h.SaidVersion = f.Software.Name, f.Software.Version
			}
			if f.Stated(landfall.FieldSignup) {
				h.SaidSignup = f.Signup.Mode
			}
			if rules := f.RulesDigest(); rules != "" {
				h.SaidRules = rules
			}
		}
		days[len(days)-1].Hosts = append(days[len(days)-1].Hosts, h)
	}
	return days
}

// RecordOf compares what a store hands over with the visits that it was made from.
func RecordOf(t *testing.T, open OpenHistory, hand func(HistoryStore, time.Time, func(landfall.DayRecord) error) error) {
	t.Helper()
	s, history := recorded(t, open)
	var got []landfall.DayRecord
	err := hand(s, lastMoment, func(day landfall.DayRecord) error {
		slices.SortFunc(day.Hosts, func(a, b landfall.HostRecord) int { return strings.Compare(string(a.Host), string(b.Host)) })
		got = append(got, day)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := recordOracle(history)
	for i := range want {
		for j := range want[i].Hosts { // samples stand for these
			want[i].Hosts[j].Click, want[i].Hosts[j].First = landfall.Percentiles{}, landfall.Percentiles{}
		}
	}
	near := cmp.Comparer(func(x, y time.Duration) bool {
		return (x - y).Abs() <= time.Duration(float64(max(x, y))*landfall.SketchError)+2*time.Microsecond
	})
	if diff := cmp.Diff(want, got, equateEmpty, near); diff != "" {
		t.Errorf("record (-oracle +store):\n%s", diff)
	}
}
