package storetest

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall"
	"landfall/directory"
)

// The year that is replayed has a leap day, and a check every half hour.
var (
	yearBegins = time.Date(2027, 7, 1, 0, 7, 0, 0, time.UTC)
	yearEnds   = yearBegins.AddDate(1, 0, 0)
)

const checkEvery = 30 * time.Minute

// episode is a time in which something is the case, its end not included.
type episode struct{ from, to time.Time }

// script is a year of one instance: when it was away, and when we were.
type script struct {
	host         landfall.Host
	theirs, ours []episode
}

func at(text string) time.Time {
	moment, err := time.Parse("2006-01-02 15:04", text)
	if err != nil {
		panic(err)
	}
	return moment
}

// scripts are outages that begin and end within a check, on a check, at midnight,
// across months, the leap day and the year's end, and across outages of our own.
func scripts() []script {
	ours := []episode{
		{at("2027-09-03 10:00"), at("2027-09-03 12:00")},
		{at("2027-12-31 22:00"), at("2028-01-01 03:30")},
		{at("2028-02-29 00:07"), at("2028-02-29 00:37")}, // exactly one check
		{at("2028-04-10 00:00"), at("2028-04-13 00:00")}, // days of which nothing is known
	}
	return []script{
		{Host(0), nil, ours},
		{Host(1), []episode{
			{at("2027-07-01 00:00"), at("2027-07-01 06:00")},
			{at("2027-08-14 13:08"), at("2027-08-14 13:36")}, // between two checks: nobody saw it
			{at("2027-08-20 13:07"), at("2027-08-20 13:08")}, // a minute, with a check in it
			{at("2027-09-03 11:00"), at("2027-09-03 13:00")}, // begins while we are away
			{at("2027-10-31 00:00"), at("2027-11-01 00:00")}, // a whole day, when clocks change
			{at("2027-12-31 23:00"), at("2028-01-01 01:00")}, // within our own
			{at("2028-02-28 12:00"), at("2028-03-01 12:00")}, // over the leap day
			{at("2028-04-12 18:00"), at("2028-04-14 09:15")}, // ends after we came back
		}, ours},
		{Host(2), []episode{{at("2027-10-01 00:00"), at("2028-07-01 00:07")}}, ours}, // for good
		{Host(3), []episode{{at("2027-11-11 11:00"), at("2027-11-12 11:00")}}, nil},
	}
}

func during(episodes []episode, moment time.Time) bool {
	return slices.ContainsFunc(episodes, func(e episode) bool { return !moment.Before(e.from) && moment.Before(e.to) })
}

// visits plays a script, one visit a check.
func (s script) visits(seed uint64) []landfall.Observation {
	rng := newRand(seed)
	var all []landfall.Observation
	for moment := yearBegins; moment.Before(yearEnds); moment = moment.Add(checkEvery) {
		o := Failed(rng, s.host, moment, landfall.OutcomeAnswered, landfall.ClassNone, "")
		o.First, o.Click = timings(rng, true), timings(rng, false)
		switch {
		case during(s.ours, moment):
			o = Failed(rng, s.host, moment, landfall.OutcomePostponed, landfall.ClassOurs, "own_outage")
		case during(s.theirs, moment):
			o = Failed(rng, s.host, moment, landfall.OutcomeUnreachable, landfall.ClassAmbiguous, "tcp_timeout")
		}
		all = append(all, *o)
	}
	return all
}

// count works out from a script's times alone how many checks of a period were
// conclusive, answered and unknown. It looks at no visit.
func (s script) count(from, to time.Time) (visits, answered, unknown int) {
	period := episode{latest(from, yearBegins), earliest(to, yearEnds)}
	all := checksIn(period)
	for _, own := range s.ours {
		unknown += checksIn(overlap(own, period))
	}
	failed := 0
	for _, away := range s.theirs {
		away = overlap(away, period)
		failed += checksIn(away)
		for _, own := range s.ours {
			failed -= checksIn(overlap(away, own))
		}
	}
	return all - unknown, all - unknown - failed, unknown
}

// checksIn counts the checks at or after the beginning and before the end.
func checksIn(e episode) int {
	if !e.from.Before(e.to) {
		return 0
	}
	before := func(moment time.Time) int { return int((moment.Sub(yearBegins) + checkEvery - 1) / checkEvery) }
	return before(e.to) - before(e.from)
}

func overlap(a, b episode) episode { return episode{latest(a.from, b.from), earliest(a.to, b.to)} }

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earliest(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// aYearOfOutagesIsReplayedExactly plays a year and compares the sums of the year and
// of each day, from visits and in the long-term record, with the script: unknown time
// is told, and is in no share.
func aYearOfOutagesIsReplayedExactly(t *testing.T, open OpenHistory) {
	s := openedHistory(t, open)
	for n, script := range scripts() {
		for i, some := range slices.Collect(slices.Chunk(script.visits(uint64(n)), 4000)) {
			write(t, s, fmt.Sprintf("year-%s-%d", script.host, i), some...)
		}
	}
	roll(t, s, yearEnds.AddDate(0, 0, 2))
	for _, script := range scripts() {
		replayed(t, s, script)
	}
}

func replayed(t *testing.T, s HistoryStore, script script) {
	t.Helper()
	sum, err := s.Summary(t.Context(), script.host, yearBegins, yearEnds)
	if err != nil {
		t.Fatal(err)
	}
	visits, answered, unknown := script.count(yearBegins, yearEnds)
	if sum.Visits != visits || sum.Answered != answered || sum.Unknown != unknown {
		t.Errorf("%s, the year: %d visits, %d answered, %d unknown; the script says %d, %d, %d",
			script.host, sum.Visits, sum.Answered, sum.Unknown, visits, answered, unknown)
	}
	share, ok := (&directory.Server{Measured: directory.Measure(sum)}).Availability()
	if want := float64(answered) / float64(visits); !ok || share != want {
		t.Errorf("%s was available for %v, %v; the script says %v", script.host, share, ok, want)
	}
	daily, err := s.Daily(t.Context(), script.host, yearBegins, yearEnds)
	if err != nil {
		t.Fatal(err)
	}
	var want, got, seen, kept []string // seen: those with a check, as the record has no others
	for date := midnight(yearBegins); date.Before(yearEnds); date = date.AddDate(0, 0, 1) {
		visits, answered, unknown := script.count(date, date.AddDate(0, 0, 1))
		want = append(want, dayLine(date, visits, answered, unknown))
		if visits+unknown > 0 {
			seen = append(seen, dayLine(date, visits, answered, unknown))
		}
	}
	for _, d := range sum.Days {
		got = append(got, dayLine(d.Date, d.Visits, d.Answered, d.Unknown))
	}
	for _, d := range daily {
		kept = append(kept, dayLine(d.Date, d.Visits, d.Answered, d.Unknown))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s, days (-script +store):\n%s", script.host, diff)
	}
	if diff := cmp.Diff(seen, kept); diff != "" {
		t.Errorf("%s, days on record (-script +store):\n%s", script.host, diff)
	}
	t.Logf("%s: %d of %d answered, %d unknown, available for %.4f %%", script.host, answered, visits, unknown, 100*share)
}

func dayLine(date time.Time, visits, answered, unknown int) string {
	return fmt.Sprintf("%s: %d visits, %d answered, %d unknown", date.Format(time.DateOnly), visits, answered, unknown)
}
