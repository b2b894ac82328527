package storetest

import (
	"math"
	"slices"
	"testing"
	"time"

	"landfall"
)

// summariesAgreeWithTheOracle compares every number of random histories with one
// worked out by hand, over periods that begin and end at odd times.
func summariesAgreeWithTheOracle(t *testing.T, open OpenObservations) {
	s := openedStore(t, open)
	history := randomHistory(5, 9*24*time.Hour)
	write(t, s, "history", history...)
	for _, period := range []struct {
		name     string
		from, to time.Time
	}{
		{"everything", start.AddDate(0, 0, -3), start.AddDate(0, 0, 14)},
		{"odd ends", start.Add(31*time.Hour + 17*time.Minute), start.Add(163*time.Hour + time.Second)},
		{"whole days", midnight(start.AddDate(0, 0, 2)), midnight(start.AddDate(0, 0, 6))},
		{"part of a day", start.Add(50 * time.Hour), start.Add(53 * time.Hour)},
		{"nothing", start.AddDate(1, 0, 0), start.AddDate(1, 0, 2)},
		{"no time at all", start, start},
	} {
		t.Run(period.name, func(t *testing.T) {
			all := summaries(t, s, period.from, period.to)
			for i := range 6 { // the last of them was never visited
				agreeingSummaries(t, s, history, Host(i), period.from, period.to, time.Time{}, all)
			}
		})
	}
}

// randomHistory is some hundred visits to each of n hosts, with gaps of a day and
// more, of every outcome and class.
func randomHistory(n int, length time.Duration) []landfall.Observation {
	rng := newRand(8)
	var all []landfall.Observation
	for i := range n {
		for at := start; at.Before(start.Add(length)); at = at.Add(micros(rng, int64(3*time.Hour/time.Microsecond))) {
			if rng.IntN(40) == 0 {
				at = at.Add(36 * time.Hour)
			}
			o := Answered(rng, Host(i), at)
			switch rng.IntN(8) {
			case 0:
				o = Failed(rng, Host(i), at, landfall.OutcomeUnreachable, landfall.ClassAmbiguous, "tls_timeout")
				o.First = timings(rng, true) // of an exchange that led nowhere
			case 1:
				o = Failed(rng, Host(i), at, landfall.OutcomePostponed, landfall.ClassOurs, "shutdown")
			case 2:
				o = Failed(rng, Host(i), at, landfall.OutcomeUnreachable, landfall.ClassOurs, "dns_servfail")
			case 3:
				o = Failed(rng, Host(i), at, landfall.OutcomeRefused, landfall.ClassTheirs, "robots")
			case 4:
				o.Click = landfall.Timings{}
			}
			all = append(all, *o)
		}
	}
	return all
}

func midnight(t time.Time) time.Time { return t.Truncate(24 * time.Hour) }

// oracle adds a history up as the vocabulary says it should be.
func oracle(history []landfall.Observation, host landfall.Host, from, to time.Time) landfall.Summary {
	visits := of(history, func(o landfall.Observation) bool {
		return o.Host == host && !o.At.Before(from) && o.At.Before(to)
	})
	sum := landfall.Summary{Host: host}
	for date := midnight(from); date.Before(to); date = date.Add(24 * time.Hour) {
		day := of(visits, func(o landfall.Observation) bool { return midnight(o.At).Equal(date) })
		d := landfall.Day{Host: host, Date: date}
		d.Visits, d.Answered, d.Unknown = verdicts(day)
		d.Click, d.First = clicks(day), firsts(day)
		d.Phases = medians(day)
		sum.Days = append(sum.Days, d)
	}
	sum.Visits, sum.Answered, sum.Unknown = verdicts(visits)
	sum.Click, sum.First = clicks(visits), firsts(visits)
	for _, o := range visits {
		if sum.Since.IsZero() || o.At.Before(sum.Since) {
			sum.Since = o.At
		}
	}
	return sum
}

func verdicts(visits []landfall.Observation) (conclusive, answered, unknown int) {
	for _, o := range visits {
		switch {
		case o.Class == landfall.ClassOurs || o.Outcome == landfall.OutcomePostponed:
			unknown++
		case o.Outcome == landfall.OutcomeAnswered:
			answered++
			conclusive++
		case o.Outcome != landfall.OutcomeRefused:
			conclusive++
		}
	}
	return conclusive, answered, unknown
}

// measured collects a duration of each answered visit whose exchange happened.
func measured(visits []landfall.Observation, exchange func(landfall.Observation) landfall.Timings, pick func(landfall.Timings) time.Duration) []time.Duration {
	var all []time.Duration
	for _, o := range visits {
		if t := exchange(o); o.Outcome == landfall.OutcomeAnswered && o.Class != landfall.ClassOurs && !t.IsZero() {
			all = append(all, pick(t))
		}
	}
	slices.Sort(all)
	return all
}

func firstOf(o landfall.Observation) landfall.Timings { return o.First }

func clicks(visits []landfall.Observation) landfall.Percentiles {
	return percentilesOf(measured(visits, func(o landfall.Observation) landfall.Timings { return o.Click }, landfall.Timings.Click))
}

func firsts(visits []landfall.Observation) landfall.Percentiles {
	return percentilesOf(measured(visits, firstOf, landfall.Timings.Total))
}

func medians(visits []landfall.Observation) landfall.Timings {
	median := func(pick func(landfall.Timings) time.Duration) time.Duration {
		return quantile(measured(visits, firstOf, pick), 0.5)
	}
	return landfall.Timings{
		DNS:       median(func(t landfall.Timings) time.Duration { return t.DNS }),
		TCP:       median(func(t landfall.Timings) time.Duration { return t.TCP }),
		TLS:       median(func(t landfall.Timings) time.Duration { return t.TLS }),
		FirstByte: median(func(t landfall.Timings) time.Duration { return t.FirstByte }),
		Transfer:  median(func(t landfall.Timings) time.Duration { return t.Transfer }),
	}
}

func percentilesOf(sorted []time.Duration) landfall.Percentiles {
	return landfall.Percentiles{
		P50: quantile(sorted, 0.5), P75: quantile(sorted, 0.75), P95: quantile(sorted, 0.95), N: len(sorted),
	}
}

// quantile interpolates between the two nearest of sorted values; 0 without any.
func quantile(sorted []time.Duration, q float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	position := q * float64(len(sorted)-1)
	low := int(math.Floor(position))
	high := min(low+1, len(sorted)-1)
	between := position - float64(low)
	return sorted[low] + time.Duration(math.Round(between*float64(sorted[high]-sorted[low])))
}

func everyDayOfThePeriodIsThere(t *testing.T, open OpenObservations) {
	s := openedStore(t, open)
	rng := newRand(9)
	write(t, s, "two", *Answered(rng, Host(0), start), *Answered(rng, Host(0), start.AddDate(0, 0, 3)))
	from, to := start.AddDate(0, 0, -1), midnight(start.AddDate(0, 0, 5))
	sum, err := s.Summary(t.Context(), Host(0), from, to)
	if err != nil {
		t.Fatal(err)
	}
	var visits []int
	for i, day := range sum.Days {
		visits = append(visits, day.Visits)
		if want := midnight(from).AddDate(0, 0, i); !day.Date.Equal(want) || day.Date.Location() != time.UTC || day.Host != Host(0) {
			t.Errorf("day %d is %v of %s; want %v", i, day.Date, day.Host, want)
		}
	}
	if want := []int{0, 1, 0, 0, 1, 0}; !slices.Equal(visits, want) {
		t.Errorf("visits by day = %v; want %v", visits, want)
	}
	if day := sum.Days[2]; day != (landfall.Day{Host: Host(0), Date: day.Date}) {
		t.Errorf("a day without visits says %+v", day)
	}
	if !sum.Since.Equal(start) {
		t.Errorf("since %v; want %v", sum.Since, start)
	}
}

func ourFaultsAndRefusalsAreNoFailures(t *testing.T, open OpenObservations) {
	s := openedStore(t, open)
	rng := newRand(10)
	at := func(minutes int) time.Time { return start.Add(time.Duration(minutes) * time.Minute) }
	write(t, s, "day",
		*Answered(rng, Host(0), at(0)),
		*Failed(rng, Host(0), at(1), landfall.OutcomeUnreachable, landfall.ClassTheirs, "tcp_reset"),
		*Failed(rng, Host(0), at(2), landfall.OutcomeUnreachable, landfall.ClassAmbiguous, "tcp_timeout"),
		*Failed(rng, Host(0), at(3), landfall.OutcomeGone, landfall.ClassTheirs, "http_410"),
		*Failed(rng, Host(0), at(4), landfall.OutcomeUnreachable, landfall.ClassOurs, "no_route"),
		*Failed(rng, Host(0), at(5), landfall.OutcomePostponed, landfall.ClassTheirs, "robots_5xx"),
		*Failed(rng, Host(0), at(6), landfall.OutcomeRefused, landfall.ClassTheirs, "robots"))
	sum, err := s.Summary(t.Context(), Host(0), midnight(start), midnight(start).AddDate(0, 0, 1))
	if err != nil {
		t.Fatal(err)
	}
	if sum.Visits != 4 || sum.Answered != 1 || sum.Unknown != 2 || sum.Click.N != 1 {
		t.Errorf("%d visits, %d answered, %d unknown, %d clicks; want 4, 1, 2, 1",
			sum.Visits, sum.Answered, sum.Unknown, sum.Click.N)
	}
	if day := sum.Days[0]; day.Visits != 4 || day.Answered != 1 || day.Unknown != 2 {
		t.Errorf("the day says %d visits, %d answered, %d unknown; want 4, 1, 2", day.Visits, day.Answered, day.Unknown)
	}
}
