package crawler

import (
	"math/rand/v2"
	"testing"
	"time"

	"landfall"
)

var start = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

func testCrawler() *Crawler {
	return &Crawler{rng: &lockedRand{rng: rand.New(rand.NewPCG(1, 2))}}
}

// visitsInAYear replays a year of visits that all end the same way.
func visitsInAYear(in landfall.Instance, outcome landfall.Outcome, class landfall.Class) int {
	c := testCrawler()
	visits := 0
	for at := start; at.Before(start.AddDate(1, 0, 0)); visits++ {
		o := &landfall.Observation{Host: in.Host, At: at, Outcome: outcome, Class: class}
		in = in.Apply(o)
		at = c.nextDue(in, o)
	}
	return visits
}

func TestDeadHostsAreLeftInPeace(t *testing.T) {
	once := landfall.Instance{Host: "amber-otter-sim.social"}.Apply(&landfall.Observation{At: start, Outcome: landfall.OutcomeAnswered})
	for name, in := range map[string]landfall.Instance{
		"one that never answered": {Host: "amber-otter-sim.social", Status: landfall.StatusCandidate},
		"one that died":           once,
	} {
		n := visitsInAYear(in, landfall.OutcomeUnreachable, landfall.ClassAmbiguous)
		t.Logf("%s: %d visits in its first year", name, n)
		if n > 40 {
			t.Errorf("%s is visited %d times in a year, want at most 40", name, n)
		}
	}
}

func TestLivingHostsAreVisitedSteadily(t *testing.T) {
	n := visitsInAYear(landfall.Instance{Host: "amber-otter-sim.social"}, landfall.OutcomeAnswered, landfall.ClassNone)
	if want := 365 * 4; n < want*9/10 || n > want*11/10 {
		t.Errorf("a living host is visited %d times a year, want about %d", n, want)
	}
}

func TestOurFaultIsTriedAgainSoon(t *testing.T) {
	in := landfall.Instance{Host: "amber-otter-sim.social", Status: landfall.StatusAlive}
	o := &landfall.Observation{At: start, Outcome: landfall.OutcomePostponed, Class: landfall.ClassOurs}
	if wait := testCrawler().nextDue(in, o).Sub(start); wait < 4*time.Minute || wait > 6*time.Minute {
		t.Errorf("after our own fault the next visit is in %s, want about 5 minutes", wait)
	}
}
