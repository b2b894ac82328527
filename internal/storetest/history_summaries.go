package storetest

import (
	"slices"
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
	var kept time.Time
	check := func(what string, written []landfall.Observation) {
		t.Helper()
		for _, p := range periods {
			got := summaries(t, s, p.from, p.to)
			for i := range 6 {
				agreeingSummaries(t, s, written, Host(i), p.from, p.to, kept, got)
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
	kept = midnight(start.AddDate(0, 0, 12))
	if err := s.Prune(t.Context(), kept); err != nil {
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

// agreeingSummaries compares what Summary and Summaries say of a host with what was
// written, and with each other: a page says what a card says. Summary also knows what
// only visits tell, of those that began at kept or after.
func agreeingSummaries(
	t *testing.T, s ObservationStore, written []landfall.Observation, host landfall.Host, from, to, kept time.Time,
	all map[landfall.Host]landfall.Summary,
) {
	t.Helper()
	want := recordedSummary(written, host, from, to)
	sameSummary(t, want, all)
	got, err := s.Summary(t.Context(), host, from, to)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(withVisits(want, written, kept), got, equateSketch, equateMicro); diff != "" {
		t.Errorf("Summary of %s (-oracle +store):\n%s", host, diff)
	}
	if want.Since.IsZero() {
		return
	}
	got.Since = midnight(got.Since)
	for i := range got.Days {
		got.Days[i].Phases = landfall.Timings{}
	}
	if diff := cmp.Diff(all[host], got, equateEmpty); diff != "" {
		t.Errorf("%s (-Summaries +Summary):\n%s", host, diff)
	}
}

// equateMicro lets phases differ by the microsecond that stores round to.
var equateMicro = cmp.Comparer(func(a, b landfall.Timings) bool {
	near := func(a, b time.Duration) bool { return (a - b).Abs() <= time.Microsecond }
	return near(a.DNS, b.DNS) && near(a.TCP, b.TCP) && near(a.TLS, b.TLS) &&
		near(a.FirstByte, b.FirstByte) && near(a.Transfer, b.Transfer)
})

// withVisits returns sum, with the phases of days whose visits are kept and, if it is
// one of them, the moment of the first visit.
func withVisits(sum landfall.Summary, written []landfall.Observation, kept time.Time) landfall.Summary {
	days := slices.Clone(sum.Days)
	for i, d := range days {
		visits := of(written, func(o landfall.Observation) bool {
			return o.Host == sum.Host && midnight(o.At).Equal(d.Date) && !o.At.Before(kept)
		})
		days[i].Phases = medians(visits)
		for _, o := range visits {
			if d.Date.Equal(midnight(sum.Since)) && (sum.Since.Equal(d.Date) || o.At.Before(sum.Since)) {
				sum.Since = o.At
			}
		}
	}
	sum.Days = days
	return sum
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
