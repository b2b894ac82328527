package outage

import (
	"math"
	"net/netip"
	"slices"
	"time"

	"landfall"
)

// Judge decides whether measuring goes on. It is a state machine with three
// states: normal, degraded, and a trial in which a few visits tell whether the
// breaker was right. It is not safe for concurrent use; a [Quarantine] is.
type Judge struct {
	cfg      Config
	breaker  breaker
	networks networks

	state     State
	good      int       // good rounds in a row
	lastGood  time.Time // when the last good round began
	recovered time.Time // when the last outage ended
	trips     int       // how often anything went down
	trial     trial
}

// trial is the breaker's way back.
type trial struct {
	at    time.Time // when the next begins
	wait  time.Duration
	began time.Time // zero if none is under way
	room  int       // visits it may still begin
}

// A trial is over after this time, which no visit lasts longer than; on fewer visits
// than these it decides nothing.
const (
	trialLeast = 5
	trialLasts = 2 * time.Minute
)

// NewJudge returns a Judge who has seen nothing yet.
func NewJudge(cfg Config) *Judge {
	return &Judge{
		cfg: cfg, breaker: breaker{cfg: cfg},
		networks: networks{cfg: cfg, all: make(map[netip.Prefix]*network)},
	}
}

// State says whether measuring is paused, and since when and why.
func (j *Judge) State() State { return j.state }

// Round takes what the sentinels said; began is when they were asked.
func (j *Judge) Round(now, began time.Time, r Round) {
	if cause := r.fault(); cause != "" {
		j.good = 0
		j.degrade(now, cause)
		return
	}
	j.good++
	j.lastGood = began
	if j.state.Degraded && j.state.Cause != landfall.GapBreaker && j.good >= j.cfg.GoodRounds {
		j.recover(now)
	}
}

// Visit takes one visit as evidence: only that of a host which answered at the
// visit before says something about us.
func (j *Judge) Visit(now time.Time, o *landfall.Observation, before landfall.Status, network netip.Prefix) {
	failed := silent(o)
	if before != landfall.StatusAlive || !failed && o.Class == landfall.ClassOurs {
		return
	}
	if !j.state.Degraded {
		j.breaker.usual.add(now, 1, 0)
		if j.networks.saw(now, network, o.Host, failed) {
			j.trips++
		}
	}
	j.breaker.add(sample{at: o.At, failed: failed, network: network})
	j.Advance(now)
}

// Counted notes that a failure of a host that had answered has been counted
// against it: that is usual.
func (j *Judge) Counted(now time.Time) { j.breaker.usual.add(now, 0, 1) }

// Advance lets time pass.
func (j *Judge) Advance(now time.Time) {
	switch {
	case !j.state.Degraded:
		share, visits := j.breaker.share(now, j.recovered, j.down(now))
		if visits >= j.cfg.Least && share > j.breaker.limit(now) {
			j.degrade(now, landfall.GapBreaker)
		}
	case j.state.Cause != landfall.GapBreaker:
		return
	case j.trial.began.IsZero() && !now.Before(j.trial.at) && j.reachable():
		j.trial.began, j.trial.room = now, j.cfg.TrialSize
	case !j.trial.began.IsZero():
		j.conclude(now)
	}
}

// conclude ends a trial that has shown enough. That all is well is shown only when
// its visits are over, as those that fail take the longest. One that shows next to
// nothing leaves the matter to the sentinels.
func (j *Judge) conclude(now time.Time) {
	share, visits := j.breaker.share(now, j.trial.began, j.down(now))
	failing := visits >= trialLeast && share > j.breaker.limit(now)
	switch over := now.Sub(j.trial.began) >= trialLasts; {
	case !over && (!failing || visits < j.cfg.Least):
		return
	case !failing:
		j.recover(now)
	case now.Sub(j.state.Since) >= j.cfg.AcceptAfter:
		j.breaker.accept(now, share)
		j.recover(now)
	default:
		j.trips++
		wait := min(2*j.trial.wait, j.cfg.TrialMost)
		j.trial = trial{at: now.Add(wait), wait: wait}
	}
}

// Room is how many hosts may be leased now: none in an outage, a few in a trial,
// else any number. Leased says how many were.
func (j *Judge) Room() int {
	switch {
	case j.cfg.Sentinels && j.lastGood.IsZero():
		return 0
	case !j.state.Degraded:
		return math.MaxInt
	case j.trial.began.IsZero():
		return 0
	}
	return j.trial.room
}

// Leased tells how many hosts were leased of those there was room for.
func (j *Judge) Leased(n int) { j.trial.room = max(j.trial.room-n, 0) }

// open reports that failures of visits may count, that is, that none are voided.
func (j *Judge) open() bool { return !j.state.Degraded || !j.trial.began.IsZero() }

// reachable reports that the sentinels, if there are any, were all well last time.
func (j *Judge) reachable() bool { return !j.cfg.Sentinels || j.good > 0 }

// confirmed reports that our side was well after a failure at a time, as far as
// there is anybody to ask.
func (j *Judge) confirmed(at time.Time) bool { return !j.cfg.Sentinels || j.lastGood.After(at) }

// weighs reports that a failure waits for the evidence: it would count against the
// host, or might be found to.
func (j *Judge) weighs(o *landfall.Observation) bool {
	return silent(o) && (counts(o) || j.cfg.Sentinels && lookedUp(o))
}

// overlaps reports that a visit which began at a time did so in an outage.
func (j *Judge) overlaps(began time.Time) bool { return began.Before(j.recovered) }

func (j *Judge) down(now time.Time) func(netip.Prefix, time.Time) bool {
	return func(network netip.Prefix, at time.Time) bool {
		return j.networks.down(now, network) || j.networks.overlaps(network, at)
	}
}

func (j *Judge) degrade(now time.Time, cause Cause) {
	j.trips++
	if !j.state.Degraded {
		j.state = State{Degraded: true, Since: now}
	}
	if graver(cause, j.state.Cause) {
		j.state.Cause = cause
	}
	j.trial = trial{at: now.Add(j.cfg.TrialAfter), wait: j.cfg.TrialAfter}
}

// graver reports whether a cause explains more than the one told so far: as an
// outage begins and ends, sentinels see only part of it.
func graver(cause, than Cause) bool {
	order := []Cause{"", landfall.GapBreaker, landfall.GapResolver, landfall.GapPortal, landfall.GapUplink}
	return slices.Index(order, cause) > slices.Index(order, than)
}

func (j *Judge) recover(now time.Time) {
	// What a trial saw is no overlap, it decided.
	j.recovered = now
	if !j.trial.began.IsZero() {
		j.recovered = j.trial.began
	}
	j.state, j.trial = State{}, trial{}
}
