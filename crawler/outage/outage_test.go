package outage

import (
	"fmt"
	"net/netip"
	"testing"
	"time"

	"landfall"
)

// bench is a Quarantine without sentinels, and a clock.
type bench struct {
	t   *testing.T
	q   *Quarantine[int]
	now time.Time
	n   int
	got map[string]int // what was recorded, by reason
}

func newBench(t *testing.T, cfg Config) *bench {
	t.Helper()
	return &bench{t: t, q: NewQuarantine[int](cfg), now: start, got: map[string]int{}}
}

// visit finishes one visit, two seconds after the last, to a network.
func (b *bench) visit(before landfall.Status, reason, addr string) {
	b.n++
	o := &landfall.Observation{Host: landfall.Host(fmt.Sprintf("h%d-sim.social", b.n)), At: b.now, Outcome: landfall.OutcomeAnswered}
	if reason != "" {
		o.Outcome, o.Class, o.Reason = landfall.OutcomeUnreachable, landfall.ClassAmbiguous, reason
	}
	var network netip.Prefix
	if addr != "" {
		network = NetworkOf(netip.MustParseAddr(addr))
	}
	b.q.Leased(1)
	b.q.Put(b.now, Visit[int]{Item: b.n, Observation: o, Before: before, Network: network})
	b.wait(2 * time.Second)
}

func (b *bench) wait(d time.Duration) {
	for end := b.now.Add(d); b.now.Before(end); b.now = b.now.Add(min(10*time.Second, end.Sub(b.now))) {
		for _, v := range b.q.Take(b.now) {
			b.got[v.Observation.Reason]++
		}
	}
}

func (b *bench) wantDegraded(when string, cause Cause) {
	b.t.Helper()
	if got := b.q.State(); got.Degraded != (cause != "") || got.Cause != cause || got.Since.IsZero() != (cause == "") {
		b.t.Errorf("%s: %+v; want cause %q", when, got, cause)
	}
}

// Without sentinels, that far more living hosts fail than usual tells. Nothing
// counts against any of them.
func TestTheBreakerTripsAndTries(t *testing.T) {
	b := newBench(t, DefaultConfig())
	for range 300 {
		b.visit(landfall.StatusAlive, "", "")
	}
	b.wantDegraded("while all is well", "")
	for range 130 { // more than 30 % of 200 visits in a row
		b.visit(landfall.StatusAlive, "tcp_timeout", "")
		if b.q.State().Degraded {
			break
		}
	}
	failed := b.n - 300
	b.wantDegraded("after many failures in a row", landfall.GapBreaker)
	if b.q.Room() != 0 {
		t.Errorf("room for %d visits, want none", b.q.Room())
	}
	b.wait(DefaultConfig().TrialAfter + 20*time.Second)
	if room := b.q.Room(); room != DefaultConfig().TrialSize {
		t.Fatalf("room for %d visits in the trial, want %d", room, DefaultConfig().TrialSize)
	}
	for range 30 { // the trial fails
		failed++
		b.visit(landfall.StatusAlive, "tcp_timeout", "")
	}
	b.wantDegraded("after a failed trial", landfall.GapBreaker)
	if b.q.Room() != 0 {
		t.Errorf("room for %d visits after a failed trial, want none", b.q.Room())
	}
	b.wait(2*DefaultConfig().TrialAfter + 10*time.Second)
	for range 30 {
		b.visit(landfall.StatusAlive, "", "")
	}
	b.wantDegraded("before the trial is over", landfall.GapBreaker)
	b.wait(trialLasts)
	b.wantDegraded("after a good trial", "")
	b.wait(10 * time.Minute)
	if b.got["tcp_timeout"] != 0 || b.got[ReasonOwn] != failed {
		t.Errorf("recorded %v; want all %d failures as our own", b.got, failed)
	}
}

// A fresh installation with a list of names that are mostly dead is well.
func TestNamesThatNeverAnsweredTripNothing(t *testing.T) {
	b := newBench(t, DefaultConfig())
	for i := range 1000 {
		reason := "tcp_timeout"
		if i%10 == 0 {
			reason = ""
		}
		b.visit(landfall.StatusCandidate, reason, "")
	}
	b.wantDegraded("with 90 % dead candidates", "")
	b.wait(time.Minute)
	if b.got["tcp_timeout"] != 900 {
		t.Errorf("recorded %v; candidates' failures should not wait", b.got)
	}
}

// Failures that go on for six hours of trials are no longer ours.
func TestABreakerDoesNotStayOpenForEver(t *testing.T) {
	b := newBench(t, DefaultConfig())
	for b.now.Before(start.Add(8 * time.Hour)) {
		if b.q.Room() > 0 {
			for i := range 30 {
				reason := ""
				if i%2 == 0 {
					reason = "tcp_timeout"
				}
				b.visit(landfall.StatusAlive, reason, "")
			}
		}
		b.wait(time.Minute)
	}
	b.wantDegraded("after hours in which every other host fails", "")
	b.wait(10 * time.Minute)
	if b.got["tcp_timeout"] == 0 {
		t.Errorf("recorded %v; failures should count again", b.got)
	}
}

// With sentinels nothing is asked before they were, and no failure counts before
// they were asked again.
func TestNothingCountsBeforeTheSentinelsSaid(t *testing.T) {
	cfg := DefaultConfig()
	cfg.Sentinels = true
	b := newBench(t, cfg)
	if b.q.Room() != 0 {
		t.Error("visits may begin before the first round")
	}
	b.q.Round(b.now, b.now, wellRound)
	if b.q.Room() == 0 {
		t.Error("no visit may begin after a good round")
	}
	b.visit(landfall.StatusAlive, "tcp_timeout", "")
	b.visit(landfall.StatusCandidate, "tcp_timeout", "")
	b.wait(time.Hour)
	if len(b.got) != 0 || b.q.Held() != 2 {
		t.Errorf("recorded %v without a round", b.got)
	}
	b.q.Round(b.now, b.now, wellRound)
	b.wait(time.Second)
	if b.got["tcp_timeout"] != 2 {
		t.Errorf("recorded %v after a round; want both", b.got)
	}
}

// A name that cannot be looked up is our fault only as long as our side is not known
// to be well: else a host with broken name servers would be asked for ever.
func TestALookUpThatFailsIsWeighedToo(t *testing.T) {
	cfg := DefaultConfig()
	cfg.Sentinels = true
	broken := func() *landfall.Observation {
		return &landfall.Observation{
			Host: "lame-sim.social", At: start, Outcome: landfall.OutcomePostponed, Class: landfall.ClassOurs, Reason: "dns_failure",
		}
	}
	b := newBench(t, cfg)
	b.q.Round(b.now, b.now, wellRound)
	b.q.Put(b.now, Visit[int]{Observation: broken(), Before: landfall.StatusAlive})
	b.now = b.now.Add(cfg.HoldDown)
	b.q.Round(b.now, b.now, wellRound)
	got := b.q.Take(b.now)
	if len(got) != 1 || got[0].Observation.Outcome != landfall.OutcomeUnreachable || got[0].Observation.Class != landfall.ClassAmbiguous {
		t.Errorf("while all was well: %+v; want a failure of the host", got)
	}

	b = newBench(t, cfg)
	b.q.Round(b.now, b.now, wellRound)
	b.q.Put(b.now, Visit[int]{Observation: broken(), Before: landfall.StatusAlive})
	b.q.Round(b.now, b.now, Round{Names: 5, NamesFailed: 5, Addresses: 2})
	if got = b.q.Take(b.now); len(got) != 1 || got[0].Observation.Class != landfall.ClassOurs || got[0].Observation.Reason != ReasonOwn {
		t.Errorf("while our resolver was away: %+v; want our own fault", got)
	}

	b = newBench(t, DefaultConfig()) // nobody to ask
	b.q.Put(b.now, Visit[int]{Observation: broken(), Before: landfall.StatusAlive})
	if got = b.q.Take(b.now); len(got) != 1 || got[0].Observation.Class != landfall.ClassOurs {
		t.Errorf("without sentinels: %+v; want our own fault", got)
	}
}

// A host that is looked at every minute waits for long with its first failure only.
func TestAWatchedHostWaitsOnce(t *testing.T) {
	b := newBench(t, DefaultConfig())
	for before, want := range map[landfall.Status]time.Duration{
		landfall.StatusAlive: 5 * time.Minute, landfall.StatusTroubled: time.Minute, landfall.StatusDown: time.Minute,
	} {
		o := &landfall.Observation{Host: "h-sim.social", At: b.now, Outcome: landfall.OutcomeUnreachable, Class: landfall.ClassAmbiguous}
		until := b.q.Put(b.now, Visit[int]{Observation: o, Before: before, Watched: true})
		if got := until.Sub(b.now); got != want {
			t.Errorf("a failure of a watched host that was %s waits %s, want %s", before, got, want)
		}
	}
}

// What was not found is not there only if our side was well from first to last.
func TestWhetherOurSideWasWell(t *testing.T) {
	cfg := DefaultConfig()
	cfg.Sentinels = true
	b := newBench(t, cfg)
	want := func(when string, began, ended time.Time, sound, known bool) {
		t.Helper()
		if s, k := b.q.Sound(began, ended); s != sound || k != known {
			t.Errorf("%s: sound %v, known %v", when, s, k)
		}
	}
	began, ended := start, start.Add(time.Second)
	b.q.Round(start, start, wellRound)
	want("before the next round", began, ended, false, false)
	later := start.Add(10 * time.Second)
	b.q.Round(later, later, wellRound)
	want("after a good round", began, ended, true, true)
	b.q.Round(later, later, Round{Names: 5, NamesFailed: 5, Addresses: 2})
	want("in an outage", began, ended, false, true)
	for range cfg.GoodRounds {
		later = later.Add(10 * time.Second)
		b.q.Round(later, later, wellRound)
	}
	want("of what an outage followed", began, ended, false, true)
}

func TestFlushAndDrain(t *testing.T) {
	b := newBench(t, DefaultConfig())
	b.visit(landfall.StatusAlive, "tcp_timeout", "")
	if b.q.Held() != 1 {
		t.Fatalf("%d wait, want 1", b.q.Held())
	}
	b.q.Flush(b.now)
	b.wait(time.Second)
	if b.got["tcp_timeout"] != 1 {
		t.Errorf("recorded %v, want the failure, as nothing speaks against it", b.got)
	}
	b.visit(landfall.StatusTroubled, "tcp_timeout", "")
	if left := b.q.Drain(); len(left) != 1 || b.q.Held() != 0 {
		t.Errorf("drained %d, want the one that waits", len(left))
	}
}

func TestRounds(t *testing.T) {
	for _, tt := range []struct {
		name  string
		round Round
		want  Cause
	}{
		{"all well", wellRound, ""},
		{"one name away", Round{Names: 5, NamesFailed: 1, Addresses: 2}, ""},
		{"two of six away", Round{Names: 6, NamesFailed: 2, Addresses: 2}, ""},
		{"two of five away", Round{Names: 5, NamesFailed: 2, Addresses: 2}, landfall.GapResolver},
		{"addresses alone away", Round{Names: 5, Addresses: 2, AddressesFailed: 2}, ""},
		{"all away", Round{Names: 5, NamesFailed: 5, Addresses: 2, AddressesFailed: 2}, landfall.GapUplink},
		{"names invented", Round{Names: 5, Addresses: 2, Invented: true}, landfall.GapPortal},
		{"addresses only, away", Round{Addresses: 2, AddressesFailed: 2}, landfall.GapUplink},
		{"addresses only, one away", Round{Addresses: 2, AddressesFailed: 1}, ""},
	} {
		if got := tt.round.fault(); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestTheBaselineIsAWeek(t *testing.T) {
	var b baseline
	b.add(start, 900, 300)
	if got := b.share(start); got != 0 {
		t.Errorf("share = %v of too few visits, want 0", got)
	}
	b.add(start.Add(time.Hour), 900, 60)
	if got := b.share(start.Add(2 * time.Hour)); got != 0.2 {
		t.Errorf("share = %v, want 0.2", got)
	}
	b.add(start.Add(8*24*time.Hour), 1000, 10)
	if got := b.share(start.Add(8 * 24 * time.Hour)); got != 0.01 {
		t.Errorf("share = %v after eight days, want 0.01", got)
	}
}
