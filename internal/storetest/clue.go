package storetest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall"
)

// ClueStore is a frontier that keeps evidence, wordings of rules, what is declared and
// trends as well.
type ClueStore interface {
	FrontierStore
	Clues(ctx context.Context, hosts []landfall.Host) (map[landfall.Host][]landfall.Clue, error)
	SaveClues(ctx context.Context, clues map[landfall.Host][]landfall.Clue) error
	PruneClues(ctx context.Context, before time.Time) error

	Wordings(ctx context.Context, host landfall.Host) ([]landfall.Wording, error)
	SaveWordings(ctx context.Context, wordings map[landfall.Host][]landfall.Wording) error

	Declare(ctx context.Context, declared []landfall.Declared) (kept int, err error)
	Withdraw(ctx context.Context, source string, hosts []landfall.Host) (gone int64, err error)
	Declared(ctx context.Context, fn func(landfall.Declared) error) error

	SaveTrending(ctx context.Context, trending []landfall.Trending) error
	Trending(ctx context.Context, since time.Time, fn func(host landfall.Host, tag string, day time.Time) error) error
	PruneTrending(ctx context.Context, before time.Time) error
}

// Clue runs the suite of evidence, of what is declared, and of trends. Each call of
// open opens an empty database.
func Clue(t *testing.T, open func(t *testing.T) ClueStore) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, ClueStore)
	}{
		{"EvidenceIsKept", evidenceIsKept},
		{"EvidenceKeepsItsTimes", evidenceKeepsItsTimes},
		{"EvidenceIsBounded", evidenceIsBounded},
		{"OldEvidenceIsPruned", oldEvidenceIsPruned},
		{"AllGoesWithItsHost", allGoesWithItsHost},
		{"WhoRefusesHasNoEvidence", whoRefusesHasNoEvidence},
		{"ManyHostsHaveEvidence", manyHostsHaveEvidence},
		{"WordingsAreKept", wordingsAreKept},
		{"WordingsAreBounded", wordingsAreBounded},
		{"AVisitKeepsWordings", aVisitKeepsWordings},
		{"WhoRefusesHasNoWordings", whoRefusesHasNoWordings},
		{"TopicsAreDeclared", topicsAreDeclared},
		{"DeclarationsAreBounded", declarationsAreBounded},
		{"ManyDeclarationsAreWalked", manyDeclarationsAreWalked},
		{"TrendsAreKeptByDay", trendsAreKeptByDay},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := open(t)
			t.Cleanup(func() {
				if err := s.Integrity(context.Background()); err != nil {
					t.Error(err)
				}
				s.Close()
			})
			test.run(t, s)
		})
	}
}

func clueOf(term string, at time.Time) landfall.Clue {
	return landfall.Clue{
		Kind: landfall.ClueTopic, ID: "music.metal", Source: "description", Term: term,
		Snippet: "All about " + term, Weight: 0.5, Rule: "1.1", FirstSeen: at, LastSeen: at,
	}
}

func saveClues(t *testing.T, s ClueStore, host landfall.Host, clues ...landfall.Clue) {
	t.Helper()
	if err := s.SaveClues(t.Context(), map[landfall.Host][]landfall.Clue{host: clues}); err != nil {
		t.Fatal(err)
	}
}

func cluesOf(t *testing.T, s ClueStore, hosts ...landfall.Host) map[landfall.Host][]landfall.Clue {
	t.Helper()
	clues, err := s.Clues(t.Context(), hosts)
	if err != nil {
		t.Fatal(err)
	}
	return clues
}

func evidenceIsKept(t *testing.T, s ClueStore) {
	add(t, s, Hosts(0, 2), start)
	before := revisionOf(t, s)
	against := clueOf("metal", start)
	against.Against = true
	all := []landfall.Clue{
		{Kind: landfall.CluePlace, ID: "community_for:de", Source: "host", Term: ".de", Weight: 0.123, FirstSeen: start, LastSeen: start},
		clueOf("heavy metal", start), clueOf("metal", start), against,
	}
	saveClues(t, s, Host(0), all[3], all[1], all[0], all[2], all[2])
	saveClues(t, s, Host(7), clueOf("of a stranger", start))
	want := map[landfall.Host][]landfall.Clue{Host(0): all}
	if diff := cmp.Diff(want, cluesOf(t, s, Host(7), Host(1), Host(0))); diff != "" {
		t.Errorf("Clues (-want +got):\n%s", diff)
	}
	if revisionOf(t, s) != before {
		t.Error("the revision moved on, as if an instance had changed")
	}
	odd := clueOf("odd\x00\xff", start)
	saveClues(t, s, Host(1), odd)
	if got := cluesOf(t, s, Host(1))[Host(1)]; len(got) != 1 {
		t.Errorf("%v", got)
	}
}

// evidenceKeepsItsTimes has a term stay while the text around it, the rules and its
// weight change, and an earlier time come in late.
func evidenceKeepsItsTimes(t *testing.T, s ClueStore) {
	add(t, s, Hosts(0, 1), start)
	first := clueOf("metal", start)
	saveClues(t, s, Host(0), first, clueOf("punk", start))
	later := start.Add(100 * time.Hour)
	edited := clueOf("metal", later)
	edited.Snippet, edited.Weight, edited.Rule = "metal it is", 0.6, "2.1"
	saveClues(t, s, Host(0), edited)
	edited.FirstSeen = start
	punk := clueOf("punk", start)
	want := []landfall.Clue{edited, punk}
	if diff := cmp.Diff(want, cluesOf(t, s, Host(0))[Host(0)]); diff != "" {
		t.Errorf("after an edit (-want +got):\n%s", diff)
	}
	early := edited
	early.FirstSeen, early.LastSeen = start.Add(-time.Hour), start.Add(time.Hour)
	saveClues(t, s, Host(0), early)
	early.LastSeen = later
	if diff := cmp.Diff([]landfall.Clue{early, punk}, cluesOf(t, s, Host(0))[Host(0)]); diff != "" {
		t.Errorf("after what was seen earlier (-want +got):\n%s", diff)
	}
}

func evidenceIsBounded(t *testing.T, s ClueStore) {
	add(t, s, Hosts(0, 2), start)
	var old, fresh []landfall.Clue
	for i := range landfall.CluesPerHost {
		old = append(old, clueOf(fmt.Sprintf("old %03d", i), start))
		if i%2 == 0 {
			fresh = append(fresh, clueOf(fmt.Sprintf("new %03d", i), start.Add(time.Hour)))
		}
	}
	saveClues(t, s, Host(0), old...)
	saveClues(t, s, Host(1), old...)
	saveClues(t, s, Host(0), fresh...)
	got := cluesOf(t, s, Host(0), Host(1))
	count := 0
	for _, r := range got[Host(0)] {
		if r.LastSeen.After(start) {
			count++
		}
	}
	if len(got[Host(0)]) != landfall.CluesPerHost || count != len(fresh) || len(got[Host(1)]) != landfall.CluesPerHost {
		t.Errorf("%d clues, %d of them fresh, and %d of the other host; want %d, %d and as many as were there",
			len(got[Host(0)]), count, len(got[Host(1)]), landfall.CluesPerHost, len(fresh))
	}
}

func oldEvidenceIsPruned(t *testing.T, s ClueStore) {
	add(t, s, Hosts(0, 1), start)
	kept := clueOf("metal", start.Add(time.Hour))
	saveClues(t, s, Host(0), clueOf("punk", start), kept)
	if err := s.PruneClues(t.Context(), start.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]landfall.Clue{kept}, cluesOf(t, s, Host(0))[Host(0)]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func keepAll(t *testing.T, s ClueStore, host landfall.Host) {
	t.Helper()
	saveClues(t, s, host, clueOf("metal", start))
	saveWordings(t, s, host, wordingOf(start, "No spam."))
	if _, err := s.Declare(t.Context(), []landfall.Declared{{Host: host, Source: "admin", Topic: "music", At: start}}); err != nil {
		t.Fatal(err)
	}
	if err := s.SaveTrending(t.Context(), []landfall.Trending{{Host: host, Day: start, Tags: []string{"metal"}}}); err != nil {
		t.Fatal(err)
	}
}

// kept counts what is kept; wordings of rules count as clues.
func kept(t *testing.T, s ClueStore, host landfall.Host) (clues, declared, trending int) {
	t.Helper()
	wordings, err := s.Wordings(t.Context(), host)
	if err != nil {
		t.Fatal(err)
	}
	return len(cluesOf(t, s, host)[host]) + len(wordings), len(allDeclared(t, s)), len(allTrending(t, s, time.Time{}))
}

func allGoesWithItsHost(t *testing.T, s ClueStore) {
	add(t, s, Hosts(0, 2), start)
	keepAll(t, s, Host(0))
	forget(t, s, Host(0), start)
	for _, when := range []string{"after it was forgotten", "after more came in late"} {
		if clues, declared, trending := kept(t, s, Host(0)); clues+declared+trending > 0 {
			t.Errorf("%s: %d clues, %d declarations, %d hashtags", when, clues, declared, trending)
		}
		keepAll(t, s, Host(0))
	}
}

func whoRefusesHasNoEvidence(t *testing.T, s ClueStore) {
	add(t, s, Hosts(0, 1), start)
	keepAll(t, s, Host(0))
	held := leaseOne(t, s, "w", start)
	complete(t, s, landfall.Visited{Lease: held, Observation: &landfall.Observation{
		ID: "1", Host: Host(0), At: start, Outcome: landfall.OutcomeRefused, Class: landfall.ClassTheirs, Reason: "robots_forbidden",
	}})
	for _, when := range []string{"after it refused", "after more came in late"} {
		if clues, _, trending := kept(t, s, Host(0)); clues+trending > 0 {
			t.Errorf("%s: %d clues, %d hashtags", when, clues, trending)
		}
		keepAll(t, s, Host(0))
	}
}

func manyHostsHaveEvidence(t *testing.T, s ClueStore) {
	const n = 1_203
	add(t, s, Hosts(0, n), start)
	all := make(map[landfall.Host][]landfall.Clue, n)
	for _, host := range Hosts(0, n) {
		all[host] = []landfall.Clue{clueOf("metal", start), clueOf("punk", start)}
	}
	if err := s.SaveClues(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(all, cluesOf(t, s, Hosts(0, n)...)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
