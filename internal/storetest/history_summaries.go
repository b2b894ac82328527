package storetest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall"
)

// summariesAreOfTheRecord asks for summaries while the record tells of all days, of
// some, of none any visits are left of, and of some that late visits belong to.
func summariesAreOfTheRecord(t *testing.T, open OpenHistory) {
	s := openedHistory(t, open)
	history := LongHistory(5, 24)
	late, rest := split(history, func(i int) bool { return i%17 == 3 })
	early, today := split(rest, func(i int) bool { return rest[i].At.Before(start.AddDate(0, 0, 20)) })
	check := func(what string, written []landfall.Observation) {
		t.Helper()
		for _, p := range periods {
			got := summaries(t, s, p.from, p.to)
			for i := range 6 {
				sameSummary(t, recordedSummary(written, Host(i), p.from, p.to), got)
			}
			if t.Failed() {
				t.Fatalf("%s, %s", what, p.name)
			}
		}
	}
	write(t, s, "early", early...)
	check("nothing rolled up", early)
	roll(t, s, start.AddDate(0, 0, 21))
	check("all rolled up", early)
	write(t, s, "today", today...)
	check("today is not", rest)
	roll(t, s, lastMoment)
	write(t, s, "late", late...)
	check("late visits", history)
	roll(t, s, lastMoment)
	if err := s.Prune(t.Context(), start.AddDate(0, 0, 12)); err != nil {
		t.Fatal(err)
	}
	check("pruned", history)
}

func split(visits []landfall.Observation, first func(int) bool) (a, b []landfall.Observation) {
	for i := range visits {
		if first(i) {
			a = append(a, visits[i])
		} else {
			b = append(b, visits[i])
		}
	}
	return a, b
}

// summaries returns those of a period by host.
func summaries(t *testing.T, s ObservationStore, from, to time.Time) map[landfall.Host]landfall.Summary {
	t.Helper()
	all := make(map[landfall.Host]landfall.Summary)
	err := s.Summaries(t.Context(), from, to, func(sum landfall.Summary) error {
		if _, twice := all[sum.Host]; twice {
			t.Errorf("Summaries gave %s twice", sum.Host)
		}
		all[sum.Host] = sum
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func sameSummary(t *testing.T, want landfall.Summary, all map[landfall.Host]landfall.Summary) {
	t.Helper()
	got, there := all[want.Host]
	if want.Since.IsZero() {
		if there {
			t.Errorf("Summaries has %s, which was not visited", want.Host)
		}
	} else if diff := cmp.Diff(want, got, equateSketch); diff != "" {
		t.Errorf("%s of Summaries (-oracle +store):\n%s", want.Host, diff)
	}
}

// recordedSummary is the oracle's, of whole days and with the record's percentiles.
func recordedSummary(history []landfall.Observation, host landfall.Host, from, to time.Time) landfall.Summary {
	if !from.Before(to) {
		return landfall.Summary{Host: host}
	}
	from, to = midnight(from), ceiling(to)
	sum := oracle(history, host, from, to)
	within := func(from, to time.Time) []landfall.Observation {
		return of(history, func(o landfall.Observation) bool { return o.Host == host && !o.At.Before(from) && o.At.Before(to) })
	}
	visits := within(from, to)
	sum.Click, sum.First = clickSketch(visits), firstSketch(visits)
	if !sum.Since.IsZero() {
		sum.Since = midnight(sum.Since)
	}
	for i := range sum.Days {
		d := &sum.Days[i]
		day := within(d.Date, d.Date.AddDate(0, 0, 1))
		d.Click, d.First, d.Phases = clickSketch(day), firstSketch(day), landfall.Timings{}
	}
	return sum
}
