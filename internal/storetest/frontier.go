package storetest

import (
	"context"
	"testing"
	"time"

	"landfall"
)

// FrontierStore is the relational store as the suite sees it.
type FrontierStore interface {
	Add(ctx context.Context, via string, hosts []landfall.Host, now, due time.Time) (added int, err error)
	Lease(ctx context.Context, worker string, n int, now time.Time, ttl time.Duration) ([]landfall.Lease, error)
	Complete(ctx context.Context, visits []landfall.Visited, next landfall.Reschedule) (stale []landfall.Host, err error)
	Extend(ctx context.Context, lease landfall.Lease, until time.Time) error
	Release(ctx context.Context, leases []landfall.Lease) error
	NextDue(ctx context.Context) (due time.Time, ok bool, err error)
	Lag(ctx context.Context, now time.Time) (time.Duration, error)
	Due(ctx context.Context, now time.Time) (int, error)
	Recheck(ctx context.Context, host landfall.Host, now time.Time) error
	Claim(ctx context.Context, host landfall.Host, claimed bool, now time.Time) error
	Claimed(ctx context.Context) ([]landfall.Host, error)
	Defer(ctx context.Context, leases []landfall.Lease, until []time.Time) error
	Replan(ctx context.Context, early, late time.Time, plan func(last time.Time, a landfall.Agenda) landfall.Agenda) (looked int, err error)
	Instance(ctx context.Context, host landfall.Host) (landfall.Instance, error)
	Instances(ctx context.Context, answeredOnly bool, fn func(landfall.Instance) error) error
	StatusCounts(ctx context.Context) (map[landfall.Status]int, error)
	Revision(ctx context.Context) (int64, error)
	Forget(ctx context.Context, host landfall.Host, why string, now time.Time) error
	Remember(ctx context.Context, tombstones []landfall.Tombstone) error
	Forgotten(ctx context.Context, fn func(landfall.Tombstone) error) error
	Strangers(ctx context.Context, hosts []landfall.Host) ([]landfall.Host, error)
	Groups(ctx context.Context, domains []string) ([]landfall.Group, error)
	ShutGroups(ctx context.Context) ([]landfall.Group, error)
	SaveGroups(ctx context.Context, groups []landfall.Group) error
	ShutGroup(ctx context.Context, domain string, state landfall.GroupState, why string, now time.Time) error
	SaveAliases(ctx context.Context, own []landfall.Host, aliases []landfall.Alias) error
	Aliases(ctx context.Context, fn func(landfall.Alias) error) error
	Entry(ctx context.Context, host landfall.Host) (landfall.Entry, error)
	LeaseHost(ctx context.Context, worker string, host landfall.Host, now time.Time, ttl time.Duration) (lease landfall.Lease, ok bool, err error)
	AskOptOut(ctx context.Context, host landfall.Host, now time.Time) (landfall.OptOut, error)
	OptOut(ctx context.Context, host landfall.Host) (landfall.OptOut, error)
	OptOutsDue(ctx context.Context, n int, now time.Time) ([]landfall.OptOut, error)
	SaveOptOut(ctx context.Context, o landfall.OptOut) error
	Finds(ctx context.Context, now time.Time, days int) (map[string][]int, error)
	FirstFind(ctx context.Context) (time.Time, error)
	Integrity(ctx context.Context) error
	Close() error
}

// OpenFrontier opens one database. Called again, also while the database is open,
// it opens the same one a second time, as another process would.
type OpenFrontier func(t *testing.T) FrontierStore

// Frontier runs the suite of the relational store. Each call of fresh makes an
// empty database and returns what opens it.
func Frontier(t *testing.T, fresh func(t *testing.T) OpenFrontier) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, OpenFrontier)
	}{
		{"AddTakesNewHostsOnly", addTakesNewHostsOnly},
		{"AddTakesALongList", addTakesALongList},
		{"LeaseGivesTheLongestOverdueFirst", leaseGivesTheLongestOverdueFirst},
		{"WorkersNeverLeaseTheSameHost", workersNeverLeaseTheSameHost},
		{"AnExpiredLeasePassesOn", anExpiredLeasePassesOn},
		{"AWorkerThatSleptIsRefused", aWorkerThatSleptIsRefused},
		{"ALateWorkerIsHeardIfNobodyTookOver", aLateWorkerIsHeardIfNobodyTookOver},
		{"CompleteTakesTheRestOfABatch", completeTakesTheRestOfABatch},
		{"AVisitCountsOnce", aVisitCountsOnce},
		{"ReleaseGivesBack", releaseGivesBack},
		{"AStaleReleaseFreesNothing", aStaleReleaseFreesNothing},
		{"NextDueLagAndDueAgree", nextDueLagAndDueAgree},
		{"RecheckMakesDueNow", recheckMakesDueNow},
		{"AgendasAreKept", agendasAreKept},
		{"ALeaseSaysWhatIsWanted", aLeaseSaysWhatIsWanted},
		{"AClaimedHostIsDueAtOnce", aClaimedHostIsDueAtOnce},
		{"DeferKeepsAHostBack", deferKeepsAHostBack},
		{"ReplanTouchesWhatIsEarlyOrLate", replanTouchesWhatIsEarlyOrLate},
		{"OurOwnFaultChangesNothing", ourOwnFaultChangesNothing},
		{"RefusalForgetsTheFacts", refusalForgetsTheFacts},
		{"InstancesWalksEverything", instancesWalksEverything},
		{"RevisionGrowsWithEveryChange", revisionGrowsWithEveryChange},
		{"AForgottenHostStaysOut", aForgottenHostStaysOut},
		{"AForgottenHostNamedNobody", aForgottenHostNamedNobody},
		{"ARestoreBringsNoForgottenHostBack", aRestoreBringsNoForgottenHostBack},
		{"LedgersMergeInAnyOrder", ledgersMergeInAnyOrder},
		{"ForgottenWalksTheLedger", forgottenWalksTheLedger},
		{"StrangersAreWhatAddTakes", strangersAreWhatAddTakes},
		{"AMergedNameIsNoInstance", aMergedNameIsNoInstance},
		{"ANameIsSaidTwice", aNameIsSaidTwice},
		{"ANameIsNotMergedIntoNothing", aNameIsNotMergedIntoNothing},
		{"AForgottenHostHasNoNames", aForgottenHostHasNoNames},
		{"NoCircleOfNamesDisappears", noCircleOfNamesDisappears},
		{"GroupsAddUp", groupsAddUp},
		{"AForgottenHostStandsForNoGroup", aForgottenHostStandsForNoGroup},
		{"ABlockedGroupStaysBlocked", aBlockedGroupStaysBlocked},
		{"AnEntryIsAllOfOneName", anEntryIsAllOfOneName},
		{"OneHostIsLeasedOutOfTurn", oneHostIsLeasedOutOfTurn},
		{"AnOptOutIsKeptUntilItIsSettled", anOptOutIsKeptUntilItIsSettled},
		{"AnOptOutThatIsOverStaysAway", anOptOutThatIsOverStaysAway},
		{"AForgottenHostHasNoOptOut", aForgottenHostHasNoOptOut},
		{"FindsAreCountedByWhoNamedThem", findsAreCountedByWhoNamedThem},
		{"ALeaseIsExtendedByItsHolder", aLeaseIsExtendedByItsHolder},
		{"AnyTextIsTaken", anyTextIsTaken},
		{"SeveralWorkersCountEveryVisitOnce", severalWorkersCountEveryVisitOnce},
		{"ARevisionHidesNoChange", aRevisionHidesNoChange},
		{"TheSameHostsAreAddedAtOnce", theSameHostsAreAddedAtOnce},
		{"AForgottenHostStaysOutOfARace", aForgottenHostStaysOutOfARace},
		{"EverythingSurvivesARestart", everythingSurvivesARestart},
		{"CancelledCallsDoNoHarm", cancelledCallsDoNoHarm},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel() // each has a database of its own
			test.run(t, fresh(t))
		})
	}
	t.Run("AgreesWithTheModel", func(t *testing.T) {
		t.Parallel()
		frontierAgreesWithTheModel(t, fresh)
	})
}

// ttl is how long the suites' leases last.
const ttl = 5 * time.Minute

// opened opens the database for one test.
func opened(t *testing.T, open OpenFrontier) FrontierStore {
	t.Helper()
	s := open(t)
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

// hourly is the suites' schedule: everything is due an hour after the visit began.
func hourly(_ landfall.Instance, before landfall.Agenda, visit landfall.Visited) landfall.Agenda {
	after := landfall.Fresh(visit.Observation.At.Add(time.Hour))
	after.Claimed = before.Claimed
	return after
}

func add(t *testing.T, s FrontierStore, hosts []landfall.Host, due time.Time) {
	t.Helper()
	if n, err := s.Add(t.Context(), "seed", hosts, start, due); err != nil || n != len(hosts) {
		t.Fatalf("Add = %d, %v; want %d", n, err, len(hosts))
	}
}

func lease(t *testing.T, s FrontierStore, worker string, n int, now time.Time) []landfall.Lease {
	t.Helper()
	leases, err := s.Lease(t.Context(), worker, n, now, ttl)
	if err != nil {
		t.Fatal(err)
	}
	return leases
}

func leaseOne(t *testing.T, s FrontierStore, worker string, now time.Time) landfall.Lease {
	t.Helper()
	leases := lease(t, s, worker, 1, now)
	if len(leases) != 1 {
		t.Fatalf("%s got %d leases; want 1", worker, len(leases))
	}
	return leases[0]
}

func complete(t *testing.T, s FrontierStore, visits ...landfall.Visited) (stale []landfall.Host) {
	t.Helper()
	stale, err := s.Complete(t.Context(), visits, hourly)
	if err != nil {
		t.Fatal(err)
	}
	return stale
}

func instance(t *testing.T, s FrontierStore, host landfall.Host) landfall.Instance {
	t.Helper()
	in, err := s.Instance(t.Context(), host)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func hostsOf(leases []landfall.Lease) []landfall.Host {
	hosts := make([]landfall.Host, len(leases))
	for i, l := range leases {
		hosts[i] = l.Host
	}
	return hosts
}
