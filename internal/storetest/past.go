package storetest

import (
	"cmp"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"landfall"
)

// hoursAgreeWithTheOracle compares the speeds of each hour of the week with what the oracle
// makes of the visits of that hour alone.
func hoursAgreeWithTheOracle(t *testing.T, open OpenObservations) {
	s := openedStore(t, open)
	history := randomHistory(2, 16*24*time.Hour)
	write(t, s, "hours", history...)
	from, to := start.Add(31*time.Hour), start.Add(340*time.Hour)
	for i := range 3 { // the last was never visited
		var want []landfall.HourSpeed
		for hour := range 7 * 24 {
			own := of(history, func(o landfall.Observation) bool {
				return o.Host == Host(i) && !o.At.Before(from) && o.At.Before(to) && int(o.At.Weekday()) == hour/24 && o.At.Hour() == hour%24
			})
			if click := clicks(own); click.N > 0 {
				want = append(want, landfall.HourSpeed{Weekday: time.Weekday(hour / 24), Hour: hour % 24, Click: click})
			}
		}
		got, err := s.HourSpeeds(t.Context(), Host(i), from, to)
		if err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(want, got, equateMicro); diff != "" {
			t.Errorf("hours of %s (-oracle +store):\n%s", Host(i), diff)
		}
	}
}

// endingsSayWhetherItWasThere: neither our own faults nor refusals are among them.
func endingsSayWhetherItWasThere(t *testing.T, open OpenObservations) {
	s := openedStore(t, open)
	history := randomHistory(2, 9*24*time.Hour)
	for i := range history {
		history[i].Vantage = []string{"", "north"}[i%2]
	}
	write(t, s, "endings", history...)
	from, to := start.Add(31*time.Hour), start.Add(163*time.Hour)
	for i := range 3 { // the last was never visited
		var want []landfall.Ending
		for _, o := range history {
			counts, _, _ := verdicts([]landfall.Observation{o})
			if o.Host == Host(i) && !o.At.Before(from) && o.At.Before(to) && counts > 0 {
				want = append(want, landfall.Ending{At: o.At, Outcome: o.Outcome, Class: o.Class, Reason: o.Reason, Status: o.Status, Vantage: o.Vantage})
			}
		}
		got, err := s.Endings(t.Context(), Host(i), from, to)
		if err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Errorf("endings of %s (-want +got):\n%s", Host(i), diff)
		}
	}
}

// peersAreCountedByDay: the last list of a day counts, and a visit without one does not.
func peersAreCountedByDay(t *testing.T, open OpenObservations) {
	s := openedStore(t, open)
	rng := newRand(12)
	visit := func(hours, peers int) landfall.Observation {
		o := Answered(rng, Host(0), start.Add(time.Duration(hours)*time.Hour))
		o.Peers = peers
		return *o
	}
	write(t, s, "peers", visit(0, 900), visit(1, 950), visit(2, 0), visit(30, 0), visit(72, 1000), visit(73, 0))
	want := []landfall.PeerCount{
		{Date: midnight(start), Peers: 950, At: start.Add(time.Hour)},
		{Date: midnight(start.Add(72 * time.Hour)), Peers: 1000, At: start.Add(72 * time.Hour)},
	}
	got, err := s.PeerCounts(t.Context(), Host(0), start, start.AddDate(0, 0, 9))
	if diff := gocmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("counts of peers (-want +got): %v\n%s", err, diff)
	}
	if got, err = s.PeerCounts(t.Context(), Host(0), start.Add(2*time.Hour), start.Add(72*time.Hour)); len(got) > 0 || err != nil {
		t.Errorf("outside of the period: %v, %v", got, err)
	}
}

// neighboursShareNames compares neighbours with what edges say of each host alone.
func neighboursShareNames(t *testing.T, open OpenHistory) {
	s, history := recorded(t, open)
	for _, since := range []time.Time{start.AddDate(0, 0, -1), start.AddDate(0, 0, 12), lastMoment} {
		for i := range 6 {
			want := neighboursOracle(history, Host(i), since)
			for _, n := range []int{0, 2, len(want) + 5} {
				got, err := s.Neighbours(t.Context(), Host(i), since, n)
				same(t, "neighbours of "+string(Host(i)), want[:min(n, len(want))], got, err)
			}
		}
	}
}

func neighboursOracle(history []landfall.Observation, host landfall.Host, since time.Time) []landfall.Neighbour {
	names := map[landfall.Host]bool{}
	for _, e := range edgesOracle(history, host, since, lastMoment.AddDate(1, 0, 0)) {
		names[e.Peer] = true
	}
	var all []landfall.Neighbour
	for i := range 6 {
		near := landfall.Neighbour{Host: Host(i)}
		for _, e := range edgesOracle(history, near.Host, since, lastMoment.AddDate(1, 0, 0)) {
			if names[e.Peer] {
				near.Shared++
				near.Last = later(near.Last, e.Last)
			}
		}
		if near.Host != host && near.Shared > 0 {
			all = append(all, near)
		}
	}
	slices.SortFunc(all, func(a, b landfall.Neighbour) int {
		return cmp.Or(cmp.Compare(b.Shared, a.Shared), cmp.Compare(a.Host, b.Host))
	})
	return all
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
