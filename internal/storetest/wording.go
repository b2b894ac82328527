package storetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall"
)

func wordingOf(at time.Time, texts ...string) landfall.Wording {
	w := landfall.Wording{FirstSeen: at, LastSeen: at}
	for _, text := range texts {
		w.Rules = append(w.Rules, landfall.Rule{Text: text, Hint: "“why” <b>"})
	}
	return w
}

func saveWordings(t *testing.T, s ClueStore, host landfall.Host, all ...landfall.Wording) {
	t.Helper()
	if err := s.SaveWordings(t.Context(), map[landfall.Host][]landfall.Wording{host: all}); err != nil {
		t.Fatal(err)
	}
}

func wordingsAre(t *testing.T, s ClueStore, host landfall.Host, want ...landfall.Wording) {
	t.Helper()
	got, err := s.Wordings(t.Context(), host)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("wordings of %s (-want +got):\n%s", host, diff)
	}
}

// wordingsAreKept has rules change and change back, and the same ones be seen again.
func wordingsAreKept(t *testing.T, s ClueStore) {
	add(t, s, Hosts(0, 2), start)
	day := func(n int) time.Time { return start.AddDate(0, 0, n) }
	saveWordings(t, s, Host(0), wordingOf(day(0), "No spam."))
	saveWordings(t, s, Host(0), wordingOf(day(3), "No spam.", "Be kind."))
	saveWordings(t, s, Host(0), wordingOf(day(5), "No spam."))
	none := wordingOf(day(6))
	saveWordings(t, s, Host(0), none, none)
	saveWordings(t, s, Host(7), wordingOf(day(0), "Of a stranger."))
	first := wordingOf(day(0), "No spam.")
	first.LastSeen = day(5)
	wordingsAre(t, s, Host(0), first, wordingOf(day(3), "No spam.", "Be kind."), none)
	wordingsAre(t, s, Host(1))
	wordingsAre(t, s, Host(7))
}

// wordingsAreBounded has rules change more often than is kept: the first stays.
func wordingsAreBounded(t *testing.T, s ClueStore) {
	add(t, s, Hosts(0, 1), start)
	const changes = landfall.WordingsPerHost + 20
	all := make([]landfall.Wording, changes)
	for i := range all {
		all[i] = wordingOf(start.Add(time.Duration(i)*time.Hour), fmt.Sprintf("Rule %d.", i))
		saveWordings(t, s, Host(0), all[i])
	}
	want := append([]landfall.Wording{all[0]}, all[changes-landfall.WordingsPerHost+1:]...)
	wordingsAre(t, s, Host(0), want...)
}

// visitRules has a host visited that states rules, or refuses if it has none to state.
func visitRules(t *testing.T, s ClueStore, at time.Time, rules ...landfall.Rule) {
	t.Helper()
	held := leaseOne(t, s, "a", at)
	o := Failed(newRand(1), held.Host, at, landfall.OutcomeRefused, landfall.ClassTheirs, "robots")
	if rules != nil {
		o = Answered(newRand(1), held.Host, at)
		o.Facts.Rules = rules
		o.Facts.State(landfall.FieldRules, "https://x/rules", "rules", at)
	}
	if stale := complete(t, s, landfall.Visited{Lease: held, Observation: o}); stale != nil {
		t.Fatalf("stale = %v", stale)
	}
}

// aVisitKeepsWordings has rules change from visit to visit, with nobody reading between:
// each wording is there with the visit that saw it, and the one before with the last
// visit that did.
func aVisitKeepsWordings(t *testing.T, s ClueStore) {
	add(t, s, Hosts(0, 1), start)
	week := func(n int) time.Time { return start.AddDate(0, 0, 7*n) }
	a, b := wordingOf(week(0), "No spam."), wordingOf(week(2), "No spam.", "Be kind.")
	visitRules(t, s, week(0), a.Rules...)
	wordingsAre(t, s, Host(0), a)
	visitRules(t, s, week(1), a.Rules...)
	visitRules(t, s, week(2), b.Rules...)
	a.LastSeen = week(1)
	wordingsAre(t, s, Host(0), a, b)
	none := wordingOf(week(3))
	visitRules(t, s, week(3), []landfall.Rule{}...)
	wordingsAre(t, s, Host(0), a, b, none)
}

func whoRefusesHasNoWordings(t *testing.T, s ClueStore) {
	add(t, s, Hosts(0, 1), start)
	visitRules(t, s, start, landfall.Rule{Text: "No spam."})
	later := start.AddDate(0, 0, 7)
	visitRules(t, s, later)
	wordingsAre(t, s, Host(0))
	saveWordings(t, s, Host(0), wordingOf(later, "Be kind."))
	wordingsAre(t, s, Host(0))
}
