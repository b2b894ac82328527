package storetest

import (
	"cmp"
	"errors"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"landfall"
)

func ledger(t *testing.T, s FrontierStore) []landfall.Tombstone {
	t.Helper()
	var all []landfall.Tombstone
	err := s.Forgotten(t.Context(), func(x landfall.Tombstone) error {
		all = append(all, x)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func forget(t *testing.T, s FrontierStore, host landfall.Host, now time.Time) {
	t.Helper()
	if err := s.Forget(t.Context(), host, "opt-out", now); err != nil {
		t.Fatal(err)
	}
}

// aForgottenHostStaysOut forgets a known host in mid-visit and one that was never
// heard of.
func aForgottenHostStaysOut(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	add(t, s, Hosts(0, 3), start)
	held := leaseOne(t, s, "a", start)
	before := revisionOf(t, s)
	forget(t, s, held.Host, start)
	forget(t, s, Host(7), start)
	if got := revisionOf(t, s); got <= before {
		t.Errorf("the revision went from %d to %d; want it to grow", before, got)
	}

	o := Answered(newRand(1), held.Host, start)
	if stale := complete(t, s, landfall.Visited{Lease: held, Observation: o}); !gocmp.Equal(stale, []landfall.Host{held.Host}) {
		t.Errorf("the visit under way when its host was forgotten: stale = %v; want it refused", stale)
	}
	if n, err := s.Add(t.Context(), "peers", Hosts(0, 10), start, start); err != nil || n != 6 {
		t.Errorf("Add = %d, %v; want the six that are neither known nor forgotten", n, err)
	}
	for _, host := range []landfall.Host{held.Host, Host(7)} {
		_, err := s.Instance(t.Context(), host)
		wantError(t, "Instance of a forgotten host", err, landfall.ErrNotFound)
		wantError(t, "Recheck of a forgotten host", s.Recheck(t.Context(), host, start), landfall.ErrNotFound)
	}
	if got := lease(t, s, "b", 99, start.Add(time.Hour)); len(got) != 8 {
		t.Errorf("%d hosts are due; want 8", len(got))
	}
	if err := s.Integrity(t.Context()); err != nil {
		t.Error(err)
	}
}

// aForgottenHostNamedNobody forgets a host that had named others, and names more.
func aForgottenHostNamedNobody(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	via := Host(0)
	for _, named := range []struct {
		via  string
		from int
	}{{"seed", 0}, {via.String(), 1}, {Host(1).String(), 2}} {
		if _, err := s.Add(t.Context(), named.via, Hosts(named.from, named.from+1), start, start); err != nil {
			t.Fatal(err)
		}
	}
	before := revisionOf(t, s)
	forget(t, s, via, start)
	if got := revisionOf(t, s); got <= before {
		t.Errorf("the revision went from %d to %d; want it to grow", before, got)
	}
	// A visit that was under way brings its peers list.
	if _, err := s.Add(t.Context(), via.String(), Hosts(3, 4), start, start); err != nil {
		t.Fatal(err)
	}
	for host, want := range map[landfall.Host]string{Host(1): "", Host(2): Host(1).String(), Host(3): ""} {
		if in, err := s.Instance(t.Context(), host); err != nil || in.Via != want {
			t.Errorf("%s is said to be named by %q, %v; want %q", host, in.Via, err, want)
		}
	}
}

// aRestoreBringsNoForgottenHostBack stands a database of yesterday beside the
// ledger of today, as after a restore.
func aRestoreBringsNoForgottenHostBack(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	visitAll(t, s, 30)
	today := []landfall.Tombstone{
		{Host: Host(3), At: start.Add(time.Hour), Why: "opt-out"},
		{Host: Host(50), At: start.Add(2 * time.Hour), Why: "by hand"},
	}
	if err := s.Remember(t.Context(), today); err != nil {
		t.Fatal(err)
	}
	if got := walk(t, s, false); len(got) != 29 || slices.ContainsFunc(got, func(in landfall.Instance) bool { return in.Host == Host(3) }) {
		t.Errorf("%d instances after the merge; want all but the forgotten one", len(got))
	}
	if diff := gocmp.Diff(today, ledger(t, s)); diff != "" {
		t.Errorf("the ledger (-want +got):\n%s", diff)
	}
	before := revisionOf(t, s)
	if err := s.Remember(t.Context(), today); err != nil {
		t.Fatal(err)
	}
	if got := revisionOf(t, s); got != before {
		t.Errorf("the same ledger again moved the revision from %d to %d", before, got)
	}
	if err := s.Remember(t.Context(), nil); err != nil {
		t.Errorf("Remember of nothing: %v", err)
	}
}

// ledgersMergeInAnyOrder merges parts of random ledgers, which overlap and
// contradict each other, and expects the earliest word on each host.
func ledgersMergeInAnyOrder(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	hosts := 0
	rapid.Check(t, func(rt *rapid.T) {
		first := hosts
		hosts += 4 // those of this run, which no other run has
		ledgers := rapid.SliceOfN(rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) landfall.Tombstone {
			return landfall.Tombstone{
				Host: Host(first + rapid.IntRange(0, 3).Draw(rt, "host")),
				At:   start.Add(time.Duration(rapid.IntRange(0, 3).Draw(rt, "hours")) * time.Hour),
				Why:  rapid.SampledFrom([]string{"a", "b", "B", "\u00e9"}).Draw(rt, "why"),
			}
		}), 0, 5), 1, 4).Draw(rt, "ledgers")
		want := make(map[landfall.Host]landfall.Tombstone)
		for _, part := range ledgers {
			if err := s.Remember(t.Context(), part); err != nil {
				rt.Fatal(err)
			}
			for _, x := range part {
				if known, ok := want[x.Host]; ok {
					x = known.Merge(x)
				}
				want[x.Host] = x
			}
		}
		got := make(map[landfall.Host]landfall.Tombstone)
		for _, x := range ledger(t, s) {
			if slices.Contains(Hosts(first, hosts), x.Host) {
				got[x.Host] = x
			}
		}
		if diff := gocmp.Diff(want, got); diff != "" {
			rt.Fatalf("the merged ledger (-want +got):\n%s", diff)
		}
	})
}

func forgottenWalksTheLedger(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	var all []landfall.Tombstone
	for _, host := range Hosts(0, 1_500) {
		all = append(all, landfall.Tombstone{Host: host, At: start, Why: "imported"})
	}
	if err := s.Remember(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(all, func(a, b landfall.Tombstone) int { return cmp.Compare(a.Host, b.Host) })
	if diff := gocmp.Diff(all, ledger(t, s)); diff != "" {
		t.Errorf("the ledger in order of host (-want +got):\n%s", diff)
	}
	seen := 0
	enough := errors.New("enough")
	err := s.Forgotten(t.Context(), func(landfall.Tombstone) error {
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
