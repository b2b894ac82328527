package storetest

import (
	"context"
	"testing"
	"time"

	"landfall"
)

// HistoryStore is the long-term record of the observations store as the suite sees
// it. It is made of whole UTC days: it tells at least of visits that were written
// before the last Roll began and that are of days before that of its now. Whether
// it tells of later ones already is the store's own affair.
//
// Periods include from and exclude to; those of days are widened to whole UTC days.
type HistoryStore interface {
	ObservationStore
	// Roll brings the record up to date at now. It may be called at any time and
	// again, by one process at a time, and goes on where a broken-off call stopped.
	Roll(ctx context.Context, now time.Time) error
	// Prune deletes visits that began before the given time and are in the record
	// already. The record stays.
	Prune(ctx context.Context, before time.Time) error
	// Forget deletes everything about a host: visits, record, changes, and edges from
	// and to it. Sums over the network that it was a part of may keep its share.
	Forget(ctx context.Context, host landfall.Host) error
	// TakeDay, TakeChanges and TakeEdges add another store's record to this one, each
	// thing once however often it comes.
	TakeDay(ctx context.Context, day landfall.DayRecord) error
	TakeChanges(ctx context.Context, changes []landfall.Change) error
	TakeEdges(ctx context.Context, edges []landfall.Edge) error

	// Daily returns the days of one host on which it was visited, oldest first.
	Daily(ctx context.Context, host landfall.Host, from, to time.Time) ([]landfall.Daily, error)
	// Speed merges the percentiles of a period, of one host or, if it is empty, of
	// all.
	Speed(ctx context.Context, host landfall.Host, from, to time.Time) (landfall.Speed, error)
	// Network returns the days on which anybody was visited, oldest first.
	Network(ctx context.Context, from, to time.Time) ([]landfall.NetworkDay, error)
	// Shares returns the shares of each day, by day and then by key.
	Shares(ctx context.Context, by landfall.ShareBy, from, to time.Time) ([]landfall.Share, error)
	// Reasons counts failed visits (those that were not answered, whoever's fault)
	// by outcome, class and reason, the most visits first; ties in that order.
	Reasons(ctx context.Context, from, to time.Time) ([]landfall.ReasonCount, error)
	// Changes calls fn for the changes of one host or, if it is empty, of all, in
	// order of time, host and field; the period is exact. It stops at the first error
	// of fn.
	Changes(ctx context.Context, host landfall.Host, from, to time.Time, fn func(landfall.Change) error) error
	// Edges returns the peers that a host's samples named, by name, if the time from
	// First to Last touches the period. Both are over all time, pruned visits too.
	Edges(ctx context.Context, host landfall.Host, from, to time.Time) ([]landfall.Edge, error)
	// Neighbours returns the n hosts whose samples share most names with a host's, the
	// most first, then by name; names count that were last seen in both from since on.
	Neighbours(ctx context.Context, host landfall.Host, since time.Time, n int) ([]landfall.Neighbour, error)
	// EveryEdge calls fn for all edges, those of one host together and by peer. It stops
	// at the first error of fn.
	EveryEdge(ctx context.Context, fn func(landfall.Edge) error) error
}

// OpenHistory opens one database. Called again after Close, it opens the same one.
type OpenHistory func(t *testing.T) HistoryStore

// History runs the suite of the long-term record. Each call of fresh makes an empty
// database and returns what opens it.
func History(t *testing.T, fresh func(t *testing.T) OpenHistory) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, OpenHistory)
	}{
		{"DailyAgreesWithTheOracle", dailyAgreesWithTheOracle},
		{"NetworkAgreesWithTheOracle", networkAgreesWithTheOracle},
		{"SharesAgreeWithTheOracle", sharesAgreeWithTheOracle},
		{"SpeedIsMergedAndNotAveraged", speedIsMergedAndNotAveraged},
		{"ReasonsAreCounted", reasonsAreCounted},
		{"ChangesAreSeenOnce", changesAreSeenOnce},
		{"EdgesKeepFirstAndLast", edgesKeepFirstAndLast},
		{"NeighboursShareNames", neighboursShareNames},
		{"EveryEdgeIsToldOnce", everyEdgeIsToldOnce},
		{"LateVisitsCount", lateVisitsCount},
		{"ABatchWrittenTwiceCountsOnce", aBatchWrittenTwiceCountsOnce},
		{"PruneKeepsTheRecord", pruneKeepsTheRecord},
		{"ForgetLeavesNothing", forgetLeavesNothing},
		{"TheRecordSurvivesARestart", theRecordSurvivesARestart},
		{"AnEmptyRecordIsEmpty", anEmptyRecordIsEmpty},
		{"SummariesAreOfTheRecord", summariesAreOfTheRecord},
		{"ARecordCanBeTaken", aRecordCanBeTaken},
		{"OneLiarMovesNoSumByMore", oneLiarMovesNoSumByMore},
		{"AYearOfOutagesIsReplayedExactly", aYearOfOutagesIsReplayedExactly},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel() // each has a database of its own
			test.run(t, fresh(t))
		})
	}
}

func openedHistory(t *testing.T, open OpenHistory) HistoryStore {
	t.Helper()
	s := open(t)
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}
