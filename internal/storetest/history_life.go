package storetest

import (
	"errors"
	"testing"
	"time"

	"landfall"
)

func changes(t *testing.T, s HistoryStore, host landfall.Host, from, to time.Time) []landfall.Change {
	t.Helper()
	var all []landfall.Change
	err := s.Changes(t.Context(), host, from, to, func(c landfall.Change) error {
		all = append(all, c)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// changesIn are those of a host, or of all, in a period. Periods of changes are
// exact.
func changesIn(all []landfall.Change, host landfall.Host, from, to time.Time) []landfall.Change {
	var some []landfall.Change
	for _, c := range all {
		if (host == "" || c.Host == host) && !c.At.Before(from) && c.At.Before(to) {
			some = append(some, c)
		}
	}
	return some
}

func changesAreSeenOnce(t *testing.T, open OpenHistory) {
	s, history := recorded(t, open)
	want := changesOracle(history)
	if len(want) < 50 {
		t.Fatalf("only %d changes to look at", len(want))
	}
	for range 2 { // rolling again repeats nothing
		for _, p := range periods {
			for _, host := range []landfall.Host{"", Host(0), Host(3), Host(5)} {
				same(t, p.name+" of "+string(host), changesIn(want, host, p.from, p.to), changes(t, s, host, p.from, p.to), nil)
			}
		}
		roll(t, s, lastMoment.Add(time.Hour))
	}
	stop := errors.New("enough")
	if err := s.Changes(t.Context(), "", start, lastMoment, func(landfall.Change) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("Changes goes on after its callback's error: %v", err)
	}
}

func edgesKeepFirstAndLast(t *testing.T, open OpenHistory) {
	s, history := recorded(t, open)
	for _, p := range periods {
		for i := range 6 {
			got, err := s.Edges(t.Context(), Host(i), p.from, p.to)
			same(t, p.name, edgesOracle(history, Host(i), p.from, p.to), got, err)
		}
	}
}

func everyEdgeIsToldOnce(t *testing.T, open OpenHistory) {
	s, history := recorded(t, open)
	from, to := start.AddDate(0, 0, -3), lastMoment.AddDate(1, 0, 0)
	want, got := map[landfall.Host][]landfall.Edge{}, map[landfall.Host][]landfall.Edge{}
	for _, o := range history {
		if edges := edgesOracle(history, o.Host, from, to); len(edges) > 0 {
			want[o.Host] = edges
		}
	}
	last := landfall.Host("")
	err := s.EveryEdge(t.Context(), func(e landfall.Edge) error {
		if e.Host != last && got[e.Host] != nil {
			t.Errorf("the edges of %s are not together", e.Host)
		}
		last = e.Host
		got[e.Host] = append(got[e.Host], e)
		return nil
	})
	if len(want) < 2 {
		t.Fatalf("only %d hosts have peers", len(want))
	}
	same(t, "all edges", want, got, err)
	stop := errors.New("enough")
	if err := s.EveryEdge(t.Context(), func(landfall.Edge) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("EveryEdge goes on after its callback's error: %v", err)
	}
}

// agrees compares the whole record with the oracle.
func agrees(t *testing.T, s HistoryStore, history []landfall.Observation) {
	t.Helper()
	from, to := start.AddDate(0, 0, -3), lastMoment
	for i := range 6 {
		got, err := s.Daily(t.Context(), Host(i), from, to)
		same(t, "days of "+string(Host(i)), dailyOracle(history, Host(i), from, to), got, err)
		edges, err := s.Edges(t.Context(), Host(i), from, to)
		same(t, "edges of "+string(Host(i)), edgesOracle(history, Host(i), from, to), edges, err)
	}
	network, err := s.Network(t.Context(), from, to)
	same(t, "network", networkOracle(history, from, to), network, err)
	reasons, err := s.Reasons(t.Context(), from, to)
	same(t, "reasons", reasonsOracle(history, from, to), reasons, err)
	same(t, "changes", changesOracle(history), changes(t, s, "", from, to), nil)
}

// lateVisitsCount writes a third of the visits long after the days they belong to
// have been rolled up.
func lateVisitsCount(t *testing.T, open OpenHistory) {
	s := openedHistory(t, open)
	history := LongHistory(4, 12)
	var early, late []landfall.Observation
	for i, o := range history {
		if i%3 == 1 {
			late = append(late, o)
		} else {
			early = append(early, o)
		}
	}
	write(t, s, "early", early...)
	roll(t, s, lastMoment)
	agrees(t, s, early)
	write(t, s, "late", late...)
	roll(t, s, lastMoment.Add(time.Hour))
	agrees(t, s, history)
}

func aBatchWrittenTwiceCountsOnce(t *testing.T, open OpenHistory) {
	s := openedHistory(t, open)
	history := LongHistory(4, 8)
	half := len(history) / 2
	write(t, s, "a", history[:half+20]...)
	write(t, s, "a", history[:half+20]...)
	roll(t, s, lastMoment)
	write(t, s, "b", history[half:]...) // twenty of them a second time
	write(t, s, "a", history[:half+20]...)
	roll(t, s, lastMoment)
	agrees(t, s, history)
}

func pruneKeepsTheRecord(t *testing.T, open OpenHistory) {
	s, history := recorded(t, open)
	before := midnight(start.AddDate(0, 0, 12))
	if err := s.Prune(t.Context(), before); err != nil {
		t.Fatal(err)
	}
	kept := of(history, func(o landfall.Observation) bool { return !o.At.Before(before) })
	if n, err := s.Count(t.Context()); err != nil || n != int64(len(kept)) {
		t.Errorf("Count = %d, %v; want %d", n, err, len(kept))
	}
	agrees(t, s, history)
	roll(t, s, lastMoment.Add(time.Hour)) // nothing is forgotten by looking again
	agrees(t, s, history)
}

func forgetLeavesNothing(t *testing.T, open OpenHistory) {
	s, history := recorded(t, open)
	gone := Host(2)
	for range 2 { // again does no harm
		if err := s.Forget(t.Context(), gone); err != nil {
			t.Fatal(err)
		}
	}
	roll(t, s, lastMoment.Add(time.Hour))
	from, to := start.AddDate(0, 0, -3), lastMoment
	daily, err := s.Daily(t.Context(), gone, from, to)
	same(t, "days", nil, daily, err)
	edges, err := s.Edges(t.Context(), gone, from, to)
	same(t, "edges", nil, edges, err)
	recent, err := s.Recent(t.Context(), gone, 10)
	same(t, "visits", nil, recent, err)
	same(t, "changes", nil, changes(t, s, gone, from, to), nil)
	others := of(history, func(o landfall.Observation) bool { return o.Host != gone })
	if n, err := s.Count(t.Context()); err != nil || n != int64(len(others)) {
		t.Errorf("Count = %d, %v; want %d", n, err, len(others))
	}
	for _, host := range []landfall.Host{Host(0), Host(4)} {
		daily, err := s.Daily(t.Context(), host, from, to)
		same(t, "days of "+string(host), dailyOracle(history, host, from, to), daily, err)
	}
	// As a peer it goes, too.
	named := Host(105)
	if err := s.Forget(t.Context(), named); err != nil {
		t.Fatal(err)
	}
	edges, err = s.Edges(t.Context(), Host(0), from, to)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range edges {
		if e.Peer == named {
			t.Errorf("%s is still named by %s", named, e.Host)
		}
	}
}

func theRecordSurvivesARestart(t *testing.T, open OpenHistory) {
	s := open(t)
	history := LongHistory(4, 8)
	before := history[:len(history)*2/3]
	after := history[len(before):]
	write(t, s, "before", before...)
	roll(t, s, lastMoment)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openedHistory(t, open)
	agrees(t, s, before)
	write(t, s, "after", after...)
	roll(t, s, lastMoment)
	agrees(t, s, history)
}

func anEmptyRecordIsEmpty(t *testing.T, open OpenHistory) {
	s := openedHistory(t, open)
	for range 2 {
		agrees(t, s, nil)
		speed, err := s.Speed(t.Context(), "", start, lastMoment)
		same(t, "speed", landfall.Speed{}, speed, err)
		shares, err := s.Shares(t.Context(), landfall.ShareSignup, start, lastMoment)
		same(t, "shares", nil, shares, err)
		if err := s.Prune(t.Context(), lastMoment); err != nil {
			t.Error(err)
		}
		if err := s.Forget(t.Context(), Host(0)); err != nil {
			t.Error(err)
		}
		roll(t, s, lastMoment)
	}
}
