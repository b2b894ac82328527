package storetest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall"
)

// newest is when the last answered visit to a host within a time began.
func newest(history []landfall.Observation, host landfall.Host, from, to time.Time) (last time.Time) {
	for i := range history {
		o := &history[i]
		if o.Host == host && o.Outcome == landfall.OutcomeAnswered && o.Class != landfall.ClassOurs && !o.At.Before(from) && o.At.Before(to) && o.At.After(last) {
			last = o.At
		}
	}
	return last
}

// placesAreNotMixed compares the speeds from each of three places, one of them
// without a name, with what the oracle makes of that place's visits alone.
func placesAreNotMixed(t *testing.T, open OpenObservations) {
	s := openedStore(t, open)
	history := randomHistory(2, 9*24*time.Hour)
	places := []string{"", "north", "south"}
	for i := range history {
		history[i].Vantage = places[i%len(places)]
	}
	write(t, s, "places", history...)
	from, to := start.Add(31*time.Hour), start.Add(163*time.Hour)
	for i := range 3 { // the last was never visited
		var want []landfall.VantageSpeed
		for _, place := range places {
			own := of(history, func(o landfall.Observation) bool { return o.Vantage == place })
			if sum := oracle(own, Host(i), from, to); sum.Answered > 0 {
				want = append(want, landfall.VantageSpeed{Vantage: place, Click: sum.Click, First: sum.First, Last: newest(own, Host(i), from, to)})
			}
		}
		got, err := s.Speeds(t.Context(), Host(i), from, to)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, equateMicro); diff != "" {
			t.Errorf("speeds of %s (-oracle +store):\n%s", Host(i), diff)
		}
	}
}
