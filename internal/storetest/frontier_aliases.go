package storetest

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"landfall"
)

func alias(name, host landfall.Host, evidence landfall.AliasEvidence, merged bool) landfall.Alias {
	return landfall.Alias{
		Name: name, Host: host, Evidence: evidence, Source: "https://" + string(host) + "/", Merged: merged,
		FirstSeen: start, LastSeen: start,
	}
}

func saveAliases(t *testing.T, s FrontierStore, own []landfall.Host, aliases ...landfall.Alias) {
	t.Helper()
	if err := s.SaveAliases(t.Context(), own, aliases); err != nil {
		t.Fatal(err)
	}
}

func aliasesOf(t *testing.T, s FrontierStore) (all []landfall.Alias) {
	t.Helper()
	err := s.Aliases(t.Context(), func(a landfall.Alias) error {
		all = append(all, a)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func isKnown(t *testing.T, s FrontierStore, host landfall.Host) bool {
	t.Helper()
	_, err := s.Instance(t.Context(), host)
	if err != nil && !errors.Is(err, landfall.ErrNotFound) {
		t.Fatal(err)
	}
	return err == nil
}

// aMergedNameIsNoInstance meets an instance under its web domain first, and then
// under the domain of its accounts.
func aMergedNameIsNoInstance(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	const account, web landfall.Host = "quiet-sim.social", "web.quiet-sim.social"
	add(t, s, []landfall.Host{web, account}, start)
	saveAliases(t, s, nil, alias(account, web, landfall.AliasAccountDomain, false))
	if !isKnown(t, s, account) {
		t.Error("a claim removed a host")
	}
	before := revisionOf(t, s)
	final := alias(web, account, landfall.AliasWebDomain, true)
	saveAliases(t, s, nil, final)
	if isKnown(t, s, web) || !isKnown(t, s, account) {
		t.Error("want the account domain known, and the web domain gone")
	}
	if diff := cmp.Diff([]landfall.Alias{final}, aliasesOf(t, s)); diff != "" {
		t.Errorf("aliases (-want +got):\n%s", diff)
	}
	if revisionOf(t, s) <= before {
		t.Error("the revision did not move on")
	}
	if got, err := s.Strangers(t.Context(), []landfall.Host{web, account, "new-sim.social"}); err != nil || len(got) != 1 {
		t.Errorf("Strangers = %v, %v; want the new one only", got, err)
	}
	// Asked for by name and answering for itself, it is an instance again.
	add(t, s, []landfall.Host{web}, start)
	saveAliases(t, s, []landfall.Host{web})
	if got := aliasesOf(t, s); len(got) != 0 || !isKnown(t, s, web) {
		t.Errorf("aliases %+v of a host that answers for itself", got)
	}
	if err := s.Integrity(t.Context()); err != nil {
		t.Error(err)
	}
}

// aNameIsSaidTwice is what two visits of one batch say of the same two names.
func aNameIsSaidTwice(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	const one, two landfall.Host = "quiet-sim.social", "web.quiet-sim.social"
	add(t, s, []landfall.Host{one, two}, start)
	last := alias(two, one, landfall.AliasAccountDomain, false)
	saveAliases(t, s, nil, alias(two, one, landfall.AliasHostMeta, false), alias(one, two, landfall.AliasRedirect, false), last)
	if got := aliasesOf(t, s); len(got) != 2 || !cmp.Equal(got[0], last) {
		t.Errorf("names %+v, want what was said last of each pair", got)
	}
}

// aNameIsNotMergedIntoNothing has a group without room for the instance that a name
// leads to.
func aNameIsNotMergedIntoNothing(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	const name, host landfall.Host = "www.quiet-sim.social", "quiet-sim.social"
	add(t, s, []landfall.Host{name}, start)
	saveAliases(t, s, nil, alias(name, host, landfall.AliasRedirect, true))
	if got := aliasesOf(t, s); !isKnown(t, s, name) || len(got) != 1 || got[0].Merged {
		t.Errorf("names %+v; want the name to stay until its instance is known", got)
	}
	add(t, s, []landfall.Host{host}, start)
	saveAliases(t, s, nil, alias(name, host, landfall.AliasRedirect, true))
	if isKnown(t, s, name) {
		t.Error("the name is still a host of its own")
	}
}

func aForgottenHostHasNoNames(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	const host, other landfall.Host = "quiet-sim.social", "www.quiet-sim.social"
	add(t, s, []landfall.Host{host, other}, start)
	saveAliases(t, s, nil, alias(other, host, landfall.AliasRedirect, true))
	if err := s.Forget(t.Context(), host, "opt-out", start); err != nil {
		t.Fatal(err)
	}
	saveAliases(t, s, nil, alias(other, host, landfall.AliasRedirect, true), alias("new-sim.town", host, landfall.AliasMoved, false))
	if got := aliasesOf(t, s); len(got) != 0 {
		t.Errorf("names of a forgotten host: %+v", got)
	}
}

func noCircleOfNamesDisappears(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	const one, two landfall.Host = "one.quiet-sim.social", "quiet-sim.social"
	add(t, s, []landfall.Host{one, two}, start)
	saveAliases(t, s, nil, alias(one, two, landfall.AliasRedirect, true))
	saveAliases(t, s, nil, alias(two, one, landfall.AliasRedirect, true))
	if isKnown(t, s, one) || !isKnown(t, s, two) {
		t.Error("want one of the two to stay")
	}
}
