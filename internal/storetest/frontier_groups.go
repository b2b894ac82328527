package storetest

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"landfall"
)

func group(t *testing.T, s FrontierStore, domain string) landfall.Group {
	t.Helper()
	groups, err := s.Groups(t.Context(), []string{domain, "never-heard-of-sim.social", domain})
	if err != nil || len(groups) != 1 {
		t.Fatalf("Groups = %+v, %v; want the one of %s", groups, err, domain)
	}
	return groups[0]
}

func saveGroups(t *testing.T, s FrontierStore, groups ...landfall.Group) {
	t.Helper()
	if err := s.SaveGroups(t.Context(), groups); err != nil {
		t.Fatal(err)
	}
}

// groupsAddUp has two workers say different things of one group.
func groupsAddUp(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	one := landfall.Group{
		Domain: "many-sim.social", State: landfall.GroupOpen, Admitted: 4, Verified: 3, Allowance: 4, Grown: start,
	}
	farm := landfall.Group{
		Domain: "farm-sim.club", State: landfall.GroupQuarantined, Face: "a.farm-sim.club", Admitted: 3, Allowance: 4,
		Grown: start, Probed: start, Since: start, Why: "every name answers",
	}
	saveGroups(t, s, one, farm)
	if diff := cmp.Diff([]landfall.Group{one, farm}, []landfall.Group{group(t, s, one.Domain), group(t, s, farm.Domain)}); diff != "" {
		t.Errorf("groups (-saved +read):\n%s", diff)
	}
	later := start.Add(24 * time.Hour)
	other := one
	other.Admitted, other.Verified, other.Allowance, other.Grown = 3, 4, 8, later
	saveGroups(t, s, other)
	other.Admitted = 4
	if diff := cmp.Diff(other, group(t, s, one.Domain)); diff != "" {
		t.Errorf("the group of two workers (-want +got):\n%s", diff)
	}
	// A worker that has not heard of the probe does not undo it; a later probe does.
	stale := landfall.Group{Domain: farm.Domain, State: landfall.GroupOpen, Admitted: 2, Allowance: 4, Grown: start}
	saveGroups(t, s, stale)
	if diff := cmp.Diff(farm, group(t, s, farm.Domain)); diff != "" {
		t.Errorf("the quarantined group (-want +got):\n%s", diff)
	}
	shutAre(t, s, farm.Domain)
	stale.Probed, stale.Since = later, later
	saveGroups(t, s, stale)
	if got := group(t, s, farm.Domain); got.State != landfall.GroupOpen || got.Face != "" || got.Admitted != 3 {
		t.Errorf("after a later probe the group is %+v", got)
	}
	shutAre(t, s)
}

// aBlockedGroupStaysBlocked whatever the crawler finds.
func aBlockedGroupStaysBlocked(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	before := revisionOf(t, s)
	if err := s.ShutGroup(t.Context(), "bad-sim.club", landfall.GroupBlocked, "spam", start); err != nil {
		t.Fatal(err)
	}
	if revisionOf(t, s) <= before {
		t.Error("a block does not move the revision on")
	}
	saveGroups(t, s, landfall.Group{Domain: "bad-sim.club", State: landfall.GroupOpen, Admitted: 9, Allowance: 16, Probed: start, Grown: start})
	shutAre(t, s, "bad-sim.club")
	if err := s.ShutGroup(t.Context(), "bad-sim.club", landfall.GroupOpen, "", start); err != nil {
		t.Fatal(err)
	}
	shutAre(t, s)
	if got := group(t, s, "bad-sim.club"); got.Admitted != 9 {
		t.Errorf("opened again, the group is %+v", got)
	}
}

func shutAre(t *testing.T, s FrontierStore, domains ...string) {
	t.Helper()
	groups, err := s.ShutGroups(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, g := range groups {
		got = append(got, g.Domain)
	}
	if diff := cmp.Diff(domains, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("shut groups (-want +got):\n%s", diff)
	}
}

func strangersAreWhatAddTakes(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	add(t, s, Hosts(0, 10), start)
	if err := s.Forget(t.Context(), Host(12), "opt-out", start); err != nil {
		t.Fatal(err)
	}
	got, err := s.Strangers(t.Context(), append(Hosts(5, 15), Hosts(5, 15)...))
	want := slices.DeleteFunc(Hosts(10, 15), func(h landfall.Host) bool { return h == Host(12) })
	slices.Sort(want)
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("Strangers = %v, %v; want %v", got, err, want)
	}
}

func aForgottenHostStandsForNoGroup(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	saveGroups(t, s,
		landfall.Group{Domain: "farm-sim.club", State: landfall.GroupQuarantined, Face: "a.farm-sim.club", Admitted: 3, Probed: start},
		landfall.Group{Domain: "quiet-sim.social", State: landfall.GroupOpen, Admitted: 2})
	for _, host := range []landfall.Host{"a.farm-sim.club", "quiet-sim.social"} {
		if err := s.Forget(t.Context(), host, "opt-out", start); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.Groups(t.Context(), []string{"farm-sim.club", "quiet-sim.social"})
	if err != nil || len(got) != 1 || got[0].Face != "" {
		t.Errorf("Groups = %+v, %v; want the farm, without a face", got, err)
	}
}
