package storetest

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"landfall"
)

// many writes n small observations of a few hosts, several at the same moment, and
// returns them in order of time and id.
func many(t *testing.T, s ObservationStore, n int) []landfall.Observation {
	t.Helper()
	rng := newRand(6)
	var all []landfall.Observation
	for i := range n {
		at := start.Add(time.Duration(i/3) * time.Minute)
		o := Failed(rng, Host(i%11), at, landfall.OutcomeUnreachable, landfall.ClassTheirs, "tcp_refused")
		if i%5 == 0 {
			o = Answered(rng, Host(i%11), at)
		}
		all = append(all, *o)
	}
	shuffled := slices.Clone(all)
	rng.Shuffle(n, func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	write(t, s, "many", shuffled...)
	slices.SortFunc(all, func(a, b landfall.Observation) int {
		if c := a.At.Compare(b.At); c != 0 {
			return c
		}
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
	return all
}

// of returns the observations that pass.
func of(all []landfall.Observation, pass func(landfall.Observation) bool) []landfall.Observation {
	return slices.DeleteFunc(slices.Clone(all), func(o landfall.Observation) bool { return !pass(o) })
}

func recentIsNewestFirst(t *testing.T, open OpenObservations) {
	s := openedStore(t, open)
	all := many(t, s, 300)
	host := Host(4)
	want := of(all, func(o landfall.Observation) bool { return o.Host == host })
	slices.Reverse(want)
	for _, n := range []int{0, 1, 7, len(want), len(want) + 10} {
		got, err := s.Recent(t.Context(), host, n)
		if err != nil {
			t.Fatal(err)
		}
		wantSame(t, "recent", want[:min(n, len(want))], got)
	}
	got, err := s.Recent(t.Context(), "never-heard-of-sim.social", 3)
	if err != nil || len(got) != 0 {
		t.Errorf("Recent of an unknown host = %v, %v; want none", got, err)
	}
}

func observationsComeInOrder(t *testing.T, open OpenObservations) {
	s := openedStore(t, open)
	all := many(t, s, 1_300) // several pages
	from, to := all[200].At, all[900].At
	within := func(o landfall.Observation) bool { return !o.At.Before(from) && o.At.Before(to) }
	host := Host(2)
	for _, tt := range []struct {
		name     string
		host     landfall.Host
		from, to time.Time
		pass     func(landfall.Observation) bool
	}{
		{"all", "", time.Time{}, time.Time{}, func(landfall.Observation) bool { return true }},
		{"from", "", from, time.Time{}, func(o landfall.Observation) bool { return !o.At.Before(from) }},
		{"to", "", time.Time{}, to, func(o landfall.Observation) bool { return o.At.Before(to) }},
		{"between", "", from, to, within},
		{"of a host", host, time.Time{}, time.Time{}, func(o landfall.Observation) bool { return o.Host == host }},
		{"of a host between", host, from, to, func(o landfall.Observation) bool { return o.Host == host && within(o) }},
		{"of nobody", "never-heard-of-sim.social", time.Time{}, time.Time{}, func(landfall.Observation) bool { return false }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wantSame(t, tt.name, of(all, tt.pass), read(t, s, tt.host, tt.from, tt.to))
		})
	}
	enough := errors.New("enough")
	seen := 0
	err := s.Observations(t.Context(), "", time.Time{}, time.Time{}, func(landfall.Observation) error {
		if seen++; seen == 700 {
			return enough
		}
		return nil
	})
	wantError(t, "a callback that stops", err, enough)
	if seen != 700 {
		t.Errorf("the callback was called %d times after it stopped at 700", seen)
	}
}

// cancelledQueriesDoNoHarm ends the contexts of many calls at every stage and then
// looks whether everything can still be read.
func cancelledQueriesDoNoHarm(t *testing.T, open OpenObservations) {
	s := openedStore(t, open)
	all := many(t, s, 600)
	from, to := start, start.AddDate(0, 0, 30)
	for i := range 60 {
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		go func() {
			var err error
			switch i % 4 {
			case 0:
				err = s.Summaries(ctx, from, to, func(landfall.Summary) error { return nil })
			case 1:
				err = s.Observations(ctx, "", from, to, func(landfall.Observation) error { return nil })
			case 2:
				err = s.Write(ctx, "many", nil)
			default:
				_, err = s.Recent(ctx, Host(i%11), 10)
			}
			done <- err
		}()
		spin(i * 1000)
		cancel()
		if err := <-done; err != nil && !errors.Is(err, context.Canceled) {
			t.Fatalf("call %d: %v; want nil or %v", i, err, context.Canceled)
		}
	}
	wantSame(t, "after cancelled calls", all, readAll(t, s))
	if _, err := s.Summary(t.Context(), Host(0), from, to); err != nil {
		t.Error(err)
	}
}
