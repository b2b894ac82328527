package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall"
)

// ObservationStore is the observations store as the suite sees it.
type ObservationStore interface {
	Write(ctx context.Context, batchID string, obs []landfall.Observation) error
	HasBatch(ctx context.Context, batchID string) (bool, error)
	Count(ctx context.Context) (int64, error)
	Recent(ctx context.Context, host landfall.Host, n int) ([]landfall.Observation, error)
	// Observations reads those of host, if it is not empty, begun at or after from
	// and before to, where these are not zero.
	Observations(ctx context.Context, host landfall.Host, from, to time.Time, fn func(landfall.Observation) error) error
	Summary(ctx context.Context, host landfall.Host, from, to time.Time) (landfall.Summary, error)
	// Summaries are of whole UTC days, as the long-term record tells them; of days that
	// it does not tell of yet, as the visits do.
	Summaries(ctx context.Context, from, to time.Time, fn func(landfall.Summary) error) error
	Speeds(ctx context.Context, host landfall.Host, from, to time.Time) ([]landfall.VantageSpeed, error)
	// HourSpeeds, Endings and PeerCounts are of the visits that have not been pruned.
	HourSpeeds(ctx context.Context, host landfall.Host, from, to time.Time) ([]landfall.HourSpeed, error)
	Endings(ctx context.Context, host landfall.Host, from, to time.Time) ([]landfall.Ending, error)
	PeerCounts(ctx context.Context, host landfall.Host, from, to time.Time) ([]landfall.PeerCount, error)
	Close() error
}

// OpenObservations opens one database. Called again after Close, it opens the same
// one.
type OpenObservations func(t *testing.T) ObservationStore

// Observations runs the suite of the observations store. Each call of fresh makes
// an empty database and returns what opens it.
func Observations(t *testing.T, fresh func(t *testing.T) OpenObservations) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, OpenObservations)
	}{
		{"WhatIsWrittenIsRead", whatIsWrittenIsRead},
		{"HostileTextIsText", hostileTextIsText},
		{"ABatchIsWrittenOnce", aBatchIsWrittenOnce},
		{"OverlappingBatchesCollapse", overlappingBatchesCollapse},
		{"ConcurrentBatchesAreAllThere", concurrentBatchesAreAllThere},
		{"WhatCannotBeStoredIsRefusedWhole", whatCannotBeStoredIsRefusedWhole},
		{"RecentIsNewestFirst", recentIsNewestFirst},
		{"ObservationsComeInOrder", observationsComeInOrder},
		{"SummariesAgreeWithTheOracle", summariesAgreeWithTheOracle},
		{"PlacesAreNotMixed", placesAreNotMixed},
		{"HoursAgreeWithTheOracle", hoursAgreeWithTheOracle},
		{"EndingsSayWhetherItWasThere", endingsSayWhetherItWasThere},
		{"PeersAreCountedByDay", peersAreCountedByDay},
		{"EveryDayOfThePeriodIsThere", everyDayOfThePeriodIsThere},
		{"OurFaultsAndRefusalsAreNoFailures", ourFaultsAndRefusalsAreNoFailures},
		{"EverythingSurvivesARestart", observationsSurviveARestart},
		{"CancelledCallsDoNoHarm", cancelledQueriesDoNoHarm},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel() // each has a database of its own
			test.run(t, fresh(t))
		})
	}
}

func openedStore(t *testing.T, open OpenObservations) ObservationStore {
	t.Helper()
	s := open(t)
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

func write(t *testing.T, s ObservationStore, batchID string, obs ...landfall.Observation) {
	t.Helper()
	if err := s.Write(t.Context(), batchID, obs); err != nil {
		t.Fatal(err)
	}
	if has, err := s.HasBatch(t.Context(), batchID); err != nil || !has {
		t.Fatalf("HasBatch(%s) after Write = %v, %v", batchID, has, err)
	}
}

func wantCount(t *testing.T, s ObservationStore, want int64) {
	t.Helper()
	if n, err := s.Count(t.Context()); err != nil || n != want {
		t.Errorf("Count = %d, %v; want %d", n, err, want)
	}
}

// read returns the observations of a period in order.
func read(t *testing.T, s ObservationStore, host landfall.Host, from, to time.Time) []landfall.Observation {
	t.Helper()
	var all []landfall.Observation
	err := s.Observations(t.Context(), host, from, to, func(o landfall.Observation) error {
		all = append(all, o)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func readAll(t *testing.T, s ObservationStore) []landfall.Observation {
	t.Helper()
	return read(t, s, "", time.Time{}, time.Time{})
}

func wantSame(t *testing.T, what string, want, got []landfall.Observation) {
	t.Helper()
	if diff := cmp.Diff(want, got, equateEmpty); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}
