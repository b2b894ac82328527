package storetest

import (
	"slices"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"landfall"
)

func addTakesNewHostsOnly(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	add(t, s, Hosts(0, 2), start)
	later := start.Add(time.Hour)
	hosts := append(Hosts(0, 4), Host(3)) // two known, one named twice
	if n, err := s.Add(t.Context(), "peers", hosts, later, later); err != nil || n != 2 {
		t.Errorf("Add = %d, %v; want 2", n, err)
	}
	for host, want := range map[landfall.Host]landfall.Instance{
		Host(1): {Host: Host(1), Status: landfall.StatusCandidate, Discovered: start, Via: "seed"},
		Host(3): {Host: Host(3), Status: landfall.StatusCandidate, Discovered: later, Via: "peers"},
	} {
		if diff := cmp.Diff(want, instance(t, s, host)); diff != "" {
			t.Errorf("instance %s (-want +got):\n%s", host, diff)
		}
	}
	if got := hostsOf(lease(t, s, "a", 9, start)); !cmp.Equal(got, Hosts(0, 2)) {
		t.Errorf("due at the start: %v; want the first two, as they were added first", got)
	}
}

func addTakesALongList(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	hosts := Hosts(0, 20_000)
	for _, want := range []int{len(hosts), 0} {
		if n, err := s.Add(t.Context(), "peers", hosts, start, start); err != nil || n != want {
			t.Errorf("Add = %d, %v; want %d", n, err, want)
		}
	}
	if n, err := s.Due(t.Context(), start); err != nil || n != len(hosts) {
		t.Errorf("Due = %d, %v; want %d", n, err, len(hosts))
	}
	if n, err := s.Add(t.Context(), "peers", nil, start, start); err != nil || n != 0 {
		t.Errorf("Add of nothing = %d, %v", n, err)
	}
}

func leaseGivesTheLongestOverdueFirst(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	for i := range 6 { // the higher the number, the earlier due
		add(t, s, Hosts(i, i+1), start.Add(-time.Duration(i)*time.Minute))
	}
	add(t, s, Hosts(6, 7), start.Add(time.Second)) // not yet due
	first := lease(t, s, "a", 4, start)
	if want := []landfall.Host{Host(5), Host(4), Host(3), Host(2)}; !cmp.Equal(hostsOf(first), want) {
		t.Errorf("first four = %v; want %v", hostsOf(first), want)
	}
	for _, l := range first {
		if l.Token < 1 || !l.Until.Equal(start.Add(ttl)) || l.Status != landfall.StatusCandidate {
			t.Errorf("lease %+v; want a token, until %v and a candidate", l, start.Add(ttl))
		}
	}
	if rest := hostsOf(lease(t, s, "b", 4, start)); !cmp.Equal(rest, []landfall.Host{Host(1), Host(0)}) {
		t.Errorf("the rest = %v; want hosts 1 and 0", rest)
	}
	if none := lease(t, s, "c", 4, start); len(none) != 0 {
		t.Errorf("nothing is free, yet %v", hostsOf(none))
	}
	if none := lease(t, s, "c", 0, start.Add(time.Hour)); len(none) != 0 {
		t.Errorf("asked for none, got %v", hostsOf(none))
	}
}

// workersNeverLeaseTheSameHost lets workers in two processes race for hosts.
func workersNeverLeaseTheSameHost(t *testing.T, open OpenFrontier) {
	stores := []FrontierStore{opened(t, open), opened(t, open)}
	hosts := Hosts(0, 600)
	add(t, stores[0], hosts, start)
	var mu sync.Mutex
	var taken []landfall.Host
	var workers sync.WaitGroup
	for i := range 8 {
		workers.Go(func() {
			for {
				got, err := stores[i%2].Lease(t.Context(), string(rune('a'+i)), 7, start, ttl)
				if err != nil {
					t.Error(err)
					return
				}
				if len(got) == 0 {
					return
				}
				mu.Lock()
				taken = append(taken, hostsOf(got)...)
				mu.Unlock()
			}
		})
	}
	workers.Wait()
	slices.Sort(taken)
	slices.Sort(hosts)
	if diff := cmp.Diff(hosts, taken); diff != "" {
		t.Errorf("every host should be leased once (-want +got):\n%s", diff)
	}
}

func anExpiredLeasePassesOn(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	add(t, s, Hosts(0, 1), start)
	first := leaseOne(t, s, "a", start)
	if early := lease(t, s, "b", 1, first.Until.Add(-time.Microsecond)); len(early) != 0 {
		t.Errorf("a live lease was given away: %v", early)
	}
	second := leaseOne(t, s, "b", first.Until)
	if second.Token <= first.Token {
		t.Errorf("token went from %d to %d; want it to grow", first.Token, second.Token)
	}
}

func releaseGivesBack(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	add(t, s, Hosts(0, 1), start.Add(-time.Hour))
	add(t, s, Hosts(1, 2), start)
	first := lease(t, s, "a", 2, start)
	if err := s.Release(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	second := lease(t, s, "b", 2, start)
	if !cmp.Equal(hostsOf(second), Hosts(0, 2)) {
		t.Errorf("after Release %v are due; want both hosts as before", hostsOf(second))
	}
	if second[0].Token <= first[0].Token {
		t.Errorf("token went from %d to %d; want it to grow", first[0].Token, second[0].Token)
	}
}

func aStaleReleaseFreesNothing(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	add(t, s, Hosts(0, 1), start)
	first := leaseOne(t, s, "a", start)
	now := first.Until
	leaseOne(t, s, "b", now)
	if err := s.Release(t.Context(), []landfall.Lease{first}); err != nil {
		t.Fatal(err)
	}
	if got := lease(t, s, "c", 1, now); len(got) != 0 {
		t.Errorf("a's release freed what b holds: %v", got)
	}
}

func nextDueLagAndDueAgree(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	check := func(when string, now time.Time, next time.Time, some bool, lag time.Duration, due int) {
		t.Helper()
		gotNext, gotSome, err := s.NextDue(t.Context())
		if err != nil || gotSome != some || !gotNext.Equal(next) {
			t.Errorf("%s: NextDue = %v, %v, %v; want %v, %v", when, gotNext, gotSome, err, next, some)
		}
		if got, err := s.Lag(t.Context(), now); err != nil || got != lag {
			t.Errorf("%s: Lag = %v, %v; want %v", when, got, err, lag)
		}
		if got, err := s.Due(t.Context(), now); err != nil || got != due {
			t.Errorf("%s: Due = %v, %v; want %v", when, got, err, due)
		}
	}
	check("an empty frontier", start, time.Time{}, false, 0, 0)
	add(t, s, Hosts(0, 1), start.Add(-time.Minute))
	add(t, s, Hosts(1, 2), start.Add(time.Hour))
	check("one due", start, start.Add(-time.Minute), true, time.Minute, 1)
	held := leaseOne(t, s, "a", start)
	check("the due one held", start, held.Until, true, 0, 0)
	check("its lease run out", start.Add(2*time.Hour), held.Until, true, 2*time.Hour+time.Minute, 2)
	o := &landfall.Observation{ID: "x", Host: held.Host, At: start, Outcome: landfall.OutcomeGone, Class: landfall.ClassTheirs}
	complete(t, s, landfall.Visited{Lease: held, Observation: o})
	check("none due", start, start.Add(time.Hour), true, 0, 0)
}

func aLeaseIsExtendedByItsHolder(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	add(t, s, Hosts(0, 1), start)
	held := leaseOne(t, s, "a", start)
	later := held.Until.Add(time.Hour)
	if err := s.Extend(t.Context(), held, later); err != nil {
		t.Fatal(err)
	}
	if early := lease(t, s, "b", 1, later.Add(-time.Microsecond)); len(early) != 0 {
		t.Errorf("an extended lease was given away: %v", early)
	}
	leaseOne(t, s, "b", later)
	wantError(t, "Extend of a lease that has passed on", s.Extend(t.Context(), held, later.Add(time.Hour)), landfall.ErrStale)
}

// anyTextIsTaken adds what strangers may write where a name should be.
func anyTextIsTaken(t *testing.T, open OpenFrontier) {
	s := opened(t, open)
	for i, text := range []string{"a\x00b", "\xff\xfe", "'; DROP TABLE instances; --", "$1 ? ::text", "\u202e\U0001f6a2"} {
		if n, err := s.Add(t.Context(), text, Hosts(i, i+1), start, start); err != nil || n != 1 {
			t.Errorf("Add named by %q = %d, %v", text, n, err)
		}
		o := Failed(newRand(1), Host(i), start, landfall.OutcomeUnreachable, landfall.ClassTheirs, text)
		o.Facts.Name = text
		held := leaseOne(t, s, text, start)
		complete(t, s, landfall.Visited{Lease: held, Observation: o})
		if err := s.Forget(t.Context(), Host(100+i), text, start); err != nil {
			t.Errorf("Forget because of %q: %v", text, err)
		}
		if in := instance(t, s, Host(i)); in.Failures != 1 || !utf8.ValidString(in.LastReason) {
			t.Errorf("after a visit that ended with %q: %+v", text, in)
		}
	}
}
