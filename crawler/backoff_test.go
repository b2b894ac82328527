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

// ending is how a visit ends.
type ending struct {
	outcome landfall.Outcome
	class   landfall.Class
	reason  string
}

var (
	answers = ending{outcome: landfall.OutcomeAnswered}
	timeout = ending{landfall.OutcomeUnreachable, landfall.ClassAmbiguous, "tcp_timeout"}
	noName  = ending{landfall.OutcomeUnreachable, landfall.ClassTheirs, "dns_nxdomain"}
	says410 = ending{landfall.OutcomeGone, landfall.ClassTheirs, "http_410"}
	refuses = ending{landfall.OutcomeRefused, landfall.ClassTheirs, "robots_forbidden"}
)

// visits counts what a year of visits was for.
type visits struct{ all, profile, peers int }

// visitsInAYear replays a year of visits that all end the same way.
func visitsInAYear(in landfall.Instance, a landfall.Agenda, end ending) (n visits, after landfall.Instance) {
	c := testCrawler()
	for at := start; at.Before(start.AddDate(1, 0, 0)); {
		want := a.Want(at)
		o := &landfall.Observation{Host: in.Host, At: at, Work: want, Outcome: end.outcome, Class: end.class, Reason: end.reason}
		in = in.Apply(o)
		a = c.reschedule(in, a, landfall.Visited{Observation: o})
		n.all++
		if want.Has(landfall.WorkProfile) {
			n.profile++
		}
		if want.Has(landfall.WorkPeers) {
			n.peers++
		}
		at = a.Due()
	}
	return n, in
}

const host landfall.Host = "amber-otter-sim.social"

func candidate() landfall.Instance {
	return landfall.Instance{Host: host, Status: landfall.StatusCandidate}
}

func alive() landfall.Instance {
	return candidate().Apply(&landfall.Observation{At: start, Outcome: landfall.OutcomeAnswered})
}

func TestDeadHostsAreLeftInPeace(t *testing.T) {
	for _, tt := range []struct {
		name   string
		in     landfall.Instance
		end    ending
		most   int
		status landfall.Status
	}{
		{"one that never answered", candidate(), timeout, 20, landfall.StatusDead},
		{"one that died", alive(), timeout, 24, landfall.StatusDead},
		{"one whose name is gone", alive(), noName, 26, landfall.StatusGone},
		{"one that says so", alive(), says410, 26, landfall.StatusGone},
	} {
		for _, claimed := range []bool{false, true} {
			a := landfall.Fresh(start)
			a.Claimed = claimed
			n, after := visitsInAYear(tt.in, a, tt.end)
			t.Logf("%s, claimed %v: %+v in its first year", tt.name, claimed, n)
			if !claimed && n.all > tt.most || n.profile > 1 || n.peers > 1 {
				t.Errorf("%s is visited %+v times in a year, want at most %d, and once for everything", tt.name, n, tt.most)
			}
			if after.Status != tt.status {
				t.Errorf("%s is %s after a year, want %s", tt.name, after.Status, tt.status)
			}
		}
	}
}

func TestLivingHostsAreVisitedByEachClock(t *testing.T) {
	n, _ := visitsInAYear(alive(), landfall.Fresh(start), answers)
	near := func(what string, got, want int) {
		t.Helper()
		if got < want*9/10 || got > want*11/10 {
			t.Errorf("%s: %d a year, want about %d", what, got, want)
		}
	}
	near("looks", n.all, 365*24+365*24/20)
	near("profiles", n.profile, 365*24/20)
	near("peers lists", n.peers, 52)
}

func TestAClaimedHostIsLookedAtEveryMinute(t *testing.T) {
	a := landfall.Fresh(start)
	a.Claimed = true
	n, _ := visitsInAYear(alive(), a, answers)
	if want := 365 * 24 * 60; n.all < want*9/10 || n.all > want*11/10 {
		t.Errorf("a claimed host is looked at %d times a year, want about %d", n.all, want)
	}
}

// A claimed host that goes away is asked every minute for a quarter of an hour, then
// every five, until it is dead.
func TestAClaimedHostThatIsDownIsAskedLessOften(t *testing.T) {
	c := testCrawler()
	in, a := alive(), landfall.Fresh(start)
	a.Claimed = true
	early, late := 0, 0
	for at := start; at.Before(start.Add(3 * time.Hour)); at = a.Due() {
		o := &landfall.Observation{At: at, Work: a.Want(at), Outcome: landfall.OutcomeUnreachable, Class: landfall.ClassAmbiguous, Reason: "tcp_timeout"}
		in = in.Apply(o)
		a = c.reschedule(in, a, landfall.Visited{Observation: o})
		wait, want := a.Due().Sub(at), time.Minute
		if at.Sub(start) < 15*time.Minute {
			early++
		} else {
			late++
			want = 5 * time.Minute
		}
		if far := (wait - want).Abs(); far > want/5 {
			t.Errorf("after %s away it waits %s, want about %s", at.Sub(start), wait, want)
		}
	}
	if early < 13 || early > 18 || late < 30 || late > 36 {
		t.Errorf("%d looks in the first quarter of an hour, %d in the rest of three hours", early, late)
	}
	back := &landfall.Observation{At: a.Due(), Work: landfall.WorkHealth, Outcome: landfall.OutcomeAnswered}
	again := landfall.Agenda{Health: a.Health, Profile: start.AddDate(0, 0, 9), Peers: start.AddDate(0, 0, 9), Claimed: true}
	if wait := c.reschedule(in.Apply(back), again, landfall.Visited{Observation: back}).Due().Sub(back.At); wait > 2*time.Minute {
		t.Errorf("back again, it waits %s, want about a minute", wait)
	}
}

func TestAHostThatRefusesIsAskedForItsRobotsWeekly(t *testing.T) {
	n, after := visitsInAYear(alive(), landfall.Fresh(start), refuses)
	if n.all < 45 || n.all > 60 || after.Status != landfall.StatusRefused {
		t.Errorf("a host that refuses is visited %d times a year and is %s", n.all, after.Status)
	}
}

// What could not be read while a host was away is read as soon as it is back.
func TestWhatWaitedIsDueWhenAHostIsBack(t *testing.T) {
	c := testCrawler()
	in, a := alive(), landfall.Agenda{Health: start, Profile: start, Peers: start.AddDate(0, 0, 3)}
	fail := &landfall.Observation{At: start, Work: landfall.WorkHealth | landfall.WorkProfile, Outcome: landfall.OutcomeUnreachable, Class: landfall.ClassAmbiguous}
	in = in.Apply(fail)
	a = c.reschedule(in, a, landfall.Visited{Observation: fail})
	if want := a.Want(a.Due()); want != landfall.WorkHealth {
		t.Errorf("of a host that is away %s is wanted", want)
	}
	back := &landfall.Observation{At: a.Due(), Work: landfall.WorkHealth, Outcome: landfall.OutcomeAnswered}
	a = c.reschedule(in.Apply(back), a, landfall.Visited{Observation: back})
	if !a.Due().Equal(back.At) || !a.Want(back.At).Has(landfall.WorkProfile) || a.Want(back.At).Has(landfall.WorkPeers) {
		t.Errorf("back again, it is due in %s for %s", a.Due().Sub(back.At), a.Want(back.At))
	}
}

func TestOurFaultIsTriedAgainSoon(t *testing.T) {
	in := landfall.Instance{Host: host, Status: landfall.StatusAlive}
	o := &landfall.Observation{At: start, Outcome: landfall.OutcomePostponed, Class: landfall.ClassOurs}
	a := testCrawler().reschedule(in, landfall.Fresh(start), landfall.Visited{Observation: o})
	if wait := a.Due().Sub(start); wait < 4*time.Minute || wait > 6*time.Minute {
		t.Errorf("after our own fault the next visit is in %s, want about 5 minutes", wait)
	}
	if a.Want(a.Due().Add(2*time.Minute)) != landfall.WorkAll {
		t.Error("after our own fault not everything is wanted any more")
	}
}
